using System.Numerics;

namespace Mitoshi.Registry;

/// <summary>Verification of proofs (RFC 9162 sections 2.1.3.2 and 2.1.4.2; subtrees as in draft-ietf-plants-merkle-tree-certs section 4).</summary>
public static class ProofCheck
{
    /// <summary>The leaf stands at the index in the tree with that root.</summary>
    /// <exception cref="MitoshiException"><c>log.index_out_of_range</c>, <c>log.proof_length</c> or <c>log.proof_mismatch</c>.</exception>
    public static void Inclusion(Digest leaf, ulong index, ulong size, IReadOnlyList<Digest> proof, Digest root)
    {
        if (index >= size)
        {
            throw ProofErrors.IndexOutOfRange(index, size);
        }

        // Below the level where the paths to the leaf and to the last leaf part, each level has a sibling; above it only the levels with a left one.
        int inner = 64 - BitOperations.LeadingZeroCount(index ^ (size - 1));
        int border = inner == 64 ? 0 : BitOperations.PopCount(index >> inner);
        if (proof.Count != inner + border)
        {
            throw ProofErrors.Length(inner + border, proof.Count);
        }

        RequireSame(RootOfInclusion(leaf, index, inner, proof), root);
    }

    /// <summary>The tree with the old root is the beginning of the tree with the new one.</summary>
    /// <exception cref="MitoshiException"><c>log.index_out_of_range</c>, <c>log.proof_length</c> or <c>log.proof_mismatch</c>.</exception>
    public static void Consistency(ulong oldSize, ulong size, Digest oldRoot, Digest root, IReadOnlyList<Digest> proof)
    {
        if (oldSize == 0)
        {
            throw ProofErrors.IndexOutOfRange(oldSize, size);
        }

        SubtreeConsistency(0, oldSize, size, oldRoot, root, proof);
    }

    /// <summary>The leaf stands at the index in the subtree from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    /// <exception cref="MitoshiException"><c>log.index_out_of_range</c>, <c>log.proof_length</c> or <c>log.proof_mismatch</c>.</exception>
    public static void SubtreeInclusion(Digest leaf, ulong index, ulong start, ulong end, IReadOnlyList<Digest> proof, Digest root)
    {
        if (!IsSubtree(start, end) || index < start)
        {
            throw ProofErrors.IndexOutOfRange(index, end);
        }

        Inclusion(leaf, index - start, end - start, proof, root);
    }

    /// <summary>The subtree with the old root is part of the tree with the new one.</summary>
    /// <exception cref="MitoshiException"><c>log.index_out_of_range</c>, <c>log.proof_length</c> or <c>log.proof_mismatch</c>.</exception>
    public static void SubtreeConsistency(ulong start, ulong end, ulong size, Digest subtreeRoot, Digest root, IReadOnlyList<Digest> proof)
    {
        if (end > size || !(start == end || IsSubtree(start, end)))
        {
            throw ProofErrors.IndexOutOfRange(end, size);
        }

        if (start == end)
        {
            RequireEmpty(subtreeRoot, proof);
            return;
        }

        (Digest subtreeHash, Digest hash) = RootsOfConsistency(start, end, size, subtreeRoot, proof);
        RequireSame(subtreeHash, subtreeRoot);
        RequireSame(hash, root);
    }

    /// <summary>The root that a proof of the right length leads to.</summary>
    internal static Digest RootOfInclusion(Digest leaf, ulong index, int inner, IReadOnlyList<Digest> proof)
    {
        Digest hash = leaf;
        for (int i = 0; i < proof.Count; i++)
        {
            bool siblingIsRight = i < inner && ((index >> i) & 1) == 0;
            hash = siblingIsRight ? MerkleHash.Node(hash, proof[i]) : MerkleHash.Node(proof[i], hash);
        }

        return hash;
    }

    /// <summary>The roots of subtree and tree that a proof leads to.</summary>
    /// <exception cref="MitoshiException"><c>log.proof_length</c>.</exception>
    internal static (Digest Subtree, Digest Tree) RootsOfConsistency(ulong start, ulong end, ulong size, Digest subtreeRoot, IReadOnlyList<Digest> proof)
    {
        // fn, sn and tn of the draft: first and last leaf of the subtree and last leaf of the tree, shifted up level by level together.
        ulong first = start, last = end - 1, treeLast = size - 1;
        while (first != last && (last == treeLast || (last & 1) == 1))
        {
            (first, last, treeLast) = (first >> 1, last >> 1, treeLast >> 1);
        }

        bool subtreeIsOneNode = first == last;
        int next = subtreeIsOneNode ? 0 : 1;
        if (proof.Count < next)
        {
            throw ProofErrors.Length(next, proof.Count);
        }

        Digest subtreeHash = subtreeIsOneNode ? subtreeRoot : proof[0], hash = subtreeHash;
        for (; next < proof.Count; next++)
        {
            if (treeLast == 0)
            {
                throw ProofErrors.Length(next, proof.Count);
            }

            if ((last & 1) == 1 || last == treeLast)
            {
                subtreeHash = first < last ? MerkleHash.Node(proof[next], subtreeHash) : subtreeHash;
                hash = MerkleHash.Node(proof[next], hash);
                while ((last & 1) == 0)
                {
                    (first, last, treeLast) = (first >> 1, last >> 1, treeLast >> 1);
                }
            }
            else
            {
                hash = MerkleHash.Node(hash, proof[next]);
            }

            (first, last, treeLast) = (first >> 1, last >> 1, treeLast >> 1);
        }

        if (treeLast != 0)
        {
            throw ProofErrors.Length(proof.Count + 1, proof.Count);
        }

        return (subtreeHash, hash);
    }

    // Nothing is part of every tree: there is nothing to prove and no hash to compare.
    private static void RequireEmpty(Digest subtreeRoot, IReadOnlyList<Digest> proof)
    {
        if (proof.Count > 0)
        {
            throw ProofErrors.Length(0, proof.Count);
        }

        RequireSame(MerkleHash.Empty, subtreeRoot);
    }

    // A subtree starts at a multiple of the smallest power of two that holds it.
    private static bool IsSubtree(ulong start, ulong end)
    {
        if (start >= end)
        {
            return false;
        }

        ulong count = end - start;
        ulong span = count == 1 ? 1 : MerkleTree.SplitOf(count) << 1;
        return span == 0 ? start == 0 : start % span == 0;
    }

    private static void RequireSame(Digest computed, Digest stated)
    {
        if (computed != stated)
        {
            throw ProofErrors.Mismatch(computed, stated);
        }
    }
}
