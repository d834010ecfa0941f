namespace Mitoshi.Learning.Bits;

/// <summary>Trees of one ensemble that are added together, all with as many index planes; their leaf codes wait in a small buffer.</summary>
internal sealed class TreeGroup(int ensemble, int planeCount)
{
    /// <summary>Their codes, 512 bytes a tree, stay in the first cache.</summary>
    public const int TreesMax = 16;

    public int Ensemble { get; } = ensemble;

    public int PlaneCount { get; } = planeCount;

    public int TreeCount => StepEnds.Count;

    /// <summary>The steps of all its trees, one after the other.</summary>
    public List<Selection> StepList { get; } = [];

    /// <summary>Where the steps of each tree end.</summary>
    public List<int> StepEnds { get; } = [];

    /// <summary>Eight slots per tree: the bits of the leaf's number.</summary>
    public List<int> PlaneList { get; } = [];

    /// <summary>Multiples of the step, 2^planes per tree, at least 32.</summary>
    public List<long> MultipleList { get; } = [];

    /// <summary>True when the vector path can add it.</summary>
    public bool IsForVector => PlaneCount <= LeafCodes.PlanesOfVector;

    public bool HasTwoTables => PlaneCount == LeafCodes.PlanesOfVector;

    public int LeavesPerTree => Math.Max(32, 1 << PlaneCount);

    public Selection[] Steps { get; private set; } = [];

    public int[] Planes { get; private set; } = [];

    public long[] Multiples { get; private set; } = [];

    /// <summary>Table of the vector path.</summary>
    public int[] Table { get; private set; } = [];

    /// <summary>Packs the lists into arrays, once it is complete.</summary>
    public void Seal()
    {
        Steps = [.. StepList];
        Planes = [.. PlaneList];
        Multiples = [.. MultipleList];
        if (IsForVector)
        {
            Table = GC.AllocateArray<int>(2 * Multiples.Length, pinned: true);
            for (int tree = 0; tree < TreeCount; tree++)
            {
                LeafTable.Split(Multiples.AsSpan(tree * LeavesPerTree, LeavesPerTree), Table.AsSpan(2 * tree * LeavesPerTree));
            }
        }
    }
}
