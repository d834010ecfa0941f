using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Maps;
using Mitoshi.Raster;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Measures;

/// <summary>
/// The mean of a map over an area with its standard error: each pixel counts by its share inside, and its error goes together with those of its
/// neighbours as the residuals of the model did.
/// </summary>
/// <remarks>
/// The errors of the pixels are in it, and the error of the level of the map, which all pixels of a class share because the model learned from a sample of
/// places (<see cref="LevelError"/>). What the reference itself has wrong everywhere is not: its allometry, nor the outline of the area.
/// Source: <see cref="SpatialMean"/> (McRoberts et al. 2018, Remote Sens. Environ. 207:42).
/// </remarks>
/// <param name="Estimate">Mean per hectare and its standard error.</param>
/// <param name="AreaHectares">The area as far as the map reaches.</param>
/// <param name="MeasuredHectares">The part of it with a value and an interval: the mean speaks for this part.</param>
/// <param name="Pixels">Pixels that have a share in it.</param>
/// <param name="Correlation">How the errors go together, in words.</param>
/// <param name="CorrelationRangeMetres">Distance at which errors no longer go together; null when the map doesn't tell and a kilometre is taken.</param>
public sealed record AreaMean(Estimate Estimate, double AreaHectares, double MeasuredHectares, long Pixels, SpatialCorrelation Correlation, double? CorrelationRangeMetres)
{
    /// <summary>True when the map tells how far its level may be off, and the standard error includes it.</summary>
    public bool HasLevelError { get; init; }

    private const int BandRows = 256;

    // 2,048 x 2,048 numbers of the transform take 64 MiB.
    private const int CellsMax = 1 << 20;

    /// <summary>Measures an area on a raster of a product that has its interval beside it: NAME, NAME_lower and NAME_upper.</summary>
    /// <param name="folder">Folder of the product.</param>
    /// <param name="asset">Name of the raster in the product's item, for example <c>agb</c> or <c>change</c>.</param>
    /// <param name="place">In longitude and latitude.</param>
    /// <param name="pixelsMax">More pixels around the area are refused.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MitoshiException">product.no_item, measure.no_interval, measure.empty, measure.too_large.</exception>
    public static AreaMean Of(string folder, string asset, Polygon place, long pixelsMax = long.MaxValue, CancellationToken cancellation = default)
        => Of(folder, asset, grid => place.ToPixels(grid), pixelsMax, cancellation);

    internal static AreaMean Of(string folder, string asset, Func<Grid, Polygon> place, long pixelsMax, CancellationToken cancellation)
    {
        JsonNode item = ProductFolder.ReadItem(folder);
        string[] names = [asset, asset + "_lower", asset + "_upper"];
        string[] files = [.. names.Select(name => item["assets"]?[name]?["href"]?.GetValue<string>()).OfType<string>()];
        if (files.Length < names.Length)
        {
            throw NoInterval(Path.GetFileName(folder), [.. names.Where(name => item["assets"]?[name] is null)]);
        }

        using ISource map = MapFiles.Open(folder, files);
        JsonNode raster = item["assets"]![asset]!;
        Unit unit = (raster["unit"] ?? (raster["bands"] as JsonArray)?.FirstOrDefault()?["unit"])?.GetValue<string>() is { Length: > 0 } symbol ? new Unit(symbol) : Unit.One;
        JsonNode? metrics = item["properties"]?["mitoshi:metrics"];
        Polygon inPixels = place(map.Grid);
        Window window = WindowOf(inPixels, map.Grid);
        return window.PixelCount > pixelsMax ? throw TooLarge(window, pixelsMax)
            : Of(map, window, rows => Coverage.Of(inPixels.Shifted(rows.Column, rows.Row), rows.Columns, rows.Rows), unit, metrics, cancellation);
    }

    /// <summary>Adds up the pixels of a window, some rows at a time.</summary>
    /// <param name="map">Value, lower and upper end of its 90 % interval.</param>
    /// <param name="window">Holds the area.</param>
    /// <param name="sharesOf">Share of each pixel of some rows that is inside.</param>
    /// <param name="unit">Unit of the map.</param>
    /// <param name="metrics">Of the product; they tell how errors go together.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static AreaMean Of(ISource map, Window window, Func<Window, float[]> sharesOf, Unit unit, JsonNode? metrics, CancellationToken cancellation)
    {
        Grid grid = map.Grid;
        int cell = 1;
        while ((long)Cells(window.Columns, cell) * Cells(window.Rows, cell) > CellsMax)
        {
            cell++;
        }

        int columns = Cells(window.Columns, cell);
        double[] errors = new double[columns * Cells(window.Rows, cell)];
        double sum = 0, weight = 0, covered = 0, squares = 0;
        LevelError? level = MapLevel.Of(metrics);
        double[] classes = new double[level?.Edges.Count ?? 0];
        long count = 0;
        for (int top = window.Row; top < window.RowEnd; top += BandRows)
        {
            cancellation.ThrowIfCancellationRequested();
            Window rows = new(window.Column, top, window.Columns, Math.Min(BandRows, window.RowEnd - top));
            float[] shares = sharesOf(rows);
            Block block = map.ReadBlock(rows);
            ReadOnlySpan<float> value = block.Band(0), lower = block.Band(1), upper = block.Band(2);
            for (int i = 0; i < shares.Length; i++)
            {
                covered += shares[i];
                float deviation = (float)((upper[i] - lower[i]) / (2 * NormalDistribution.HalfWidth90));
                if (shares[i] > 0 && float.IsFinite(value[i] + deviation))
                {
                    double error = (double)shares[i] * deviation;
                    (sum, weight, squares, count) = (sum + ((double)shares[i] * value[i]), weight + shares[i], squares + (error * error), count + 1);
                    if (level is not null)
                    {
                        classes[level.ClassOf(value[i])] += shares[i];
                    }

                    errors[((top - window.Row + (i / rows.Columns)) / cell * columns) + (i % rows.Columns / cell)] += error;
                }
            }
        }

        if (count == 0)
        {
            throw Empty();
        }

        double pixel = Math.Abs(grid.Transform.ColumnX);
        SpatialCorrelation correlation = ResidualCorrelation.Of(metrics);
        double variance = SpatialMean.ResidualVarianceOnGrid(errors, columns, pixel * cell, correlation, weight);
        if (cell > 1)
        {
            // Cells hold what goes together; what the nugget leaves uncorrelated counts by pixel.
            double jump = 1 - correlation.At(1e-9 * pixel);
            variance += jump * (squares - errors.Sum(error => error * error)) / (weight * weight);
        }

        double shared = level?.Between(classes, classes) ?? 0, total = Math.Max(variance, 0) + shared;
        Estimate estimate = new(sum / weight, unit, new StandardError(Math.Sqrt(total)), level?.DegreesOfFreedom(total, shared) ?? double.PositiveInfinity, "model_based.spatial");
        return new AreaMean(estimate, covered * grid.PixelArea / 10_000, weight * grid.PixelArea / 10_000, count, correlation, metrics?["residual_range_m"]?.GetValue<double>() is > 0 and double range ? range : null)
        {
            HasLevelError = level is not null,
        };
    }

    /// <summary>The answer where a raster has no interval beside it.</summary>
    /// <param name="item">Its item.</param>
    /// <param name="missing">What isn't there.</param>
    public static MitoshiException NoInterval(string item, params IReadOnlyList<string> missing) => new("measure.no_interval",
        found: ($"{item} has no {string.Join(", ", missing)}", $"{item} に {string.Join("、", missing)} がありません"),
        expected: ("a map with the ends of its intervals beside it, as forest map and forest change make it", "forest map や forest change が作る、区間の両端をもつ地図"),
        remedy: ("Choose such a map; other rasters have a mean but no standard error of it.", "そのような地図を選んでください。他のラスタは平均だけで、その標準誤差はありません。"));

    private static int Cells(int pixels, int cell) => (pixels + cell - 1) / cell;

    private static Window WindowOf(Polygon place, Grid grid)
    {
        (double X, double Y)[] points = [.. place.Parts.SelectMany(part => part.SelectMany(ring => ring)).Where(point => double.IsFinite(point.X + point.Y))];
        if (points.Length == 0)
        {
            throw Empty();
        }

        int left = (int)Math.Floor(Math.Clamp(points.Min(point => point.X), 0, grid.Width)), right = (int)Math.Ceiling(Math.Clamp(points.Max(point => point.X), 0, grid.Width));
        int top = (int)Math.Floor(Math.Clamp(points.Min(point => point.Y), 0, grid.Height)), bottom = (int)Math.Ceiling(Math.Clamp(points.Max(point => point.Y), 0, grid.Height));
        return right > left && bottom > top ? new Window(left, top, right - left, bottom - top) : throw Empty();
    }

    private static MitoshiException TooLarge(Window window, long pixelsMax) => new("measure.too_large",
        found: ($"{window.PixelCount:#,0} pixels of the map around the area", $"区域のまわりに地図の画素が {window.PixelCount:#,0} あります"),
        expected: ($"at most {pixelsMax:#,0}", $"{pixelsMax:#,0} 以下"),
        remedy: ("Run forest measure: a job has no such limit.", "forest measure を実行してください。ジョブにこの上限はありません。"));

    private static MitoshiException Empty() => new("measure.empty",
        found: ("no pixel of the map with an interval lies in the place", "その場所には、区間のある画素がありません"),
        expected: ("a place that lies in the map, and intervals that were not withheld", "地図の中の場所と、非表示でない区間"),
        remedy: ("Check the place; map again with --intervals always if you vouch for the population.", "場所を確かめるか、母集団に責任を持てるなら --intervals always で地図を作り直してください。"));
}
