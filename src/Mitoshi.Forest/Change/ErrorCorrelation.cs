using System.Text.Json.Nodes;
using Mitoshi.Forest.Maps;
using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Change;

/// <summary>How far the errors of two dates go together, and who says so.</summary>
/// <param name="Rho">Correlation of the errors of a pixel, 0 to 0.95; 0 gives the widest interval.</param>
/// <param name="Source">Where it comes from, for the report.</param>
internal sealed record ErrorCorrelation(double Rho, Text Source)
{
    private const double RhoMax = 0.95;
    private const int PixelsFewest = 100, PlotsFewest = 20;

    public static ErrorCorrelation Given(double rho) => new(rho, ("given by the user", "利用者の指定"));

    public static ErrorCorrelation None { get; } = new(0, ("not known: taken as independent, the widest interval", "不明:独立とみなす(最も広い区間)"));

    /// <summary>What the training measured, where it learned from both dates: the errors of blocks that the model did not see.</summary>
    /// <param name="metrics">Metrics of the later map.</param>
    public static ErrorCorrelation? OfTraining(JsonNode? metrics) => metrics?["epoch_correlation"]?.GetValue<double>() is { } rho
        ? new ErrorCorrelation(rho, ("out-of-fold errors of the model at both dates of its training", "学習時の2時期における分割外誤差")) : null;

    /// <summary>From rasters of truth at both dates.</summary>
    /// <exception cref="MitoshiException"><c>change.few_references</c>.</exception>
    public static ErrorCorrelation OfRasters(ISource maps, ISource before, ISource after, int windowSize, ProcessContext context)
    {
        Moments moments = new();
        foreach (Window window in maps.Grid.Tiles(windowSize))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Block map = maps.ReadBlock(window);
            ReadOnlySpan<float> first = before.ReadBlock(window).Band(0), second = after.ReadBlock(window).Band(0);
            for (int i = 0; i < first.Length; i++)
            {
                moments.Add(map.Band(0)[i] - first[i], map.Band(3)[i] - second[i]);
            }
        }

        return new ErrorCorrelation(moments.Correlation(PixelsFewest), ($"{moments.Count:#,0} pixels with a reference at both dates", $"両時期に参照値のある {moments.Count:#,0} 画素"));
    }

    /// <summary>
    /// From plots that were measured at both dates. The mean error of a circle has less independent noise than that of a pixel; with a nugget share ν of the residuals
    /// and n pixels in the circle, ρ of a pixel is ρ of the circle times (1 - ν) + ν / n. Noise that is alike over a few pixels is not in the nugget, so this still
    /// overstates ρ of a pixel (measured: 0.75 for 0.57); of the plots' ρ the lower end of its 95 % interval (Fisher's z) is taken, and less where the training says less.
    /// </summary>
    /// <exception cref="MitoshiException"><c>change.few_references</c>.</exception>
    public static ErrorCorrelation OfPlots((string Map, string Plots) before, (string Map, string Plots) after, double nuggetShare, IFiles files)
    {
        Dictionary<string, (double Error, double Hectares)> first = Errors(before, files), second = Errors(after, files);
        Moments moments = new();
        double pixels = 0;
        foreach ((string plot, (double error, double hectares)) in first.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            if (second.TryGetValue(plot, out (double Error, double Hectares) later) && double.IsFinite(error + later.Error))
            {
                moments.Add(error, later.Error);
                pixels += hectares;
            }
        }

        using RasterFile map = RasterFile.Open(Path.Combine(after.Map, MapFiles.Agb));
        double inCircle = Math.Max(1, pixels / Math.Max(1, moments.Count) * 10_000 / map.Grid.PixelArea), rho = Math.Tanh(Math.Max(0, Math.Atanh(moments.Correlation(PlotsFewest)) - (NormalDistribution.Quantile(0.975) / Math.Sqrt(moments.Count - 3))));
        return new ErrorCorrelation(rho * (1 - nuggetShare + (nuggetShare / inCircle)), ($"{moments.Count:#,0} plots measured at both dates, lower end of the 95 % interval", $"両時期に測定した {moments.Count:#,0} プロット(95 % 区間の下限)"));
    }

    private static Dictionary<string, (double Error, double Hectares)> Errors((string Map, string Plots) date, IFiles files)
    {
        using RasterFile map = RasterFile.Open(Path.Combine(date.Map, MapFiles.Agb));
        PlotTable table = PlotTable.Read(date.Plots, DecimalMark.Point, files);
        int value = table.Require(null, "agb_mg_ha", "agb", "value"), id = table.Require(null, "plot", "plot_id", "id"), area = table.Find(null, "area_ha");
        int x = table.Find(null, "x", "easting"), y = table.Find(null, "y", "northing");
        using CoordinateTransform? transform = table.Crs is { IsLocal: false } crs && crs != map.Grid.Crs ? new CoordinateTransform(crs, map.Grid.Crs) : null;
        Dictionary<string, (double Error, double Hectares)> errors = new(StringComparer.Ordinal);
        for (int row = 0; row < table.Rows.Count; row++)
        {
            (double X, double Y) place = PlotGeometry.Read(table.Geometries[row]) ?? (x >= 0 && y >= 0 ? (table.Number(row, x), table.Number(row, y)) : (double.NaN, double.NaN));
            (double mapX, double mapY) = transform is null ? place : transform.Transform(place.X, place.Y);
            double hectares = area >= 0 ? table.Number(row, area) : 0;
            errors[table.Text(row, id)] = (PlotSupport.Value(map, 0, mapX, mapY, hectares) - table.Number(row, value), hectares);
        }

        return errors;
    }

    private sealed class Moments
    {
        private double _a, _b, _aa, _bb, _ab;

        public int Count { get; private set; }

        public void Add(double first, double second)
        {
            if (double.IsFinite(first + second))
            {
                (Count, _a, _b, _aa, _bb, _ab) = (Count + 1, _a + first, _b + second, _aa + (first * first), _bb + (second * second), _ab + (first * second));
            }
        }

        public double Correlation(int fewest)
        {
            double variances = (_aa - (_a * _a / Math.Max(Count, 1))) * (_bb - (_b * _b / Math.Max(Count, 1)));
            return Count >= fewest && variances > 0 ? Math.Clamp((_ab - (_a * _b / Count)) / Math.Sqrt(variances), 0, RhoMax) : throw new MitoshiException("change.few_references",
                found: ($"{Count} places with a map and a reference at both dates", $"両時期に地図と参照値がある場所が {Count} か所"),
                expected: ($"at least {fewest}, with errors that differ", $"{fewest} か所以上(誤差が一様でないこと)"),
                remedy: ("Give the reference of the same places at both dates (same names of plots), or leave it out.", "同じ場所(同じプロット名)の両時期の参照値を与えるか、省いてください。"));
        }
    }
}
