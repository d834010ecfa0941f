using System.Text;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Tests.Estimation;
using Mitoshi.Forest.Validation;
using Mitoshi.Gdal;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Validation;

/// <summary>Plots against a map on a simulated forest whose truth is known.</summary>
public sealed class ValidatePlotsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedForest _forest = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Errors_at_plots_are_those_of_the_pixels_under_them_and_a_wrong_plot_is_marked()
    {
        string[] lines = _forest.Plots(40, new RandomStream(4, "p")).TrimEnd().Split('\n');
        string[] cells = lines[7].Split(',');
        lines[7] = string.Join(',', cells[0], cells[1], cells[2], $"{double.Parse(cells[3]) + 400:R}");
        _forest.WriteMap(_folder.File("map.tif"));
        ForestValidation result = await Validate(string.Join('\n', lines), new ValidateForest { Map = _folder.File("map.tif"), PlotArea = 0 });

        double[] truth = [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[3]))], map = [.. lines.Skip(1).Select(line => MapAt(line.Split(',')))];
        Assert.Equal(Math.Sqrt(truth.Zip(map, (t, m) => (m - t) * (m - t)).Average()), result.Outcome!.Plots!.Values.Accuracy.Rmse, 4);
        Assert.Equal(cells[0], result.Outcome.Plots.Plots[Assert.Single(result.Outcome.Plots.Values.Outliers()).Index].Id);
        string html = File.ReadAllText(result.Report);
        Assert.Contains($">{cells[0]}</text>", html);
        Assert.Contains("#c1272d", html);
        string[] table = File.ReadAllLines(_folder.File("out/plots.csv"));
        Assert.Equal(41, table.Length);
        Assert.Single(table.Skip(1), row => row.EndsWith(",1", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, warning => warning.En.Contains("is not known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Polygons_take_the_map_by_the_area_of_each_pixel_inside()
    {
        // On a linear ramp the mean over any symmetric figure is the value in its middle.
        SimulatedForest.Write(_folder.File("map.tif"), [.. Enumerable.Range(0, SimulatedForest.Side * SimulatedForest.Side).Select(i => (float)(i % SimulatedForest.Side))]);
        List<VectorFeature> features = [];
        double[] middles = [40.25, 61.7, 80.1];
        for (int i = 0; i < middles.Length; i++)
        {
            (double x, double y) = SimulatedForest.Grid.Transform.ToMap(middles[i], 50.4);
            byte[] diamond = RingOverlapTests.Wkb([(x - 23, y), (x, y - 31), (x + 23, y), (x, y + 31)]);
            features.Add(new VectorFeature(i, diamond, [VectorAttribute.Of($"D{i}"), VectorAttribute.Of(middles[i])]));
        }

        VectorFile.Write(_folder.File("plots.gpkg"), new VectorLayer("plots", SimulatedForest.Grid.Crs, [new VectorField("plot", false), new VectorField("agb_mg_ha", true)], features), VectorGeometry.Polygon);
        ForestValidation result = await new ValidateForest { Map = _folder.File("map.tif"), Plots = _folder.File("plots.gpkg"), Output = _folder.File("out") }.RunTypedAsync(Context());
        for (int i = 0; i < middles.Length; i++)
        {
            // Within a pixel the ramp is a step, so the mean differs from the middle by hundredths of a pixel.
            Assert.Equal(middles[i] - 0.5, result.Outcome!.Plots!.Values.Map[i], tolerance: 0.03);
        }
    }

    [Fact]
    public async Task Plots_are_grown_to_the_date_of_the_map_or_left_out_and_intervals_are_counted()
    {
        string product = WriteProduct(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31), halfWidth: 40);
        string[] lines = _forest.Plots(40, new RandomStream(9, "p")).TrimEnd().Split('\n');
        string plots = lines[0] + ",year\n" + string.Join('\n', lines.Skip(1).Select((line, i) => $"{line},{(i < 30 ? 2021 : 2010)}"));
        ForestValidation asMeasured = await Validate(plots, new ValidateForest { Map = product, PlotArea = 0 });
        ForestValidation grown = await Validate(plots, new ValidateForest { Map = product, PlotArea = 0, Growth = 4, GrowthDeviation = 1 });
        Assert.Equal((30, 10, 0), (grown.Outcome!.Plots!.Values.Count, grown.Outcome.Plots.TooOld, grown.Outcome.Plots.Undated));

        // 2021 is the middle of 2021, three years before the middle of 2024.
        Assert.Equal(-12, grown.Outcome.Plots.Values.Accuracy.Bias - asMeasured.Outcome!.Plots!.Values.Accuracy.Bias, tolerance: 0.05);
        Assert.Equal(3, grown.Outcome.Plots.Plots[0].ValueError, tolerance: 0.02);
        ComparedValues values = asMeasured.Outcome.Plots.Values;
        Assert.Equal(values.Truth.Zip(values.Map, (t, m) => Math.Abs(t - m) <= 40 ? 1.0 : 0).Average(), values.Coverage!.All.Coverage, 9);
        Assert.Equal("validate.no_pairs", (await Assert.ThrowsAsync<MitoshiException>(() => Validate(plots.Replace(",2021", ",2003"), new ValidateForest { Map = product, PlotArea = 0 }))).Code);
        Assert.Equal("plots.bad_date", (await Assert.ThrowsAsync<MitoshiException>(() => Validate(plots.Replace(",2021", ",last year"), new ValidateForest { Map = product, PlotArea = 0 }))).Code);
        Assert.Equal("validate.nothing", (await Assert.ThrowsAsync<MitoshiException>(() => new ValidateForest { Map = product }.RunTypedAsync(Context()))).Code);
    }

    [Fact]
    public async Task A_map_that_knows_nothing_of_single_plots_is_called_so_by_its_figures()
    {
        RandomStream random = new(3, "noise");
        SimulatedForest.Write(_folder.File("noise.tif"), [.. Enumerable.Range(0, SimulatedForest.Side * SimulatedForest.Side).Select(_ => (float)(110 + (10 * random.NextNormal())))]);
        _forest.WriteMap(_folder.File("map.tif"));
        string plots = _forest.Plots(60, new RandomStream(10, "p"));
        Assert.Contains((await Validate(plots, new ValidateForest { Map = _folder.File("noise.tif"), PlotArea = 0 })).Warnings, warning => warning.En.StartsWith("The map carries almost nothing", StringComparison.Ordinal));
        Assert.DoesNotContain((await Validate(plots, new ValidateForest { Map = _folder.File("map.tif"), PlotArea = 0 })).Warnings, warning => warning.En.StartsWith("The map carries almost nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rasters_are_compared_at_pixels_circles_and_hectares()
    {
        _forest.WriteMap(_folder.File("map.tif"));
        SimulatedForest.Write(_folder.File("truth.tif"), _forest.Truth);
        ForestValidation result = await new ValidateForest { Map = _folder.File("map.tif"), Reference = _folder.File("truth.tif"), ReferenceName = "lidar", Output = _folder.File("out") }.RunTypedAsync(Context());
        RasterComparison raster = result.Outcome!.Raster!;
        Assert.Equal((40_000, 2500, 400), (raster.Pixels.Count, raster.Circles!.Count, raster.Hectares!.Count));
        Assert.Equal(Math.Sqrt(_forest.Map.Zip(_forest.Truth, (m, t) => ((double)m - t) * ((double)m - t)).Average()), raster.Pixels.Accuracy.Rmse, 6);

        // The protocol's weights: 4 x 4 pixels, exact shares of a circle of 17.84 m (0.1 ha has 17.8412 m).
        double[] quarter = [0.0128495, 0.0685683, 0.0685683, 0.1000139];
        double first = 0;
        for (int i = 0; i < 16; i++)
        {
            int row = i / 4, column = i % 4;
            first += quarter[(2 * (row is 0 or 3 ? 0 : 1)) + (column is 0 or 3 ? 0 : 1)] * _forest.Map[(row * SimulatedForest.Side) + column];
        }

        Assert.Equal(first, raster.Circles.Map[0], tolerance: 1e-3);
        using RasterFile difference = RasterFile.Open(_folder.File("out/difference.tif"));
        float[] values = new float[40_000];
        difference.ReadPhysical(difference.Grid.Whole, [0], values);
        Assert.Equal(_forest.Map[777] - _forest.Truth[777], values[777]);
        Assert.Contains("lidar", File.ReadAllText(result.Report));
    }

    private double MapAt(string[] cells)
    {
        (double column, double row) = SimulatedForest.Grid.Transform.ToPixel(double.Parse(cells[1]), double.Parse(cells[2]));
        return _forest.Map[((int)row * SimulatedForest.Side) + (int)column];
    }

    private string WriteProduct(DateOnly from, DateOnly to, float halfWidth)
    {
        string folder = _folder.File("product");
        Directory.CreateDirectory(folder);
        SimulatedForest.Write(Path.Combine(folder, MapFiles.Agb), _forest.Map);
        SimulatedForest.Write(Path.Combine(folder, MapFiles.Lower), [.. _forest.Map.Select(value => value - halfWidth)]);
        SimulatedForest.Write(Path.Combine(folder, MapFiles.Upper), [.. _forest.Map.Select(value => value + halfWidth)]);
        ProductFolder.Commit(new Product("product", "product", from, to, SimulatedForest.Grid,
            [.. new[] { MapFiles.Agb, MapFiles.Lower, MapFiles.Upper }.Select(name => new ProductAsset(Path.GetFileNameWithoutExtension(name), name, ProductAsset.Cog, name))],
            new Lineage("forest_map", "test", [], "{}", 0)), folder, Context().Files);
        return folder;
    }

    private async Task<ForestValidation> Validate(string plots, ValidateForest process)
    {
        File.WriteAllText(_folder.File("plots.csv"), plots, Encoding.UTF8);
        return await (process with { Plots = _folder.File("plots.csv"), PlotCrs = "EPSG:6677", Output = _folder.File("out") }).RunTypedAsync(Context());
    }

    private ProcessContext Context() => new() { Workspace = new Workspace(_folder.Path) };
}
