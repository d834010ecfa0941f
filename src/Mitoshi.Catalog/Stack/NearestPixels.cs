using Mitoshi.Gdal;

namespace Mitoshi.Catalog.Stack;

/// <summary>Puts a raster of any projection on a grid by its nearest pixels: what was measured is not mixed.</summary>
internal static class NearestPixels
{
    private const long SourcePixelsMax = 64_000_000;

    /// <summary>Physical values of one band, rows × columns of the grid, NaN where the raster has nothing; null when it doesn't reach the grid.</summary>
    /// <exception cref="MitoshiException">raster.…, stack.too_large.</exception>
    public static float[]? Read(string path, int bandIndex, Grid grid)
    {
        using RasterFile raster = RasterFile.Open(path);
        (int[] columns, int[] rows) = Sources(raster.Grid, grid);
        int[] inside = [.. Enumerable.Range(0, columns.Length).Where(i => columns[i] >= 0)];
        if (inside.Length == 0)
        {
            return null;
        }

        int firstColumn = inside.Min(i => columns[i]), firstRow = inside.Min(i => rows[i]);
        Window window = new(firstColumn, firstRow, inside.Max(i => columns[i]) - firstColumn + 1, inside.Max(i => rows[i]) - firstRow + 1);
        if ((long)window.Columns * window.Rows > SourcePixelsMax)
        {
            throw new MitoshiException("stack.too_large", found: ($"{path}: {window.Columns:#,0} x {window.Rows:#,0} pixels", $"{path}: {window.Columns:#,0} x {window.Rows:#,0} 画素"), expected: ($"at most {SourcePixelsMax:#,0} pixels of one scene", $"1シーンにつき最大 {SourcePixelsMax:#,0} 画素"), remedy: ("Take a smaller place.", "場所を狭くしてください。"));
        }

        float[] source = new float[window.PixelCount], values = new float[columns.Length];
        raster.ReadPhysical(window, [bandIndex], source);
        Array.Fill(values, float.NaN);
        foreach (int i in inside)
        {
            values[i] = source[((rows[i] - firstRow) * window.Columns) + columns[i] - firstColumn];
        }

        return values;
    }

    // The source pixel that holds the centre of each grid pixel, -1 for none.
    private static (int[] Columns, int[] Rows) Sources(Grid source, Grid grid)
    {
        int count = checked((int)grid.PixelCount);
        double[] x = new double[count], y = new double[count];
        for (int i = 0; i < count; i++)
        {
            (x[i], y[i]) = grid.Transform.ToMap((i % grid.Width) + 0.5, (i / grid.Width) + 0.5);
        }

        using (CoordinateTransform transform = new(grid.Crs, source.Crs))
        {
            transform.Transform(x, y);
        }

        int[] columns = new int[count], rows = new int[count];
        for (int i = 0; i < count; i++)
        {
            (double column, double row) = source.Transform.ToPixel(x[i], y[i]);
            bool isInside = column >= 0 && row >= 0 && column < source.Width && row < source.Height;
            (columns[i], rows[i]) = isInside ? ((int)column, (int)row) : (-1, -1);
        }

        return (columns, rows);
    }
}
