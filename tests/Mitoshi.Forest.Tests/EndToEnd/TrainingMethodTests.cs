using System.Text.Json.Nodes;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Simulation;
using Mitoshi.Learning;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.EndToEnd;

/// <summary>Every way to train, from the project to a map, on one small simulated landscape.</summary>
public sealed class TrainingMethodTests(TrainingMethodTests.Landscape landscape) : IClassFixture<TrainingMethodTests.Landscape>
{
    private const int Size = 128;

    [Fact]
    public async Task Methods_stand_side_by_side_and_a_stack_is_taken_only_where_it_pays()
    {
        TrainedForest trained = await landscape.Train(new TrainForest { Model = "stacked", Method = TrainingMethod.Stacked, Compare = true });
        JsonNode metrics = landscape.Metrics("stacked");
        Dictionary<string, double> rmse = metrics["compared"]!.AsArray().ToDictionary(item => item!["method"]!.GetValue<string>(), item => item!["rmse"]!.GetValue<double>());
        Assert.Equal(6, rmse.Count);
        double best = rmse.Where(item => item.Key != "stacked" && !item.Key.StartsWith("quantile", StringComparison.Ordinal)).Min(item => item.Value);
        bool isStacked = metrics["method"]!.GetValue<string>() == "stacked";
        Assert.Equal(rmse["stacked"] < 0.995 * best, isStacked);
        Assert.Equal(isStacked ? rmse["stacked"] : best, metrics["rmse"]!.GetValue<double>(), tolerance: 1e-9);

        // Physics alone is worse than anything that learns from all scenes.
        Assert.True(rmse["water cloud (radar alone)"] > best);
        string report = File.ReadAllText(trained.Report);
        Assert.Contains("Permutation importance", report, StringComparison.Ordinal);
        Assert.Contains("Stacking", report, StringComparison.Ordinal);
        Assert.Contains(trained.Summarise().Tables, table => table.Title.En.StartsWith("Methods", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TrainingMethod.Forest)]
    [InlineData(TrainingMethod.TwoStage)]
    [InlineData(TrainingMethod.WaterCloud)]
    public async Task A_model_of_any_kind_is_read_back_and_maps_what_it_predicted(TrainingMethod method)
    {
        string name = method.ToString();
        await landscape.Train(new TrainForest { Model = name, Method = method });
        MappedSite map = (await new MapForest { Model = name, Name = name, Sites = [landscape.Site(hasReference: false)] }.RunTypedAsync(landscape.Context)).Sites[0];
        float[] truth = LandscapeRun.ReadAt(landscape.Folder, "truth/agb_2020.tif"), agb = LandscapeRun.ReadAt(map.Folder, MapFiles.Agb);
        double rmse = Math.Sqrt(truth.Zip(agb, (a, b) => ((double)b - a) * (b - a)).Average()), spread = Math.Sqrt(truth.Average(value => (value - truth.Average()) * (value - truth.Average())));

        // L-band loses its sensitivity near 200 Mg/ha: inverted alone it is hardly better than the mean, and that is what a baseline is for.
        Assert.True(rmse < (method == TrainingMethod.WaterCloud ? 1.2 : 1) * spread, $"{rmse} {spread}");
        Assert.Equal(ParameterDescription.ToUnderscores(name), landscape.Metrics(name)["method"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_quantile_forest_has_intervals_of_its_own_that_hold_and_the_same_bytes_on_any_number_of_threads()
    {
        List<float[]> ends = [];
        List<byte[]> leaves = [];
        foreach (int threads in new[] { 1, 3 })
        {
            ProcessContext context = landscape.Context with { Threads = threads };
            string name = $"leaves{threads}";
            await new TrainForest { Model = name, Method = TrainingMethod.QuantileForest, Sites = [landscape.Site()], Rows = 1500, ReferenceError = 0.094 }.RunTypedAsync(context);
            BiomassModel model = ModelFolder.Read(Path.Combine(context.Workspace.Models, name));
            Assert.Null(model.Intervals);
            Assert.Equal("quantile_forest", landscape.Metrics(name)["method"]!.GetValue<string>());
            Assert.Equal(0.094, model.ForestIntervals!.ReferenceError);
            leaves.Add(File.ReadAllBytes(Path.Combine(context.Workspace.Models, name, "agb.leaves.bin")));
            Assert.InRange(landscape.Metrics(name)["coverage_90"]!.GetValue<double>(), 0.87, 0.93);
            MappedSite map = (await new MapForest { Model = name, Name = name, Sites = [landscape.Site(hasReference: false)], Intervals = IntervalRule.Always }.RunTypedAsync(context)).Sites[0];
            ends.Add([.. LandscapeRun.ReadAt(map.Folder, MapFiles.Lower), .. LandscapeRun.ReadAt(map.Folder, MapFiles.Upper)]);
        }

        Assert.Equal(leaves[0], leaves[1]);
        Assert.Equal(ends[0], ends[1]);
        float[] truth = LandscapeRun.ReadAt(landscape.Folder, "truth/agb_2020.tif");
        // One landscape of a few stands: the truth of the whole map, where most pixels have no reference.
        Assert.InRange(Enumerable.Range(0, truth.Length).Count(pixel => truth[pixel] >= ends[0][pixel] && truth[pixel] <= ends[0][truth.Length + pixel]) / (double)truth.Length, 0.85, 0.99);
    }

    [Fact]
    public async Task Leaves_that_are_not_what_they_were_are_a_damaged_model()
    {
        await new TrainForest { Model = "bent", Method = TrainingMethod.QuantileForest, Sites = [landscape.Site()], Rows = 400 }.RunTypedAsync(landscape.Context);
        string path = Path.Combine(landscape.Context.Workspace.Models, "bent", "agb.leaves.bin");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal("model.damaged", Assert.Throws<MitoshiException>(() => ModelFolder.Read(Path.GetDirectoryName(path)!)).Code);
    }

    [Fact]
    public async Task Plots_alone_make_a_map_of_circles_whose_intervals_hold()
    {
        TrainedForest trained = await landscape.Train(new TrainForest { Model = "plots", Reference = ReferenceKind.Plots });
        Assert.Equal(0.1, landscape.Metrics("plots")["support_ha"]!.GetValue<double>());
        Assert.Contains(trained.Remarks, remark => remark.En.Contains("circles of 0.10 ha", StringComparison.Ordinal));
        MappedSite map = (await new MapForest { Model = "plots", Name = "plots", Sites = [landscape.Site(hasReference: false)], Intervals = IntervalRule.Always }.RunTypedAsync(landscape.Context)).Sites[0];
        float[] truth = LandscapeRun.ReadAt(landscape.Folder, "truth/agb_2020.tif"), lower = LandscapeRun.ReadAt(map.Folder, MapFiles.Lower), upper = LandscapeRun.ReadAt(map.Folder, MapFiles.Upper);

        // The intervals speak of circles of 0.1 ha, and the plots of forest: 4 x 4 pixels without the corners are such a circle.
        List<bool> held = [];
        for (int row = 2; row < Size - 2; row += 3)
        {
            for (int column = 2; column < Size - 2; column += 3)
            {
                double circle = Circle(truth, row, column);
                int pixel = (row * Size) + column;
                if (circle > 20)
                {
                    held.Add(circle >= lower[pixel] && circle <= upper[pixel]);
                }
            }
        }

        Assert.InRange(held.Count(isHeld => isHeld) / (double)held.Count, 0.80, 0.99);
    }

    [Fact]
    public async Task Too_few_plots_plots_elsewhere_and_a_method_without_its_data_are_refused_with_a_code()
    {
        string few = landscape.Write("few.csv", "plot,x,y,area_ha,agb\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i => $"P{i},{640100 + (i * 50)},{4139500 - (i * 40)},0.1,{10 * i}")) + "\n");
        string elsewhere = landscape.Write("elsewhere.csv", "plot,x,y,area_ha,agb\nA,100,100,0.1,50\nB,200,100,0.1,80\n");
        Assert.Equal("train.too_few_labels", await CodeOf(new TrainForest { Reference = ReferenceKind.Plots, Sites = [landscape.Site() with { Plots = few }] }));
        Assert.Equal("train.plots_outside", await CodeOf(new TrainForest { Reference = ReferenceKind.Plots, Sites = [landscape.Site() with { Plots = elsewhere }] }));
        Assert.Equal("train.method_needs", await CodeOf(new TrainForest { Method = TrainingMethod.TwoStage, Sites = [landscape.Site() with { Height = null }] }));
        ForestSite blind = landscape.Site();
        Assert.Equal("train.method_needs", await CodeOf(new TrainForest { Method = TrainingMethod.WaterCloud, Sites = [blind with { Inputs = [.. blind.Inputs.Take(3)] }] }));
    }

    [Fact]
    public async Task Scenes_that_say_nothing_make_a_model_that_is_not_usable_and_says_why()
    {
        ForestSite site = landscape.Site();
        TrainedForest trained = await new TrainForest { Model = "blind", Sites = [site with { Inputs = [site.Inputs[0]], Agb = landscape.Noise() }], Rows = 2000 }.RunTypedAsync(landscape.Context);
        Assert.Contains(trained.Remarks, remark => remark.En.StartsWith("Not usable, because", StringComparison.Ordinal));
        MappedForest map = await new MapForest { Model = "blind", Name = "blind", Sites = [site with { Inputs = [site.Inputs[0]] }] }.RunTypedAsync(landscape.Context);
        Assert.Contains(map.Summarise().Notes, note => note.En.Contains("not usable", StringComparison.Ordinal));
    }

    private async Task<string> CodeOf(TrainForest process)
        => (await Assert.ThrowsAsync<MitoshiException>(() => (process with { Model = "refused", Rows = 2000 }).RunTypedAsync(landscape.Context))).Code;

    private static double Circle(float[] truth, int row, int column)
    {
        double sum = 0;
        int count = 0;
        for (int r = -2; r <= 2; r++)
        {
            for (int c = -2; c <= 2; c++)
            {
                if ((r * r) + (c * c) <= 3.2)
                {
                    sum += truth[((row + r) * Size) + column + c];
                    count++;
                }
            }
        }

        return sum / count;
    }

    /// <summary>One landscape of one year for all tests.</summary>
    public sealed class Landscape : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Folder => _folder.File("landscape");

        public ProcessContext Context => new() { Workspace = new Workspace(_folder.File("workspace")), Threads = 2 };

        public ForestSite Site(bool hasReference = true)
        {
            ForestSite site = LandscapeRun.SiteOf(Folder, 2020, hasReference);
            return site with { Plots = Path.Combine(Folder, "plots", "plots_2020.csv"), Inputs = [.. site.Inputs.Where(input => input.Role != Raster.Cubes.LayerRole.Sentinel2)] };
        }

        public Task<TrainedForest> Train(TrainForest process) => (process with { Sites = [Site()], Rows = 1500, Simulated = true }).RunTypedAsync(Context);

        public JsonNode Metrics(string model) => JsonNode.Parse(File.ReadAllText(Path.Combine(Context.Workspace.Models, model, "metrics.json")))!;

        public string Write(string name, string text)
        {
            File.WriteAllText(_folder.File(name), text);
            return _folder.File(name);
        }

        // A reference that has nothing to do with the scenes.
        public string Noise()
        {
            using Raster.RasterSource like = Raster.RasterSource.Open(Path.Combine(Folder, "dem.tif"));
            string path = _folder.File("noise.tif");
            using Gdal.RasterWriter writer = Gdal.RasterWriter.Create(path, like.Grid, new Gdal.RasterFormat(Gdal.PixelType.Float32, 1));
            RandomStream random = new(1, "noise");
            float[] noise = [.. Enumerable.Range(0, like.Grid.Whole.PixelCount).Select(_ => (float)(200 * random.NextDouble()))];
            writer.Write<float>(like.Grid.Whole, 0, noise);
            writer.Commit();
            return path;
        }

        public async ValueTask InitializeAsync() => await new SimulateLandscape { Output = Folder, Size = Size, Plots = 150, Years = [2020] }.RunTypedAsync(Context);

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
