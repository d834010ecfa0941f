namespace Mitoshi.Lidar;

/// <summary>Canopy heights on a raster, row 0 in the north, NaN where nothing is known.</summary>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows.</param>
/// <param name="CellMetres">Edge of a cell.</param>
/// <param name="Heights">Metres above the ground, row by row.</param>
internal sealed record CanopyRaster(int Columns, int Rows, double CellMetres, float[] Heights)
{
    /// <summary>The highest point of each cell, from points in the order of the cells (<see cref="PointSet.SortByCell"/>).</summary>
    public static CanopyRaster Highest(ReadOnlySpan<float> heights, int[] firstOfCell, double cell, int columns, int rows)
    {
        float[] highest = new float[columns * rows];
        for (int i = 0; i < highest.Length; i++)
        {
            float top = float.NaN;
            foreach (float height in heights[firstOfCell[i]..firstOfCell[i + 1]])
            {
                top = height > top || float.IsNaN(top) ? height : top;
            }

            highest[i] = top;
        }

        return new CanopyRaster(columns, rows, cell, highest);
    }

    /// <summary>Fills empty cells with the median of the filled ones of the eight around, ring by ring; then negative heights become 0.</summary>
    /// <param name="rings">How many rings at most: wider holes stay empty.</param>
    public CanopyRaster WithFilledHoles(int rings)
    {
        float[] current = [.. Heights], next = [.. Heights];
        bool isLeft = true;
        for (int ring = 0; ring < rings && isLeft; ring++)
        {
            isLeft = FillRing(current, next);
            next.CopyTo(current, 0);
        }

        for (int i = 0; i < current.Length; i++)
        {
            current[i] = current[i] < 0 ? 0 : current[i];
        }

        return this with { Heights = current };
    }

    /// <summary>Gives each cell that lies deeper than <paramref name="metres"/> below the median of its 3 x 3 cells that median.</summary>
    public CanopyRaster WithoutPits(double metres)
    {
        float[] result = [.. Heights];
        Span<float> window = stackalloc float[9];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                float own = Heights[(row * Columns) + column];
                if (float.IsNaN(own))
                {
                    continue;
                }

                float median = Median(Collect(Heights, column, row, window));
                if (own < median - metres)
                {
                    result[(row * Columns) + column] = median;
                }
            }
        }

        return this with { Heights = result };
    }

    private bool FillRing(float[] current, float[] next)
    {
        Span<float> window = stackalloc float[9];
        bool isLeft = false;
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                int i = (row * Columns) + column;
                if (!float.IsNaN(current[i]))
                {
                    continue;
                }

                Span<float> around = Collect(current, column, row, window);
                if (around.Length > 0)
                {
                    next[i] = Median(around);
                }
                else
                {
                    isLeft = true;
                }
            }
        }

        return isLeft;
    }

    private Span<float> Collect(float[] values, int column, int row, Span<float> window)
    {
        int count = 0;
        for (int r = Math.Max(row - 1, 0); r <= Math.Min(row + 1, Rows - 1); r++)
        {
            for (int c = Math.Max(column - 1, 0); c <= Math.Min(column + 1, Columns - 1); c++)
            {
                float value = values[(r * Columns) + c];
                if (!float.IsNaN(value))
                {
                    window[count++] = value;
                }
            }
        }

        return window[..count];
    }

    // Of an even number, the mean of the two in the middle.
    private static float Median(Span<float> values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            float value = values[i];
            int place = i;
            for (; place > 0 && values[place - 1] > value; place--)
            {
                values[place] = values[place - 1];
            }

            values[place] = value;
        }

        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
