using System.Numerics;

namespace Mitoshi.Registry;

/// <summary>Roots and proofs of a tree from its stored nodes, by the definitions of RFC 6962 sections 2.1, 2.1.1 and 2.1.2.</summary>
public static class MerkleTree
{
    /// <summary>Root of the first <paramref name="size"/> leaves.</summary>
    public static Digest Root(ITreeNodes nodes, ulong size) => size == 0 ? MerkleHash.Empty : Range(nodes, 0, size);

    /// <summary>PATH(m, D[n]): the siblings from the leaf up to the root.</summary>
    /// <exception cref="MitoshiException"><c>log.index_out_of_range</c>: the tree has no such leaf.</exception>
    public static IReadOnlyList<Digest> Inclusion(ITreeNodes nodes, ulong index, ulong size)
    {
        if (index >= size)
        {
            throw ProofErrors.IndexOutOfRange(index, size);
        }

        List<Digest> path = [];
        ulong from = 0, to = size;
        while (to - from > 1)
        {
            ulong middle = from + SplitOf(to - from);
            if (index < middle)
            {
                path.Add(Range(nodes, middle, to));
                to = middle;
            }
            else
            {
                path.Add(Range(nodes, from, middle));
                from = middle;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>PROOF(m, D[n]): that the tree of <paramref name="oldSize"/> leaves is the beginning of the one of <paramref name="size"/>.</summary>
    /// <exception cref="MitoshiException"><c>log.index_out_of_range</c>: the old size is 0 or larger than the new one.</exception>
    public static IReadOnlyList<Digest> Consistency(ITreeNodes nodes, ulong oldSize, ulong size)
    {
        if (oldSize == 0 || oldSize > size)
        {
            throw ProofErrors.IndexOutOfRange(oldSize, size);
        }

        List<Digest> proof = [];
        ulong from = 0, to = size;
        while (to != oldSize)
        {
            ulong middle = from + SplitOf(to - from);
            if (oldSize <= middle)
            {
                proof.Add(Range(nodes, middle, to));
                to = middle;
            }
            else
            {
                proof.Add(Range(nodes, from, middle));
                from = middle;
            }
        }

        // When the old tree ends in a node that it shares with the new one from the left edge, the verifier knows it: it is the old root.
        if (from != 0)
        {
            proof.Add(Range(nodes, from, to));
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>The largest power of two below <paramref name="count"/>, which is at least 2.</summary>
    internal static ulong SplitOf(ulong count) => 1UL << (63 - BitOperations.LeadingZeroCount(count - 1));

    // Hash over a range that starts at a multiple of the next power of two of its length: one stored node, or a right edge of several.
    private static Digest Range(ITreeNodes nodes, ulong from, ulong to)
    {
        ulong count = to - from;
        if (BitOperations.IsPow2(count))
        {
            int level = BitOperations.TrailingZeroCount(count);
            return nodes.Node(level, from >> level);
        }

        ulong middle = from + SplitOf(count);
        return MerkleHash.Node(Range(nodes, from, middle), Range(nodes, middle, to));
    }
}
