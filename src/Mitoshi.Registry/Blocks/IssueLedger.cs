namespace Mitoshi.Registry;

/// <summary>
/// Who holds what of one issue. All blocks are disjoint and their union is what was issued, at every moment:
/// active + retired + cancelled + buffer = issued. A refused operation changes nothing.
/// </summary>
/// <remarks>A holder's highest units move first; a partial move takes the top of a block. The programme's rule, see docs/rooms/registry.md.</remarks>
public sealed class IssueLedger
{
    private readonly SortedDictionary<string, BlockSet> _holders = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, BlockSet> _onHold = new(StringComparer.Ordinal);

    /// <summary>Issues a block: the top <paramref name="buffer"/> units go to the buffer, the rest to the holder.</summary>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c>: the buffer is negative or above the block.</exception>
    public IssueLedger(SerialBlock issued, string holder, long buffer)
    {
        if (buffer < 0 || buffer > issued.Count)
        {
            throw BlockErrors.InvalidQuantity($"{buffer} (buffer)");
        }

        Issued = issued;
        long active = issued.Count - buffer;
        if (active > 0)
        {
            SetOf(_holders, holder).Add(new SerialBlock(issued.Start, issued.Start + active - 1));
        }

        if (buffer > 0)
        {
            Buffer.Add(new SerialBlock(issued.Start + active, issued.End));
        }
    }

    /// <summary>Everything that was issued.</summary>
    public SerialBlock Issued { get; }

    /// <summary>Active units by holder; a holder stays listed when all are gone.</summary>
    public IReadOnlyDictionary<string, BlockSet> Holders => _holders;

    /// <summary>Retired units; final.</summary>
    public BlockSet Retired { get; } = new();

    /// <summary>Cancelled units; final.</summary>
    public BlockSet Cancelled { get; } = new();

    /// <summary>Units kept against reversals.</summary>
    public BlockSet Buffer { get; } = new();

    /// <summary>Units on hold by holder: still theirs, but nobody can move them.</summary>
    public IReadOnlyDictionary<string, BlockSet> OnHold => _onHold;

    /// <summary>Units that a holder has, those on hold included.</summary>
    public long Active => _holders.Values.Sum(held => held.Count) + _onHold.Values.Sum(held => held.Count);

    /// <summary>Moves the holder's highest units to another holder.</summary>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c> or <c>registry.insufficient_units</c>.</exception>
    public IReadOnlyList<SerialBlock> Transfer(string from, string to, long quantity) => Move(from, quantity, SetOf(_holders, to));

    /// <summary>Moves just these units to another holder.</summary>
    /// <exception cref="MitoshiException"><c>registry.already_retired</c> or <c>registry.insufficient_units</c>.</exception>
    public void Transfer(string from, string to, SerialBlock block) => Move(from, block, SetOf(_holders, to));

    /// <summary>Retires the holder's highest units.</summary>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c> or <c>registry.insufficient_units</c>.</exception>
    public IReadOnlyList<SerialBlock> Retire(string holder, long quantity) => Move(holder, quantity, Retired);

    /// <summary>Retires just these units.</summary>
    /// <exception cref="MitoshiException"><c>registry.already_retired</c> or <c>registry.insufficient_units</c>.</exception>
    public void Retire(string holder, SerialBlock block) => Move(holder, block, Retired);

    /// <summary>Cancels the holder's highest units.</summary>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c> or <c>registry.insufficient_units</c>.</exception>
    public IReadOnlyList<SerialBlock> Cancel(string holder, long quantity) => Move(holder, quantity, Cancelled);

    /// <summary>Cancels just these units.</summary>
    /// <exception cref="MitoshiException"><c>registry.already_retired</c> or <c>registry.insufficient_units</c>.</exception>
    public void Cancel(string holder, SerialBlock block) => Move(holder, block, Cancelled);

    /// <summary>Freezes just these units of a holder.</summary>
    /// <exception cref="MitoshiException"><c>registry.already_retired</c> or <c>registry.insufficient_units</c>.</exception>
    public void Hold(string holder, SerialBlock block) => Move(holder, block, SetOf(_onHold, holder));

    /// <summary>Gives a holder's frozen units free.</summary>
    /// <exception cref="MitoshiException"><c>registry.insufficient_units</c>: they aren't on hold.</exception>
    public void Release(string holder, SerialBlock block) => TakeFrozen(holder, block, SetOf(_holders, holder));

    /// <summary>Cancels a holder's frozen units.</summary>
    /// <exception cref="MitoshiException"><c>registry.insufficient_units</c>: they aren't on hold.</exception>
    public void CancelFrozen(string holder, SerialBlock block) => TakeFrozen(holder, block, Cancelled);

    /// <summary>True when all these units of a holder are on hold.</summary>
    public bool IsOnHold(string holder, SerialBlock block) => _onHold.TryGetValue(holder, out BlockSet? held) && held.Holds(block);

    /// <summary>Cancels the highest units of the buffer, as many as there are up to <paramref name="quantity"/>.</summary>
    /// <returns>What was cancelled.</returns>
    public IReadOnlyList<SerialBlock> CancelBuffer(long quantity)
    {
        long taken = Math.Min(quantity, Buffer.Count);
        if (taken <= 0)
        {
            return [];
        }

        IReadOnlyList<SerialBlock> blocks = Buffer.TakeTop(taken);
        AddAll(Cancelled, blocks);
        return blocks;
    }

    /// <summary>Refuses a move of these units by the holder before anything changes.</summary>
    /// <exception cref="MitoshiException"><c>registry.already_retired</c> or <c>registry.insufficient_units</c>.</exception>
    public void RequireHeld(string holder, SerialBlock block)
    {
        if (_holders.TryGetValue(holder, out BlockSet? held) && held.Holds(block))
        {
            return;
        }

        throw Retired.Meets(block) ? BlockErrors.AlreadyRetired(block.ToString()) : BlockErrors.InsufficientUnits(holder, held?.Count ?? 0, block.Count);
    }

    /// <summary>Refuses a move of that many units by the holder before anything changes.</summary>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c> or <c>registry.insufficient_units</c>.</exception>
    public void RequireHeld(string holder, long quantity)
    {
        if (quantity <= 0)
        {
            throw BlockErrors.InvalidQuantity($"{quantity}");
        }

        long held = _holders.TryGetValue(holder, out BlockSet? blocks) ? blocks.Count : 0;
        if (held < quantity)
        {
            throw BlockErrors.InsufficientUnits(holder, held, quantity);
        }
    }

    private void TakeFrozen(string holder, SerialBlock block, BlockSet destination)
    {
        if (!IsOnHold(holder, block))
        {
            throw BlockErrors.InsufficientUnits(holder, _onHold.TryGetValue(holder, out BlockSet? held) ? held.Count : 0, block.Count);
        }

        _onHold[holder].Take(block);
        destination.Add(block);
    }

    private IReadOnlyList<SerialBlock> Move(string from, long quantity, BlockSet destination)
    {
        RequireHeld(from, quantity);
        IReadOnlyList<SerialBlock> taken = _holders[from].TakeTop(quantity);
        AddAll(destination, taken);
        return taken;
    }

    private void Move(string from, SerialBlock block, BlockSet destination)
    {
        RequireHeld(from, block);
        _holders[from].Take(block);
        destination.Add(block);
    }

    private static BlockSet SetOf(SortedDictionary<string, BlockSet> sets, string holder)
    {
        if (!sets.TryGetValue(holder, out BlockSet? held))
        {
            held = new BlockSet();
            sets.Add(holder, held);
        }

        return held;
    }

    private static void AddAll(BlockSet destination, IReadOnlyList<SerialBlock> blocks)
    {
        foreach (SerialBlock block in blocks)
        {
            destination.Add(block);
        }
    }
}
