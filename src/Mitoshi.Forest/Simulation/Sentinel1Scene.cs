using Mitoshi.Gdal;

namespace Mitoshi.Forest.Simulation;

/// <summary>A C-band scene: gamma-nought of VV and VH in hundredths of a decibel, with speckle and the moisture of its day.</summary>
internal static class Sentinel1Scene
{
    private const double Looks = 4.4;
    private const short Missing = short.MinValue;

    /// <summary>The days of a year on which both orbits pass (the descending one six days later).</summary>
    public static IReadOnlyList<(int Month, int Day)> Days { get; } = [(1, 15), (4, 20), (7, 25), (10, 20)];

    /// <summary>Day of a scene.</summary>
    public static DateOnly Date(int year, (int Month, int Day) day, bool isAscending) => new DateOnly(year, day.Month, day.Day).AddDays(isAscending ? 0 : 6);

    /// <summary>Name of a scene's file.</summary>
    public static string FileName(DateOnly date, bool isAscending) => $"S1_{date:yyyyMMdd}_{(isAscending ? "ascending" : "descending")}_simulated.tif";

    /// <summary>Writes a scene into a folder.</summary>
    public static void Write(Landscape landscape, ForestState state, DateOnly date, bool isAscending, RandomStream random, string folder)
    {
        double moisture = 1.0 * random.NextNormal(), leaves = Seasons.Leaves(date);
        float[] vv = RadarModel.CVv(isAscending).ExpectedPower(landscape, state, moisture, leaves);
        float[] vh = RadarModel.CVh(isAscending).ExpectedPower(landscape, state, 0.7 * moisture, leaves);
        RasterFormat format = new(PixelType.Int16, 2) { NoData = Missing, Scale = 0.01, Descriptions = ["VV", "VH"], Unit = "dB", Metadata = new Dictionary<string, string> { ["DATE"] = $"{date:yyyy-MM-dd}" } };
        SimulatedRaster.Write(
            Path.Combine(folder, FileName(date, isAscending)), landscape.Grid, format, "Sentinel-1 gamma-nought of VV and VH in dB x 100", Speckled(vv, random.Fork("VV")), Speckled(vh, random.Fork("VH")));
    }

    private static short[] Speckled(float[] power, RandomStream random)
    {
        short[] numbers = new short[power.Length];
        for (int pixel = 0; pixel < power.Length; pixel++)
        {
            double decibels = 10 * Math.Log10(power[pixel] * random.NextGamma(Looks) / Looks);
            numbers[pixel] = (short)Math.Clamp(Math.Round(decibels * 100), -9000, 9000);
        }

        return numbers;
    }
}
