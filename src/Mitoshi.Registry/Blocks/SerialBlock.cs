using System.Globalization;

namespace Mitoshi.Registry;

/// <summary>A closed interval of whole serial numbers, one unit (1 tCO2e) each.</summary>
/// <param name="Start">First number.</param>
/// <param name="End">Last number, not below the first.</param>
public readonly record struct SerialBlock(long Start, long End)
{
    /// <summary>Units in it.</summary>
    public long Count => End - Start + 1;

    /// <summary>A block that holds at least one unit.</summary>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c>: the end is before the start, or the start is negative.</exception>
    public static SerialBlock Of(long start, long end)
        => start >= 0 && end >= start ? new SerialBlock(start, end) : throw BlockErrors.InvalidQuantity($"[{start}, {end}]");

    /// <summary>Cuts the top off: [1, 1000] minus 250 gives [1, 750] and [751, 1000].</summary>
    /// <returns>What stays (null when the whole block goes) and what goes.</returns>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c> or <c>registry.insufficient_units</c>.</exception>
    public (SerialBlock? Below, SerialBlock Top) TakeTop(long quantity)
    {
        if (quantity <= 0)
        {
            throw BlockErrors.InvalidQuantity(quantity.ToString(CultureInfo.InvariantCulture));
        }

        if (quantity > Count)
        {
            throw BlockErrors.InsufficientUnits(ToString(), Count, quantity);
        }

        return quantity == Count ? (null, this) : (new SerialBlock(Start, End - quantity), new SerialBlock(End - quantity + 1, End));
    }

    /// <summary>The common part, or null.</summary>
    public SerialBlock? Intersect(SerialBlock other)
    {
        long start = Math.Max(Start, other.Start), end = Math.Min(End, other.End);
        return start <= end ? new SerialBlock(start, end) : null;
    }

    /// <summary>Sorted, adjacent and overlapping blocks as one.</summary>
    public static IReadOnlyList<SerialBlock> Merge(IEnumerable<SerialBlock> blocks)
    {
        List<SerialBlock> merged = [];
        foreach (SerialBlock block in blocks.OrderBy(b => b.Start))
        {
            if (merged.Count > 0 && block.Start <= merged[^1].End + 1)
            {
                merged[^1] = new SerialBlock(merged[^1].Start, Math.Max(merged[^1].End, block.End));
            }
            else
            {
                merged.Add(block);
            }
        }

        return merged;
    }

    /// <summary>The parts common to two sets, sorted.</summary>
    public static IReadOnlyList<SerialBlock> Intersect(IEnumerable<SerialBlock> some, IEnumerable<SerialBlock> others)
    {
        IReadOnlyList<SerialBlock> a = Merge(some), b = Merge(others);
        List<SerialBlock> common = [];
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            if (a[i].Intersect(b[j]) is SerialBlock part)
            {
                common.Add(part);
            }

            _ = a[i].End < b[j].End ? i++ : j++;
        }

        return common;
    }

    /// <summary><c>[1, 1000]</c>.</summary>
    public override string ToString() => $"[{Start}, {End}]";
}
