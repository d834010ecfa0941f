using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Testing;

namespace Mitoshi.Tiles.Tests;

/// <summary>A small COG in UTM 54N with three bands of smooth fields and noise, a slanted edge without data, and overviews. Simulated.</summary>
internal sealed class TestScene : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestScene(CogFormat? format = null, int size = 900, double west = 390000, double north = 3990020, string crs = "EPSG:32654", double pixel = 10)
    {
        Grid = new Grid(new Crs(crs), AffineTransform.NorthUp(west, north, pixel), size, size);
        Path = _folder.File("scene.tif");
        float[] values = Values(Grid);
        MemorySource source = new(Grid, [new Layer("red"), new Layer("green"), new Layer("blue")], values);
        CogSink sink = new(Path, format ?? new CogFormat(PixelType.UInt16, 0));
        Executor.RunAsync(new MapJob("scene", source, new CopyKernel(source.Layers), sink), new ExecutorOptions { JobFolder = _folder.File("job") },
            new ProcessContext { Workspace = new Workspace(_folder.Path) }).GetAwaiter().GetResult();
    }

    public Grid Grid { get; }

    public string Path { get; }

    public TileDataset Open(BlockCache? cache = null) => TileDataset.Open(Path, cache ?? new BlockCache(32 << 20));

    public void Dispose() => _folder.Dispose();

    private static float[] Values(Grid grid)
    {
        float[] values = new float[3 * grid.Width * grid.Height];
        RandomStream random = new RandomStream(20261126, "tiles-scene").Fork("noise");
        for (int i = 0; i < values.Length; i++)
        {
            int band = i / (grid.Width * grid.Height), row = i / grid.Width % grid.Height, column = i % grid.Width;
            double smooth = 1500 + (250 * band) + (600 * Math.Sin(row * 0.01) * Math.Cos(column * 0.013)) + (200 * Math.Sin((row + column) * 0.1));
            values[i] = column < 100 + (row / 8) ? float.NaN : (float)Math.Round(Math.Clamp(smooth + (80 * (random.NextDouble() - 0.5)), 1, 10000));
        }

        return values;
    }
}
