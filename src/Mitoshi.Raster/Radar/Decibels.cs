using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>Between linear backscatter power and decibels. Averages belong in power: the mean of decibels is biased low by the speckle.</summary>
/// <remarks>
/// Own polynomials instead of the C library's, so that every processor and both paths give the same bits. Error at most 5e-6 dB from
/// -60 to +20 dB, and 1e-6 relative in power; a test measures both.
/// </remarks>
public static class Decibels
{
    private const float TenOverLn10 = 4.3429448f;           // 10 / ln 10
    private const float DecibelsPerOctave = 3.0102999f;     // 10 log10 2
    private const float OctavesPerDecibel = 0.33219281f;    // log2(10) / 10
    private const float Ln2 = 0.69314718f;
    private const float SquareRootOfTwo = 1.4142135f;
    private const float SmallestPower = 1.17549435e-38f;    // the smallest normal number; below it the exponent bits mean something else

    /// <summary>10 log10(power).</summary>
    /// <param name="power">Linear power, length n.</param>
    /// <param name="decibels">Receives n values; NaN where the power is not positive and finite. May be the same memory as <paramref name="power"/>.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void FromPower(ReadOnlySpan<float> power, Span<float> decibels)
    {
        Require.SameLength(power.Length, decibels.Length, nameof(decibels));
        int done = Vector256.IsHardwareAccelerated ? FromPowerVector(power, decibels) : 0;
        FromPowerScalar(power[done..], decibels[done..]);
    }

    /// <summary>10^(decibels / 10).</summary>
    /// <param name="decibels">Length n.</param>
    /// <param name="power">Receives n values of linear power; NaN where decibels are NaN or beyond +-370. May be the same memory as <paramref name="decibels"/>.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void ToPower(ReadOnlySpan<float> decibels, Span<float> power)
    {
        Require.SameLength(decibels.Length, power.Length, nameof(power));
        int done = Vector256.IsHardwareAccelerated ? ToPowerVector(decibels, power) : 0;
        ToPowerScalar(decibels[done..], power[done..]);
    }

    /// <summary>The definition: x = m 2^e with m in [1/sqrt 2, sqrt 2), ln m = 2 atanh((m - 1) / (m + 1)).</summary>
    internal static void FromPowerScalar(ReadOnlySpan<float> power, Span<float> decibels)
    {
        for (int i = 0; i < power.Length; i++)
        {
            float x = power[i];
            if (!(x >= SmallestPower && x <= float.MaxValue))
            {
                decibels[i] = float.NaN;
                continue;
            }

            int bits = BitConverter.SingleToInt32Bits(x);
            int exponent = (bits >> 23) - 127;
            float mantissa = BitConverter.Int32BitsToSingle((bits & 0x007FFFFF) | 0x3F800000);
            if (mantissa > SquareRootOfTwo)
            {
                mantissa *= 0.5f;
                exponent++;
            }

            float s = (mantissa - 1) / (mantissa + 1);
            float z = s * s;
            float series = (((((((z * (1f / 9)) + (1f / 7)) * z) + (1f / 5)) * z) + (1f / 3)) * z) + 1;
            decibels[i] = (exponent * DecibelsPerOctave) + (2 * s * series * TenOverLn10);
        }
    }

    /// <summary>The definition: 2^y = 2^n e^(f ln 2) with n the nearest integer and f in [-1/2, 1/2].</summary>
    internal static void ToPowerScalar(ReadOnlySpan<float> decibels, Span<float> power)
    {
        for (int i = 0; i < decibels.Length; i++)
        {
            float x = decibels[i];
            if (!(x >= -370 && x <= 370))
            {
                power[i] = float.NaN;
                continue;
            }

            float y = x * OctavesPerDecibel;
            float n = MathF.Floor(y + 0.5f);
            float t = (y - n) * Ln2;
            float series = (((((((((((((t * (1f / 5040)) + (1f / 720)) * t) + (1f / 120)) * t) + (1f / 24)) * t) + (1f / 6)) * t) + 0.5f) * t) + 1) * t) + 1;
            power[i] = series * BitConverter.Int32BitsToSingle(((int)n + 127) << 23);
        }
    }

    private static int FromPowerVector(ReadOnlySpan<float> power, Span<float> decibels)
    {
        Vector256<float> one = Vector256<float>.One, nan = Vector256.Create(float.NaN);
        int end = power.Length - (power.Length % Vector256<float>.Count);
        for (int i = 0; i < end; i += Vector256<float>.Count)
        {
            Vector256<float> x = Vector256.Create(power[i..]);
            Vector256<float> usable = Vector256.GreaterThanOrEqual(x, Vector256.Create(SmallestPower))
                & Vector256.LessThanOrEqual(x, Vector256.Create(float.MaxValue));
            Vector256<int> bits = x.AsInt32();
            Vector256<int> exponent = Vector256.ShiftRightArithmetic(bits, 23) - Vector256.Create(127);
            Vector256<float> mantissa = ((bits & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F800000)).AsSingle();
            Vector256<float> upper = Vector256.GreaterThan(mantissa, Vector256.Create(SquareRootOfTwo));
            mantissa = Vector256.ConditionalSelect(upper, mantissa * Vector256.Create(0.5f), mantissa);
            exponent -= upper.AsInt32();

            Vector256<float> s = (mantissa - one) / (mantissa + one);
            Vector256<float> z = s * s;
            Vector256<float> series = (z * Vector256.Create(1f / 9)) + Vector256.Create(1f / 7);
            series = (series * z) + Vector256.Create(1f / 5);
            series = (series * z) + Vector256.Create(1f / 3);
            series = (series * z) + one;
            Vector256<float> result = (Vector256.ConvertToSingle(exponent) * Vector256.Create(DecibelsPerOctave))
                + (Vector256.Create(2f) * s * series * Vector256.Create(TenOverLn10));
            Vector256.ConditionalSelect(usable, result, nan).CopyTo(decibels[i..]);
        }

        return end;
    }

    private static int ToPowerVector(ReadOnlySpan<float> decibels, Span<float> power)
    {
        Vector256<float> one = Vector256<float>.One, half = Vector256.Create(0.5f), nan = Vector256.Create(float.NaN);
        int end = decibels.Length - (decibels.Length % Vector256<float>.Count);
        for (int i = 0; i < end; i += Vector256<float>.Count)
        {
            Vector256<float> x = Vector256.Create(decibels[i..]);
            Vector256<float> usable = Vector256.GreaterThanOrEqual(x, Vector256.Create(-370f)) & Vector256.LessThanOrEqual(x, Vector256.Create(370f));
            x = Vector256.ConditionalSelect(usable, x, Vector256<float>.Zero);
            Vector256<float> y = x * Vector256.Create(OctavesPerDecibel);
            Vector256<float> n = Vector256.Floor(y + half);
            Vector256<float> t = (y - n) * Vector256.Create(Ln2);
            Vector256<float> series = (t * Vector256.Create(1f / 5040)) + Vector256.Create(1f / 720);
            series = (series * t) + Vector256.Create(1f / 120);
            series = (series * t) + Vector256.Create(1f / 24);
            series = (series * t) + Vector256.Create(1f / 6);
            series = (series * t) + half;
            series = (series * t) + one;
            series = (series * t) + one;
            Vector256<float> scale = Vector256.ShiftLeft(Vector256.ConvertToInt32(n) + Vector256.Create(127), 23).AsSingle();
            Vector256.ConditionalSelect(usable, series * scale, nan).CopyTo(power[i..]);
        }

        return end;
    }
}
