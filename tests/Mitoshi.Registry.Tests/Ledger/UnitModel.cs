namespace Mitoshi.Registry.Tests.Ledger;

/// <summary>An issue as a naive person would keep it: one box per unit with the name of who has it.</summary>
internal sealed class UnitModel
{
    public const string Retired = "(retired)", Cancelled = "(cancelled)", Buffer = "(buffer)";

    private readonly string[] _boxes;

    public UnitModel(long credits, long buffer, string holder)
    {
        _boxes = new string[credits + buffer];
        Array.Fill(_boxes, holder, 0, (int)credits);
        Array.Fill(_boxes, Buffer, (int)credits, (int)buffer);
        FirstHolder = holder;
    }

    public string FirstHolder { get; }

    public int Units => _boxes.Length;

    public int CountOf(string who) => _boxes.Count(box => box == who);

    /// <summary>Moves the highest units; false and nothing when there aren't so many.</summary>
    public bool Move(string from, string to, long quantity)
    {
        if (quantity <= 0 || CountOf(from) < quantity)
        {
            return false;
        }

        for (int i = _boxes.Length - 1; quantity > 0; i--)
        {
            if (_boxes[i] == from)
            {
                _boxes[i] = to;
                quantity--;
            }
        }

        return true;
    }

    /// <summary>Moves just these units; false and nothing when they aren't all there.</summary>
    public bool MoveBlock(string from, string to, long start, long end)
    {
        bool isHeld = start >= 1 && end >= start && end <= _boxes.Length && Enumerable.Range((int)start - 1, (int)(end - start + 1)).All(i => _boxes[i] == from);
        if (isHeld)
        {
            Array.Fill(_boxes, to, (int)start - 1, (int)(end - start + 1));
        }

        return isHeld;
    }

    /// <summary>The ledger has every unit where the boxes have it.</summary>
    public void RequireSame(IssueLedger ledger)
    {
        string?[] found = new string?[_boxes.Length];
        void Fill(BlockSet set, string who)
        {
            foreach (SerialBlock block in set.Blocks)
            {
                for (long number = block.Start; number <= block.End; number++)
                {
                    Assert.Null(found[number - 1]);
                    found[number - 1] = who;
                }
            }

            Assert.Equal(set.Blocks.Sum(block => block.Count), set.Count);
        }

        foreach ((string holder, BlockSet held) in ledger.Holders)
        {
            Fill(held, holder);
        }

        Fill(ledger.Retired, Retired);
        Fill(ledger.Cancelled, Cancelled);
        Fill(ledger.Buffer, Buffer);
        Assert.Equal(_boxes, found);
        Assert.Equal(ledger.Issued.Count, ledger.Active + ledger.Retired.Count + ledger.Cancelled.Count + ledger.Buffer.Count);
    }
}
