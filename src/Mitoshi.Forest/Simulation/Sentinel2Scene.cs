using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Forest.Simulation;

/// <summary>An optical scene like Sentinel-2 L2A: ten bands of digital numbers, with the offset of its processing baseline, and a scene classification.</summary>
internal static class Sentinel2Scene
{
    private static readonly DateOnly FirstDayWithOffset = new(2022, 1, 25);

    /// <summary>The days of a year with the part of the area under cloud.</summary>
    public static IReadOnlyList<(int Month, int Day, double CloudShare)> Days { get; } = [(2, 8, 0.06), (5, 3, 0.15), (7, 27, 0.45), (8, 21, 0.20), (10, 15, 0.10), (11, 19, 0.12)];

    /// <summary>Processing baseline of a day.</summary>
    public static string Baseline(DateOnly date) => date >= FirstDayWithOffset ? "05.10" : "02.14";

    /// <summary>Name of a scene's file.</summary>
    /// <param name="date">Day of the scene.</param>
    /// <param name="what"><c>L2A</c> or <c>SCL</c>.</param>
    public static string FileName(DateOnly date, string what) => $"S2_{date:yyyyMMdd}_N{Baseline(date).Replace(".", "", StringComparison.Ordinal)}_{what}_simulated.tif";

    /// <summary>Writes both files of a scene into a folder.</summary>
    public static void Write(Landscape landscape, ForestState state, DateOnly date, double cloudShare, RandomStream random, string folder)
    {
        CloudCover clouds = CloudCover.Make(random.Fork("clouds"), landscape.Size, cloudShare * (0.7 + (0.6 * random.NextDouble())));
        Sentinel2Offset offset = Sentinel2Offset.Decide(FileName(date, "L2A"), Baseline(date), isAlreadyApplied: null);
        ushort[][] bands = [.. Enumerable.Range(0, OpticalModel.BandCount).Select(_ => new ushort[state.Agb.Length])];
        byte[] classes = new byte[state.Agb.Length];
        double haze = 0.004 * random.NextDouble(), leaves = Seasons.Leaves(date);
        SkyDirection sun = Seasons.Sun(date);
        RandomStream noise = random.Fork("noise");
        Span<double> reflectance = stackalloc double[OpticalModel.BandCount];
        for (int pixel = 0; pixel < classes.Length; pixel++)
        {
            Stand stand = landscape.StandAt(pixel);
            OpticalModel.Expect(stand, state, pixel, leaves, reflectance);
            double slope = 1 + (0.35 * (Math.Clamp(landscape.Terrain.Cosine(pixel, sun) / sun.Up, 0.2, 1.8) - 1));
            for (int band = 0; band < bands.Length; band++)
            {
                double seen = Look(reflectance[band] * slope * clouds.Shade[pixel], clouds.Opacity[pixel], haze, band, noise);
                bands[band][pixel] = (ushort)Math.Clamp(Math.Round(seen * 10_000) - offset.Number, 1, ushort.MaxValue);
            }

            classes[pixel] = clouds.SceneClasses[pixel] != 0 ? clouds.SceneClasses[pixel] : (byte)GroundClass((LandCoverClass)state.LandCover[pixel], leaves);
        }

        RasterFormat format = new(PixelType.UInt16, OpticalModel.BandCount)
        {
            NoData = 0, Descriptions = ["B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B11", "B12"],
            Metadata = new Dictionary<string, string> { ["DATE"] = $"{date:yyyy-MM-dd}", ["PROCESSING_BASELINE"] = Baseline(date) },
        };
        SimulatedRaster.Write(Path.Combine(folder, FileName(date, "L2A")), landscape.Grid, format, "Sentinel-2 L2A surface reflectance, digital numbers", bands);
        SimulatedRaster.Write(Path.Combine(folder, FileName(date, "SCL")), landscape.Grid, new RasterFormat(PixelType.UInt8, 1) { NoData = 0 }, "Sentinel-2 scene classification", classes);
    }

    private static double Look(double ground, double opacity, double haze, int band, RandomStream noise)
    {
        bool isShortWave = band >= 8;
        double cloud = isShortWave ? 0.34 : 0.62, path = isShortWave ? 0.2 * haze : haze;
        return (ground * (1 - opacity) * (1 + (0.02 * noise.NextNormal()))) + (cloud * opacity) + path + (0.0015 * noise.NextNormal());
    }

    private static SceneClass GroundClass(LandCoverClass cover, double leaves) => cover switch
    {
        LandCoverClass.Water => SceneClass.Water,
        LandCoverClass.Urban => SceneClass.Bare,
        LandCoverClass.Farmland or LandCoverClass.Cleared => leaves > 0.5 ? SceneClass.Vegetation : SceneClass.Bare,
        LandCoverClass.DeciduousBroadleaf or LandCoverClass.DeciduousNeedleleaf => leaves > 0.2 ? SceneClass.Vegetation : SceneClass.Bare,
        _ => SceneClass.Vegetation,
    };
}
