using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>Sentinel-2 L2A digital numbers to surface reflectance: (DN + offset) / 10,000.</summary>
/// <remarks>Dark pixels may come out slightly below 0; they are kept, since cutting them off would bias the means.</remarks>
public static class Sentinel2Reflectance
{
    private const float NumbersPerUnit = 10_000;

    /// <summary>Surface reflectance, 0 to 1 for most surfaces.</summary>
    /// <param name="digitalNumbers">Length n; 0 marks no data and stays no data, whatever the offset.</param>
    /// <param name="offset">Decided once per scene.</param>
    /// <param name="reflectance">Receives n values, NaN where there is no data.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void Compute(ReadOnlySpan<ushort> digitalNumbers, Sentinel2Offset offset, Span<float> reflectance)
    {
        Require.SameLength(digitalNumbers.Length, reflectance.Length, nameof(reflectance));
        int end = Vector256.IsHardwareAccelerated ? digitalNumbers.Length - (digitalNumbers.Length % Vector256<ushort>.Count) : 0;
        for (int i = 0; i < end; i += Vector256<ushort>.Count)
        {
            (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Create(digitalNumbers[i..]));
            ReflectanceOf(Vector256.ConvertToSingle(lower.AsInt32()), offset).CopyTo(reflectance[i..]);
            ReflectanceOf(Vector256.ConvertToSingle(upper.AsInt32()), offset).CopyTo(reflectance[(i + Vector256<float>.Count)..]);
        }

        ComputeScalar(digitalNumbers[end..], offset, reflectance[end..]);
    }

    /// <summary>The same for numbers that were read as floats.</summary>
    /// <param name="digitalNumbers">Length n; 0 and NaN mark no data.</param>
    /// <param name="offset">Decided once per scene.</param>
    /// <param name="reflectance">Receives n values, NaN where there is no data. May be the same memory as <paramref name="digitalNumbers"/>.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void Compute(ReadOnlySpan<float> digitalNumbers, Sentinel2Offset offset, Span<float> reflectance)
    {
        Require.SameLength(digitalNumbers.Length, reflectance.Length, nameof(reflectance));
        int end = Vector256.IsHardwareAccelerated ? digitalNumbers.Length - (digitalNumbers.Length % Vector256<float>.Count) : 0;
        for (int i = 0; i < end; i += Vector256<float>.Count)
        {
            ReflectanceOf(Vector256.Create(digitalNumbers[i..]), offset).CopyTo(reflectance[i..]);
        }

        for (int i = end; i < digitalNumbers.Length; i++)
        {
            reflectance[i] = ReflectanceOf(digitalNumbers[i], offset);
        }
    }

    /// <summary>The definition.</summary>
    internal static void ComputeScalar(ReadOnlySpan<ushort> digitalNumbers, Sentinel2Offset offset, Span<float> reflectance)
    {
        for (int i = 0; i < digitalNumbers.Length; i++)
        {
            reflectance[i] = ReflectanceOf(digitalNumbers[i], offset);
        }
    }

    private static float ReflectanceOf(float digitalNumber, Sentinel2Offset offset)
        => digitalNumber > 0 ? (digitalNumber + offset.Number) / NumbersPerUnit : float.NaN;

    private static Vector256<float> ReflectanceOf(Vector256<float> digitalNumber, Sentinel2Offset offset)
    {
        Vector256<float> value = (digitalNumber + Vector256.Create((float)offset.Number)) / Vector256.Create(NumbersPerUnit);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(digitalNumber, Vector256<float>.Zero), value, Vector256.Create(float.NaN));
    }
}
