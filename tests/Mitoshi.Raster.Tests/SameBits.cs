using System.Runtime.InteropServices;

namespace Mitoshi.Raster.Tests;

/// <summary>The law of every kernel with two paths.</summary>
internal static class SameBits
{
    /// <summary>Floats with what kernels meet: ordinary values, zeros, NaN, infinities, tiny and large ones.</summary>
    public static Gen<float> Values { get; } = Gen.OneOf(
        Gen.Double[-2, 2].Select(value => (float)value),
        Gen.Double[0, 1].Select(value => (float)value),
        Gen.Const(float.NaN), Gen.Const(0f), Gen.Const(-0f), Gen.Const(-9999f), Gen.Const(float.PositiveInfinity),
        Gen.Double[-60, 20].Select(value => (float)value), Gen.Double[1e-7, 1e-5].Select(value => (float)value), Gen.Const(1e-40f), Gen.Const(3e38f));

    /// <summary>Bits are equal; any NaN equals any other, since the sign of a NaN carries nothing.</summary>
    public static void Assert(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
        => Xunit.Assert.Equal(Bits(expected), Bits(actual));

    private static int[] Bits(ReadOnlySpan<float> values)
    {
        float[] copy = values.ToArray();
        foreach (ref float value in copy.AsSpan())
        {
            value = float.IsNaN(value) ? float.NaN : value;
        }

        return MemoryMarshal.Cast<float, int>(copy).ToArray();
    }
}
