using System.Buffers.Binary;
using System.Runtime.CompilerServices;
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

    public void Encode(ReadOnlySpan<float> values, Span<byte> codes, KernelPath path)
    {
        int done = path switch
        {
            KernelPath.Vector512 => EncodeVector512(values, codes),
            KernelPath.Vector256 => EncodeVector256(values, codes),
            _ => 0,
        };
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
                node = (2 * node) + 1 + Unsafe.BitCast<bool, byte>(number > tree[node]);
            }

            codes[i] = float.IsNaN(number) ? Missing : (byte)(node - first);
        }
    }

    // The first five levels are 31 nodes: one permutation of two registers looks a node up for 16 values. The later levels have 32, 64 and 128 nodes, which
    // take two, four and eight registers, and an index of which the permutation reads the low five bits.
    private int EncodeVector512(ReadOnlySpan<float> values, Span<byte> codes)
    {
        Vector512<int> one = Vector512.Create(1), missing = Vector512.Create((int)Missing), first = Vector512.Create((1 << _depth) - 1);
        Vector512<int> bit5 = Vector512.Create(32), bit6 = Vector512.Create(64);
        Vector512<float> top0 = Row(0), top1 = Row(16), five0 = Row(31), five1 = Row(47), six0 = Row(63), six1 = Row(79), six2 = Row(95), six3 = Row(111);
        Vector512<float> seven0 = Row(127), seven1 = Row(143), seven2 = Row(159), seven3 = Row(175);
        Vector512<float> seven4 = Row(191), seven5 = Row(207), seven6 = Row(223), seven7 = Row(239);
        int levelsTop = Math.Min(_depth, 5), i = 0;
        for (; i <= values.Length - 16; i += 16)
        {
            Vector512<float> numbers = Vector512.Create(values[i..]);
            Vector512<int> node = Vector512<int>.Zero;
            for (int level = 0; level < levelsTop; level++)
            {
                node = Descend(node, numbers, Avx512F.PermuteVar16x32x2(top0, node, top1), one);
            }

            if (_depth > 5)
            {
                node = Descend(node, numbers, Avx512F.PermuteVar16x32x2(five0, node + one, five1), one);
            }

            if (_depth > 6)
            {
                // Node 63 is place 0, so that the place is node + 1 in its low six bits.
                Vector512<int> place = node + one;
                node = Descend(node, numbers, Pick(place & bit5, Avx512F.PermuteVar16x32x2(six2, place, six3), Avx512F.PermuteVar16x32x2(six0, place, six1)), one);
            }

            if (_depth > 7)
            {
                Vector512<int> place = node + one;
                Vector512<float> upper = Pick(place & bit5, Avx512F.PermuteVar16x32x2(seven6, place, seven7), Avx512F.PermuteVar16x32x2(seven4, place, seven5));
                Vector512<float> lower = Pick(place & bit5, Avx512F.PermuteVar16x32x2(seven2, place, seven3), Avx512F.PermuteVar16x32x2(seven0, place, seven1));
                node = Descend(node, numbers, Pick(place & bit6, upper, lower), one);
            }

            Vector512<int> code = Vector512.ConditionalSelect(Vector512.Equals(numbers, numbers).AsInt32(), node - first, missing);
            Avx512F.ConvertToVector128Byte(code).CopyTo(codes[i..]);
        }

        return i;
    }

    private unsafe int EncodeVector256(ReadOnlySpan<float> values, Span<byte> codes)
    {
        Vector256<int> one = Vector256.Create(1), missing = Vector256.Create((int)Missing), first = Vector256.Create((1 << _depth) - 1);
        int i = 0;
        fixed (float* tree = _searchTree)
        {
            for (; i <= values.Length - 8; i += 8)
            {
                Vector256<float> numbers = Vector256.Create(values[i..]);
                Vector256<int> node = Vector256<int>.Zero;
                for (int level = 0; level < _depth; level++)
                {
                    Vector256<float> thresholds = Avx2.GatherVector256(tree, node, sizeof(float));
                    node = node + node + one - Vector256.GreaterThan(numbers, thresholds).AsInt32();
                }

                Vector256<int> code = Vector256.ConditionalSelect(Vector256.Equals(numbers, numbers).AsInt32(), node - first, missing);
                Vector128<ushort> narrow = Vector128.Narrow(code.GetLower(), code.GetUpper()).AsUInt16();
                BinaryPrimitives.WriteUInt64LittleEndian(codes[i..], Vector128.Narrow(narrow, narrow).AsUInt64().ToScalar());
            }
        }

        return i;
    }

    private Vector512<float> Row(int start) => Vector512.Create(_searchTree.AsSpan(start, 16));

    private static Vector512<int> Descend(Vector512<int> node, Vector512<float> numbers, Vector512<float> thresholds, Vector512<int> one)
        => node + node + one - Vector512.GreaterThan(numbers, thresholds).AsInt32();

    private static Vector512<float> Pick(Vector512<int> bit, Vector512<float> ifSet, Vector512<float> ifClear)
        => Vector512.ConditionalSelect(Vector512.Equals(bit, Vector512<int>.Zero).AsSingle(), ifClear, ifSet);

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
