using Mitoshi.Gdal;
using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Means and totals of areas from map and plots, with the estimator that the sample allows.</summary>
[Process("forest_estimate", En = "Estimate means and totals of areas from map and plots, with intervals", Ja = "地図とプロットから地域の平均と合計を区間つきで推定する",
    Examples = ["forest estimate agb.tif plots.gpkg areas.gpkg", "forest estimate agb.tif plots.csv areas.geojson --crs EPSG:6677 --value-column agb_mg_ha"])]
public sealed record EstimateAreas : Process<AreaEstimates>
{
    private const int PlotsForVariogram = 50;

    /// <summary>Map.</summary>
    [Parameter(En = "Map of biomass", Ja = "バイオマスの地図", Position = 0, IsPath = true)]
    public required string Map { get; init; }

    /// <summary>Plots.</summary>
    [Parameter(En = "Plots with a value each (see forest plots)", Ja = "値のあるプロット（forest plots の出力）", Position = 1, IsPath = true)]
    public required string Plots { get; init; }

    /// <summary>Areas.</summary>
    [Parameter(En = "Areas (polygons); the whole map when left out", Ja = "地域（ポリゴン）。省けば地図全体", Position = 2, IsPath = true)]
    public string? Areas { get; init; }

    /// <summary>Folder for the results.</summary>
    [Parameter(En = "Folder for table, layer and report", Ja = "表・レイヤー・報告書のフォルダー", IsPath = true)]
    public string Output { get; init; } = "estimate";

    /// <summary>Estimator.</summary>
    [Parameter(En = "Estimator; auto chooses by the sample", Ja = "推定方法。autoは標本から選ぶ")]
    public EstimatorKind Estimator { get; init; } = EstimatorKind.Auto;

    /// <summary>How the plots were chosen.</summary>
    [Parameter(En = "How the plots were chosen", Ja = "プロットの選び方")]
    public SampleKind Sample { get; init; } = SampleKind.Probability;

    /// <summary>True when the map was not fitted on these plots.</summary>
    [Parameter(En = "The map was not fitted on these plots", Ja = "地図はこれらのプロットから作られていない")]
    public bool MapIndependent { get; init; }

    /// <summary>Band of the map.</summary>
    [Parameter(En = "Band of the map, from 1", Ja = "地図のバンド（1から）", Min = 1)]
    public int Band { get; init; } = 1;

    /// <summary>Column of the plot's value.</summary>
    [Parameter(En = "Column with the plot's value", Ja = "プロットの値の列")]
    public string? ValueColumn { get; init; }

    /// <summary>Column of the cluster.</summary>
    [Parameter(En = "Column with the plot's cluster, for plots drawn in groups", Ja = "集落の列（まとめて抽出したプロット）")]
    public string? ClusterColumn { get; init; }

    /// <summary>Column with the area's name.</summary>
    [Parameter(En = "Column with the area's name", Ja = "地域名の列")]
    public string? AreaColumn { get; init; }

    /// <summary>Unit of map and plots.</summary>
    [Parameter(En = "Unit of map and plots, per hectare", Ja = "地図とプロットの単位（ha当たり）")]
    public string ValueUnit { get; init; } = "Mg/ha";

    /// <summary>CRS of plots from a table.</summary>
    [Parameter(En = "CRS of x and y when the plots are a table", Ja = "プロットが表のときのx, yの座標参照系")]
    public string? Crs { get; init; }

    /// <summary>Decimal mark.</summary>
    [Parameter(En = "Decimal mark of a table", Ja = "表の小数点")]
    public DecimalMark Decimal { get; init; } = DecimalMark.Point;

    /// <summary>Support of a plot.</summary>
    [Parameter(En = "Area of a plot, to average the map over; 0 for the pixel under it", Ja = "地図を平均するプロットの面積。0はその画素", Unit = "ha", Min = 0, Max = 10)]
    public double PlotArea { get; init; } = 0.1;

    /// <summary>Standard deviation of each pixel.</summary>
    [Parameter(En = "Raster of each pixel's standard deviation, for areas without plots", Ja = "画素の標準偏差の地図（プロットのない地域用）", IsPath = true)]
    public string? MapError { get; init; }

    /// <summary>Practical range of the correlation of map errors.</summary>
    [Parameter(En = "Range at which map errors are no longer correlated; from the plots' residuals when left out", Ja = "地図誤差の相関が消える距離。省けば残差から求める", Unit = "m", Min = 0)]
    public double? CorrelationRange { get; init; }

    /// <summary>Share of the map's error variance that is uncorrelated.</summary>
    [Parameter(En = "Share of the error variance that is uncorrelated between pixels", Ja = "画素間で相関しない誤差分散の割合", Min = 0, Max = 1)]
    public double Nugget { get; init; }

    /// <summary>Standard error of area means from the model's parameters.</summary>
    [Parameter(En = "Standard error of area means that comes from the model's parameters (bootstrap)", Ja = "モデル係数に由来する平均の標準誤差（ブートストラップ）", Min = 0)]
    public double? ParameterError { get; init; }

    /// <summary>Confidence level.</summary>
    [Parameter(En = "Confidence level", Ja = "信頼水準", Min = 0.5, Max = 0.999)]
    public double Level { get; init; } = 0.95;

    /// <inheritdoc/>
    protected override Task<AreaEstimates> RunAsync(ProcessContext context)
    {
        using RasterFile map = RasterFile.Open(Map);
        (AreaEstimates result, List<SamplePlot> plots, List<AreaPolygon> polygons) = Estimate(map, context);
        result.Write(context, map, Band - 1, plots, polygons);
        Reports.RunRecord.Write(this, Output, context);
        return Task.FromResult(result);
    }

    /// <summary>The report alone, computed again.</summary>
    internal Task<Reporting.Pages.Report> ReportAsync(ProcessContext context)
    {
        using RasterFile map = RasterFile.Open(Map);
        (AreaEstimates result, List<SamplePlot> plots, List<AreaPolygon> polygons) = Estimate(map, context);
        return Task.FromResult(AreaReport.Of(result, map, Band - 1, plots, polygons));
    }

    private (AreaEstimates Result, List<SamplePlot> Plots, List<AreaPolygon> Polygons) Estimate(RasterFile map, ProcessContext context)
    {
        using RasterFile? errors = MapError is null ? null : RasterFile.Open(MapError);
        RequireSameGrid(map, errors);
        Unit unit = new(ValueUnit);
        List<AreaPolygon> polygons = AreaReader.Read(Areas, AreaColumn, map.Grid);
        List<SamplePlot> plots = new SampleReader(ValueColumn, ClusterColumn, Crs, Decimal, PlotArea).Read(Plots, map, Band - 1, polygons, context.Files);
        double[] breaks = Breaks(plots);
        List<AreaPixels> areas = [.. polygons.Select(polygon => new AreaPixels(polygon.Name, [polygon], breaks.Length + 1))];
        AreaPixels? together = polygons.Count > 1 ? new AreaPixels(AreaEstimates.TogetherName, polygons, breaks.Length + 1) : null;
        AreaPixelReader.Read(map, Band - 1, errors, together is null ? areas : [.. areas, together], breaks, context);

        EstimatorMenu menu = new(plots, Sample, MapIndependent, breaks, unit);
        SpatialCorrelation? correlation = Correlation(plots, out Text correlationSource);
        double shared = SharedShare(plots);
        List<AreaEstimate> estimates = [];
        foreach (AreaPixels area in areas)
        {
            if (area.Count == 0)
            {
                estimates.Add(AreaEstimate.Nothing(area.Name, ("no pixel of the map in the area", "地域内に地図の画素がない")));
                continue;
            }

            (Estimate? modelBased, Text reason) = ModelBased(area, map.Grid, correlation, correlationSource, unit);
            int inside = plots.Count(area.Holds);
            List<EstimatorOption> options = menu.Options(area, modelBased, reason);
            estimates.Add(AreaEstimate.From(area, plots, inside, options, EstimatorMenu.Choose(options, Estimator, inside), shared, Level, unit));
        }

        AreaEstimates result = new(estimates)
        {
            Plots = plots.Count, Level = Level, Unit = unit, SharedError = shared, Folder = Output,
            Together = together is { Count: > 0 } ? Whole(together, areas, estimates) : null,
        };
        return (result, plots, polygons);

        AreaEstimate Whole(AreaPixels all, List<AreaPixels> parts, List<AreaEstimate> separate)
        {
            (Estimate? modelBased, Text reason) = ModelBased(all, map.Grid, correlation, correlationSource, unit);
            List<EstimatorOption> options = AreasTogether.Options(menu, all, parts, separate, modelBased, reason, unit);
            int inside = plots.Count(all.Holds);
            return AreaEstimate.From(all, plots, inside, options, AreasTogether.Choose(options, separate, Estimator), shared, Level, unit);
        }
    }

    private static void RequireSameGrid(RasterFile map, RasterFile? errors)
    {
        if (errors is not null && (errors.Grid.Width != map.Grid.Width || errors.Grid.Height != map.Grid.Height || errors.Grid.Transform != map.Grid.Transform))
        {
            throw new MitoshiException(
                "estimate.grids_differ",
                found: ($"map: {map.Grid}; errors: {errors.Grid}", $"地図：{map.Grid}、誤差：{errors.Grid}"),
                expected: ("one grid for both", "同じ格子"),
                remedy: ("Resample the error raster to the map's grid.", "誤差の地図を地図の格子に合わせてください。"));
        }
    }

    // Thirds of the map values at the plots: strata known before any field value is looked at.
    private static double[] Breaks(List<SamplePlot> plots)
    {
        double[] values = [.. plots.Where(plot => !double.IsNaN(plot.MapValue)).Select(plot => plot.MapValue).Order()];
        return values.Length < 15 ? [] : [values[values.Length / 3], values[2 * values.Length / 3]];
    }

    private SpatialCorrelation? Correlation(List<SamplePlot> plots, out Text source)
    {
        if (CorrelationRange is { } range)
        {
            source = ($"correlation declared: range {range:0} m, nugget {Nugget:0.##}", $"宣言された相関：レンジ{range:0} m、ナゲット{Nugget:0.##}");
            return range > 0 ? SpatialCorrelation.ExponentialByRange(range, Nugget) : SpatialCorrelation.Independent;
        }

        SamplePlot[] usable = [.. plots.Where(plot => !double.IsNaN(plot.MapValue))];
        if (usable.Length < PlotsForVariogram)
        {
            source = ($"no correlation of map errors: {usable.Length} plots, {PlotsForVariogram} needed for a variogram, or --correlation-range", $"地図誤差の相関が不明：プロット{usable.Length}（バリオグラムに{PlotsForVariogram}必要、または --correlation-range）");
            return null;
        }

        double[] x = [.. usable.Select(plot => plot.X)], y = [.. usable.Select(plot => plot.Y)], residuals = [.. usable.Select(plot => plot.Value - plot.MapValue)];
        double diagonal = Math.Sqrt(Math.Pow(x.Max() - x.Min(), 2) + Math.Pow(y.Max() - y.Min(), 2)), reach = diagonal / 3;
        double[] edges = [.. Enumerable.Range(0, 13).Select(i => reach * i / 12)];
        edges[0] = -1;
        VariogramModel model = Variogram.FitExponential(Variogram.Empirical(x, y, residuals, edges), isRobust: true);
        source = ($"variogram of {usable.Length} residuals: practical range {model.Range:0} m, nugget {model.Nugget / (model.Nugget + model.Sill):0.##}",
            $"残差{usable.Length}個のバリオグラム：実用レンジ{model.Range:0} m、ナゲット{model.Nugget / (model.Nugget + model.Sill):0.##}");
        return model.Sill > 0 ? model.ToCorrelation() : SpatialCorrelation.Independent;
    }

    private (Estimate? Estimate, Text Reason) ModelBased(AreaPixels area, Grid grid, SpatialCorrelation? correlation, Text source, Unit unit)
    {
        if (area.Errors is not { Count: > 0 } errors)
        {
            return (null, ("no raster of pixel standard deviations (--map-error)", "画素の標準偏差の地図がない（--map-error）"));
        }

        if (correlation is null)
        {
            return (null, source);
        }

        // Cells keep the correlated part; what the nugget makes uncorrelated is counted by pixel.
        double pixel = Math.Abs(grid.Transform.ColumnX), n = errors.Count;
        double jump = 1 - correlation.At(1e-9 * pixel);
        double whole = SpatialMean.ResidualVarianceOnGrid(errors.Sums, errors.Columns, pixel * errors.Cell, correlation) * errors.Sums.Length * errors.Sums.Length;
        double cells = errors.Sums.Sum(sum => sum * sum);
        double residual = (whole - (jump * cells) + (jump * errors.SquareSum)) / (n * n);
        Text note = ParameterError is null
            ? ($"{source.En}; the error of the model's parameters is not included (--parameter-error)", $"{source.Ja}。モデル係数の誤差は含まない（--parameter-error）")
            : source;
        return (SpatialMean.Estimate(area.Mean, Math.Pow(ParameterError ?? 0, 2), residual, unit), note);
    }

    // The factors that all plots share move every estimate by the same share.
    private static double SharedShare(List<SamplePlot> plots)
    {
        double values = plots.Sum(plot => plot.Value);
        return values > 0 ? plots.Sum(plot => plot.SharedError) / values : 0;
    }
}
