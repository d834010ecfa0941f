using Mitoshi.Testing;

namespace Mitoshi.Gdal.Tests.Rasters;

public sealed class TiledTiffReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _fileCount;

    [Fact]
    public void It_reads_the_same_bits_as_GDAL()
        => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Bool, Gen.Int[1, 4], Gen.Int[1, 90], Gen.Int[1, 90], Gen.UInt).Sample((typeIndex, compressionIndex, usesPredictor, bands, width, height, seed) =>
        {
            PixelType type = ((PixelType[])[PixelType.UInt8, PixelType.UInt16, PixelType.Int16, PixelType.Float32])[typeIndex];
            string compression = ((string[])["NONE", "DEFLATE", "ZSTD", "LZW"])[compressionIndex], path = _folder.File($"{Interlocked.Increment(ref _fileCount)}.tif");
            Write(path, new RasterFormat(type, bands) { Compression = compression, UsesPredictor = usesPredictor, TileSize = 32 }, width, height, seed);
            using RasterFile file = RasterFile.Open(path);
            using TiledTiffReader? reader = TiledTiffReader.TryOpen(path, file.Header);
            Assert.Equal(compression == "LZW", reader is null);
            int[] order = [.. Enumerable.Range(0, bands).Reverse()];
            float[] expected = new float[width * height * bands], actual = new float[expected.Length];
            file.Read(file.Grid.Whole, order, expected.AsSpan());
            if (reader is not null)
            {
                Assert.True(reader.TryRead(file.Grid.Whole, order, actual));
                Assert.Equal(expected, actual);
            }
        }, iter: 60);

    [Fact]
    public void A_window_that_uses_little_of_its_tiles_is_left_to_GDAL()
    {
        string path = _folder.File("part.tif");
        Write(path, new RasterFormat(PixelType.Int16, 1) { TileSize = 32 }, 90, 90, 1);
        using RasterFile file = RasterFile.Open(path);
        using TiledTiffReader reader = TiledTiffReader.TryOpen(path, file.Header)!;
        Assert.False(reader.TryRead(new Window(30, 30, 5, 5), [0], new float[25]));
        Assert.True(reader.TryRead(new Window(32, 32, 32, 30), [0], new float[32 * 30]));
    }

    [Fact]
    public void The_real_chips_read_the_same_both_ways()
    {
        foreach (string path in Directory.EnumerateFiles(SharedData.Require("forest"), "*.tif", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(12))
        {
            using RasterFile file = RasterFile.Open(path, Crs.Local);
            int[] bands = [.. Enumerable.Range(0, file.Bands.Count)];
            Window window = file.Grid.Whole.Intersect(new Window(0, 0, 1024, 1024));
            float[] expected = new float[window.PixelCount * bands.Length], actual = new float[expected.Length];
            file.Read(window, bands, expected.AsSpan());
            using TiledTiffReader? reader = TiledTiffReader.TryOpen(path, file.Header);
            if (reader is not null && reader.TryRead(window, bands, actual))
            {
                Assert.Equal(expected, actual);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(string path, RasterFormat format, int width, int height, uint seed)
    {
        Grid grid = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(0, 0, 10), width, height);
        RandomStream random = new(seed, "tiff");
        using RasterWriter writer = RasterWriter.Create(path, grid, format);
        for (int band = 0; band < format.BandCount; band++)
        {
            float[] numbers = [.. Enumerable.Range(0, width * height).Select(i => (float)((i % 50) + (10 * random.NextDouble()) - 5))];
            writer.Write<float>(grid.Whole, band, numbers);
        }

        writer.Commit();
    }
}
