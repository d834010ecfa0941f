namespace Mitoshi.Registry;

/// <summary>The stored nodes of a tree: only those over 2^level leaves that are all there. They never change when the tree grows.</summary>
public interface ITreeNodes
{
    /// <summary>The node over the leaves from index * 2^level to (index + 1) * 2^level - 1.</summary>
    /// <param name="level">0 for leaves.</param>
    /// <param name="index">Position among the nodes of its level.</param>
    Digest Node(int level, ulong index);
}

/// <summary>The nodes over leaf hashes that are all in memory.</summary>
/// <param name="leaves">Leaf hashes in order.</param>
public sealed class LeavesInMemory(IReadOnlyList<Digest> leaves) : ITreeNodes
{
    private readonly Dictionary<(int Level, ulong Index), Digest> _inner = [];

    /// <inheritdoc/>
    public Digest Node(int level, ulong index)
    {
        if (level == 0)
        {
            return leaves[checked((int)index)];
        }

        if (!_inner.TryGetValue((level, index), out Digest node))
        {
            node = MerkleHash.Node(Node(level - 1, 2 * index), Node(level - 1, (2 * index) + 1));
            _inner.Add((level, index), node);
        }

        return node;
    }
}
