using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>Brings Sentinel-1 GRD backscatter to linear power, and sigma-nought to gamma-nought.</summary>
public static class Backscatter
{
    private const float MissingNumber = -9999;

    /// <summary>Linear power from values in a declared unit.</summary>
    /// <param name="values">Length n. NaN, -9999 and 0 mark no data, in either unit; so does power that is not positive.</param>
    /// <param name="unit">What the values are.</param>
    /// <param name="power">Receives n values, NaN where there is no data. May be the same memory as <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    /// <remarks>Exactly 0.0 dB is treated as missing: it is what gaps are filled with, and vegetation never reaches it.</remarks>
    public static void ToPower(ReadOnlySpan<float> values, BackscatterUnit unit, Span<float> power)
    {
        Require.SameLength(values.Length, power.Length, nameof(power));
        for (int i = 0; i < values.Length; i++)
        {
            power[i] = values[i] is 0 or MissingNumber ? float.NaN : values[i];
        }

        if (unit == BackscatterUnit.Decibels)
        {
            Decibels.ToPower(power, power);
            return;
        }

        for (int i = 0; i < power.Length; i++)
        {
            power[i] = power[i] > 0 ? power[i] : float.NaN;
        }
    }

    /// <summary>gamma0 = sigma0 / cos(incidence), in power.</summary>
    /// <param name="sigmaPower">Sigma-nought as linear power, length n.</param>
    /// <param name="incidenceCosine">Cosine of the incidence angle, length n (a slowly varying plane: compute it once per block).</param>
    /// <param name="gammaPower">Receives n values; NaN where an input is NaN or the cosine is not positive. May be the same memory as an input.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <remarks>Source: Small 2011, IEEE TGRS 49:3081, section II, for a flat reference surface.</remarks>
    public static void SigmaToGamma(ReadOnlySpan<float> sigmaPower, ReadOnlySpan<float> incidenceCosine, Span<float> gammaPower)
    {
        Require.SameLength(sigmaPower.Length, incidenceCosine.Length, nameof(incidenceCosine));
        Require.SameLength(sigmaPower.Length, gammaPower.Length, nameof(gammaPower));
        int end = Vector256.IsHardwareAccelerated ? sigmaPower.Length - (sigmaPower.Length % Vector256<float>.Count) : 0;
        for (int i = 0; i < end; i += Vector256<float>.Count)
        {
            Vector256<float> cosine = Vector256.Create(incidenceCosine[i..]), value = Vector256.Create(sigmaPower[i..]) / cosine;
            Vector256.ConditionalSelect(Vector256.GreaterThan(cosine, Vector256<float>.Zero), value, Vector256.Create(float.NaN)).CopyTo(gammaPower[i..]);
        }

        SigmaToGammaScalar(sigmaPower[end..], incidenceCosine[end..], gammaPower[end..]);
    }

    /// <summary>The definition of <see cref="SigmaToGamma"/>.</summary>
    internal static void SigmaToGammaScalar(ReadOnlySpan<float> sigmaPower, ReadOnlySpan<float> incidenceCosine, Span<float> gammaPower)
    {
        for (int i = 0; i < sigmaPower.Length; i++)
        {
            gammaPower[i] = incidenceCosine[i] > 0 ? sigmaPower[i] / incidenceCosine[i] : float.NaN;
        }
    }
}
