namespace Mitoshi.Registry;

/// <summary>
/// The perfect subtrees from which the root of a growing tree follows: one per set bit of the size, largest first. A leaf costs two hashes
/// on average, a root the logarithm of the size.
/// </summary>
internal sealed class TreePeaks(ulong size, IEnumerable<Digest> peaks)
{
    private readonly List<Digest> _peaks = [.. peaks];

    public ulong Size { get; private set; } = size;

    public IReadOnlyList<Digest> Peaks => _peaks;

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

    /// <summary>Adds a leaf, and tells every node that tiles keep: the leaf, and each perfect subtree of 256^n leaves that it completes.</summary>
    /// <param name="leaf">Its hash.</param>
    /// <param name="kept">Tile level, index in it, hash.</param>
    public void Append(Digest leaf, Action<int, ulong, Digest> kept)
    {
        ulong index = Size++;
        Digest node = leaf;
        kept(0, index, node);
        for (int level = 0; (index >> level & 1) == 1; level++)
        {
            node = MerkleHash.Node(_peaks[^1], node);
            _peaks.RemoveAt(_peaks.Count - 1);
            if ((level + 1) % 8 == 0)
            {
                kept((level + 1) / 8, index >> (level + 1), node);
            }
        }

        _peaks.Add(node);
    }
}
