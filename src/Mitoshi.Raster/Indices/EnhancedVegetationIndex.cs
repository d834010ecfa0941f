using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>EVI: less saturated than NDVI in dense canopies, corrected for haze with the blue band.</summary>
/// <remarks>Source: Huete et al. 2002, Remote Sens. Environ. 83:195, eq. 1: EVI = 2.5 (nir - red) / (nir + 6 red - 7.5 blue + 1).</remarks>
public static class EnhancedVegetationIndex
{
    /// <summary>EVI from surface reflectance (0 to 1).</summary>
    /// <param name="nir">Near infrared (B8), length n; NaN is missing.</param>
    /// <param name="red">Red (B4), length n.</param>
    /// <param name="blue">Blue (B2), length n.</param>
    /// <param name="evi">Receives n values; NaN where an input is missing or the denominator is not positive.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Compute(ReadOnlySpan<float> nir, ReadOnlySpan<float> red, ReadOnlySpan<float> blue, Span<float> evi)
    {
        Require.SameLength(nir.Length, red.Length, nameof(red));
        Require.SameLength(nir.Length, blue.Length, nameof(blue));
        Require.SameLength(nir.Length, evi.Length, nameof(evi));
        int end = Vector256.IsHardwareAccelerated ? nir.Length - (nir.Length % Vector256<float>.Count) : 0;
        for (int i = 0; i < end; i += Vector256<float>.Count)
        {
            Vector256<float> n = Vector256.Create(nir[i..]), r = Vector256.Create(red[i..]), b = Vector256.Create(blue[i..]);
            Vector256<float> divisor = n + (Vector256.Create(6f) * r) - (Vector256.Create(7.5f) * b) + Vector256<float>.One;
            Vector256<float> value = Vector256.Create(2.5f) * (n - r) / divisor;
            Vector256.ConditionalSelect(Vector256.GreaterThan(divisor, Vector256<float>.Zero), value, Vector256.Create(float.NaN)).CopyTo(evi[i..]);
        }

        ComputeScalar(nir[end..], red[end..], blue[end..], evi[end..]);
    }

    /// <summary>The definition.</summary>
    internal static void ComputeScalar(ReadOnlySpan<float> nir, ReadOnlySpan<float> red, ReadOnlySpan<float> blue, Span<float> evi)
    {
        for (int i = 0; i < nir.Length; i++)
        {
            float divisor = nir[i] + (6 * red[i]) - (7.5f * blue[i]) + 1;
            evi[i] = divisor > 0 ? 2.5f * (nir[i] - red[i]) / divisor : float.NaN;
        }
    }
}
