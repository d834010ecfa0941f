namespace Mitoshi.Raster;

/// <summary>Level-1 digital numbers to radiance, reflectance at the satellite and brightness temperature, from the scene's metadata.</summary>
/// <remarks>
/// Source: Chander, Markham and Helder 2009, Remote Sens. Environ. 113:893 (TM and ETM+: eqs. 1, 6 and 7, tables 3 to 7); USGS, Landsat 8 data
/// users handbook, for scenes whose metadata carry REFLECTANCE_MULT. There is no atmospheric correction.
/// </remarks>
public sealed class LandsatLevel1(LandsatMetadata metadata)
{
    // Mean solar irradiance outside the atmosphere, W m-2 um-1 (bands 1 to 5 and 7), and thermal constants, by spacecraft.
    private static readonly Dictionary<string, (double[] Irradiance, double K1, double K2)> Constants = new(StringComparer.Ordinal)
    {
        ["LANDSAT_4"] = ([1983, 1795, 1539, 1028, 219.8, double.NaN, 83.49], 671.62, 1284.30),
        ["LANDSAT_5"] = ([1983, 1796, 1536, 1031, 220.0, double.NaN, 83.44], 607.76, 1260.56),
        ["LANDSAT_7"] = ([1997, 1812, 1533, 1039, 230.8, double.NaN, 84.90], 666.09, 1282.71),
    };

    /// <summary>Distance between Earth and Sun in astronomical units, from the metadata or from the day of the year (right to 0.0004).</summary>
    public double EarthSunDistance => metadata.FindNumber("EARTH_SUN_DISTANCE") ?? 1 - (0.01672 * Math.Cos(0.9856 * Math.PI / 180 * (metadata.Date.DayOfYear - 4)));

    /// <summary>From digital number to radiance in W m-2 sr-1 um-1: RADIANCE_MULT and RADIANCE_ADD.</summary>
    /// <param name="band">Band as in the keys: <c>1</c>, <c>10</c>, <c>6_VCID_1</c>.</param>
    /// <exception cref="MitoshiException"><c>landsat.bad_metadata</c>.</exception>
    public LinearScale Radiance(string band) => new(metadata.Number($"RADIANCE_MULT_BAND_{band}"), metadata.Number($"RADIANCE_ADD_BAND_{band}"));

    /// <summary>From digital number to reflectance at the satellite, corrected for the height of the sun and its distance.</summary>
    /// <param name="band">Band as in the keys.</param>
    /// <exception cref="MitoshiException"><c>landsat.bad_metadata</c>; <c>landsat.unknown_sensor</c> when neither the metadata nor the table has the irradiance.</exception>
    public LinearScale Reflectance(string band)
    {
        double sine = Math.Sin(metadata.SunElevationDegrees * Math.PI / 180);
        string group = metadata.FindNumber($"REFLECTANCE_MULT_BAND_{band}", "LEVEL1_RADIOMETRIC_RESCALING") is null ? "RADIOMETRIC_RESCALING" : "LEVEL1_RADIOMETRIC_RESCALING";
        if (metadata.FindNumber($"REFLECTANCE_MULT_BAND_{band}", group) is double gain)
        {
            return new LinearScale(gain / sine, metadata.Number($"REFLECTANCE_ADD_BAND_{band}", group) / sine);
        }

        double irradiance = Irradiance(band), distance = EarthSunDistance, factor = Math.PI * distance * distance / (irradiance * sine);
        LinearScale radiance = Radiance(band);
        return new LinearScale(radiance.Gain * factor, radiance.Offset * factor);
    }

    /// <summary>Radiance of the thermal band to brightness temperature K2 / ln(K1 / L + 1).</summary>
    /// <param name="radiance">Length n, W m-2 sr-1 um-1; NaN is missing.</param>
    /// <param name="band">Thermal band as in the keys.</param>
    /// <param name="temperatureKelvin">Receives n values in kelvin. May be the same memory as <paramref name="radiance"/>.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    /// <exception cref="MitoshiException"><c>landsat.unknown_sensor</c>.</exception>
    public void BrightnessTemperature(ReadOnlySpan<float> radiance, string band, Span<float> temperatureKelvin)
    {
        Require.SameLength(radiance.Length, temperatureKelvin.Length, nameof(temperatureKelvin));
        double k1 = metadata.FindNumber($"K1_CONSTANT_BAND_{band}") ?? Known().K1, k2 = metadata.FindNumber($"K2_CONSTANT_BAND_{band}") ?? Known().K2;
        for (int i = 0; i < radiance.Length; i++)
        {
            temperatureKelvin[i] = radiance[i] > 0 ? (float)(k2 / Math.Log((k1 / radiance[i]) + 1)) : float.NaN;
        }
    }

    private double Irradiance(string band)
    {
        double[] table = Known().Irradiance;
        bool isListed = int.TryParse(band, out int number) && number >= 1 && number <= table.Length && !double.IsNaN(table[number - 1]);
        return isListed ? table[number - 1] : throw Unknown($"{metadata.Spacecraft}, band {band}");
    }

    private (double[] Irradiance, double K1, double K2) Known()
        => Constants.TryGetValue(metadata.Spacecraft, out (double[], double, double) found) ? found : throw Unknown(metadata.Spacecraft);

    private static MitoshiException Unknown(string what)
        => new(
            "landsat.unknown_sensor",
            found: ($"no calibration constants for {what}", $"{what} の校正定数がありません"),
            expected: ("a reflective band of Landsat 4, 5 or 7, or metadata that carry REFLECTANCE_MULT and K1_CONSTANT", "Landsat 4、5、7 の反射バンド、または REFLECTANCE_MULT と K1_CONSTANT を含むメタデータ"),
            remedy: ("Use Collection 2 Level-2 surface reflectance instead.", "代わりに Collection 2 Level-2 の地表面反射率を使ってください。"));
}
