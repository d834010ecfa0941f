namespace Mitoshi.Raster;

/// <summary>Landsat Collection 2 Level-2 digital numbers to surface reflectance and surface temperature.</summary>
/// <remarks>Source: USGS, Landsat Collection 2 Level-2 science product guide, scale factors and valid ranges.</remarks>
public static class LandsatReflectance
{
    private const float ReflectancePerNumber = 0.0000275f, ReflectanceAtZero = -0.2f;
    private const float KelvinPerNumber = 0.00341802f, KelvinAtZero = 149.0f;
    private const float SmallestNumber = 7273, LargestNumber = 43636;   // reflectance 0 to 1

    /// <summary>Surface reflectance 0.0000275 DN - 0.2.</summary>
    /// <param name="digitalNumbers">Length n. Outside 7273..43636 (reflectance 0 to 1) counts as no data, 0 is the fill value.</param>
    /// <param name="reflectance">Receives n values, NaN where there is no data. May be the same memory as <paramref name="digitalNumbers"/>.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void Surface(ReadOnlySpan<float> digitalNumbers, Span<float> reflectance)
    {
        Require.SameLength(digitalNumbers.Length, reflectance.Length, nameof(reflectance));
        for (int i = 0; i < digitalNumbers.Length; i++)
        {
            float number = digitalNumbers[i];
            reflectance[i] = number is >= SmallestNumber and <= LargestNumber ? (number * ReflectancePerNumber) + ReflectanceAtZero : float.NaN;
        }
    }

    /// <summary>Surface temperature in kelvin, 0.00341802 DN + 149.</summary>
    /// <param name="digitalNumbers">Length n; 0 and NaN are no data.</param>
    /// <param name="temperatureKelvin">Receives n values, NaN where there is no data. May be the same memory as <paramref name="digitalNumbers"/>.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void SurfaceTemperature(ReadOnlySpan<float> digitalNumbers, Span<float> temperatureKelvin)
    {
        Require.SameLength(digitalNumbers.Length, temperatureKelvin.Length, nameof(temperatureKelvin));
        for (int i = 0; i < digitalNumbers.Length; i++)
        {
            temperatureKelvin[i] = digitalNumbers[i] > 0 ? (digitalNumbers[i] * KelvinPerNumber) + KelvinAtZero : float.NaN;
        }
    }
}
