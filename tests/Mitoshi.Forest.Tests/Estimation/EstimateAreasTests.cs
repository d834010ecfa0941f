using Mitoshi.Statistics;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Estimation;

public sealed class EstimateAreasTests
{
    [Fact]
    public async Task Areas_with_many_few_and_no_plots_get_the_estimator_that_their_sample_allows()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        RandomStream random = new(5, "plots");
        string plots = forest.Plots(40, random, 0) + Rows(forest.Plots(8, random, 1)) + Rows(forest.Plots(20, random, 2));
        AreaEstimates result = await Run(folder, forest, plots, new EstimateAreas { Map = "", Plots = "", PlotArea = 0 });
        Assert.Equal(["NW", "NE", "SW", "SE"], result.Areas.Select(area => area.Area));
        Assert.Equal([EstimatorKind.Regression, EstimatorKind.SmallArea, EstimatorKind.Regression, EstimatorKind.Synthetic], result.Areas.Select(area => area.Chosen!.Value));
        Assert.All(result.Areas, area => Assert.Equal(100, area.Hectares, 6));
        for (int i = 0; i < 4; i++)
        {
            Estimate mean = result.Areas[i].Mean!;
            double truth = forest.TrueMean(i);
            Assert.True(Math.Abs(mean.Value - truth) < 4 * mean.Error.Magnitude, $"{result.Areas[i].Area}: {mean.Value} se {mean.Error.Magnitude}, truth {truth}");
            Assert.Equal(mean.Value * 100, result.Areas[i].Total!.Value, 6);
        }

        Assert.True(result.Areas[0].RelativeEfficiency > 1.5);
        Assert.Contains(result.Areas[3].Warnings, warning => warning.En.StartsWith("Model-dependent", StringComparison.Ordinal));
        Assert.All(result.Areas, area => Assert.All(area.Options, option => Assert.NotEmpty(option.Reason.Ja)));
        string html = File.ReadAllText(folder.File("out/report.html"));
        Assert.Contains("<svg", html);
        Assert.Contains("EBLUP", html);
        Assert.Equal(4, Mitoshi.Gdal.VectorFile.Read(folder.File("out/areas.gpkg")).Features.Count);
        Assert.Equal(6, File.ReadAllLines(folder.File("out/areas.csv")).Length);

        // SE has no plot and NW has most: no sample of all areas together, and the row says so.
        Assert.Null(result.Together!.Chosen);
        Assert.Contains(result.Together.Options, option => option.Reason.En.StartsWith("plots are not spread evenly", StringComparison.Ordinal));
        Assert.Contains(result.Together.Options, option => option.Reason.En == "SE has no estimate from plots of its own");
    }

    [Fact]
    public async Task All_areas_together_have_a_variance_of_their_own_and_shared_error_once()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        RandomStream random = new(6, "plots");
        string plots = forest.Plots(30, random, 0) + string.Concat(Enumerable.Range(1, 3).Select(square => Rows(forest.Plots(20 + (10 * square), random, square))));
        AreaEstimates result = await Run(folder, forest, plots, new EstimateAreas { Map = "", Plots = "", PlotArea = 0 });
        AreaEstimate together = result.Together!;
        Assert.Equal(EstimatorKind.Stratified, together.Chosen);
        Assert.Equal(400, together.Hectares, 6);
        Assert.Equal(result.Areas.Average(area => area.Mean!.Value), together.Mean!.Value, 9);
        Assert.Equal(Math.Sqrt(result.Areas.Sum(area => area.Mean!.Variance() / 16 * area.Plots / (area.Plots - 2))), together.Mean.Error.Magnitude, 9);
        double truth = Enumerable.Range(0, 4).Average(forest.TrueMean), sumOfHalves = result.Areas.Average(area => area.Mean!.HalfWidth(0.95));
        Assert.True(Math.Abs(together.Mean.Value - truth) < 4 * together.Mean.Error.Magnitude);
        Assert.True(together.Mean.HalfWidth(0.95) < 0.6 * sumOfHalves);
        Assert.Contains("All areas", File.ReadAllText(folder.File("out/report.html")), StringComparison.OrdinalIgnoreCase);

        // Shared allometric error of a tenth does not shrink with the number of areas.
        string[] lines = plots.TrimEnd().Split('\n');
        string shared = lines[0] + ",agb_se_shared_mg_ha\n" + string.Join('\n', lines.Skip(1).Select(line => $"{line},{0.1 * double.Parse(line.Split(',')[3]):R}"));
        AreaEstimate withShared = (await Run(folder, forest, shared, new EstimateAreas { Map = "", Plots = "", PlotArea = 0 })).Together!;
        Estimate sampled = withShared.Mean!;
        Assert.Equal(Math.Sqrt(sampled.Variance() + Math.Pow(0.1 * sampled.Value, 2)), withShared.MeanWithAllometry!.Error.Magnitude, 9);
    }

    [Fact]
    public async Task Few_plots_spread_evenly_make_one_regression_over_all_areas()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        AreaEstimates result = await Run(folder, forest, forest.Plots(28, new RandomStream(12, "p")), new EstimateAreas { Map = "", Plots = "", PlotArea = 0 });
        Assert.Equal(EstimatorKind.Regression, result.Together!.Chosen);
        Assert.Equal(28, result.Together.Plots);
    }

    [Fact]
    [Trait("Length", "Long")]
    public async Task The_interval_of_all_areas_together_holds_the_truth_as_often_as_it_says()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        RandomStream random = new(2026, "together");
        double truth = Enumerable.Range(0, 4).Average(forest.TrueMean);
        int held = 0;
        const int Draws = 2_000;
        for (int k = 0; k < Draws; k++)
        {
            string plots = forest.Plots(16, random, 0) + string.Concat(Enumerable.Range(1, 3).Select(square => Rows(forest.Plots(16 + (8 * square), random, square))));
            AreaEstimates result = await Run(folder, forest, plots, new EstimateAreas { Map = "", Plots = "", PlotArea = 0 });
            held += result.Together!.Mean!.Interval(0.95).Holds(truth) ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"all areas together: covers {100.0 * held / Draws:0.0} %");
        Assert.InRange(held / (double)Draws, 0.93, 0.97);
    }

    // A plot that is cut by the border counts by its share inside: sum w y / sum w, Cochran 1977, eq. 6.13 on its residuals.
    [Fact]
    public async Task Plots_on_the_edge_count_by_their_share_inside()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        string[] lines = forest.Plots(30, new RandomStream(8, "p"), 0).TrimEnd().Split('\n');
        double[] weights = [.. Enumerable.Range(0, 30).Select(i => i % 5 == 0 ? 0.3 : 1.0)], values = [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[3]))];
        string plots = lines[0] + ",inside_share\n" + string.Join('\n', lines.Skip(1).Select((line, i) => $"{line},{weights[i]:R}"));
        AreaEstimates result = await Run(folder, forest, plots, new EstimateAreas { Map = "", Plots = "", PlotArea = 0, Estimator = EstimatorKind.Expansion });
        double sum = weights.Sum(), mean = weights.Zip(values, (w, y) => w * y).Sum() / sum;
        double variance = 30 / (29.0 * sum * sum) * weights.Zip(values, (w, y) => Math.Pow(w * (y - mean), 2)).Sum();
        Assert.Equal("srs.edge_weights", result.Areas[0].Mean!.Method);
        Assert.Equal(mean, result.Areas[0].Mean!.Value, 9);
        Assert.Equal(Math.Sqrt(variance), result.Areas[0].Mean!.Error.Magnitude, 9);
    }

    [Fact]
    public void Overlapping_areas_count_a_pixel_once()
    {
        AreaPixels both = new("all", [AreaPolygon.Rectangle("a", 0, 0, 10, 10), AreaPolygon.Rectangle("b", 5, 5, 20, 20), AreaPolygon.Rectangle("c", 30, 5, 40, 10)], 1);
        List<double> runs = [];
        both.Runs(7, runs);
        Assert.Equal([0.0, 20, 30, 40], runs);
        both.Runs(2, runs);
        Assert.Equal([0.0, 10], runs);
    }

    [Fact]
    public async Task A_purposive_sample_allows_no_design_based_estimate()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        AreaEstimates result = await Run(folder, forest, forest.Plots(40, new RandomStream(2, "p"), 0),
            new EstimateAreas { Map = "", Plots = "", PlotArea = 0, Sample = SampleKind.Purposive });
        Assert.All(result.Areas, area => Assert.Null(area.Chosen));
        Assert.False(result.Summarise().Succeeded);
        Assert.Contains(result.Areas[0].Options, option => option.Reason.En.Contains("not drawn by chance"));
    }

    [Fact]
    public async Task The_difference_estimator_needs_a_map_that_was_declared_independent()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        string plots = forest.Plots(40, new RandomStream(3, "p"), 0);
        EstimateAreas process = new() { Map = "", Plots = "", PlotArea = 0, Estimator = EstimatorKind.Difference };
        Assert.Null((await Run(folder, forest, plots, process)).Areas[0].Chosen);
        AreaEstimates allowed = await Run(folder, forest, plots, process with { MapIndependent = true });
        Assert.Equal(EstimatorKind.Difference, allowed.Areas[0].Chosen);
    }

    [Fact]
    public async Task Model_based_variance_needs_errors_and_a_correlation_and_grows_with_its_range()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        float[] errors = new float[forest.Map.Length];
        Array.Fill(errors, 25f);
        SimulatedForest.Write(folder.File("sd.tif"), errors);
        string plots = forest.Plots(20, new RandomStream(4, "p"), 0);
        EstimateAreas process = new() { Map = "", Plots = "", PlotArea = 0, Sample = SampleKind.Purposive, MapError = folder.File("sd.tif"), ParameterError = 2 };
        Assert.All((await Run(folder, forest, plots, process)).Areas, area => Assert.Null(area.Chosen));
        double near = (await Run(folder, forest, plots, process with { CorrelationRange = 0 })).Areas[1].Mean!.Error.Magnitude;
        double far = (await Run(folder, forest, plots, process with { CorrelationRange = 300 })).Areas[1].Mean!.Error.Magnitude;
        Assert.Equal(Math.Sqrt(4 + (625.0 / 10_000)), near, 9);

        // The area that one independent error stands for is 2 pi L^2 with L = range / 3, so about n = 100 ha / 6.3 ha.
        Assert.InRange(far, 2 + 1, 2 + 6);
    }

    [Fact]
    public async Task Plots_in_another_crs_are_turned_and_plots_beyond_the_map_are_refused()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        EstimateAreas process = new() { Map = "", Plots = "", PlotArea = 0 };
        MitoshiException noOverlap = await Assert.ThrowsAsync<MitoshiException>(() => Run(folder, forest, "plot,x,y,agb_mg_ha\nA,0,0,100\nB,5,5,90\n", process));
        Assert.Equal("estimate.no_overlap", noOverlap.Code);
        MitoshiException noCrs = await Assert.ThrowsAsync<MitoshiException>(() => Run(folder, forest, forest.Plots(5, new RandomStream(1, "p")), process, crs: null));
        Assert.Equal("estimate.no_crs", noCrs.Code);
        MitoshiException empty = await Assert.ThrowsAsync<MitoshiException>(() => Run(folder, forest, "plot,x,y,agb_mg_ha\nA,-19000,-31000,\n", process));
        Assert.Equal("plots.missing_value", empty.Code);
        foreach (string code in new[] { "estimate.no_overlap", "estimate.no_crs", "estimate.no_polygons", "estimate.grids_differ" })
        {
            Assert.True(File.Exists(Path.Combine(SharedData.ProjectRoot, "docs", "errors", code + ".md")), code);
        }
    }

    [Fact]
    public void The_map_under_a_plot_is_its_mean_weighted_by_overlap()
    {
        using TemporaryFolder folder = new();
        float[] values = [.. Enumerable.Range(0, SimulatedForest.Side * SimulatedForest.Side).Select(i => (float)(i % SimulatedForest.Side))];
        SimulatedForest.Write(folder.File("ramp.tif"), values);
        using Mitoshi.Gdal.RasterFile map = Mitoshi.Gdal.RasterFile.Open(folder.File("ramp.tif"));

        // On a linear ramp the mean over a circle is the value at its centre, in pixels minus half a pixel; steps of a pixel leave hundredths.
        (double x, double y) = SimulatedForest.Grid.Transform.ToMap(60.3, 40.8);
        Assert.Equal(59.8, PlotSupport.Value(map, 0, x, y, 0.1), tolerance: 0.03);
        Assert.Equal(60, PlotSupport.Value(map, 0, x, y, 0));
        Assert.True(double.IsNaN(PlotSupport.Value(map, 0, SimulatedForest.West - 50, y, 0.1)));
    }

    [Fact]
    public void A_polygon_with_a_hole_holds_the_points_between()
    {
        AreaPolygon outer = AreaPolygon.Rectangle("a", 0, 0, 10, 10);
        Assert.True(outer.Contains(5, 5));
        Assert.False(outer.Contains(15, 5));
        List<double> crossings = [];
        outer.Crossings(5, crossings);
        Assert.Equal([0.0, 10.0], crossings);
    }

    private static string Rows(string plots) => plots[(plots.IndexOf('\n') + 1)..];

    private static async Task<AreaEstimates> Run(TemporaryFolder folder, SimulatedForest forest, string plots, EstimateAreas process, string? crs = "EPSG:6677")
    {
        if (!File.Exists(folder.File("map.tif")))
        {
            forest.WriteMap(folder.File("map.tif"));
            SimulatedForest.WriteAreas(folder.File("areas.gpkg"));
        }

        File.WriteAllText(folder.File("plots.csv"), plots);
        return await (process with { Map = folder.File("map.tif"), Plots = folder.File("plots.csv"), Areas = folder.File("areas.gpkg"), Output = folder.File("out"), Crs = crs })
            .RunTypedAsync(new ProcessContext { Workspace = new Workspace(folder.Path) });
    }
}
