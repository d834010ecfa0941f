using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>Turns digital numbers of the PALSAR and PALSAR-2 mosaics into backscatter.</summary>
/// <remarks>Source: JAXA EORC, Global PALSAR-2/PALSAR Mosaic, dataset description: gamma0 [dB] = 10 log10(DN^2) - 83.0 for both sensors.</remarks>
public static class PalsarCalibration
{
    // 10^(-83.0 / 10)
    private const float PowerPerSquaredNumber = 5.0118723e-9f;

    /// <summary>The largest digital number that marks no data: 0 in mosaics made before 2021, 1 since. Both count as missing.</summary>
    public const ushort LastMissingNumber = 1;

    /// <summary>Linear gamma-nought power. Average, filter and resample power, never the number or decibels.</summary>
    /// <param name="digitalNumbers">Amplitudes, length n. 0 and 1 mark no data.</param>
    /// <param name="power">Receives n values of linear power, NaN where there is no data.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void ToPower(ReadOnlySpan<ushort> digitalNumbers, Span<float> power)
    {
        Require.SameLength(digitalNumbers.Length, power.Length, nameof(power));
        int done = Vector256.IsHardwareAccelerated ? ToPowerVector(digitalNumbers, power) : 0;
        ToPowerScalar(digitalNumbers[done..], power[done..]);
    }

    /// <summary>The same for numbers that were read as floats.</summary>
    /// <param name="digitalNumbers">Amplitudes, length n. NaN, 0 and 1 mark no data.</param>
    /// <param name="power">Receives n values of linear power, NaN where there is no data. May be the same memory as <paramref name="digitalNumbers"/>.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void ToPower(ReadOnlySpan<float> digitalNumbers, Span<float> power)
    {
        Require.SameLength(digitalNumbers.Length, power.Length, nameof(power));
        int end = Vector256.IsHardwareAccelerated ? digitalNumbers.Length - (digitalNumbers.Length % Vector256<float>.Count) : 0;
        for (int i = 0; i < end; i += Vector256<float>.Count)
        {
            PowerOf(Vector256.Create(digitalNumbers[i..])).CopyTo(power[i..]);
        }

        ToPowerScalar(digitalNumbers[end..], power[end..]);
    }

    /// <summary>The definition. Read this one to know what the others mean.</summary>
    internal static void ToPowerScalar(ReadOnlySpan<float> digitalNumbers, Span<float> power)
    {
        for (int i = 0; i < digitalNumbers.Length; i++)
        {
            float number = digitalNumbers[i];
            power[i] = number > LastMissingNumber ? number * number * PowerPerSquaredNumber : float.NaN;
        }
    }

    /// <summary>The definition for numbers as they are in the file.</summary>
    internal static void ToPowerScalar(ReadOnlySpan<ushort> digitalNumbers, Span<float> power)
    {
        for (int i = 0; i < digitalNumbers.Length; i++)
        {
            float number = digitalNumbers[i];
            power[i] = number > LastMissingNumber ? number * number * PowerPerSquaredNumber : float.NaN;
        }
    }

    // Sixteen numbers widen into two vectors of eight floats; the scalar twin finishes the rest.
    private static int ToPowerVector(ReadOnlySpan<ushort> digitalNumbers, Span<float> power)
    {
        int end = digitalNumbers.Length - (digitalNumbers.Length % Vector256<ushort>.Count);
        for (int i = 0; i < end; i += Vector256<ushort>.Count)
        {
            (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Create(digitalNumbers[i..]));
            PowerOf(Vector256.ConvertToSingle(lower.AsInt32())).CopyTo(power[i..]);
            PowerOf(Vector256.ConvertToSingle(upper.AsInt32())).CopyTo(power[(i + Vector256<float>.Count)..]);
        }

        return end;
    }

    private static Vector256<float> PowerOf(Vector256<float> number)
    {
        Vector256<float> isThere = Vector256.GreaterThan(number, Vector256.Create((float)LastMissingNumber));
        return Vector256.ConditionalSelect(isThere, number * number * Vector256.Create(PowerPerSquaredNumber), Vector256.Create(float.NaN));
    }
}
