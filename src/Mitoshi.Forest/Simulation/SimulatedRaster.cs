using Mitoshi.Forest.Inputs;
using Mitoshi.Gdal;

namespace Mitoshi.Forest.Simulation;

/// <summary>Writes GeoTIFFs that say of themselves that they are simulated.</summary>
internal static class SimulatedRaster
{
    /// <summary>Writes whole bands.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="grid">Grid of the bands.</param>
    /// <param name="format">How the pixels are stored; the mark is added to its metadata.</param>
    /// <param name="what">One line about the content.</param>
    /// <param name="bands">Each as long as the grid.</param>
    public static void Write<T>(string path, Grid grid, RasterFormat format, string what, params IReadOnlyList<T[]> bands)
        where T : unmanaged
    {
        using RasterWriter writer = Create(path, grid, format, what);
        for (int band = 0; band < bands.Count; band++)
        {
            writer.Write<T>(grid.Whole, band, bands[band]);
        }

        writer.Commit();
    }

    /// <summary>Opens a writer for what comes in pieces.</summary>
    public static RasterWriter Create(string path, Grid grid, RasterFormat format, string what)
    {
        Dictionary<string, string> metadata = new(format.Metadata, StringComparer.Ordinal)
        {
            [SimulationMark.OfScenes] = "YES",
            ["TIFFTAG_IMAGEDESCRIPTION"] = $"SIMULATED DATA, no place on the Earth looks like this: {what}",
        };
        return RasterWriter.Create(path, grid, format with { Metadata = metadata, TileSize = 256, Level = 4 });
    }
}
