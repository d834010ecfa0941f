using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mitoshi.Learning.Bits;

/// <summary>
/// Turns a feature into bytes. The code of a value is how many of the plane's thresholds lie below it, so that <c>value &lt;= threshold j</c> is exactly
/// <c>code &lt;= j</c>, for every tree at once. 255 marks a missing value. A feature with more than 254 thresholds has several planes.
/// </summary>
internal sealed class ThresholdPlane
{
    public const int ThresholdsMax = 254;
    public const byte Missing = 255;
    private const int NodeCount = 255;

    // A binary search tree laid out level by level (Eytzinger), filled up with +inf, which no value exceeds.
    private readonly float[] _searchTree = new float[NodeCount + 1];
    private readonly int _depth;

    /// <summary>Makes the plane of ascending thresholds, none of them NaN.</summary>
    public ThresholdPlane(int featureIndex, ReadOnlySpan<float> thresholds)
    {
        FeatureIndex = featureIndex;
        Thresholds = thresholds.ToArray();
        _depth = 1;
        while ((1 << _depth) - 1 < thresholds.Length)
        {
            _depth++;
        }

        Array.Fill(_searchTree, float.PositiveInfinity);
        int next = 0;
        Fill(0, ref next);
    }

    public int FeatureIndex { get; }

    public float[] Thresholds { get; }

    /// <summary>The largest <c>float</c> that is not above a threshold: a <c>float</c> is at most the one exactly when it is at most the other.</summary>
    public static float RoundDown(double threshold)
    {
        float rounded = (float)threshold;
        return rounded > threshold ? float.BitDecrement(rounded) : rounded;
    }

    public void Encode(ReadOnlySpan<float> values, Span<byte> codes)
    {
        int done = Avx512F.IsSupported ? EncodeVector(values, codes) : 0;
        EncodeScalar(values[done..], codes[done..]);
    }

    /// <summary>The definition.</summary>
    internal void EncodeScalar(ReadOnlySpan<float> values, Span<byte> codes)
    {
        ReadOnlySpan<float> tree = _searchTree;
        int first = (1 << _depth) - 1;
        for (int i = 0; i < values.Length; i++)
        {
            float number = values[i];
            int node = 0;
            for (int level = 0; level < _depth; level++)
            {
                node = (2 * node) + (number > tree[node] ? 2 : 1);
            }

            codes[i] = float.IsNaN(number) ? Missing : (byte)(node - first);
        }
    }

    // The first five levels are 31 nodes: one permutation of two registers looks a node up for 16 values. The later levels have 32, 64 and 128 nodes.
    private int EncodeVector(ReadOnlySpan<float> values, Span<byte> codes)
    {
        ReadOnlySpan<float> tree = _searchTree;
        Vector512<int> one = Vector512.Create(1), missing = Vector512.Create((int)Missing);
        Vector512<float> top0 = Vector512.Create(tree), top1 = Vector512.Create(tree[16..]);
        int levelsTop = Math.Min(_depth, 5), first = (1 << _depth) - 1, i = 0;
        for (; i <= values.Length - 16; i += 16)
        {
            Vector512<float> numbers = Vector512.Create(values[i..]);
            Vector512<int> node = Vector512<int>.Zero;
            for (int level = 0; level < levelsTop; level++)
            {
                node = Descend(node, numbers, Avx512F.PermuteVar16x32x2(top0, node, top1), one);
            }

            for (int level = 5; level < _depth; level++)
            {
                int start = (1 << level) - 1;
                node = Descend(node, numbers, LookUp(tree[start..], node - Vector512.Create(start), 1 << level), one);
            }

            Vector512<int> code = node - Vector512.Create(first);
            code = Vector512.ConditionalSelect(Vector512.Equals(numbers, numbers).AsInt32(), code, missing);
            Avx512F.ConvertToVector128Byte(code).CopyTo(codes[i..]);
        }

        return i;
    }

    private static Vector512<int> Descend(Vector512<int> node, Vector512<float> numbers, Vector512<float> thresholds, Vector512<int> one)
        => node + node + one - Vector512.GreaterThan(numbers, thresholds).AsInt32();

    private static Vector512<float> LookUp(ReadOnlySpan<float> table, Vector512<int> index, int size)
    {
        if (size == 32)
        {
            return Avx512F.PermuteVar16x32x2(Vector512.Create(table), index, Vector512.Create(table[16..]));
        }

        Vector512<int> half = Vector512.Create(size / 2);
        return Vector512.ConditionalSelect(
            Vector512.Equals(index & half, half).AsSingle(), LookUp(table[(size / 2)..], index, size / 2), LookUp(table, index, size / 2));
    }

    private void Fill(int node, ref int next)
    {
        if (node >= (1 << _depth) - 1)
        {
            return;
        }

        Fill((2 * node) + 1, ref next);
        _searchTree[node] = next < Thresholds.Length ? Thresholds[next] : float.PositiveInfinity;
        next++;
        Fill((2 * node) + 2, ref next);
    }
}
