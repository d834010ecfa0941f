using System.Diagnostics;
using Mitoshi.Gdal;
using Mitoshi.Raster.Tests.Execution;
using Mitoshi.Testing;

namespace Mitoshi.Raster.Tests.Cog;

public sealed class CogSinkTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Formats => ["float32", "float32-zstd", "int16", "int16-plain", "uint8-classes", "float32-256", "uint16", "int32"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task GDAL_reads_every_pixel_as_it_was_given(string name)
    {
        CogFormat format = FormatOf(name);
        using MemorySource source = Rounded(Landscape.Of(700, 600), format);
        string path = await Write(source, format);
        using RasterSource again = RasterSource.Open(path);
        Assert.Equal(source.Grid, again.Grid);
        Assert.Equal(source.Layers, again.Layers);
        Assert.Equal(source.ReadBlock(source.Grid.Whole).Values.ToArray(), again.ReadBlock(source.Grid.Whole).Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task GDALs_validator_accepts_it(string name)
    {
        Assert.SkipUnless(File.Exists(Python) && Run("-c", "import osgeo_utils.samples.validate_cloud_optimized_geotiff").Exit == 0,
            "SKIPPED: GDAL's validator is not here. apt install python3-gdal brings it.");
        using MemorySource source = Rounded(Landscape.Of(1100, 700), FormatOf(name));
        string path = await Write(source, FormatOf(name));
        (int exit, string output) = Run("-m", "osgeo_utils.samples.validate_cloud_optimized_geotiff", "--full-check=yes", path);
        Assert.True(exit == 0 && output.Contains("is a valid cloud optimized GeoTIFF") && !output.Contains("warning", StringComparison.OrdinalIgnoreCase), output);
    }

    [Fact]
    public async Task An_overview_is_the_mean_of_the_pixels_that_have_data()
    {
        using MemorySource source = Landscape.Of(1300, 700);
        string path = await Write(source, CogFormat.Float32);
        using RasterFile file = RasterFile.Open(path);
        Assert.Equal(2, file.Bands[0].OverviewCount);
        float[] half = new float[650 * 350];
        file.Read(file.Grid.Whole, [0], 650, 350, half.AsSpan());
        ReadOnlySpan<float> full = source.Band(0);
        for (int row = 0; row < 350; row++)
        {
            for (int column = 0; column < 650; column++)
            {
                float[] four = [full[(2 * row * 1300) + (2 * column)], full[(2 * row * 1300) + (2 * column) + 1], full[(((2 * row) + 1) * 1300) + (2 * column)], full[(((2 * row) + 1) * 1300) + (2 * column) + 1]];
                double expected = four.Where(value => !float.IsNaN(value)).DefaultIfEmpty(float.NaN).Average(value => (double)value);
                Assert.Equal(expected, half[(row * 650) + column], tolerance: 1e-4);
            }
        }
    }

    [Fact]
    public async Task The_statistics_are_those_of_the_pixels()
    {
        using MemorySource source = Landscape.Of(1300, 700);
        using RasterFile file = RasterFile.Open(await Write(source, CogFormat.Float32));
        double[] valid = [.. source.Band(0).ToArray().Where(value => !float.IsNaN(value)).Select(value => (double)value)];
        double mean = valid.Average(), deviation = Math.Sqrt(valid.Average(value => (value - mean) * (value - mean)));
        IReadOnlyDictionary<string, string> words = file.Bands[0].Metadata;
        Assert.Equal(mean, double.Parse(words["STATISTICS_MEAN"]), tolerance: 1e-9);
        Assert.Equal(deviation, double.Parse(words["STATISTICS_STDDEV"]), tolerance: 1e-9);
        Assert.Equal((valid.Min(), valid.Max()), (double.Parse(words["STATISTICS_MINIMUM"]), double.Parse(words["STATISTICS_MAXIMUM"])));
    }

    [Fact]
    public async Task A_scaled_number_comes_back_within_half_a_step_and_never_as_no_data()
    {
        Grid grid = Landscape.Grid(4, 1);
        using MemorySource source = new(grid, [new Layer("height", "m")], [12.34f, float.NaN, 1e9f, -1e9f]);
        using RasterSource again = RasterSource.Open(await Write(source, CogFormat.Int16 with { Scale = 0.1, Offset = 10 }));
        float[] values = again.ReadBlock(grid.Whole).Values.ToArray();
        Assert.Equal(12.3f, values[0], tolerance: 0.05f);
        Assert.Equal([float.NaN, 3286.7f, -3266.7f], values[1..]);
    }

    [Fact]
    public async Task One_job_fills_several_files_with_the_bands_they_want()
    {
        using MemorySource source = Landscape.Of(600, 600);
        CogSink smooth = new(_folder.File("smooth.tif"), CogFormat.Float32) { Bands = [0] }, same = new(_folder.File("same.tif"), CogFormat.Int16) { Bands = [1] };
        await Executor.RunAsync(new MapJob("map", source, new SmoothKernel(), smooth, same), new ExecutorOptions { JobFolder = _folder.File("job") },
            new ProcessContext { Workspace = new Workspace(_folder.Path), Threads = 2 });
        using RasterSource one = RasterSource.Open(_folder.File("smooth.tif")), two = RasterSource.Open(_folder.File("same.tif"));
        Assert.Equal(new Layer("smooth", "m"), Assert.Single(one.Layers));
        Assert.Equal("same", Assert.Single(two.Layers).Name);
        Assert.Equal(["same.tif", "smooth.tif"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(600 * 600, smooth.Statistics[0].Count + smooth.Statistics[0].Missing);
    }

    [Fact]
    public async Task A_local_grid_stays_local()
    {
        using MemorySource source = new(Landscape.Grid(3, 2) with { Crs = Crs.Local }, [new Layer("agb", "Mg/ha")], [1, 2, 3, 4, 5, 6]);
        string path = await Write(source, CogFormat.Float32);
        Assert.Equal("grid.no_crs", Assert.Throws<MitoshiException>(() => RasterFile.Open(path)).Code);
        using RasterFile file = RasterFile.Open(path, Crs.Local);
        Assert.Equal(source.Grid, file.Grid);
    }

    public void Dispose() => _folder.Dispose();

    private static CogFormat FormatOf(string name) => name switch
    {
        "float32-zstd" => CogFormat.Float32 with { Compression = TileCompression.Zstd, Level = 9 },
        "int16" => CogFormat.Int16,
        "int16-plain" => CogFormat.Int16 with { Compression = TileCompression.None },
        "uint8-classes" => CogFormat.Classes,
        "float32-256" => CogFormat.Float32 with { TileSize = 256, NoData = -9999 },
        "uint16" => new CogFormat(PixelType.UInt16, 65535),
        "int32" => new CogFormat(PixelType.Int32, int.MinValue),
        _ => CogFormat.Float32,
    };

    private static MemorySource Rounded(MemorySource source, CogFormat format) => format.Type == PixelType.Float32 ? source
        : new MemorySource(source.Grid, source.Layers, [.. source.Band(0).ToArray().Select(value => MathF.Min(MathF.Round(value), 254))]);

    private async Task<string> Write(MemorySource source, CogFormat format)
    {
        string path = _folder.File("map.tif");
        await Executor.RunAsync(new MapJob("map", source, new CopyKernel(source.Layers), new CogSink(path, format)),
            new ExecutorOptions { JobFolder = _folder.File("job") }, new ProcessContext { Workspace = new Workspace(_folder.Path), Threads = 2 });
        return path;
    }

    private static (int Exit, string Output) Run(params string[] arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
