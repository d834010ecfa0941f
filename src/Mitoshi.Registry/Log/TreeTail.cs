using System.Numerics;

namespace Mitoshi.Registry;

/// <summary>The growing right edge of a tree: its peaks, and the hashes of the tiles that aren't full yet, level by level.</summary>
internal sealed class TreeTail
{
    private readonly List<List<Digest>> _partial = [];
    private readonly List<FullTile> _filled = [];
    private readonly TreePeaks _peaks;

    public TreeTail()
        : this(new TreePeaks(0, []))
    {
    }

    private TreeTail(TreePeaks peaks) => _peaks = peaks;

    public ulong Size => _peaks.Size;

    public Digest Root => _peaks.Root;

    /// <summary>Hashes of the tile of a level that isn't full; empty when there are none.</summary>
    public IReadOnlyList<Digest> Partial(int level) => level < _partial.Count ? _partial[level] : [];

    /// <summary>Goes on from a tree whose partial tiles are known.</summary>
    public static TreeTail From(ulong size, IReadOnlyList<IReadOnlyList<Digest>> partials)
    {
        List<Digest> peaks = [];
        for (int level = partials.Count - 1; level >= 0; level--)
        {
            int at = 0;
            for (int bit = 7; bit >= 0; bit--)
            {
                if ((partials[level].Count >> bit & 1) == 1)
                {
                    peaks.Add(PerfectRoot(partials[level], at, 1 << bit));
                    at += 1 << bit;
                }
            }
        }

        Invariant.Holds(BitOperations.PopCount(size) == peaks.Count, "one peak per bit of the size");
        TreeTail tail = new(new TreePeaks(size, peaks));
        tail._partial.AddRange(partials.Select(partial => (List<Digest>)[.. partial]));
        return tail;
    }

    /// <summary>Root over a power of two of hashes.</summary>
    public static Digest PerfectRoot(IReadOnlyList<Digest> hashes, int from, int count)
    {
        Digest[] row = new Digest[count];
        for (int i = 0; i < count; i++)
        {
            row[i] = hashes[from + i];
        }

        for (; count > 1; count /= 2)
        {
            for (int i = 0; i < count / 2; i++)
            {
                row[i] = MerkleHash.Node(row[2 * i], row[(2 * i) + 1]);
            }
        }

        return row[0];
    }

    public void Append(Digest leaf) => _peaks.Append(leaf, Keep);

    /// <summary>Hands over the tiles that became full since the last call.</summary>
    public IReadOnlyList<FullTile> TakeFilled()
    {
        if (_filled.Count == 0)
        {
            return [];
        }

        IReadOnlyList<FullTile> filled = [.. _filled];
        _filled.Clear();
        return filled;
    }

    private void Keep(int level, ulong index, Digest hash)
    {
        while (_partial.Count <= level)
        {
            _partial.Add([]);
        }

        _partial[level].Add(hash);
        if (_partial[level].Count == TilePath.FullWidth)
        {
            _filled.Add(new FullTile(level, index / TilePath.FullWidth, [.. _partial[level]]));
            _partial[level] = [];
        }
    }
}

/// <summary>A tile with all its 256 hashes.</summary>
internal sealed record FullTile(int Level, ulong Index, Digest[] Hashes);
