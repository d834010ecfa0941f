using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Simulation;
using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.EndToEnd;

/// <summary>What a user can get wrong, from the project to the map: each has its code, and nothing that was there is lost.</summary>
public sealed class BadInputTests(BadInputTests.Landscape landscape) : IClassFixture<BadInputTests.Landscape>
{
    [Fact]
    public async Task A_truncated_scene_is_named_and_no_product_is_left()
    {
        string path = landscape.Copy("palsar2/N38E142_20_sl_HV_F02DAR_simulated.tif", "cut.tif");
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        MitoshiException error = await Assert.ThrowsAsync<MitoshiException>(() => landscape.Map("cut", landscape.With(1, path)));
        Assert.True(error.Code is "raster.truncated" or "raster.read_failed" or "raster.cannot_open", error.Code);
        Assert.Contains("cut.tif", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(landscape.Products, "cut", "item.json")));
        Assert.Empty(landscape.Rasters("cut"));
    }

    [Fact]
    public async Task Flipped_bits_of_a_scene_give_a_map_or_a_code_and_never_anything_else()
    {
        byte[] whole = File.ReadAllBytes(landscape.Copy("palsar2/N38E142_20_sl_HV_F02DAR_simulated.tif", "whole.tif"));
        RandomStream random = new(7, "flips");
        for (int flip = 0; flip < 12; flip++)
        {
            byte[] damaged = [.. whole];
            int place = flip % 2 == 0 ? random.NextInt(512) : random.NextInt(damaged.Length);
            damaged[place] ^= (byte)(1 << random.NextInt(8));
            string path = landscape.File($"flip{flip}.tif");
            System.IO.File.WriteAllBytes(path, damaged);
            try
            {
                await landscape.Map("flip", landscape.With(1, path));
            }
            catch (MitoshiException error)
            {
                Assert.Matches("^[a-z]+(\\.[a-z_]+)+$", error.Code);
            }
        }
    }

    [Fact]
    public async Task Inputs_without_CRS_or_elsewhere_are_refused()
    {
        Assert.Equal("grid.no_crs", await landscape.CodeOf(landscape.With(1, landscape.WriteGrid("bare.tif", grid => grid with { Crs = Crs.Local }, value: 1000))));
        Assert.Equal("grid.no_overlap", await landscape.CodeOf(landscape.With(1, landscape.WriteGrid("away.tif", grid => grid with { Transform = AffineTransform.NorthUp(100_000, 3_000_000, 10) }, value: 1000))));
    }

    [Fact]
    public async Task An_area_that_is_all_cloud_has_no_map()
    {
        string scene = Directory.EnumerateFiles(landscape.Sub("sentinel2"), "S2_2020*_L2A_*.tif").Order(StringComparer.Ordinal).First();
        ForestInput clear = new() { Path = scene, Role = LayerRole.Sentinel2, Month = 7, Baseline = "02.14" };
        await landscape.Train("optical", landscape.Site() with { Inputs = [clear] });
        string cloud = landscape.WriteGrid("cloud.tif", grid => grid, value: 9);
        ForestSite covered = landscape.Site() with { Inputs = [clear with { Mask = cloud }] };
        Assert.Equal("map.empty", (await Assert.ThrowsAsync<MitoshiException>(() => landscape.Map("cloud", covered, "optical"))).Code);
        Assert.False(System.IO.File.Exists(Path.Combine(landscape.Products, "cloud", "item.json")));
    }

    [Fact]
    public async Task A_reference_of_one_value_of_none_or_of_NaN_trains_nothing()
    {
        Assert.Equal("train.one_value", await landscape.TrainCodeOf(landscape.WriteGrid("one.tif", grid => grid, value: 80)));
        Assert.Equal("train.one_value", await landscape.TrainCodeOf(landscape.WriteGrid("none.tif", grid => grid, value: 0)));
        Assert.Equal("train.empty_reference", await landscape.TrainCodeOf(landscape.WriteGrid("nan.tif", grid => grid, value: float.NaN)));
    }

    [Fact]
    public async Task A_map_without_a_forest_pixel_is_a_map_of_no_forest()
    {
        MapForest map = new() { Model = "radar", Name = "bare", Sites = [landscape.Site()], ForestHeight = 500, ForestAgb = 5000 };
        MappedSite bare = (await map.RunTypedAsync(landscape.Context)).Sites[0];
        Assert.Equal(0, bare.Figures.ForestHectares);
        Assert.True(bare.Figures.MappedHectares > 80);
        Assert.Empty(Catalog.Products.ProductFolder.Verify(bare.Folder));
    }

    [Fact]
    public async Task A_full_disk_and_a_folder_that_may_not_be_written_keep_what_was_there()
    {
        using SmallDisk disk = new(kilobytes: 120);
        ProcessContext context = landscape.Context with { Workspace = new Workspace(disk.File("workspace")) };
        MapForest map = new() { Model = Path.Combine(landscape.Context.Workspace.Models, "radar"), Name = "m", Sites = [landscape.Site()] };
        Assert.Equal("disk.full", (await Assert.ThrowsAsync<MitoshiException>(() => map.RunTypedAsync(context))).Code);
        Assert.False(System.IO.File.Exists(disk.File("workspace/products/m/item.json")));
        disk.MakeReadOnly();
        Assert.Equal("disk.read_only", (await Assert.ThrowsAsync<MitoshiException>(() => map.RunTypedAsync(context))).Code);
    }

    /// <summary>A small landscape and a model of its radar and terrain.</summary>
    public sealed class Landscape : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public ProcessContext Context => new() { Workspace = new Workspace(_folder.File("workspace")), Threads = 2 };

        public string Products => Context.Workspace.Products;

        public string File(string name) => _folder.File(name);

        public string Sub(string name) => _folder.File(Path.Combine("landscape", name));

        public IEnumerable<string> Rasters(string product)
            => Directory.Exists(Path.Combine(Products, product)) ? Directory.EnumerateFiles(Path.Combine(Products, product), "*.tif") : [];

        public ForestSite Site() => new()
        {
            Name = "small", Agb = Sub("lidar/agb_2020.tif"),
            Inputs =
            [
                new() { Path = Sub("dem.tif"), Role = LayerRole.Elevation },
                new() { Path = Sub("palsar2/N38E142_20_sl_HV_F02DAR_simulated.tif"), Role = LayerRole.Palsar, Bands = "HV" },
            ],
        };

        public ForestSite With(int place, string path)
        {
            ForestSite site = Site();
            ForestInput[] inputs = [.. site.Inputs];
            inputs[place] = inputs[place] with { Path = path };
            return site with { Inputs = inputs };
        }

        public string Copy(string from, string name)
        {
            System.IO.File.Copy(Sub(from), File(name), overwrite: true);
            return File(name);
        }

        public string WriteGrid(string name, Func<Grid, Grid> change, float value)
        {
            using RasterSource like = RasterSource.Open(Sub("dem.tif"));
            Grid grid = change(like.Grid);
            using RasterWriter writer = RasterWriter.Create(File(name), grid, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN });
            float[] values = new float[grid.Whole.PixelCount];
            Array.Fill(values, value);
            writer.Write<float>(grid.Whole, 0, values);
            writer.Commit();
            return File(name);
        }

        public Task<TrainedForest> Train(string model, ForestSite site) => new TrainForest { Model = model, Sites = [site], Rows = 1500 }.RunTypedAsync(Context);

        public Task<MappedForest> Map(string name, ForestSite site, string model = "radar") => new MapForest { Model = model, Name = name, Sites = [site] }.RunTypedAsync(Context);

        public async Task<string> CodeOf(ForestSite site) => (await Assert.ThrowsAsync<MitoshiException>(() => Map("refused", site))).Code;

        public async Task<string> TrainCodeOf(string reference) => (await Assert.ThrowsAsync<MitoshiException>(() => Train("refused", Site() with { Agb = reference }))).Code;

        public async ValueTask InitializeAsync()
        {
            await new SimulateLandscape { Output = _folder.File("landscape"), Size = 128, Plots = 0, Years = [2020] }.RunTypedAsync(Context);
            await Train("radar", Site());
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
