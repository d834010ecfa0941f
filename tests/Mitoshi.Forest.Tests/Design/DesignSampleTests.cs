using Mitoshi.Forest.Tests.Estimation;
using Mitoshi.Statistics;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Design;

public sealed class DesignSampleTests(ITestOutputHelper output)
{
    private const int Repeats = 1000;

    [Theory]
    [InlineData(SamplePlan.SimpleRandom, 8)]
    [InlineData(SamplePlan.Stratified, 5)]
    [InlineData(SamplePlan.Stratified, 3)]
    [InlineData(SamplePlan.Regression, 4)]
    public async Task The_promised_width_holds_in_simulation_within_10_percent(SamplePlan plan, double halfWidthPercent)
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new(seed: 9);
        forest.WriteMap(folder.File("map.tif"));
        File.WriteAllText(folder.File("pilot.csv"), forest.Plots(60, new RandomStream(11, "pilot")));
        SampleDesign design = await new DesignSample
        {
            Map = folder.File("map.tif"), Pilot = folder.File("pilot.csv"), Crs = "EPSG:6677", Plan = plan, HalfWidth = halfWidthPercent, Draw = PointDraw.Random,
            Output = folder.File("points.gpkg"), Reserve = 0,
        }.RunTypedAsync(Context(folder));
        double promised = halfWidthPercent / 100 * design.Mean, truth = forest.Truth.Average(value => (double)value), mapMean = forest.Map.Average(value => (double)value);
        RandomStream random = new(21, "repeat " + plan);
        double[] breaks = [.. design.Strata.Take(design.Strata.Count - 1).Select(stratum => stratum.Upper)];
        List<int>[] members = [.. design.Strata.Select(_ => new List<int>())];
        for (int i = 0; i < forest.Map.Length; i++)
        {
            members[breaks.Count(edge => forest.Map[i] > edge)].Add(i);
        }

        double sum = 0;
        int held = 0;
        for (int k = 0; k < Repeats; k++)
        {
            Estimate estimate = Draw(design, forest, members, mapMean, plan, random);
            sum += estimate.HalfWidth(0.95);
            held += estimate.Interval(0.95).Holds(truth) ? 1 : 0;
        }

        double ratio = sum / Repeats / promised;
        output.WriteLine($"{plan}, {halfWidthPercent} %: n {design.Chosen.Count}, width {ratio:0.000} of the promised one, covers {100.0 * held / Repeats:0.0} %");
        Assert.InRange(ratio, 0.9, 1.1);
        Assert.InRange(held / (double)Repeats, 0.93, 0.97);
    }

    [Fact]
    public async Task A_map_saves_plots_and_the_points_are_written_for_the_field()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        forest.WriteMap(folder.File("map.tif"));
        SimulatedForest.WriteAreas(folder.File("areas.gpkg"));
        DesignSample process = new()
        {
            Map = folder.File("map.tif"), Areas = folder.File("areas.gpkg"), Residual = 25, HalfWidth = 5, Output = folder.File("points.gpx"), Change = 5,
        };
        SampleDesign design = await process.RunTypedAsync(Context(folder));
        Assert.True(design.Plans[0].Count > design.Plans[1].Count && design.Plans[1].Count > design.Plans[2].Count);
        Assert.Equal(design.Chosen.Count, design.Points.Count(point => !point.IsReserve));
        Assert.Equal(1, design.Points.Sum(point => point.Weight), 9);
        Assert.NotNull(design.Power);
        Assert.Equal(design.Points.Count, Mitoshi.Gdal.VectorFile.Read(folder.File("points.gpx"), "waypoints").Features.Count);
        await (process with { Output = folder.File("points.gpkg") }).RunTypedAsync(Context(folder));
        Mitoshi.Gdal.VectorLayer layer = Mitoshi.Gdal.VectorFile.Read(folder.File("points.gpkg"));
        Assert.Equal(design.Points.Count, layer.Features.Count);
        Assert.Equal((design.Points[0].X, design.Points[0].Y), PlotGeometry.Read(layer.Features[0].Geometry));
    }

    [Fact]
    public void A_balanced_draw_keeps_equal_chances_and_halves_the_error_on_a_smooth_surface()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(i => (double)(i % 10))], y = [.. Enumerable.Range(0, 100).Select(i => (double)(i / 10))];
        double[] surface = [.. x.Zip(y, (a, b) => a + b)];
        int[] hits = new int[100];
        double balanced = 0, simple = 0;
        RandomStream random = new(3, "pivotal");
        for (int k = 0; k < 2000; k++)
        {
            int[] chosen = PivotalDraw.Draw(x, y, 10, random);
            Assert.Equal(10, chosen.Length);
            Assert.Equal(10, chosen.Distinct().Count());
            foreach (int i in chosen)
            {
                hits[i]++;
            }

            int[] order = [.. Enumerable.Range(0, 100)];
            random.Shuffle<int>(order);
            balanced += Math.Pow(chosen.Average(i => surface[i]) - 9, 2);
            simple += Math.Pow(order[..10].Average(i => surface[i]) - 9, 2);
        }

        // 200 expected hits with standard deviation 13.4.
        Assert.All(hits, hit => Assert.InRange(hit, 140, 265));
        Assert.True(Math.Sqrt(balanced / simple) < 0.5, $"{Math.Sqrt(balanced / simple):0.00}");
    }

    [Fact]
    public void Power_of_a_paired_t_test_agrees_with_simulation()
    {
        RandomStream random = new(5, "power");
        int found = 0;
        for (int k = 0; k < 4000; k++)
        {
            double[] d = [.. Enumerable.Range(0, 25).Select(_ => 4 + (10 * random.NextNormal()))];
            found += SimpleRandomSample.Mean(d, Unit.One).Interval(0.95).Holds(0) ? 0 : 1;
        }

        Assert.Equal(found / 4000.0, Remeasurement.Power(4, 10, 25, 0.95), tolerance: 0.025);

        // Tabulated: two-sided 5 %, effect size 0.5, power 0.8 needs 34 pairs.
        Assert.Equal(34, Remeasurement.PlotsForPower(0.5, 1, 0.8, 0.95));
    }

    [Fact]
    public async Task Impossible_plans_get_coded_errors()
    {
        using TemporaryFolder folder = new();
        SimulatedForest forest = new();
        forest.WriteMap(folder.File("map.tif"));
        SimulatedForest.Write(folder.File("flat.tif"), [.. Enumerable.Repeat(7f, SimulatedForest.Side * SimulatedForest.Side)]);
        DesignSample process = new() { Map = folder.File("map.tif"), Output = folder.File("p.gpkg") };
        Assert.Equal("design.no_spread", await Code(process));
        Assert.Equal("design.flat_map", await Code(process with { Map = folder.File("flat.tif"), Residual = 10 }));
        Assert.Equal("design.too_many", await Code(process with { Residual = 4000, HalfWidth = 0.5 }));
        foreach (string code in new[] { "design.no_spread", "design.flat_map", "design.too_many", "design.no_mean" })
        {
            Assert.True(File.Exists(Path.Combine(SharedData.ProjectRoot, "docs", "errors", code + ".md")), code);
        }

        async Task<string> Code(DesignSample wrong) => (await Assert.ThrowsAsync<MitoshiException>(() => wrong.RunTypedAsync(Context(folder)))).Code;
    }

    private static Estimate Draw(SampleDesign design, SimulatedForest forest, List<int>[] members, double mapMean, SamplePlan plan, RandomStream random)
    {
        if (plan == SamplePlan.Stratified)
        {
            double total = forest.Map.Length;
            return StratifiedSample.Mean(
                [.. members.Select((pixels, h) => new Stratum(pixels.Count / total, [.. Enumerable.Range(0, design.Chosen.PerStratum[h]).Select(_ => (double)forest.Truth[pixels[random.NextInt(pixels.Count)]])]))],
                Unit.MegagramPerHectare);
        }

        int[] drawn = [.. Enumerable.Range(0, design.Chosen.Count).Select(_ => random.NextInt(forest.Map.Length))];
        double[] y = [.. drawn.Select(i => (double)forest.Truth[i])];
        return plan == SamplePlan.SimpleRandom
            ? SimpleRandomSample.Mean(y, Unit.MegagramPerHectare)
            : RegressionEstimator.Mean(DesignMatrix.Intercept(y.Length).WithColumn("map", [.. drawn.Select(i => (double)forest.Map[i])]), y, [1, mapMean], Unit.MegagramPerHectare).GWeight;
    }

    private static ProcessContext Context(TemporaryFolder folder) => new() { Workspace = new Workspace(folder.Path) };
}
