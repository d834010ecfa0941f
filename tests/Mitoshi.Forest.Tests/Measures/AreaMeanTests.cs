using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Measures;
using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Statistics;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Measures;

/// <summary>The mean of an area with its standard error. What the simulation proves: the error is right where the model of the errors is; not that a real map's errors follow it.</summary>
public sealed class AreaMeanTests : IDisposable
{
    private const int Size = 48;
    private static readonly Grid Place = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(640_000, 4_140_000, 10), Size, Size);
    private static readonly JsonObject Metrics = new() { ["residual_range_m"] = 120.0, ["residual_nugget_share"] = 0.2 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_polygon_of_whole_pixels_measures_what_the_same_place_as_a_raster_does()
    {
        string map = Product();
        Window stand = new(Column: 7, Row: 11, Columns: 21, Rows: 17);
        string polygon = _folder.File("stand.geojson"), zones = _folder.File("zones.tif");
        const string System = """{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32654"} }""";
        File.WriteAllText(polygon, $$"""{"type":"FeatureCollection","crs":{{System}},"features":[{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[{{Ring(stand)}}]} }]}""");
        using (RasterWriter writer = RasterWriter.Create(zones, Place, new RasterFormat(PixelType.UInt8, 1)))
        {
            writer.Write<float>(Place.Whole, 0, [.. Enumerable.Range(0, Size * Size).Select(i => i % Size >= 7 && i % Size < 28 && i / Size >= 11 && i / Size < 28 ? 3f : 0)]);
            writer.Commit();
        }

        ProcessContext context = new() { Workspace = new Workspace(_folder.Path) };
        Measurement byArea = (await new MeasureForest { Map = map, Area = polygon, Place = "stand", Output = _folder.File("a.json") }.RunTypedAsync(context)).Measurement;
        Measurement byZones = (await new MeasureForest { Map = map, Zones = zones, ZoneValue = 3, Place = "stand", Output = _folder.File("z.json") }.RunTypedAsync(context)).Measurement;
        Assert.Equal(3.57, byZones.AreaHectares, 1e-12);
        Assert.Equal(byZones.AreaHectares, byArea.AreaHectares, 1e-6);
        Assert.Equal(byZones.Estimate.Value, byArea.Estimate.Value, 1e-5);
        Assert.Equal(byZones.Estimate.Error.Magnitude, byArea.Estimate.Error.Magnitude, 1e-6);
        Assert.Contains(byArea.Lineage.Inputs, input => input.Role == "area");
    }

    [Fact]
    public void Pixels_that_are_cut_count_by_their_share_in_mean_and_error()
    {
        Polygon place = new([[[(3.2, 4.7), (30.1, 9.4), (22.6, 31.9), (8.8, 27.3)], [(12, 14), (17.5, 15.5), (14.2, 20.1)]]]);
        AreaMean mean = Measure(place);
        float[] shares = Coverage.Of(place, Size, Size);
        double sum = 0, weight = 0, variance = 0;
        SpatialCorrelation correlation = SpatialCorrelation.ExponentialByRange(120, 0.2);
        int[] inside = [.. Enumerable.Range(0, Size * Size).Where(i => shares[i] > 0)];
        foreach (int k in inside)
        {
            (sum, weight) = (sum + (shares[k] * Value(k)), weight + shares[k]);
            variance += inside.Sum(l => shares[k] * Deviation(k) * shares[l] * Deviation(l) * correlation.At(10 * Math.Sqrt(Math.Pow((k % Size) - (l % Size), 2) + Math.Pow((k / Size) - (l / Size), 2))));
        }

        Assert.Equal(sum / weight, mean.Estimate.Value, 1e-4);
        Assert.Equal(Math.Sqrt(variance) / weight, mean.Estimate.Error.Magnitude, 1e-5);
        Assert.Equal(weight / 100, mean.MeasuredHectares, 1e-5);
    }

    [Fact]
    public void The_95_percent_interval_holds_the_truth_in_95_of_100_simulated_maps()
    {
        // Correlated errors of known law, drawn by Cholesky; 1,000 maps: the share has a standard error of 0.7 %.
        Polygon place = new([[[(2, 3), (25.5, 1.5), (27, 20), (9, 24.4)]]]);
        float[] shares = Coverage.Of(place, Size, Size);
        int[] inside = [.. Enumerable.Range(0, Size * Size).Where(i => shares[i] > 0)];
        double[,] root = Cholesky(inside, SpatialCorrelation.ExponentialByRange(120, 0.2));
        AreaMean mean = Measure(place);
        double weight = shares.Sum(share => (double)share), half = mean.Estimate.HalfWidth95().Magnitude;
        Random random = new(11);
        int held = 0, independent = 0;
        double alone = 1.96 * Math.Sqrt(inside.Sum(k => Math.Pow(shares[k] * Deviation(k), 2))) / weight;
        for (int map = 0; map < 1000; map++)
        {
            double[] noise = [.. inside.Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()))];
            double error = 0;
            for (int k = 0; k < inside.Length; k++)
            {
                double correlated = 0;
                for (int l = 0; l <= k; l++)
                {
                    correlated += root[k, l] * noise[l];
                }

                error += shares[inside[k]] * Deviation(inside[k]) * correlated / weight;
            }

            held += Math.Abs(error) <= half ? 1 : 0;
            independent += Math.Abs(error) <= alone ? 1 : 0;
        }

        Assert.InRange(held / 1000.0, 0.93, 0.97);
        Assert.True(independent < 500, $"taking the pixels as independent held {independent} of 1000: the correlation matters here");
    }

    [Fact]
    public void The_error_of_the_maps_level_does_not_average_out()
    {
        Polygon place = new([[[(2, 3), (25.5, 1.5), (27, 20), (9, 24.4)]]]);
        double alone = Measure(place).Estimate.Error.Magnitude;
        JsonObject metrics = (JsonObject)Metrics.DeepClone();
        metrics["level_error"] = new JsonObject { ["edges"] = new JsonArray(0.0, 120.0), ["clusters"] = 11, ["covariance"] = new JsonArray(new JsonArray(9.0, 2.0), new JsonArray(2.0, 16.0)) };
        using MemorySource map = new(Place, [new Layer("agb"), new Layer("lower"), new Layer("upper")], Bands());
        Estimate estimate = AreaMean.Of(map, Place.Whole, rows => Coverage.Of(place.Shifted(rows.Column, rows.Row), rows.Columns, rows.Rows), Unit.MegagramPerHectare, metrics, default).Estimate;
        float[] shares = Coverage.Of(place, Size, Size);
        double all = shares.Sum(share => (double)share), high = shares.Where((_, i) => (float)Value(i) >= 120).Sum(share => (double)share) / all, low = 1 - high;
        double level = (9 * low * low) + (2 * 2 * low * high) + (16 * high * high), total = (alone * alone) + level;
        Assert.Equal(Math.Sqrt(total), estimate.Error.Magnitude, 1e-6);
        Assert.Equal(10 * total * total / (level * level), estimate.DegreesOfFreedom, 1e-4);
    }

    [Fact]
    public void A_large_area_is_summed_in_cells_and_keeps_its_error_within_one_percent()
    {
        const int Wide = 1100;
        Grid grid = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(0, 0, 10), Wide, Wide);
        float[] deviations = [.. Enumerable.Range(0, Wide * Wide).Select(i => (float)(30 + (10 * Math.Sin(i % Wide / 37.0))))];
        float[] bands = [.. Enumerable.Repeat(100f, Wide * Wide), .. deviations.Select(d => (float)(100 - (d * NormalDistribution.HalfWidth90))), .. deviations.Select(d => (float)(100 + (d * NormalDistribution.HalfWidth90)))];
        using MemorySource map = new(grid, [new Layer("agb"), new Layer("lower"), new Layer("upper")], bands);
        AreaMean mean = AreaMean.Of(map, grid.Whole, rows => [.. Enumerable.Repeat(1f, rows.PixelCount)], Unit.MegagramPerHectare, Metrics, default);
        double exact = Math.Sqrt(SpatialMean.ResidualVarianceOnGrid(deviations, Wide, 10, SpatialCorrelation.ExponentialByRange(120, 0.2)));
        Assert.Equal(exact, mean.Estimate.Error.Magnitude, 0.01 * exact);
        Assert.Equal(12_100, mean.MeasuredHectares, 1e-6);
    }

    [Fact]
    public async Task What_cannot_be_measured_says_why()
    {
        string map = Product();
        Polygon here = new([[[(142.583, 37.394), (142.585, 37.394), (142.585, 37.396)]]]), elsewhere = new([[[(10, 50), (10.1, 50), (10.1, 50.1)]]]);
        Assert.Equal("measure.no_interval", Assert.Throws<MitoshiException>(() => AreaMean.Of(map, "height", here)).Code);
        Assert.Equal("measure.empty", Assert.Throws<MitoshiException>(() => AreaMean.Of(map, "agb", elsewhere)).Code);
        Assert.Equal("measure.too_large", Assert.Throws<MitoshiException>(() => AreaMean.Of(map, "agb", here, pixelsMax: 3)).Code);
        MeasureForest neither = new() { Map = map, Place = "p", Output = _folder.File("x.json") };
        Assert.Equal("measure.no_place", (await Assert.ThrowsAsync<MitoshiException>(() => neither.RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.Path) }))).Code);
    }

    private static double Value(int i) => 120 + (40 * Math.Sin(i % Size / 6.0) * Math.Cos(i / Size / 5.0));

    private static double Deviation(int i) => 25 + (i / Size / 4.0);

    private static float[] Bands() =>
        [.. Pixels(Value), .. Pixels(i => Value(i) - (NormalDistribution.HalfWidth90 * Deviation(i))), .. Pixels(i => Value(i) + (NormalDistribution.HalfWidth90 * Deviation(i)))];

    private static IEnumerable<float> Pixels(Func<int, double> of) => Enumerable.Range(0, Size * Size).Select(i => (float)of(i));

    private static AreaMean Measure(Polygon inPixels)
    {
        using MemorySource map = new(Place, [new Layer("agb"), new Layer("lower"), new Layer("upper")], Bands());
        return AreaMean.Of(map, Place.Whole, rows => Coverage.Of(inPixels.Shifted(rows.Column, rows.Row), rows.Columns, rows.Rows), Unit.MegagramPerHectare, Metrics, default);
    }

    private static double[,] Cholesky(int[] pixels, SpatialCorrelation correlation)
    {
        int n = pixels.Length;
        double[,] root = new double[n, n];
        for (int k = 0; k < n; k++)
        {
            for (int l = 0; l <= k; l++)
            {
                double rest = correlation.At(10 * Math.Sqrt(Math.Pow((pixels[k] % Size) - (pixels[l] % Size), 2) + Math.Pow((pixels[k] / Size) - (pixels[l] / Size), 2)));
                for (int m = 0; m < l; m++)
                {
                    rest -= root[k, m] * root[l, m];
                }

                root[k, l] = k == l ? Math.Sqrt(rest) : rest / root[l, l];
            }
        }

        return root;
    }

    private string Product()
    {
        DiskFiles files = new();
        Workspace workspace = new(_folder.Path);
        string folder = ProductFolder.Prepare(workspace, "map", files);
        float[] bands = Bands();
        string[] names = ["agb", "agb_lower", "agb_upper"];
        for (int band = 0; band < names.Length; band++)
        {
            using RasterWriter writer = RasterWriter.Create(Path.Combine(folder, names[band] + ".tif"), Place, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN });
            writer.Write<float>(Place.Whole, 0, bands.AsSpan(band * Size * Size, Size * Size).ToArray());
            writer.Commit();
        }

        ProductAsset[] assets = [.. names.Select(name => new ProductAsset(name, name + ".tif", ProductAsset.Cog, name) { Unit = "Mg/ha", DataType = "float32" })];
        ProductFolder.Commit(new Product("map", "Made up", new(2024, 1, 1), new(2024, 12, 31), Place, assets, new Lineage("forest_map", "0", [], "{}", 1)) { IsSimulated = true, Metrics = (JsonObject)Metrics.DeepClone() }, folder, files);
        return folder;
    }

    private static string Ring(Window window)
    {
        string Corner(int column, int row)
        {
            (double x, double y) = Place.Transform.ToMap(column, row);
            return FormattableString.Invariant($"[{x},{y}]");
        }

        return $"[{Corner(window.Column, window.Row)},{Corner(window.Column, window.RowEnd)},{Corner(window.ColumnEnd, window.RowEnd)},{Corner(window.ColumnEnd, window.Row)},{Corner(window.Column, window.Row)}]";
    }
}
