using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>Indices of two polarisations, all from linear power. NaN where an input is missing or the sum of the two is not positive.</summary>
public static class RadarIndices
{
    /// <summary>Radar forest degradation index (HH - HV) / (HH + HV), in -1..1; low in dense forest.</summary>
    /// <param name="hhPower">HH power, length n.</param>
    /// <param name="hvPower">HV power, length n.</param>
    /// <param name="rfdi">Receives n values.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <remarks>Source: Mitchard et al. 2012, Biogeosciences 9:179, eq. 1.</remarks>
    public static void Rfdi(ReadOnlySpan<float> hhPower, ReadOnlySpan<float> hvPower, Span<float> rfdi)
        => NormalizedDifference.Compute(hhPower, hvPower, rfdi);

    /// <summary>Dual-polarisation radar vegetation index 4 VH / (VV + VH), 0 for bare ground to about 1 (at most 4).</summary>
    /// <param name="vvPower">VV (or HH) power, length n.</param>
    /// <param name="vhPower">VH (or HV) power, length n.</param>
    /// <param name="rvi">Receives n values.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <remarks>Source: Kim and van Zyl 2009, IEEE TGRS 47:2519, in the form for two polarisations.</remarks>
    public static void Rvi(ReadOnlySpan<float> vvPower, ReadOnlySpan<float> vhPower, Span<float> rvi)
    {
        Require.SameLength(vvPower.Length, vhPower.Length, nameof(vhPower));
        Require.SameLength(vvPower.Length, rvi.Length, nameof(rvi));
        int end = Vector256.IsHardwareAccelerated ? vvPower.Length - (vvPower.Length % Vector256<float>.Count) : 0;
        for (int i = 0; i < end; i += Vector256<float>.Count)
        {
            Vector256<float> vh = Vector256.Create(vhPower[i..]), sum = Vector256.Create(vvPower[i..]) + vh;
            Vector256<float> value = Vector256.Create(4f) * vh / sum;
            Vector256.ConditionalSelect(Vector256.GreaterThan(sum, Vector256<float>.Zero), value, Vector256.Create(float.NaN)).CopyTo(rvi[i..]);
        }

        RviScalar(vvPower[end..], vhPower[end..], rvi[end..]);
    }

    /// <summary>The definition of <see cref="Rvi"/>.</summary>
    internal static void RviScalar(ReadOnlySpan<float> vvPower, ReadOnlySpan<float> vhPower, Span<float> rvi)
    {
        for (int i = 0; i < vvPower.Length; i++)
        {
            float sum = vvPower[i] + vhPower[i];
            rvi[i] = sum > 0 ? 4 * vhPower[i] / sum : float.NaN;
        }
    }
}
