using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Reports;
using Mitoshi.Raster;
using Mitoshi.Reporting.Pages;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Change;

/// <summary>Change of AGB between two maps of one place, with its uncertainty.</summary>
[Process("forest_change", En = "Map the change of AGB between two dates, with its uncertainty", Ja = "2時期のAGBの変化を不確かさつきで地図にする",
    Examples = ["forest change --before workspace/products/map-2020 --after workspace/products/map-2024", "forest change --before A --after B --stable stable.tif --remove-bias"])]
public sealed record ChangeForest : Process<ForestChange>
{
    private const int WindowSize = 512;

    // Beyond this the exact double sum by FFT would need too much memory; the integral of the correlation is as good there.
    private const long ExactPixelsMax = 4_000_000;

    /// <summary>Product of the first date.</summary>
    [Parameter(En = "Forest map of the first date (folder of the product)", Ja = "先の時期の森林地図(成果物のフォルダ)", IsPath = true)]
    public required string Before { get; init; }

    /// <summary>Product of the second date.</summary>
    [Parameter(En = "Forest map of the second date", Ja = "後の時期の森林地図", IsPath = true)]
    public required string After { get; init; }

    /// <summary>Ground known not to have changed.</summary>
    [Parameter(En = "Raster of ground known not to have changed (1 = stable): checks the maps for false alarms and a bias between the dates", Ja = "変化していないとわかっている場所のラスタ。誤検出と時期間の偏りの検査に使う", IsPath = true)]
    public string? Stable { get; init; }

    /// <summary>Value of stable ground in that raster.</summary>
    [Parameter(En = "Value of stable ground in that raster", Ja = "そのラスタで安定地を示す値")]
    public int StableValue { get; init; } = 1;

    /// <summary>Correlation of the errors of the two dates.</summary>
    [Parameter(En = "Correlation of the errors of the two dates; default: from the references, else from the training on both dates, else 0 (the widest interval)",
        Ja = "2時期の誤差の相関。既定は参照データ、なければ両時期での学習、なければ0(最も広い区間)", Min = 0, Max = 0.99)]
    public double? Correlation { get; init; }

    /// <summary>Truth of the first date.</summary>
    [Parameter(En = "Reference of the first date, that the model did not learn from: AGB raster, or plots that were measured at both dates", Ja = "先の時期の参照データ(学習に使わないもの):AGBラスタ、または両時期に測定したプロット", IsPath = true)]
    public string? ReferenceBefore { get; init; }

    /// <summary>Truth of the second date.</summary>
    [Parameter(En = "Reference of the second date", Ja = "後の時期の参照データ", IsPath = true)]
    public string? ReferenceAfter { get; init; }

    /// <summary>Takes the mean change on stable ground off every pixel.</summary>
    [Parameter(En = "Take the mean change on stable ground off every pixel", Ja = "安定地の平均変化を全画素から除く")]
    public bool RemoveBias { get; init; }

    /// <summary>Name of the product.</summary>
    [Parameter(En = "Name of the product", Ja = "成果物の名前")]
    public string Name { get; init; } = "change";

    /// <inheritdoc/>
    protected override async Task<ForestChange> RunAsync(ProcessContext context)
    {
        using ISource maps = OpenMaps();
        StableGround? ground = Stable is null ? null : ReadStable(maps, context);
        ErrorCorrelation correlation = CorrelationOf(maps, context);
        double rho = correlation.Rho;
        double bias = RemoveBias && ground is not null ? ground.MeanMgPerHa : 0;
        string folder = ProductFolder.Prepare(context.Workspace, Name, context.Files);
        CogSink[] sinks =
        [
            new(Path.Combine(folder, "change.tif"), CogFormat.Float32) { Bands = [0] },
            new(Path.Combine(folder, "change_lower.tif"), CogFormat.Float32) { Bands = [1] },
            new(Path.Combine(folder, "change_upper.tif"), CogFormat.Float32) { Bands = [2] },
            new(Path.Combine(folder, "change_class.tif"), CogFormat.Classes) { Bands = [3] },
        ];
        await Executor.RunAsync(new MapJob(("Change of AGB", "AGBの変化"), maps, new ChangeKernel(rho, bias), sinks),
            new ExecutorOptions { JobFolder = Path.Combine(context.Workspace.Jobs, Name) }, context);

        using ISource result = OpenResult(folder, maps.Grid);
        ChangeFigures figures = Measure(result, ground, rho, bias) with { CorrelationSource = correlation.Source };
        Report report = ChangeReport.Of(result, figures, Titles(), IsSimulated());
        string reportPath = Path.Combine(folder, "report.html");
        HtmlReport.Write(report, context.Language, reportPath, context.Files);
        Commit(folder, maps.Grid, figures, context);
        return new ForestChange(folder, figures, reportPath);
    }

    private ErrorCorrelation CorrelationOf(ISource maps, ProcessContext context)
    {
        if (Correlation is { } given)
        {
            return ErrorCorrelation.Given(given);
        }

        JsonNode? metrics = MetricsOf(After);
        if (ReferenceBefore is null || ReferenceAfter is null)
        {
            return ErrorCorrelation.OfTraining(metrics) ?? ErrorCorrelation.None;
        }

        if (Path.GetExtension(ReferenceBefore).ToLowerInvariant() is ".csv" or ".txt" or ".tsv" or ".gpkg" or ".geojson" or ".shp" or ".fgb")
        {
            ErrorCorrelation ofPlots = ErrorCorrelation.OfPlots((Before, ReferenceBefore), (After, ReferenceAfter), metrics?["residual_nugget_share"]?.GetValue<double>() ?? 0, context.Files);
            return ErrorCorrelation.OfTraining(metrics) is { } trained && trained.Rho < ofPlots.Rho ? trained : ofPlots;
        }

        using ISource before = CubeBuilder.Reference(ReferenceBefore, maps.Grid), after = CubeBuilder.Reference(ReferenceAfter, maps.Grid);
        return ErrorCorrelation.OfRasters(maps, before, after, WindowSize, context);
    }

    private ISource OpenMaps()
    {
        string[] names = [MapFiles.Agb, MapFiles.Lower, MapFiles.Upper];
        ISource after = MapFiles.Open(After, names);
        return new StackedSource(AlignedSource.Continuous(MapFiles.Open(Before, names), after.Grid), after);
    }

    internal static ISource OpenResult(string folder, Grid grid)
    {
        Crs? declared = grid.Crs.IsLocal ? Crs.Local : null;
        double pixelSize = Math.Abs(grid.Transform.ColumnX);
        return new StackedSource([.. new[] { "change.tif", "change_lower.tif", "change_upper.tif", "change_class.tif" }
            .Select(name => RasterSource.Open(Path.Combine(folder, name), declared, pixelSize))]);
    }

    private ISource OpenStable(Grid grid)
        => AlignedSource.Classes(RasterSource.Open(Stable!, grid.Crs.IsLocal ? Crs.Local : null, Math.Abs(grid.Transform.ColumnX), [0]), grid);

    private StableGround ReadStable(ISource maps, ProcessContext context)
    {
        using ISource stable = OpenStable(maps.Grid);
        StableGround ground = new();
        using IProgressTask progress = context.Progress.Start(("Stable ground", "安定地"), maps.Grid.PixelCount);
        foreach (Window window in maps.Grid.Tiles(WindowSize))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            ground.Add(maps.ReadBlock(window).Values, stable.ReadBlock(window).Values, window.PixelCount, StableValue);
            progress.Advance(window.PixelCount);
        }

        return ground.Count > 0 ? ground : throw new MitoshiException("change.no_stable_ground",
            found: ($"{Stable} has no stable pixel with data on both dates", $"{Stable} に両時期のデータがある安定画素がありません"),
            expected: ("pixels with the value of stable ground inside both maps", "両方の地図の中で安定地の値をもつ画素"),
            remedy: ("Check the raster, or leave `stable` out.", "ラスタを確かめるか、`stable` を省いてください。"));
    }

    private ChangeFigures Measure(ISource result, StableGround? ground, double rho, double bias)
    {
        Grid grid = result.Grid;
        using ISource? stable = Stable is null ? null : OpenStable(grid);
        using ISource biomass = MapFiles.Open(After, MapFiles.Agb);
        ChangeLevel level = ChangeLevel.Of(MetricsOf(Before), MetricsOf(After), rho);
        double pixelHectares = grid.PixelArea / 10_000, sum = 0, sumOfDeviations = 0;
        long mapped = 0, loss = 0, gain = 0, stablePixels = 0, stableOutside = 0;
        float[] deviations = grid.PixelCount <= ExactPixelsMax ? new float[grid.PixelCount] : [];
        Array.Fill(deviations, float.NaN);
        foreach (Window window in grid.Tiles(WindowSize))
        {
            Block block = result.ReadBlock(window);
            ReadOnlySpan<float> change = block.Band(0), lower = block.Band(1), upper = block.Band(2), kind = block.Band(3), later = biomass.ReadBlock(window).Band(0);
            ReadOnlySpan<float> isStable = stable is null ? [] : stable.ReadBlock(window).Values;
            for (int i = 0; i < change.Length; i++)
            {
                if (float.IsNaN(kind[i]))
                {
                    continue;
                }

                float deviation = (upper[i] - lower[i]) / (2 * ChangeKernel.HalfWidth90);
                mapped++;
                level.Add(later[i] - change[i] - bias, later[i]);
                sum += change[i];
                sumOfDeviations += deviation;
                loss += (ChangeClass)kind[i] == ChangeClass.Loss ? 1 : 0;
                gain += (ChangeClass)kind[i] == ChangeClass.Gain ? 1 : 0;
                if (deviations.Length > 0)
                {
                    deviations[((long)(window.Row + (i / window.Columns)) * grid.Width) + window.Column + (i % window.Columns)] = deviation;
                }

                if (!isStable.IsEmpty && isStable[i] == StableValue)
                {
                    stablePixels++;
                    stableOutside += (ChangeClass)kind[i] != ChangeClass.NotDetected ? 1 : 0;
                }
            }
        }

        double variance = MeanVariance(grid, deviations, mapped, sumOfDeviations) + level.Variance;
        return new ChangeFigures(loss * pixelHectares, gain * pixelHectares, mapped * pixelHectares, sum / Math.Max(mapped, 1), Math.Sqrt(variance), rho,
            stablePixels, ground?.MeanMgPerHa ?? 0, stablePixels > 0 ? (double)stableOutside / stablePixels : 0, bias, ground?.Correlation ?? 0) { Level = level.Result };
    }

    private double MeanVariance(Grid grid, float[] deviations, long mapped, double sumOfDeviations)
    {
        SpatialCorrelation correlation = ResidualCorrelation.Of(MetricsOf(After));
        double pixelSize = Math.Abs(grid.Transform.ColumnX);
        if (deviations.Length > 0)
        {
            return SpatialMean.ResidualVarianceOnGrid(deviations, grid.Width, pixelSize, correlation);
        }

        double mean = sumOfDeviations / mapped;
        return mean * mean * Math.Min(1, correlation.IntegralArea() / (mapped * grid.PixelArea));
    }

    private static JsonNode? MetricsOf(string map) => ProductFolder.ReadItem(map)["properties"]?["mitoshi:metrics"];

    private (string Before, string After) Titles() => (DateOf(Before), DateOf(After));

    private static string DateOf(string folder) => ProductFolder.ReadItem(folder)["properties"]!["end_datetime"]!.GetValue<string>()[..10];

    private bool IsSimulated() => ProductFolder.ReadItem(After)["properties"]?["mitoshi:simulated"]?.GetValue<bool>() ?? false;

    private void Commit(string folder, Grid grid, ChangeFigures figures, ProcessContext context)
    {
        string root = context.Workspace.Root;
        List<InputFile> inputs = [.. new[] { Before, After }.SelectMany(map => new[] { MapFiles.Agb, MapFiles.Lower, MapFiles.Upper, ProductFolder.ItemName }
            .Select(name => InputFiles.Of(Path.Combine(map, name), "forest_map", root)))];
        inputs.AddRange(new[] { (Stable, "stable"), (ReferenceBefore, "reference"), (ReferenceAfter, "reference") }.Where(file => file.Item1 is not null).Select(file => InputFiles.Of(file.Item1!, file.Item2, root)));

        // The errors of the change go together in space as those of the later map do.
        JsonNode? maps = MetricsOf(After);
        JsonObject metrics = new()
        {
            ["loss_ha"] = figures.LossHectares, ["gain_ha"] = figures.GainHectares, ["mapped_ha"] = figures.MappedHectares,
            ["mean_change_mg_per_ha"] = figures.MeanMgPerHa, ["mean_change_standard_error"] = figures.StandardErrorMgPerHa, ["correlation"] = figures.Correlation, ["correlation_source"] = figures.CorrelationSource.En, ["correlation_source_ja"] = figures.CorrelationSource.Ja, ["stable_correlation"] = figures.StableCorrelation,
            ["residual_range_m"] = maps?["residual_range_m"]?.DeepClone(), ["residual_nugget_share"] = maps?["residual_nugget_share"]?.DeepClone(),
            ["stable_pixels"] = figures.StablePixels, ["stable_mean"] = figures.StableMeanMgPerHa, ["stable_share_outside"] = figures.StableShareOutside,
            [MapLevel.Key] = figures.Level is { } level ? MapLevel.ToJson(level) : null,
        };
        ProductAsset Raster(string key, Text title, string type) => new(key, key + ".tif", ProductAsset.Cog, title) 
        {
            Unit = key == "change_class" ? null : "Mg/ha", DataType = type, Render = key == "change_class" ? null : new AssetRender("change", -200, 200),
            Classes = key != "change_class" ? [] : [new(0, "not_detected", ("Not detected", "検出されず"), "f6f4f2"), new(1, "loss", ("Loss", "減少"), "8e0b25"), new(2, "gain", ("Gain", "増加"), "114781")],
        };
        Product product = new(Name, ("Change of AGB", "AGBの変化"), DateOnly.Parse(DateOf(Before)), DateOnly.Parse(DateOf(After)), grid,
        [
            Raster("change", ("Change of AGB", "AGBの変化"), "float32"), Raster("change_lower", ("Lower end of its 90 % interval", "90 % 区間の下限"), "float32"),
            Raster("change_upper", ("Upper end of its 90 % interval", "90 % 区間の上限"), "float32"), Raster("change_class", ("0 not detected, 1 loss, 2 gain", "0 検出されず、1 減少、2 増加"), "uint8"),
            new ProductAsset("report", "report.html", ProductAsset.Html, ("Report", "報告書"), "overview"),
        ], new Lineage("forest_change", context.Version, inputs, RecordedProcess.Write(this, root), context.Seed)) { IsSimulated = IsSimulated(), Metrics = metrics };
        ProductFolder.Commit(product, folder, context.Files);
    }
}
