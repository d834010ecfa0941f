using System.Diagnostics;
using System.Globalization;
using Mitoshi.Cli.Projects;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Simulation;
using Mitoshi.Raster.Cubes;
using Mitoshi.Testing;

namespace Mitoshi.Cli.Tests.EndToEnd;

/// <summary>
/// Every kind of input that a forest map takes, in one project, one training and one map: PALSAR-2 with its mask, incidence and dates in degrees, Sentinel-1
/// at 4 m and Sentinel-2 at 20 m in the neighbouring UTM zone, Landsat at 30 m, terrain, cover and an existing height map in degrees, species at 5 m.
/// </summary>
public sealed class MixedInputsTests : IAsyncLifetime
{
    private const int Year = 2020, SmallSize = 128, LargeSize = 320;
    private readonly TemporaryFolder _folder = new();

    private string Landscape => _folder.File("landscape");

    private MixedFolder Mixed => new(Landscape, _folder.File("mixed"), Year);

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(HasGdalTools(), "SKIPPED: gdalwarp and gdal_translate are not here; they come with the package gdal-bin.");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_folder_of_every_kind_of_input_is_recognised_read_right_and_mapped()
    {
        await Make(SmallSize);
        string project = Init();
        ForestSite site = SiteOf(project);
        LayerRole[] roles = [LayerRole.Palsar, LayerRole.Sentinel1, LayerRole.Sentinel2, LayerRole.Landsat, LayerRole.Elevation, LayerRole.LandCover, LayerRole.Species, LayerRole.CanopyHeight];
        Assert.Equal(roles.Order(), site.Inputs.Select(input => input.Role).Distinct().Order());
        Assert.Equal("EPSG:32654", site.Crs);
        AssertReadRight(site);

        // One of the files comes from a server; the map is the same in every bit.
        using RangeServer server = new(Mixed.Folder);
        string remote = Path.Combine(Mixed.Folder, "remote.yaml");
        File.WriteAllText(remote, File.ReadAllText(project).Replace("path: dem_1sec.tif", $"path: {server.Url}/dem_1sec.tif", StringComparison.Ordinal));
        Run("train", project, "--rows", "1000");
        Run("map", project, "--name", "near");
        Run("map", remote, "--name", "far");
        Assert.True(server.Answered > 0);
        Assert.Equal(Regridder.Read(Product("near", MapFiles.Agb)), Regridder.Read(Product("far", MapFiles.Agb)));
        Assert.Equal(Regridder.Read(Product("near", MapFiles.Upper)), Regridder.Read(Product("far", MapFiles.Upper)));
        Lineage lineage = LineageJson.OfFolder(Path.GetDirectoryName(Product("far", MapFiles.Agb))!)!;
        Assert.Contains(lineage.Inputs, input => input.Name == $"{server.Url}/dem_1sec.tif" && input.Role == "elevation");
    }

    [Fact]
    [Trait("Length", "Long")]
    public async Task With_Landsat_and_a_height_map_beside_the_rest_error_and_coverage_are_not_worse_than_without_them()
    {
        await Make(LargeSize);
        string whole = Init(), less = Path.Combine(Mixed.Folder, "less.yaml");
        string[] inputs = File.ReadAllText(whole).Split("      - path: ");
        File.WriteAllText(less, string.Join("      - path: ", inputs.Where(input => !input.Contains("role: landsat", StringComparison.Ordinal) && !input.Contains("role: canopy_height", StringComparison.Ordinal))));
        foreach ((string name, string project) in new[] { ("less", less), ("whole", whole) })
        {
            Run("train", project, "--model", name, "--rows", "8000", "--reference-error", "0.094");
            Run("map", project, "--model", name, "--name", name, "--intervals", "always");
        }

        (double lessError, double lessCoverage) = Figures("less");
        (double wholeError, double wholeCoverage) = Figures("whole");
        string figures = $"RMSE {lessError:0.0} without and {wholeError:0.0} Mg/ha with, coverage {100 * lessCoverage:0.0} and {100 * wholeCoverage:0.0} %";
        TestContext.Current.TestOutputHelper?.WriteLine(figures);

        // Noise: 5 % of the error, 2 points of coverage (the scatter between landscapes).
        Assert.True(wholeError <= 1.05 * lessError && wholeCoverage >= Math.Min(0.88, lessCoverage - 0.02), figures);
    }

    private async Task Make(int size)
    {
        ProcessContext context = new() { Workspace = new Workspace(_folder.File("workspace")), Threads = 2 };
        await new SimulateLandscape { Output = Landscape, Size = size, Plots = 60, Years = [Year] }.RunTypedAsync(context);
        Mixed.Make();
    }

    private string Init()
    {
        string project = Path.Combine(Mixed.Folder, "forest.yaml");
        Run("init", Mixed.Folder);
        return project;
    }

    private void AssertReadRight(ForestSite site)
    {
        Grid grid = CubeBuilder.GridOf(site);
        using FileCube cube = CubeBuilder.Build(site, grid);
        Regridder regridder = new(Mixed, grid);
        string In(string name) => Mixed.In(name);
        float[] mask = Regridder.Read(In("N38E142_20_mask_F02DAR.tif"));
        float[] Land(float[] numbers) => [.. numbers.Select((number, pixel) => mask[pixel] == 255 ? number : float.NaN)];
        foreach (string band in new[] { "HH", "HV" })
        {
            string path = In($"N38E142_20_sl_{band}_F02DAR.tif");
            // JAXA: gamma nought in dB is 10 log10(DN²) - 83.0; the power is interpolated.
            float[] power = [.. Regridder.Read(path).Select(number => number is > 1 ? number * number * MathF.Pow(10, -8.3f) : float.NaN)];
            AssertSame(regridder.ToTarget(path, Land(power), "bilinear"), Layer(cube, LayerRole.Palsar, band), relative: 0.01, band);
        }

        string linci = In("N38E142_20_linci_F02DAR.tif");
        AssertSame(regridder.ToTarget(linci, Regridder.Read(linci), "bilinear"), Layer(cube, LayerRole.Palsar, "incidence"), relative: 0.01, "incidence");
        string radar = In("S1_20200420_ascending_simulated.tif");
        float[] watts = [.. Regridder.Read(radar, band: 1).Select(decibels => MathF.Pow(10, decibels / 10))];
        AssertSame(regridder.ToTarget(radar, watts, "average"), Layer(cube, LayerRole.Sentinel1, "VH", new DateOnly(Year, 4, 20)), relative: 0.03, "VH");
        Optical(cube, regridder);
        AssertSame(regridder.ToTarget(In("dem_1sec.tif"), Regridder.Read(In("dem_1sec.tif")), "bilinear"), Layer(cube, LayerRole.Elevation, "elevation"), relative: 0.001, "elevation");
        string height = In($"ETH_GlobalCanopyHeight_10m_{Year}_N36E141_Map.tif");
        AssertSame(regridder.ToTarget(height, Regridder.Read(height), "bilinear"), Layer(cube, LayerRole.CanopyHeight, "height"), relative: 0.01, "height");
        AssertSame(regridder.ToTarget(In($"landcover_{Year}.tif"), Regridder.Read(In($"landcover_{Year}.tif")), "near"), Layer(cube, LayerRole.LandCover, "land_cover"), relative: 0, "cover");
        AssertSame(regridder.ToTarget(In("species.tif"), Regridder.Read(In("species.tif")), "mode"), Layer(cube, LayerRole.Species, "species"), relative: 0, "species");
    }

    private void Optical(FileCube cube, Regridder regridder)
    {
        string scene = Directory.EnumerateFiles(Mixed.Folder, "S2_*_L2A.tif").Order(StringComparer.Ordinal).ElementAt(1), classFile = scene.Replace("_L2A", "_SCL", StringComparison.Ordinal);
        DateOnly day = Day(Path.GetFileName(scene).Split('_')[1]);
        float[] classes = Regridder.Read(classFile), numbers = Regridder.Read(scene, band: 6);
        int width = Regridder.GridOf(scene).Width;
        // No data, defects, shadow, clouds, cirrus and snow are out; within 60 m of shadow or cloud too, which is three pixels.
        float[] reflectance = [.. numbers.Select((number, pixel) => Rejects(classes, pixel, width) ? float.NaN : number / 10_000)];
        AssertSame(regridder.ToTarget(scene, reflectance, "bilinear"), Layer(cube, LayerRole.Sentinel2, "B8", day), relative: 0.01, "B8");

        string landsat = Directory.EnumerateFiles(Mixed.Folder, "LC08_*_SR_B5.TIF").Order(StringComparer.Ordinal).First();
        float[] bits = Regridder.Read(landsat.Replace("SR_B5", "QA_PIXEL", StringComparison.Ordinal));
        float[] surface = [.. Regridder.Read(landsat).Select((number, pixel) => number is >= 7273 and <= 43636 && ((int)bits[pixel] & 0b111111) == 0 ? (0.0000275f * number) - 0.2f : float.NaN)];
        AssertSame(regridder.ToTarget(landsat, surface, "bilinear"), Layer(cube, LayerRole.Landsat, "B5", Day(Path.GetFileName(landsat).Split('_')[3])), relative: 0.01, "Landsat B5");
    }

    private static bool Rejects(float[] classes, int pixel, int width)
    {
        if (float.IsNaN(classes[pixel]) || classes[pixel] is 0 or 1 or 3 or 8 or 9 or 10 or 11)
        {
            return true;
        }

        int row = pixel / width, column = pixel % width;
        for (int y = Math.Max(0, row - 3); y <= Math.Min((classes.Length / width) - 1, row + 3); y++)
        {
            for (int x = Math.Max(0, column - 3); x <= Math.Min(width - 1, column + 3); x++)
            {
                if (((y - row) * (y - row)) + ((x - column) * (x - column)) <= 9 && classes[(y * width) + x] is 3 or 8 or 9)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // At the edge of what is known the two resamplers may differ about a pixel; within it they must not.
    private static void AssertSame(float[] expected, float[] actual, double relative, string what)
    {
        int[] known = [.. Enumerable.Range(0, expected.Length).Where(pixel => float.IsFinite(expected[pixel]) && float.IsFinite(actual[pixel]))];
        int onlyOne = Enumerable.Range(0, expected.Length).Count(pixel => float.IsFinite(expected[pixel]) != float.IsFinite(actual[pixel]));
        double same = known.Count(pixel => Math.Abs(actual[pixel] - expected[pixel]) <= relative * Math.Max(Math.Abs(expected[pixel]), 1e-6)) / (double)Math.Max(1, known.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {known.Length} known by both, {onlyOne} by one, {100 * same:0.00} % within {relative}");
        Assert.True(known.Length > expected.Length / 5, $"{what}: only {known.Length} pixels are known");
        Assert.True(onlyOne < 0.03 * expected.Length && same > 0.97, $"{what}: {onlyOne} of {expected.Length} known by one only, {100 * same:0.0} % alike");
    }

    private static float[] Layer(FileCube cube, LayerRole role, string band, DateOnly? day = null)
    {
        int layer = Enumerable.Range(0, cube.Layers.Count).Single(i => cube.Layers[i].Role == role && cube.Layers[i].Band == band && (day is null || cube.Layers[i].Date == day));
        float[] values = new float[cube.Grid.Whole.PixelCount];
        cube.Read(cube.Grid.Whole, [layer], values);
        return values;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);

    private static ForestSite SiteOf(string project)
    {
        ProcessDescription map = ProcessDescription.Discover([typeof(MapForest).Assembly]).Single(process => process.Name == "forest_map");
        return Assert.Single(((MapForest)ProcessBinder.Bind(map, ProjectFile.Read(project), new HashSet<string>())).Sites);
    }

    private string Product(string name, string file) => _folder.File(Path.Combine("workspace", "products", name, file));

    private (double Rmse, double Coverage) Figures(string name)
    {
        float[] truth = Regridder.Read(Path.Combine(Landscape, "truth", $"agb_{Year}.tif")), agb = Regridder.Read(Product(name, MapFiles.Agb));
        float[] lower = Regridder.Read(Product(name, MapFiles.Lower)), upper = Regridder.Read(Product(name, MapFiles.Upper));
        Assert.Equal(truth.Length, agb.Length);
        int[] known = [.. Enumerable.Range(0, truth.Length).Where(pixel => float.IsFinite(agb[pixel]) && float.IsFinite(truth[pixel]))];
        return (Math.Sqrt(known.Average(pixel => Math.Pow(agb[pixel] - truth[pixel], 2))), known.Count(pixel => truth[pixel] >= lower[pixel] && truth[pixel] <= upper[pixel]) / (double)known.Length);
    }

    private void Run(string verb, params string[] arguments)
    {
        ProcessStartInfo info = new("dotnet", [ForestProgramTests.Program, "forest", verb, .. arguments, "--workspace", _folder.File("workspace")]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        info.Environment["OMP_WAIT_POLICY"] = "passive";
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(info)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string words = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"forest {verb}: {words}");
    }

    private static bool HasGdalTools() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "gdalwarp")));
}
