using Mitoshi.Testing;

namespace Mitoshi.Gdal.Tests.Rasters;

public sealed class RasterFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Grid _grid = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(west: 300000, north: 4000020, pixelSize: 10), Width: 70, Height: 50);

    [Fact]
    public void What_was_written_is_read_again_with_its_grid_and_its_words()
    {
        string path = _folder.File("height.tif");
        short[] numbers = Numbers(_grid.Whole, seed: 3);
        using (RasterWriter writer = RasterWriter.Create(path, _grid, new RasterFormat(PixelType.Int16, 2)
        {
            NoData = -32768, Scale = 0.1, Offset = 5, Unit = "m", Descriptions = ["height", "height of the neighbours"],
            Metadata = new Dictionary<string, string> { ["SENSOR"] = "simulated" }, TileSize = 16,
        }))
        {
            writer.Write<short>(_grid.Whole, 0, numbers);
            writer.Write<short>(_grid.Whole, 1, numbers);
            Assert.False(File.Exists(path));
            writer.Commit();
        }

        using RasterFile file = RasterFile.Open(path);
        short[] again = new short[numbers.Length];
        file.Read(_grid.Whole, [1], again.AsSpan());
        Assert.Equal(numbers, again);
        Assert.Equal(_grid, file.Grid);
        Assert.Equal("GTiff", file.Header.Format);
        Assert.Equal("simulated", file.Header.Metadata["SENSOR"]);
        Assert.Equal(new { NoData = (double?)-32768, Scale = 0.1, Offset = 5.0, Unit = "m", Description = "height", Type = PixelType.Int16, BlockColumns = 16 },
            new { file.Bands[0].NoData, file.Bands[0].Scale, file.Bands[0].Offset, file.Bands[0].Unit, file.Bands[0].Description, file.Bands[0].Type, file.Bands[0].BlockColumns });
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Physical_values_are_scaled_and_no_data_is_NaN()
    {
        string path = Write("dem.tif", new RasterFormat(PixelType.Int16, 1) { NoData = -9999, Scale = 0.5, Offset = 100 }, new Window(0, 0, 3, 1), [10, -9999, -20]);
        using RasterFile file = RasterFile.Open(path);
        float[] metres = new float[3];
        file.ReadPhysical(new Window(0, 0, 3, 1), [0], metres);
        Assert.Equal([105, float.NaN, 90], metres);
    }

    [Fact]
    public void A_file_without_a_CRS_is_refused_unless_one_is_declared()
    {
        string path = _folder.File("chip.tif");
        using (RasterWriter writer = RasterWriter.Create(path, _grid with { Crs = Crs.Local }, new RasterFormat(PixelType.UInt8, 1)))
        {
            writer.Commit();
        }

        Assert.Equal("grid.no_crs", Assert.Throws<MitoshiException>(() => RasterFile.Open(path)).Code);
        using RasterFile file = RasterFile.Open(path, declaredCrs: Crs.Local);
        Assert.True(file.Grid.Crs.IsLocal);
        Assert.Equal(_grid.Transform, file.Grid.Transform);
    }

    [Fact]
    public void A_missing_file_and_a_file_of_another_kind_are_told_apart()
    {
        string text = _folder.File("notes.tif");
        File.WriteAllText(text, "no raster");
        Assert.Equal("raster.not_found", Assert.Throws<MitoshiException>(() => RasterFile.Open(_folder.File("absent.tif"))).Code);
        MitoshiException error = Assert.Throws<MitoshiException>(() => RasterFile.Open(text));
        Assert.Equal("raster.cannot_open", error.Code);
        Assert.Contains("notes.tif", error.In(Language.Japanese));
    }

    [Fact]
    public void A_file_that_was_cut_short_is_never_served_as_data()
    {
        string path = Write("whole.tif", new RasterFormat(PixelType.Int16, 1) { TileSize = 16 }, _grid.Whole, Numbers(_grid.Whole, seed: 1));
        byte[] bytes = File.ReadAllBytes(path);
        string cut = _folder.File("cut.tif");
        File.WriteAllBytes(cut, bytes[..(bytes.Length * 3 / 4)]);
        MitoshiException error = Assert.Throws<MitoshiException>(() =>
        {
            using RasterFile file = RasterFile.Open(cut);
            file.Read(_grid.Whole, [0], new short[_grid.Whole.PixelCount].AsSpan());
        });
        Assert.Contains(error.Code, (string[])["raster.truncated", "raster.read_failed", "raster.cannot_open"]);
    }

    [Fact]
    public void Many_threads_read_one_file_at_once()
    {
        short[] numbers = Numbers(_grid.Whole, seed: 2);
        string path = Write("shared.tif", new RasterFormat(PixelType.Int16, 1) { TileSize = 16 }, _grid.Whole, numbers);
        using RasterFile file = RasterFile.Open(path);
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, turn =>
        {
            int row = turn % _grid.Height;
            short[] line = new short[_grid.Width];
            file.Read(new Window(0, row, _grid.Width, 1), [0], line.AsSpan());
            Assert.Equal(numbers[(row * _grid.Width)..((row + 1) * _grid.Width)], line);
        });
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_named()
    {
        MitoshiException error = Assert.Throws<MitoshiException>(() => RasterWriter.Create("/proc/height.tif", _grid, new RasterFormat(PixelType.UInt8, 1)));
        Assert.StartsWith("disk.", error.Code);
        Assert.Contains("/proc/height.tif", error.Message);
    }

    [Fact]
    public void What_is_not_committed_leaves_the_old_file()
    {
        string path = Write("old.tif", new RasterFormat(PixelType.Int16, 1), new Window(0, 0, 1, 1), [7]);
        byte[] before = File.ReadAllBytes(path);
        using (RasterWriter writer = RasterWriter.Create(path, _grid, new RasterFormat(PixelType.Int16, 1)))
        {
            writer.Write<short>(new Window(0, 0, 1, 1), 0, [8]);
        }

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_window_outside_of_the_grid_is_a_mistake_of_the_caller()
    {
        string path = Write("small.tif", new RasterFormat(PixelType.Int16, 1), new Window(0, 0, 1, 1), [7]);
        using RasterFile file = RasterFile.Open(path);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(new Window(60, 0, 20, 1), [0], new short[20].AsSpan()));
    }

    [Fact]
    public void The_real_chips_carry_no_CRS_and_open_as_a_local_grid()
    {
        string path = Path.Combine(SharedData.Require("forest/biomassters/0060c0a5"), "S2_00.tif");
        Assert.Equal("grid.no_crs", Assert.Throws<MitoshiException>(() => RasterFile.Open(path)).Code);
        using RasterFile file = RasterFile.Open(path, declaredCrs: Crs.Local, declaredPixelSize: 10);
        Assert.Equal((256, 256, 11), (file.Grid.Width, file.Grid.Height, file.Bands.Count));
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, RasterFormat format, Window window, short[] numbers)
    {
        string path = _folder.File(name);
        using RasterWriter writer = RasterWriter.Create(path, _grid, format);
        writer.Write<short>(window, 0, numbers);
        writer.Commit();
        return path;
    }

    private static short[] Numbers(Window window, ulong seed)
    {
        RandomStream random = new(seed, "raster-file-tests");
        short[] numbers = new short[window.PixelCount];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (short)random.NextInt(3000);
        }

        return numbers;
    }
}
