using System.Globalization;
using System.Security.Cryptography;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Simulation;
using Mitoshi.Gdal;
using Mitoshi.Lidar;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Simulation;

/// <summary>The landscape on disk, read back as a user would.</summary>
public sealed class SimulatedLandscapeTests(SimulatedFolder folder) : IClassFixture<SimulatedFolder>
{
    [Fact]
    public async Task The_bytes_do_not_depend_on_the_number_of_threads()
    {
        using TemporaryFolder temporary = new();
        string[] hashes = [await HashOf(temporary.File("one"), threads: 1), await HashOf(temporary.File("two"), threads: 2), await HashOf(temporary.File("eight"), threads: 8)];
        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(hashes[0], hashes[2]);
    }

    [Fact]
    public async Task Another_seed_gives_another_landscape()
    {
        using TemporaryFolder temporary = new();
        await SimulatedFolder.Make(temporary.File("a"), 96, threads: 2, seed: 1);
        await SimulatedFolder.Make(temporary.File("b"), 96, threads: 2, seed: 2);
        Assert.NotEqual(File.ReadAllBytes(temporary.File("a/truth/agb_2020.tif")), File.ReadAllBytes(temporary.File("b/truth/agb_2020.tif")));
    }

    [Fact]
    public async Task A_landscape_where_nothing_happens_has_one_truth_and_different_scenes()
    {
        using TemporaryFolder temporary = new();
        await new SimulateLandscape { Output = temporary.File("still"), Size = 96, Plots = 5, Unchanging = true }.RunTypedAsync(new ProcessContext { Workspace = new Workspace(temporary.Path), Threads = 2 });
        float[][] agb = [.. new[] { 2020, 2024 }.Select(year => ReadFile<float>(temporary.File($"still/truth/agb_{year}.tif")))];
        Assert.Equal(agb[0], agb[1]);
        Assert.All(ReadFile<byte>(temporary.File("still/truth/change.tif")), happens => Assert.True((StandEvent)happens is StandEvent.Stable or StandEvent.NotForest));
        Assert.NotEqual(ReadFile<short>(temporary.File("still/sentinel1/S1_20200725_ascending_simulated.tif")), ReadFile<short>(temporary.File("still/sentinel1/S1_20240725_ascending_simulated.tif")));
    }

    [Fact]
    public async Task No_year_is_an_error_with_a_code()
    {
        using TemporaryFolder temporary = new();
        SimulateLandscape process = new() { Output = temporary.File("x"), Years = [] };
        MitoshiException error = await Assert.ThrowsAsync<MitoshiException>(() => process.RunTypedAsync(new ProcessContext { Workspace = new Workspace(temporary.Path) }));
        Assert.Equal("simulate.no_years", error.Code);
    }

    [Fact]
    public void Every_raster_says_that_it_is_simulated()
        => Assert.All(Directory.EnumerateFiles(folder.File(""), "*.tif", SearchOption.AllDirectories), path =>
        {
            using RasterFile file = RasterFile.Open(path);
            Assert.Equal("YES", file.Header.Metadata["SIMULATED"]);
        });

    [Fact]
    public void Forest_has_the_biomass_of_Japan()
    {
        // National inventories and maps of Japan: means of 110 to 170 Mg/ha, old stands above 400.
        float[] agb = folder.Read<float>("truth/agb_2020.tif"), forest = [.. agb.Where(value => value > 0)];
        Assert.InRange(forest.Average(), 135, 185);
        Assert.InRange(forest.Max(), 380, 650);
        Assert.InRange(forest.Count(value => value < 50) / (double)forest.Length, 0.02, 0.25);
    }

    [Fact]
    public void Nothing_changes_on_stable_ground_and_everything_goes_where_it_is_cut()
    {
        float[] before = folder.Read<float>("truth/agb_2020.tif"), after = folder.Read<float>("truth/agb_2024.tif");
        byte[] events = folder.Read<byte>("truth/change.tif");
        Assert.All(Enumerable.Range(0, before.Length).Where(pixel => events[pixel] is (byte)StandEvent.Stable or (byte)StandEvent.NotForest), pixel => Assert.Equal(before[pixel], after[pixel]));
        Assert.All(Where(events, StandEvent.ClearCut), pixel => Assert.True(after[pixel] < 15 && before[pixel] > 20));
        Assert.All(Where(events, StandEvent.Growth), pixel => Assert.True(after[pixel] > before[pixel]));
        Assert.All(Where(events, StandEvent.Thinning), pixel => Assert.InRange(after[pixel] / before[pixel], 0.6, 0.99));
        // Young stands outgrow in four years what a storm breaks.
        Assert.All(Where(events, StandEvent.Storm).Where(pixel => before[pixel] > 100), pixel => Assert.True(after[pixel] < 0.8 * before[pixel]));
        Assert.All(Where(events, StandEvent.Planting), pixel => Assert.True(before[pixel] == 0));
        Assert.All(Enum.GetValues<StandEvent>(), happens => Assert.Contains((byte)happens, events));
    }

    [Fact]
    public void L_band_rises_with_biomass_and_saturates_near_200()
    {
        float[] agb = folder.Read<float>("truth/agb_2020.tif");
        double[] decibels = HvByClass(agb);

        // 0-50, 50-100, 100-200, 200-300, 300 and more.
        Assert.True(decibels[1] - decibels[0] > 1.5, $"{decibels[0]} {decibels[1]}");
        Assert.True(decibels[2] - decibels[1] is > 0.4 and < 2.5, $"{decibels[1]} {decibels[2]}");
        Assert.True(Math.Abs(decibels[4] - decibels[3]) < 0.5, $"{decibels[3]} {decibels[4]}");
    }

    [Fact]
    public void C_band_saturates_earlier_than_L_band()
    {
        float[] agb = folder.Read<float>("truth/agb_2020.tif");
        short[] vh = folder.Read<short>("sentinel1/S1_20200725_ascending_simulated.tif", band: 1);
        double young = MeanDecibels(vh, Forest(agb, 5, 30)), middle = MeanDecibels(vh, Forest(agb, 80, 120)), old = MeanDecibels(vh, Forest(agb, 250, 600));
        Assert.True(middle - young > 1, $"{young} {middle}");
        Assert.True(Math.Abs(old - middle) < 0.5, $"{middle} {old}");
    }

    [Fact]
    public void Short_wave_infrared_falls_with_biomass_and_flattens()
    {
        float[] agb = folder.Read<float>("truth/agb_2020.tif");
        ushort[] numbers = folder.Read<ushort>("sentinel2/S2_20200821_N0214_L2A_simulated.tif", band: 9);
        byte[] scl = folder.Read<byte>("sentinel2/S2_20200821_N0214_SCL_simulated.tif");
        double young = Mean(5, 30), middle = Mean(80, 120), old = Mean(200, 250), oldest = Mean(300, 600);
        Assert.True(young > middle + 150 && middle > old + 30, $"{young} {middle} {old}");
        Assert.True(Math.Abs(old - oldest) < 0.35 * (middle - oldest) + 40, $"{old} {oldest}");

        double Mean(float from, float to) => Forest(agb, from, to).Where(pixel => scl[pixel] == (byte)SceneClass.Vegetation).Average(pixel => (double)numbers[pixel]);
    }

    [Fact]
    public void The_offset_of_the_baseline_is_in_the_numbers_and_read_right_there_is_no_step()
    {
        SceneFloor[] floors = [.. new[] { "S2_20200821_N0214", "S2_20201015_N0214", "S2_20240821_N0510", "S2_20241015_N0510" }.Select(scene => Floor(scene, isRead: true))];
        OffsetStep.Check(floors);
        SceneFloor[] wrong = [.. floors[..2], Floor("S2_20240821_N0510", isRead: false), floors[3]];
        Assert.Equal("reflectance.offset_step", Assert.Throws<MitoshiException>(() => OffsetStep.Check(wrong)).Code);
    }

    [Fact]
    public void The_mosaic_has_the_layout_of_JAXA()
    {
        const string Stem = "palsar2/N38E142_20_";
        ushort[] hv = folder.Read<ushort>(Stem + "sl_HV_F02DAR_simulated.tif"), days = folder.Read<ushort>(Stem + "date_F02DAR_simulated.tif");
        byte[] mask = folder.Read<byte>(Stem + "mask_F02DAR_simulated.tif"), incidence = folder.Read<byte>(Stem + "linci_F02DAR_simulated.tif");
        Assert.Equal(PalsarLayer.Hv, PalsarTileName.TryParse(PalsarScene.FileName("sl_HV", 2020))?.Layer);
        Assert.All(Enumerable.Range(0, hv.Length), pixel =>
        {
            bool isMissing = mask[pixel] == PalsarMask.NoData;
            Assert.Equal(isMissing, hv[pixel] == 1);
            Assert.Equal(isMissing, days[pixel] == 1);
            Assert.Equal(isMissing, incidence[pixel] == 1);
        });
        Assert.Equal(
            [new DateOnly(2020, 6, 12), new DateOnly(2020, 9, 4)],
            days.Select(day => PalsarDates.ToDate(PalsarSensor.Palsar2, day)).OfType<DateOnly>().Distinct().Order());
        Assert.Contains(PalsarMask.Ocean, mask);
        Assert.Contains(PalsarMask.Land, mask);
    }

    [Fact]
    public void Plots_lie_in_the_grid_and_their_trees_expand_to_their_biomass()
    {
        using RasterFile raster = RasterFile.Open(folder.File("truth/agb_2020.tif"));
        Dictionary<string, string[]> truth = Table("truth/plots_2020.csv").ToDictionary(row => row[0]);
        ILookup<string, string[]> trees = Table("plots/trees_2020.csv").ToLookup(row => row[0]);
        List<double> ratios = [];
        foreach (string[] plot in Table("plots/plots_2020.csv"))
        {
            (double column, double row) = raster.Grid.Transform.ToPixel(Number(plot[1]), Number(plot[2]));
            Assert.InRange(column, 2, SimulatedFolder.Size - 2);
            Assert.InRange(row, 2, SimulatedFolder.Size - 2);
            SpeciesTraits? species = SpeciesTraits.All.SingleOrDefault(traits => traits.Name == plot[7]);
            double expanded = trees[plot[0]].Sum(tree => species!.TreeMass(Number(tree[3]), Number(tree[4])) / 1000 / Number(tree[5]));
            Assert.Equal(expanded, Number(plot[5]), tolerance: 0.006);
            if (Number(truth[plot[0]][3]) > 20)
            {
                ratios.Add(expanded / Number(truth[plot[0]][3]));
            }
        }

        // The stated noise of a plot: nested circles and heights, several per cent, without bias.
        double mean = ratios.Average(), deviation = Math.Sqrt(ratios.Average(ratio => (ratio - mean) * (ratio - mean)));
        Assert.True(ratios.Count > 80);
        Assert.Equal(1, mean, tolerance: 3 * 0.06 / Math.Sqrt(ratios.Count));
        Assert.InRange(deviation, 0.005, 0.08);
    }

    [Fact]
    public async Task The_room_that_sums_tree_lists_finds_the_same_plots()
    {
        using TemporaryFolder temporary = new();
        SumPlots process = new()
        {
            Plots = folder.File("plots/plots_2020.csv"), Trees = folder.File("plots/trees_2020.csv"), Output = temporary.File("sums.csv"), Allometry = AllometryKind.HarvestedTrees,
        };
        PlotSums sums = await process.RunTypedAsync(new ProcessContext { Workspace = new Workspace(temporary.Path) });
        Dictionary<string, double> simulated = Table("plots/plots_2020.csv").ToDictionary(row => row[0], row => Number(row[5]));

        // Its allometry has the coefficients in full, the landscape has them with five digits.
        Assert.Equal(simulated.Count, sums.Plots.Count);
        Assert.All(sums.Plots, plot => Assert.Equal(simulated[plot.Plot], plot.Agb.Value, tolerance: 0.02 + (0.003 * simulated[plot.Plot])));
    }

    [Theory]
    [InlineData(2020)]
    [InlineData(2024)]
    public void The_project_file_of_a_year_names_files_that_are_there_and_their_meaning(int year)
    {
        string[] lines = File.ReadAllLines(folder.File($"forest_{year}.yaml"));
        string[] paths = [.. lines.Where(line => line.Contains("path:", StringComparison.Ordinal) || line.Contains("mask:", StringComparison.Ordinal)).Select(line => line.Split(": ")[1])];
        Assert.All(paths, path => Assert.True(File.Exists(folder.File(path)), path));
        Assert.Contains("path: dem.tif", paths.Select(path => $"path: {path}").First(), StringComparison.Ordinal);
        Assert.Equal(6, lines.Count(line => line.Contains(year == 2020 ? "baseline: \"02.14\"" : "baseline: \"05.10\"", StringComparison.Ordinal)));
        Assert.Equal(6 + 2, lines.Count(line => line.Contains("mask:", StringComparison.Ordinal)));
        Assert.Equal(4, lines.Count(line => line.Contains("orbit: descending", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains($"agb: lidar/agb_{year}.tif", StringComparison.Ordinal));
    }

    [Fact]
    public void The_inputs_of_the_project_are_read_and_aligned_by_the_forest_room()
    {
        ForestSite site = new()
        {
            Name = "landscape",
            Inputs =
            [
                new ForestInput { Path = folder.File("dem.tif"), Role = LayerRole.Elevation },
                new ForestInput { Path = folder.File("palsar2/N38E142_24_sl_HV_F02DAR_simulated.tif"), Role = LayerRole.Palsar, Mask = folder.File("palsar2/N38E142_24_mask_F02DAR_simulated.tif") },
                new ForestInput { Path = folder.File("sentinel1/S1_20240725_ascending_simulated.tif"), Role = LayerRole.Sentinel1, Unit = InputUnit.Decibel },
                new ForestInput { Path = folder.File("sentinel2/S2_20240821_N0510_L2A_simulated.tif"), Role = LayerRole.Sentinel2, Baseline = "05.10", Mask = folder.File("sentinel2/S2_20240821_N0510_SCL_simulated.tif") },
                new ForestInput { Path = folder.File("landcover_2024.tif"), Role = LayerRole.LandCover },
            ],
        };
        Grid grid = CubeBuilder.GridOf(site);
        using FileCube cube = CubeBuilder.Build(site, grid);
        Window window = new(64, 64, 128, 128);
        float[] values = new float[window.PixelCount * cube.Layers.Count];
        cube.Read(window, [.. Enumerable.Range(0, cube.Layers.Count)], values);
        double[] means = [.. cube.Layers.Select((_, layer) => values.Skip(layer * window.PixelCount).Take(window.PixelCount).Where(value => !float.IsNaN(value)).Average(value => (double)value))];
        Assert.Equal(SimulatedFolder.Size, grid.Width);
        Assert.InRange(means[0], 60, 900);
        Assert.InRange(10 * Math.Log10(means[1]), -17, -10);
        Assert.InRange(means[cube.Layers.ToList().FindIndex(layer => layer.Band == "B8")], 0.15, 0.45);
    }

    [Fact]
    public void Trees_are_measured_on_the_circle_of_their_size()
        => Assert.All(Table("plots/trees_2020.csv"), tree =>
        {
            double diameter = Number(tree[3]);
            Assert.Equal(diameter < 5 ? 0.01 : diameter < 18 ? 0.04 : 0.10, Number(tree[5]));
        });

    [Fact]
    public void The_truth_of_a_plot_is_the_area_weighted_mean_of_its_pixels()
    {
        using RasterFile raster = RasterFile.Open(folder.File("truth/agb_2020.tif"));
        float[] agb = folder.Read<float>("truth/agb_2020.tif");
        RandomStream random = new(5, "plot.truth");
        string[] plot = Table("truth/plots_2020.csv")[7];
        (double column, double row) = raster.Grid.Transform.ToPixel(Number(plot[1]), Number(plot[2]));
        double sum = 0;
        const int Points = 200_000;
        for (int i = 0; i < Points; i++)
        {
            double angle = 2 * Math.PI * random.NextDouble(), reach = 1.7841241 * Math.Sqrt(random.NextDouble());
            sum += agb[((int)(row + (reach * Math.Sin(angle))) * SimulatedFolder.Size) + (int)(column + (reach * Math.Cos(angle)))];
        }

        Assert.Equal(sum / Points, Number(plot[3]), tolerance: 0.5);
    }

    [Fact]
    public void The_lidar_sample_is_a_point_cloud_that_lies_in_the_middle_line()
    {
        using LasFile cloud = LasFile.Open(folder.File("lidar/sample_2020.las"));
        Assert.Equal(50_000, (long)cloud.Header.PointCount);
        Assert.Equal(32654, cloud.Crs?.EpsgCode);
        Assert.Empty(cloud.Warnings);
    }

    [Fact]
    public void Lidar_height_and_biomass_have_the_stated_errors()
    {
        float[] height = folder.Read<float>("lidar/height_2020.tif"), trueHeight = folder.Read<float>("truth/height_2020.tif");
        float[] agb = folder.Read<float>("lidar/agb_2020.tif"), trueAgb = folder.Read<float>("truth/agb_2020.tif");
        int[] seen = [.. Enumerable.Range(0, agb.Length).Where(pixel => !float.IsNaN(agb[pixel]) && trueHeight[pixel] > 5)];
        Assert.InRange(agb.Count(value => !float.IsNaN(value)) / (double)agb.Length, 0.15, 0.25);
        Assert.Equal(0.6, Math.Sqrt(seen.Average(pixel => Math.Pow(height[pixel] - trueHeight[pixel], 2))), tolerance: 0.03);
        Assert.Equal(0.094, Math.Sqrt(seen.Average(pixel => Math.Pow(Math.Log(agb[pixel] / trueAgb[pixel]), 2))), tolerance: 0.02);
    }

    private static async Task<string> HashOf(string path, int threads)
    {
        await SimulatedFolder.Make(path, 96, threads);
        IEnumerable<string> lines = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Path.GetRelativePath(path, file) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
        return string.Join('\n', lines);
    }

    private static T[] ReadFile<T>(string path)
        where T : unmanaged
    {
        using RasterFile file = RasterFile.Open(path);
        T[] numbers = new T[file.Grid.PixelCount];
        file.Read(file.Grid.Whole, [0], numbers);
        return numbers;
    }

    private static IEnumerable<int> Where(byte[] events, StandEvent happens) => Enumerable.Range(0, events.Length).Where(pixel => events[pixel] == (byte)happens);

    private static IEnumerable<int> Forest(float[] agb, float from, float to) => Enumerable.Range(0, agb.Length).Where(pixel => agb[pixel] >= from && agb[pixel] < to);

    private static double MeanDecibels(short[] hundredths, IEnumerable<int> pixels) => 10 * Math.Log10(pixels.Average(pixel => Math.Pow(10, hundredths[pixel] / 1000.0)));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private IReadOnlyList<string[]> Table(string name) => [.. File.ReadLines(folder.File(name)).Skip(1).Select(line => line.Split(','))];

    // Mean power of the land pixels of the mosaic by the biomass of the pixel of 10 m at their centre.
    private double[] HvByClass(float[] agb)
    {
        using RasterFile tile = RasterFile.Open(folder.File("palsar2/N38E142_20_sl_HV_F02DAR_simulated.tif")), truth = RasterFile.Open(folder.File("truth/agb_2020.tif"));
        using CoordinateTransform toMap = new(tile.Grid.Crs, truth.Grid.Crs);
        ushort[] numbers = folder.Read<ushort>("palsar2/N38E142_20_sl_HV_F02DAR_simulated.tif");
        byte[] mask = folder.Read<byte>("palsar2/N38E142_20_mask_F02DAR_simulated.tif");
        float[] power = new float[numbers.Length];
        PalsarCalibration.ToPower(numbers, power);
        PalsarMask.Apply(mask, keepOcean: false, power);
        double[] sums = new double[5], counts = new double[5];
        for (int pixel = 0; pixel < power.Length; pixel++)
        {
            (double x, double y) = tile.Grid.Transform.ToMap((pixel % tile.Grid.Width) + 0.5, (pixel / tile.Grid.Width) + 0.5);
            (x, y) = toMap.Transform(x, y);
            (double column, double row) = truth.Grid.Transform.ToPixel(x, y);
            bool isInside = column >= 0 && row >= 0 && column < SimulatedFolder.Size && row < SimulatedFolder.Size;
            float biomass = isInside ? agb[((int)row * SimulatedFolder.Size) + (int)column] : 0;
            if (biomass > 0 && !float.IsNaN(power[pixel]))
            {
                int group = biomass switch { < 50 => 0, < 100 => 1, < 200 => 2, < 300 => 3, _ => 4 };
                sums[group] += power[pixel];
                counts[group]++;
            }
        }

        return [.. sums.Zip(counts, (sum, count) => 10 * Math.Log10(sum / count))];
    }

    private SceneFloor Floor(string scene, bool isRead)
    {
        byte[] scl = folder.Read<byte>($"sentinel2/{scene}_SCL_simulated.tif"), rejected = new byte[scl.Length];
        MaskDilation.Reject(scl, halo: 0, SceneClassSet.Masked, new DiskRadius(0, PixelSize.Square(10)), new Window(0, 0, SimulatedFolder.Size, SimulatedFolder.Size), rejected);
        Sentinel2Offset offset = isRead ? Sentinel2Offset.Decide(scene, scene[^5..], isAlreadyApplied: null) : Sentinel2Offset.None;
        ReflectanceFloor floor = new(OpticalModel.BandCount);
        float[] reflectance = new float[scl.Length];
        for (int band = 0; band < OpticalModel.BandCount; band++)
        {
            Sentinel2Reflectance.Compute(folder.Read<ushort>($"sentinel2/{scene}_L2A_simulated.tif", band), offset, reflectance);
            MaskedValues.Apply(rejected, reflectance);
            floor.Add(band, reflectance);
        }

        return new SceneFloor(scene, new DateOnly(2020, 1, 1), floor.Level());
    }
}
