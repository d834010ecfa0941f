using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Gdal;

namespace Mitoshi.Forest.Validation;

/// <summary>The map that is validated: a product of <c>forest map</c> with its intervals, or any raster of AGB.</summary>
internal sealed class MapUnderTest : IDisposable
{
    // The first day of the epoch stands for a period that nobody declared.
    private const int UnknownYear = 1970;

    private MapUnderTest(string name, RasterFile agb, RasterFile? lower, RasterFile? upper)
    {
        Name = name;
        Agb = agb;
        Lower = lower;
        Upper = upper;
    }

    public string Name { get; }

    public RasterFile Agb { get; }

    public RasterFile? Lower { get; }

    public RasterFile? Upper { get; }

    public Grid Grid => Agb.Grid;

    /// <summary>Middle of the period that the map describes, in years; NaN when it is not known.</summary>
    public double Year { get; private init; } = double.NaN;

    public bool IsSimulated { get; private init; }

    /// <exception cref="MitoshiException">product.no_item, product.no_file, raster.*, grid.no_crs.</exception>
    public static MapUnderTest Open(string given)
    {
        string path = given.Contains("://", StringComparison.Ordinal) ? given : Path.GetFullPath(given);
        if (!Directory.Exists(path))
        {
            RasterFile raster = RasterFile.Open(path);
            return new MapUnderTest(Path.GetFileName(path), raster, null, null) { IsSimulated = SimulationMark.IsOn(raster) };
        }

        JsonNode properties = ProductFolder.ReadItem(path)["properties"]!;
        using (MapFiles.Open(path, MapFiles.Agb, MapFiles.Lower, MapFiles.Upper))
        {
            // Opened once for its checks: a folder that is no product of forest map is refused by name.
        }

        bool isLocal = properties["proj:code"] is null && properties["proj:wkt2"] is null;
        double pixel = properties["proj:transform"]?[0]?.GetValue<double>() ?? 1;
        RasterFile File(string name) => RasterFile.Open(Path.Combine(path, name), isLocal ? Crs.Local : null, pixel);
        return new MapUnderTest(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), File(MapFiles.Agb), File(MapFiles.Lower), File(MapFiles.Upper))
        {
            Year = Middle(properties),
            IsSimulated = properties["mitoshi:simulated"]?.GetValue<bool>() ?? false,
        };
    }

    public void Dispose()
    {
        Agb.Dispose();
        Lower?.Dispose();
        Upper?.Dispose();
    }

    private static double Middle(JsonNode properties)
    {
        double Day(string key) => properties[key]?.GetValue<string>() is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out DateOnly day) ? PlotDates.Of(day) : double.NaN;
        double from = Day("start_datetime"), to = Day("end_datetime");
        return to < UnknownYear + 1 ? double.NaN : (from + to) / 2;
    }
}
