using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mitoshi.Learning;

/// <summary>
/// The leaves of a quantile forest as bytes, beside the file of its trees; described in <c>docs/formats/trees.md</c>. The sign, the number of training samples n and of trees t
/// (int32), n labels ascending (float32), then for each tree the leaf of each label's sample (n × int32); all little endian.
/// </summary>
public static class QuantileForestFile
{
    private const int HeaderBytes = 24;

    private static ReadOnlySpan<byte> Sign => "mitoshi.leaves/1"u8;

    /// <summary>The bytes of the file; the same forest gives the same bytes.</summary>
    public static byte[] Write(QuantileForest forest)
    {
        int samples = forest.LabelsSorted.Length, trees = forest.LeafOfRank.Count;
        byte[] bytes = new byte[checked(HeaderBytes + (sizeof(int) * samples * (trees + 1)))];
        Sign.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Sign.Length), samples);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Sign.Length + sizeof(int)), trees);
        MemoryMarshal.AsBytes(forest.LabelsSorted).CopyTo(bytes.AsSpan(HeaderBytes));
        for (int tree = 0; tree < trees; tree++)
        {
            MemoryMarshal.AsBytes<int>(forest.LeafOfRank[tree]).CopyTo(bytes.AsSpan(HeaderBytes + (sizeof(int) * samples * (tree + 1))));
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="mean">The trees of the forest.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="name">Name of the file, for the message.</param>
    /// <exception cref="MitoshiException"><c>learning.bad_model</c> when the file is damaged or belongs to other trees.</exception>
    public static QuantileForest Read(TreeEnsemble mean, ReadOnlySpan<byte> content, string name)
    {
        bool isOurs = content.Length >= HeaderBytes && content.StartsWith(Sign);
        int samples = isOurs ? BinaryPrimitives.ReadInt32LittleEndian(content[Sign.Length..]) : 0, trees = isOurs ? BinaryPrimitives.ReadInt32LittleEndian(content[(Sign.Length + sizeof(int))..]) : 0;
        if (samples < 1 || trees != mean.Trees.Count || content.Length != HeaderBytes + (sizeof(int) * (long)samples * (trees + 1)))
        {
            throw Bad(name, "its length does not fit its header or its trees");
        }

        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(content[HeaderBytes..]);
        float[] labels = MemoryMarshal.Cast<int, float>(numbers[..samples]).ToArray();
        int[][] leaves = new int[trees][];
        for (int tree = 0; tree < trees; tree++)
        {
            leaves[tree] = numbers.Slice(samples * (tree + 1), samples).ToArray();
            RequireSound(leaves[tree], mean.Trees[tree].LeafCount, name);
        }

        for (int rank = 0; rank < samples; rank++)
        {
            if (!float.IsFinite(labels[rank]) || (rank > 0 && labels[rank] < labels[rank - 1]))
            {
                throw Bad(name, $"label {rank} is no number or out of order");
            }
        }

        return new QuantileForest(mean, labels, leaves);
    }

    // Every leaf must hold somebody: its weight is shared among its samples.
    private static void RequireSound(int[] leafOfRank, int leafCount, string name)
    {
        bool[] isHeld = new bool[leafCount];
        foreach (int leaf in leafOfRank)
        {
            if ((uint)leaf >= (uint)leafCount)
            {
                throw Bad(name, $"leaf {leaf} of {leafCount}");
            }

            isHeld[leaf] = true;
        }

        if (Array.IndexOf(isHeld, false) is >= 0 and int empty)
        {
            throw Bad(name, $"leaf {empty} holds no sample");
        }
    }

    private static MitoshiException Bad(string name, string what) => new("learning.bad_model",
        found: ($"{name} does not hold the leaves of a forest: {what}", $"{name} は森の葉のファイルとして読めません: {what}"),
        expected: ("the file as it was written with its trees", "木とともに書き出されたままのファイル"),
        remedy: ("Train the model again, or copy all of its files again from where it was made", "モデルを学習し直すか、作成元から全ファイルをコピーし直してください"));
}
