using System.Text.Json.Nodes;
using Mitoshi.Gdal;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>A raster and its figures as JSON, with the names of TiTiler.</summary>
internal static class RasterInfo
{
    /// <summary>What it is.</summary>
    public static JsonObject Of(TileDataset dataset)
    {
        Rectangle box = Boxes.OnEarth(dataset);
        TileMatrixSet web = TileMatrixSets.WebMercatorQuad;
        return new JsonObject
        {
            ["bounds"] = new JsonArray(box.West, box.South, box.East, box.North), ["crs"] = dataset.Grid.Crs.EpsgCode is { } code ? $"EPSG:{code}" : SpatialReference.Name(dataset.Grid.Crs),
            ["minzoom"] = web.OverallLevel(dataset.Grid), ["maxzoom"] = web.NativeLevel(dataset.Grid),
            ["band_metadata"] = new JsonArray([.. dataset.File.Bands.Select(band => (JsonNode)new JsonArray($"b{band.Index + 1}", new JsonObject(band.Metadata.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)))))]),
            ["band_descriptions"] = new JsonArray([.. dataset.File.Bands.Select(band => (JsonNode)new JsonArray($"b{band.Index + 1}", band.Description))]),
            ["band_units"] = new JsonArray([.. dataset.File.Bands.Select(band => (JsonNode)band.Unit)]),
            ["dtype"] = dataset.File.Bands[0].Type.ToString().ToLowerInvariant(), ["nodata_type"] = dataset.File.Bands[0].HasMask ? "Mask" : dataset.File.Bands[0].NoData is null ? "None" : "Nodata",
            ["nodata_value"] = dataset.File.Bands[0].NoData is { } noData ? TileAnswers.Number(noData) : null,
            ["scales"] = new JsonArray([.. dataset.File.Bands.Select(band => (JsonNode)band.Scale)]), ["offsets"] = new JsonArray([.. dataset.File.Bands.Select(band => (JsonNode)band.Offset)]),
            ["colorinterp"] = new JsonArray([.. dataset.File.Bands.Select(band => (JsonNode)band.ColorInterpretation.ToLowerInvariant())]),
            ["driver"] = dataset.File.Header.Format, ["count"] = dataset.File.Bands.Count, ["width"] = dataset.Grid.Width, ["height"] = dataset.Grid.Height,
            ["overviews"] = new JsonArray([.. dataset.Levels.Skip(1).Select(level => (JsonNode)(int)Math.Round((double)dataset.Grid.Width / level.Columns))]),
        };
    }

    /// <summary>The same as the properties of its box.</summary>
    public static JsonObject Feature(TileDataset dataset)
    {
        Rectangle box = Boxes.OnEarth(dataset);
        JsonArray Point(double x, double y) => new(x, y);
        JsonArray ring = new(Point(box.West, box.South), Point(box.East, box.South), Point(box.East, box.North), Point(box.West, box.North), Point(box.West, box.South));
        return new JsonObject { ["type"] = "Feature", ["geometry"] = new JsonObject { ["type"] = "Polygon", ["coordinates"] = new JsonArray(ring) }, ["properties"] = Of(dataset) };
    }

    /// <summary>Statistics.</summary>
    public static JsonObject Figures(ValueStatistics figures)
    {
        double bin = (figures.Max - figures.Min) / Math.Max(1, figures.Histogram.Count);
        return new JsonObject
        {
            ["min"] = TileAnswers.Number(figures.Min), ["max"] = TileAnswers.Number(figures.Max), ["mean"] = TileAnswers.Number(figures.Mean), ["count"] = figures.Count, ["sum"] = TileAnswers.Number(figures.Sum),
            ["std"] = TileAnswers.Number(figures.StandardDeviation), ["median"] = TileAnswers.Number(figures.Median), ["percentile_2"] = TileAnswers.Number(figures.Percentile2), ["percentile_98"] = TileAnswers.Number(figures.Percentile98),
            ["valid_pixels"] = figures.ValidPixels, ["masked_pixels"] = figures.MaskedPixels,
            ["valid_percent"] = TileAnswers.Number(100.0 * figures.ValidPixels / Math.Max(1, figures.ValidPixels + figures.MaskedPixels)),
            ["histogram"] = figures.Histogram.Count == 0 ? null : new JsonArray(
                new JsonArray([.. figures.Histogram.Select(weight => (JsonNode)weight)]), new JsonArray([.. Enumerable.Range(0, figures.Histogram.Count + 1).Select(i => TileAnswers.Number(figures.Min + (i * bin)))])),
        };
    }
}
