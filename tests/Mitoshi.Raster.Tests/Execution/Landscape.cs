namespace Mitoshi.Raster.Tests.Execution;

/// <summary>A simulated picture with waves, noise and a hole without data, the same on every machine.</summary>
internal static class Landscape
{
    public static Grid Grid(int width, int height) => new(new Crs("EPSG:32654"), AffineTransform.NorthUp(west: 300000, north: 4000020, pixelSize: 10), width, height);

    public static MemorySource Of(int width, int height, ulong seed = 1)
    {
        Grid grid = Grid(width, height);
        RandomStream random = new(seed, "landscape");
        float[] values = new float[width * height];
        for (int i = 0; i < values.Length; i++)
        {
            int row = i / width, column = i % width;
            bool isHole = row is > 40 and < 60 && column < 90;
            values[i] = isHole ? float.NaN : (float)(100 + (row % 97) + (column % 89) + random.NextDouble());
        }

        return new MemorySource(grid, [new Layer("height", "m")], values);
    }
}
