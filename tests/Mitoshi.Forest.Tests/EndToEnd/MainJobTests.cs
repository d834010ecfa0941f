using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Change;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Measures;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Simulation;
using Mitoshi.Forest.Validation;
using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.EndToEnd;

/// <summary>The main job on a small simulated landscape. What it does not prove: accuracy on real scenes (the chips' protocol does).</summary>
public sealed class MainJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task From_scenes_to_change_and_a_measurement_with_intervals_that_hold()
    {
        ProcessContext context = new() { Workspace = new Workspace(_folder.File("workspace")), Threads = 2 };
        string landscape = _folder.File("landscape");
        await new SimulateLandscape { Output = landscape, Size = 160, Plots = 20 }.RunTypedAsync(context);
        await new TrainForest { Sites = [Site(landscape, 2020, isTraining: true), Site(landscape, 2024, isTraining: true)], Rows = 5000, ReferenceError = 0.094, Simulated = true }.RunTypedAsync(context);
        MappedSite before = (await new MapForest { Sites = [Site(landscape, 2020, isTraining: false)], Name = "a" }.RunTypedAsync(context)).Sites[0];
        MappedSite after = (await new MapForest { Sites = [Site(landscape, 2024, isTraining: false)], Name = "b" }.RunTypedAsync(context)).Sites[0];
        Assert.False(before.Verdict.Withheld || after.Verdict.Withheld);
        Assert.Empty(ProductFolder.Verify(before.Folder));

        (float[] truth, float[] agb, float[] lower, float[] upper) = (Read(landscape, "truth/agb_2020.tif"), Read(before.Folder, MapFiles.Agb), Read(before.Folder, MapFiles.Lower), Read(before.Folder, MapFiles.Upper));
        double held = Enumerable.Range(0, truth.Length).Count(i => truth[i] >= lower[i] && truth[i] <= upper[i]) / (double)truth.Length;
        Assert.InRange(held, 0.80, 0.99);
        Assert.InRange(agb.Average() - truth.Average(), -15, 15);

        string reference = Path.Combine(landscape, "truth", "agb_2020.tif");
        ForestValidation compared = await new ValidateForest { Map = before.Folder, Reference = reference }.RunTypedAsync(context);
        double rmse = Math.Sqrt(truth.Zip(agb, (a, b) => ((double)b - a) * (b - a)).Average());
        Assert.Equal($"{rmse:0.0}", compared.Errors.Rows[0][2].En);
        Assert.Equal("validate.no_pairs", (await Assert.ThrowsAsync<MitoshiException>(() => new ValidateForest { Map = before.Folder, Reference = WriteEmpty(reference) }.RunTypedAsync(context))).Code);

        string events = Path.Combine(landscape, "truth", "change.tif");
        ForestChange change = await new ChangeForest { Before = before.Folder, After = after.Folder, Stable = events, StableValue = 6 }.RunTypedAsync(context);
        Assert.InRange(change.Figures.StableShareOutside, 0, 0.10);
        ForestChange nothing = await new ChangeForest { Before = before.Folder, After = before.Folder, Name = "nothing" }.RunTypedAsync(context);
        Assert.Equal((0.0, 0.0, 0.0), (nothing.Figures.LossHectares, nothing.Figures.GainHectares, nothing.Figures.MeanMgPerHa));

        ForestMeasurement measured = await new MeasureForest { Map = before.Folder, Zones = events, ZoneValue = 1, Place = "stands", Output = _folder.File("m.json") }.RunTypedAsync(context);
        Assert.True(measured.Measurement.Estimate.Error.Magnitude > 0);
        Assert.Equal(measured.Measurement.Estimate.Value, MeasurementJson.Read(File.ReadAllBytes(_folder.File("m.json")), "m.json")[0].Estimate.Value);
        Assert.Contains(measured.Measurement.Lineage.Inputs, input => input.Name.EndsWith(MapFiles.Agb, StringComparison.Ordinal) && input.Sha256.Length == 64);
    }

    [Fact]
    public async Task The_bytes_of_a_map_do_not_depend_on_the_threads()
    {
        ProcessContext context = new() { Workspace = new Workspace(_folder.File("workspace")), Threads = 2 };
        string landscape = _folder.File("landscape");
        await new SimulateLandscape { Output = landscape, Size = 128, Plots = 0, Years = [2020] }.RunTypedAsync(context);
        await new TrainForest { Sites = [Site(landscape, 2020, isTraining: true)], Rows = 3000 }.RunTypedAsync(context);
        byte[][] maps = new byte[3][];
        foreach ((int threads, int i) in new[] { (1, 0), (2, 1), (8, 2) })
        {
            MappedForest mapped = await new MapForest { Sites = [Site(landscape, 2020, isTraining: false)], Name = $"t{threads}" }.RunTypedAsync(context with { Threads = threads });
            maps[i] = File.ReadAllBytes(Path.Combine(mapped.Sites[0].Folder, MapFiles.Agb));
        }

        Assert.Equal(maps[0], maps[1]);
        Assert.Equal(maps[0], maps[2]);
    }

    [Fact]
    public async Task A_damaged_model_and_an_absent_one_are_refused_with_a_code()
    {
        ProcessContext context = new() { Workspace = new Workspace(_folder.Path) };
        MapForest map = new() { Model = "nowhere", Sites = [new ForestSite { Inputs = [new ForestInput { Path = "x.tif", Role = LayerRole.Elevation }] }] };
        Assert.Equal("model.not_found", (await Assert.ThrowsAsync<MitoshiException>(() => map.RunTypedAsync(context))).Code);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "models", "broken"));
        File.WriteAllText(Path.Combine(_folder.Path, "models", "broken", "model.json"), "{\"folds\": 5}");
        Assert.Equal("model.damaged", (await Assert.ThrowsAsync<MitoshiException>(() => (map with { Model = "broken" }).RunTypedAsync(context))).Code);
    }

    private static ForestSite Site(string landscape, int year, bool isTraining)
    {
        List<ForestInput> inputs = [new() { Path = Path.Combine(landscape, "dem.tif"), Role = LayerRole.Elevation }, new() { Path = Path.Combine(landscape, "species.tif"), Role = LayerRole.Species }];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(landscape, "sentinel1"), $"S1_{year}*.tif").Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetFileName(path).Split('_');
            inputs.Add(new ForestInput { Path = path, Role = LayerRole.Sentinel1, Unit = InputUnit.Decibel, Date = DateOnly.ParseExact(parts[1], "yyyyMMdd"), Orbit = parts[2] });
        }

        foreach (string band in new[] { "HH", "HV" })
        {
            string path = Directory.EnumerateFiles(Path.Combine(landscape, "palsar2"), $"*_{year % 100:00}_sl_{band}_*.tif").Single();
            inputs.Add(new ForestInput { Path = path, Role = LayerRole.Palsar, Bands = band, Date = new DateOnly(year, 7, 1), Mask = path.Replace($"sl_{band}", "mask", StringComparison.Ordinal) });
        }

        return new ForestSite
        {
            Name = $"landscape_{year}", Inputs = [.. inputs],
            Agb = isTraining ? Path.Combine(landscape, "lidar", $"agb_{year}.tif") : null, Height = isTraining ? Path.Combine(landscape, "lidar", $"height_{year}.tif") : null,
        };
    }

    private string WriteEmpty(string like)
    {
        using RasterSource source = RasterSource.Open(like);
        string path = _folder.File("empty.tif");
        using RasterWriter writer = RasterWriter.Create(path, source.Grid, new RasterFormat(PixelType.Float32, 1) { NoData = -1 });
        float[] nothing = new float[source.Grid.Whole.PixelCount];
        Array.Fill(nothing, -1);
        writer.Write<float>(source.Grid.Whole, 0, nothing);
        writer.Commit();
        return path;
    }

    private static float[] Read(string folder, string name)
    {
        using RasterSource source = RasterSource.Open(Path.Combine(folder, name));
        return source.ReadBlock(source.Grid.Whole).Array;
    }
}
