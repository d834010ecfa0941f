namespace Mitoshi.Registry;

/// <summary>Disjoint blocks in one hand and state. Neighbours are kept as one block; every operation costs the logarithm of their number.</summary>
public sealed class BlockSet
{
    private readonly SortedSet<SerialBlock> _blocks = new(Comparer<SerialBlock>.Create((a, b) => a.Start.CompareTo(b.Start)));

    /// <summary>Units in all blocks.</summary>
    public long Count { get; private set; }

    /// <summary>The blocks, sorted.</summary>
    public IReadOnlyCollection<SerialBlock> Blocks => _blocks;

    /// <summary>Adds units that aren't in it.</summary>
    public void Add(SerialBlock block)
    {
        SerialBlock? below = AtOrBelow(block.Start), above = AtOrAbove(block.Start);
        Invariant.Holds((below is null || below.Value.End < block.Start) && (above is null || above.Value.Start > block.End), $"{block} meets a block that is there");
        Count += block.Count;
        if (below is SerialBlock left && left.End + 1 == block.Start)
        {
            _blocks.Remove(left);
            block = new SerialBlock(left.Start, block.End);
        }

        if (above is SerialBlock right && block.End + 1 == right.Start)
        {
            _blocks.Remove(right);
            block = new SerialBlock(block.Start, right.End);
        }

        _blocks.Add(block);
    }

    /// <summary>Takes the highest units out, the highest block first.</summary>
    /// <param name="quantity">From 1 to <see cref="Count"/>; the caller has checked.</param>
    /// <returns>What was taken, highest first.</returns>
    public IReadOnlyList<SerialBlock> TakeTop(long quantity)
    {
        Invariant.Holds(quantity > 0 && quantity <= Count, $"{quantity} of {Count}");
        List<SerialBlock> taken = [];
        for (long left = quantity; left > 0;)
        {
            SerialBlock highest = _blocks.Max;
            (SerialBlock? rest, SerialBlock top) = highest.TakeTop(Math.Min(left, highest.Count));
            _blocks.Remove(highest);
            if (rest is SerialBlock stays)
            {
                _blocks.Add(stays);
            }

            taken.Add(top);
            left -= top.Count;
        }

        Count -= quantity;
        return taken;
    }

    /// <summary>True when every unit of the block is in the set.</summary>
    public bool Holds(SerialBlock block) => Holder(block.Start) is SerialBlock holder && holder.End >= block.End;

    /// <summary>True when some unit of the block is in the set.</summary>
    public bool Meets(SerialBlock block)
        => Holder(block.Start) is not null || (AtOrAbove(block.Start) is SerialBlock next && next.Start <= block.End);

    /// <summary>Takes just these units out; the set holds them all.</summary>
    public void Take(SerialBlock block)
    {
        SerialBlock? holder = Holder(block.Start);
        Invariant.Holds(holder is not null && holder.Value.End >= block.End, $"{block} isn't held");
        SerialBlock whole = holder!.Value;
        _blocks.Remove(whole);
        if (whole.Start < block.Start)
        {
            _blocks.Add(new SerialBlock(whole.Start, block.Start - 1));
        }

        if (whole.End > block.End)
        {
            _blocks.Add(new SerialBlock(block.End + 1, whole.End));
        }

        Count -= block.Count;
    }

    private SerialBlock? Holder(long number)
    {
        SerialBlock? below = AtOrBelow(number);
        return below is SerialBlock block && block.End >= number ? below : null;
    }

    private SerialBlock? AtOrBelow(long number)
    {
        if (_blocks.Count == 0 || number < _blocks.Min.Start)
        {
            return null;
        }

        return _blocks.GetViewBetween(_blocks.Min, new SerialBlock(number, number)).Max;
    }

    private SerialBlock? AtOrAbove(long number)
    {
        if (_blocks.Count == 0 || number > _blocks.Max.Start)
        {
            return null;
        }

        return _blocks.GetViewBetween(new SerialBlock(number, number), _blocks.Max).Min;
    }
}
