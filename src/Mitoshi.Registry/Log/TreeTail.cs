using System.Numerics;

namespace Mitoshi.Registry;

/// <summary>
/// The growing right edge of a tree: the hashes of the tiles that aren't full yet, level by level, and the perfect subtrees from which the
/// root follows. A leaf costs two hashes on average, a root the logarithm of the size.
/// </summary>
internal sealed class TreeTail
{
    private readonly List<List<Digest>> _partial = [];

    // One perfect subtree per set bit of the size, largest first.
    private readonly List<Digest> _peaks = [];
    private readonly List<FullTile> _filled = [];

    public ulong Size { get; private set; }

    public Digest Root
    {
        get
        {
            if (_peaks.Count == 0)
            {
                return MerkleHash.Empty;
            }

            Digest root = _peaks[^1];
            for (int i = _peaks.Count - 2; i >= 0; i--)
            {
                root = MerkleHash.Node(_peaks[i], root);
            }

            return root;
        }
    }

    /// <summary>Hashes of the tile of a level that isn't full; empty when there are none.</summary>
    public IReadOnlyList<Digest> Partial(int level) => level < _partial.Count ? _partial[level] : [];

    /// <summary>Goes on from a tree whose partial tiles are known.</summary>
    public static TreeTail From(ulong size, IReadOnlyList<IReadOnlyList<Digest>> partials)
    {
        TreeTail tail = new() { Size = size };
        foreach (IReadOnlyList<Digest> partial in partials)
        {
            tail._partial.Add([.. partial]);
        }

        for (int level = partials.Count - 1; level >= 0; level--)
        {
            int at = 0;
            for (int bit = 7; bit >= 0; bit--)
            {
                if ((partials[level].Count >> bit & 1) == 1)
                {
                    tail._peaks.Add(PerfectRoot(partials[level], at, 1 << bit));
                    at += 1 << bit;
                }
            }
        }

        Invariant.Holds(BitOperations.PopCount(size) == tail._peaks.Count, "one peak per bit of the size");
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

    public void Append(Digest leaf)
    {
        ulong index = Size++;
        Digest node = leaf;
        Record(0, node, index);
        for (int level = 0; (index >> level & 1) == 1; level++)
        {
            node = MerkleHash.Node(_peaks[^1], node);
            _peaks.RemoveAt(_peaks.Count - 1);
            if ((level + 1) % 8 == 0)
            {
                Record((level + 1) / 8, node, index >> (level + 1));
            }
        }

        _peaks.Add(node);
    }

    /// <summary>Hands over the tiles that became full since the last call.</summary>
    public IReadOnlyList<FullTile> TakeFilled()
    {
        IReadOnlyList<FullTile> filled = [.. _filled];
        _filled.Clear();
        return filled;
    }

    private void Record(int level, Digest hash, ulong index)
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
