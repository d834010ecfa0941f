using Mitoshi.Forest.Models;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Accuracy;

/// <summary>Which of the settings the benchmark tries.</summary>
public enum BenchmarkMode
{
    /// <summary>The most accurate features and 500 rounds.</summary>
    Full,

    /// <summary>Fewer scales and rounds.</summary>
    Fast,
}

/// <summary>Runs the whole validation protocol on chips and prints every figure beside its target.</summary>
[Process("forest_benchmark", En = "Measure the accuracy of biomass maps on reference chips", Ja = "参照チップでバイオマス地図の精度を測る",
    Examples = ["forest benchmark chips", "forest benchmark chips --mode fast", "forest benchmark chips --method stacked"])]
public sealed record RunBenchmark : Process<BenchmarkResult>
{
    // Centres of neighbouring circles lie 40 m apart.
    private const double CircleSpacingMetres = 40;
    private static readonly double[] VariogramEdges = [0, 50, 100, 150, 200, 300, 400, 600, 800, 1200];

    /// <summary>Where the chips are.</summary>
    [Parameter(En = "Folder that holds the chip folders (S1_NN.tif, S2_NN.tif, agb.tif)", Ja = "チップのフォルダ(S1_NN.tif、S2_NN.tif、agb.tif)が入ったフォルダ", Position = 0, IsPath = true)]
    public required string Chips { get; init; }

    /// <summary>Settings.</summary>
    [Parameter(En = "Settings: full or fast", Ja = "設定:full または fast")]
    public BenchmarkMode Mode { get; init; }

    /// <summary>From features to AGB.</summary>
    [Parameter(En = "Method: boosting, forest, quantile_forest, water_cloud, stacked (with all that it joins side by side)", Ja = "方法:boosting、forest、quantile_forest、water_cloud、stacked(積み重ねるすべての方法も並べて表示)")]
    public TrainingMethod Method { get; init; }

    /// <summary>Samples of plots drawn.</summary>
    [Parameter(En = "Samples of 30 plots drawn at each target site", Ja = "対象サイトごとの30プロット標本の抽出回数", Min = 100, Max = 100_000)]
    public int Draws { get; init; } = 2000;

    /// <inheritdoc/>
    protected override Task<BenchmarkResult> RunAsync(ProcessContext context)
    {
        IReadOnlyList<ReferenceSite> sites = ReferenceSite.ReadAll(Chips);
        PooledCircles circles = new(sites);
        MethodMaps validated = MethodMaps.Of(Method, sites, circles, Mode == BenchmarkMode.Full ? BiomassSettings.Full : BiomassSettings.Fast, context);
        IReadOnlyList<float[]> raw = validated.Maps;
        int[][] folds = [.. sites.Select(site => BlockFolds.OfPixels(site.Columns, site.Rows))];
        IReadOnlyList<float[]> maps = OffsetCorrection.Apply(sites, raw, folds, BlockFolds.Count);

        double[] predicted = validated.Circles?.Predicted ?? circles.Pool([.. sites.Select((site, s) => CircleGrid.Means(maps[s], site.Columns))]);
        double[] half = CircleCalibration.Correct(circles, predicted, strength: 0.5), full = CircleCalibration.Correct(circles, predicted, strength: 1);
        (double[] lower, double[] upper) = validated.Circles?.Intervals(half) ?? CircleCalibration.Intervals(circles, SpreadFeatures.Of(sites, maps, circles, half, context.Threads), half, context);

        IReadOnlyList<CrossSiteResult> crossSite = CrossSite.Run(sites, Draws, context);
        return Task.FromResult(new BenchmarkResult
        {
            Sites = [.. sites.Select(site => site.Name)],
            Mode = Mode,
            Method = Method,
            Methods = [.. validated.Single.Select(single => (TrainingMethodNames.NameOf(single.Method), Accuracies(sites, single.Maps)))],
            OwnIntervals = validated.Circles?.Own,
            Uncorrected = Accuracies(sites, raw),
            Levels = WithCircles(Accuracies(sites, maps), validated.Circles is null ? null : MapAccuracy.Of(circles.Truth, predicted)),
            CirclesBySite = [.. sites.Select((site, s) => MapAccuracy.Of(Select(circles, s, circles.Truth), Select(circles, s, predicted)))],
            PlainCircles = PlainCircles(sites, maps, circles),
            ByTruth = ClassScores.Of(circles.Truth, predicted, circles.Truth, ValueClasses.Biomass),
            ByPrediction = ClassScores.Of(circles.Truth, predicted, predicted, ValueClasses.Biomass),
            HalfMatched = MapAccuracy.Of(circles.Truth, half),
            HalfMatchedByTruth = ClassScores.Of(circles.Truth, half, circles.Truth, ValueClasses.Biomass),
            FullMatched = MapAccuracy.Of(circles.Truth, full),
            FullMatchedByTruth = ClassScores.Of(circles.Truth, full, circles.Truth, ValueClasses.Biomass),
            Coverage = CoverageReport.Of(circles.Truth, lower, upper, half, circles.Fold, ValueClasses.Biomass),
            ResidualVariogram = ResidualVariogram(circles, predicted),
            CrossSite = crossSite,
        });
    }

    // The quantile forest knows circles by themselves; pixels and hectares are those of the same forest on pixels.
    private static IReadOnlyList<MapAccuracy> WithCircles(IReadOnlyList<MapAccuracy> levels, MapAccuracy? circles) => circles is null ? levels : [levels[0], circles, levels[2]];

    private static IReadOnlyList<MapAccuracy> Accuracies(IReadOnlyList<ReferenceSite> sites, IReadOnlyList<float[]> maps)
    {
        MapAccuracy Level(Func<float[], int, double[]> means)
        {
            List<double> truth = [], predicted = [];
            for (int s = 0; s < sites.Count; s++)
            {
                double[] reference = means(sites[s].Biomass, sites[s].Columns), mapped = means(maps[s], sites[s].Columns);
                for (int i = 0; i < reference.Length; i++)
                {
                    if (double.IsFinite(reference[i]))
                    {
                        truth.Add(reference[i]);
                        predicted.Add(mapped[i]);
                    }
                }
            }

            return MapAccuracy.Of(truth.ToArray(), predicted.ToArray());
        }

        return [Level(static (map, _) => [.. map.Select(number => (double)number)]), Level(static (map, columns) => CircleGrid.Means(map, columns)), Level(static (map, columns) => HectareGrid.Means(map, columns))];
    }

    private static MapAccuracy PlainCircles(IReadOnlyList<ReferenceSite> sites, IReadOnlyList<float[]> maps, PooledCircles circles)
        => MapAccuracy.Of(
            circles.Pool([.. sites.Select(site => CircleGrid.PlainMeans(site.Biomass, site.Columns))]), circles.Pool([.. sites.Select((site, s) => CircleGrid.PlainMeans(maps[s], site.Columns))]));

    // Sites lie far apart: their pairs fall into no bin.
    private static VariogramModel ResidualVariogram(PooledCircles circles, double[] predicted)
    {
        const double FarApart = 1e7;
        double[] x = [.. circles.Column.Select((column, i) => (column * CircleSpacingMetres) + (circles.Site[i] * FarApart))];
        double[] y = [.. circles.Row.Select(row => row * CircleSpacingMetres)], residuals = [.. predicted.Select((p, i) => p - circles.Truth[i])];
        return Variogram.FitExponential(Variogram.Empirical(x, y, residuals, VariogramEdges), isRobust: true);
    }

    private static double[] Select(PooledCircles circles, int site, double[] numbers) => [.. numbers.Where((_, i) => circles.Site[i] == site)];
}
