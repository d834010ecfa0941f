namespace Mitoshi.Registry.Tests.Merkle;

public sealed class ProofTests
{
    private static readonly List<Digest> Leaves = [.. Enumerable.Range(0, 1000).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i)))];

    [Fact]
    public void Proofs_of_trees_of_1_to_1000_leaves_verify()
    {
        LeavesInMemory nodes = new(Leaves);
        List<Digest> roots = [.. Enumerable.Range(0, 1001).Select(n => MerkleTree.Root(nodes, (ulong)n))];
        for (ulong size = 1; size <= 1000; size++)
        {
            // Every leaf of the small trees; of the large ones 40 spread over the tree, with both ends.
            ulong step = Math.Max(1, size / 40);
            for (ulong index = 0; index < size; index += step)
            {
                ProofCheck.Inclusion(Leaves[(int)index], index, size, MerkleTree.Inclusion(nodes, index, size), roots[(int)size]);
                ProofCheck.Consistency(index + 1, size, roots[(int)index + 1], roots[(int)size], MerkleTree.Consistency(nodes, index + 1, size));
            }

            ProofCheck.Inclusion(Leaves[(int)size - 1], size - 1, size, MerkleTree.Inclusion(nodes, size - 1, size), roots[(int)size]);
        }
    }

    [Fact]
    public void The_root_is_the_one_that_the_recursive_definition_gives()
    {
        LeavesInMemory nodes = new(Leaves);
        for (int size = 1; size <= 200; size++)
        {
            Assert.Equal(Definition(0, size), MerkleTree.Root(nodes, (ulong)size));
        }

        static Digest Definition(int from, int to)
        {
            int count = to - from, split = 1;
            if (count == 1)
            {
                return Leaves[from];
            }

            while (split * 2 < count)
            {
                split *= 2;
            }

            return MerkleHash.Node(Definition(from, from + split), Definition(from + split, to));
        }
    }

    [Fact]
    public void Every_flipped_bit_of_every_proof_for_trees_of_1_to_64_leaves_is_rejected()
    {
        LeavesInMemory nodes = new(Leaves);
        long mutations = 0;
        for (ulong size = 1; size <= 64; size++)
        {
            Digest root = MerkleTree.Root(nodes, size);
            for (ulong index = 0; index < size; index++)
            {
                (ulong i, ulong n) = (index, size);
                int inner = 64 - System.Numerics.BitOperations.LeadingZeroCount(i ^ (n - 1));
                mutations += EachFlip(
                    MerkleTree.Inclusion(nodes, i, n),
                    proof => ProofCheck.Inclusion(Leaves[(int)i], i, n, proof, root),
                    proof => ProofCheck.RootOfInclusion(Leaves[(int)i], i, inner, proof) == root);
                Digest oldRoot = MerkleTree.Root(nodes, i + 1);
                mutations += EachFlip(
                    MerkleTree.Consistency(nodes, i + 1, n),
                    proof => ProofCheck.Consistency(i + 1, n, oldRoot, root, proof),
                    proof => ProofCheck.RootsOfConsistency(0, i + 1, n, oldRoot, proof) == (oldRoot, root));
            }
        }

        Assert.InRange(mutations, 4_000_000, long.MaxValue);
    }

    [Fact]
    public void A_flipped_bit_of_leaf_or_root_and_a_moved_index_or_size_are_rejected()
    {
        LeavesInMemory nodes = new(Leaves);
        for (ulong size = 1; size <= 64; size++)
        {
            Digest root = MerkleTree.Root(nodes, size);
            for (ulong index = 0; index < size; index++)
            {
                IReadOnlyList<Digest> proof = MerkleTree.Inclusion(nodes, index, size);
                Digest leaf = Leaves[(int)index];
                for (int bit = (int)index % 16; bit < 256; bit += 16)
                {
                    AssertRejected(() => ProofCheck.Inclusion(Flip(leaf, bit), index, size, proof, root));
                    AssertRejected(() => ProofCheck.Inclusion(leaf, index, size, proof, Flip(root, bit)));
                }

                AssertRejected(() => ProofCheck.Inclusion(leaf, index + 1, size, proof, root));
                AssertRejected(() => ProofCheck.Inclusion(leaf, index, index, proof, root));
                AssertRejected(() => ProofCheck.Inclusion(leaf, index, size, [.. proof, root], root));
                AssertRejected(() => ProofCheck.Consistency(index + 2 + size, size, root, root, proof));
            }

            AssertRejected(() => ProofCheck.Consistency(0, size, MerkleHash.Empty, root, []));
            AssertRejected(() => ProofCheck.Consistency(size, size, root, root, [root]));
        }
    }

    // Every bit is tried on the comparison that decides; the whole verifier, whose exceptions cost a thousand times more, on one bit of each hash.
    private static long EachFlip(IReadOnlyList<Digest> proof, Action<IReadOnlyList<Digest>> verify, Func<IReadOnlyList<Digest>, bool> isAccepted)
    {
        verify(proof);
        Assert.True(isAccepted(proof));
        Digest[] changed = [.. proof];
        for (int i = 0; i < changed.Length; i++)
        {
            for (int bit = 0; bit < 256; bit++)
            {
                changed[i] = Flip(proof[i], bit);
                if (isAccepted(changed))
                {
                    Assert.Fail($"bit {bit} of hash {i} was accepted");
                }

                if (bit == 37 * i % 256)
                {
                    AssertRejected(() => verify(changed));
                }
            }

            changed[i] = proof[i];
        }

        return 256L * changed.Length;
    }

    private static Digest Flip(Digest digest, int bit)
    {
        byte[] bytes = digest.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return new Digest(bytes);
    }

    private static void AssertRejected(Action verify)
    {
        try
        {
            verify();
        }
        catch (MitoshiException)
        {
            return;
        }

        Assert.Fail("a changed proof was accepted");
    }
}
