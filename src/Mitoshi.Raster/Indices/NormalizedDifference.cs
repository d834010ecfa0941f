using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>(a - b) / (a + b): NDVI (B8, B4), NDMI (B8A, B11), NBR (B8A, B12), NDRE (B8A, B5), and RFDI (HH, HV) in power.</summary>
public static class NormalizedDifference
{
    /// <summary>(a - b) / (a + b), -1 to 1 for positive inputs.</summary>
    /// <param name="first">a, reflectance or power, length n; NaN is missing.</param>
    /// <param name="second">b, in the same unit, length n.</param>
    /// <param name="index">Receives n values; NaN where an input is missing or a + b is not positive.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Compute(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> index)
    {
        Require.SameLength(first.Length, second.Length, nameof(second));
        Require.SameLength(first.Length, index.Length, nameof(index));
        int done = Vector256.IsHardwareAccelerated ? ComputeVector(first, second, index) : 0;
        ComputeScalar(first[done..], second[done..], index[done..]);
    }

    /// <summary>The definition.</summary>
    internal static void ComputeScalar(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> index)
    {
        for (int i = 0; i < first.Length; i++)
        {
            float sum = first[i] + second[i];
            index[i] = sum > 0 ? (first[i] - second[i]) / sum : float.NaN;
        }
    }

    private static int ComputeVector(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> index)
    {
        Vector256<float> nan = Vector256.Create(float.NaN);
        int end = first.Length - (first.Length % Vector256<float>.Count);
        for (int i = 0; i < end; i += Vector256<float>.Count)
        {
            Vector256<float> a = Vector256.Create(first[i..]), b = Vector256.Create(second[i..]), sum = a + b;
            Vector256.ConditionalSelect(Vector256.GreaterThan(sum, Vector256<float>.Zero), (a - b) / sum, nan).CopyTo(index[i..]);
        }

        return end;
    }
}
