namespace Mitoshi.Lidar;

/// <summary>Heights on a small grid of square cells, row 0 in the south, NaN where there is none.</summary>
internal sealed class HeightGrid
{
    private readonly double _cell;

    private HeightGrid(int columns, int rows, double cell, float[] heights)
    {
        Columns = columns;
        Rows = rows;
        _cell = cell;
        Heights = heights;
    }

    public int Columns { get; }

    public int Rows { get; }

    public float[] Heights { get; }

    /// <summary>The lowest point of each cell.</summary>
    public static HeightGrid Lowest(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, double cell)
    {
        int columns = 1, rows = 1;
        for (int i = 0; i < x.Length; i++)
        {
            columns = Math.Max(columns, (int)(x[i] / cell) + 1);
            rows = Math.Max(rows, (int)(y[i] / cell) + 1);
        }

        float[] heights = new float[columns * rows];
        heights.AsSpan().Fill(float.NaN);
        for (int i = 0; i < x.Length; i++)
        {
            ref float lowest = ref heights[((int)(y[i] / cell) * columns) + (int)(x[i] / cell)];
            if (!(lowest <= z[i]))
            {
                lowest = z[i];
            }
        }

        return new HeightGrid(columns, rows, cell, heights);
    }

    public HeightGrid Copy() => new(Columns, Rows, _cell, [.. Heights]);

    public bool[] EmptyCells()
    {
        bool[] isEmpty = new bool[Heights.Length];
        for (int i = 0; i < isEmpty.Length; i++)
        {
            isEmpty[i] = float.IsNaN(Heights[i]);
        }

        return isEmpty;
    }

    /// <summary>Empties cells that lie deeper than all their neighbours by more than <paramref name="metres"/>: echoes of echoes.</summary>
    public void RemoveLowerThanAllNeighbours(float metres)
    {
        float[] before = [.. Heights];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                float lowestAround = float.PositiveInfinity;
                ForNeighbours(column, row, neighbour => lowestAround = before[neighbour] < lowestAround ? before[neighbour] : lowestAround);
                int i = (row * Columns) + column;
                if (float.IsFinite(lowestAround) && before[i] < lowestAround - metres)
                {
                    Heights[i] = float.NaN;
                }
            }
        }
    }

    /// <summary>Fills empty cells from their edges inwards with the mean of the neighbours that are there.</summary>
    public void FillEmpty()
    {
        List<int> ring = [], next = [], filled = [];
        List<float> values = [];
        bool[] isQueued = new bool[Heights.Length];
        for (int i = 0; i < Heights.Length; i++)
        {
            if (!float.IsNaN(Heights[i]))
            {
                QueueEmptyAround(i, isQueued, ring);
            }
        }

        while (ring.Count > 0)
        {
            values.Clear();
            foreach (int cell in ring)
            {
                values.Add(MeanAround(cell));
            }

            for (int i = 0; i < ring.Count; i++)
            {
                Heights[ring[i]] = values[i];
            }

            next.Clear();
            foreach (int cell in ring)
            {
                QueueEmptyAround(cell, isQueued, next);
            }

            (ring, next) = (next, ring);
        }
    }

    /// <summary>The surface eroded and dilated again with a square window of 2 r + 1 cells: what is narrower than it is gone.</summary>
    public HeightGrid Opened(int radius)
    {
        float[] eroded = MovingExtreme.Square(Heights, Columns, Rows, radius, takesLowest: true);
        return new HeightGrid(Columns, Rows, _cell, MovingExtreme.Square(eroded, Columns, Rows, radius, takesLowest: false));
    }

    /// <summary>Height and slope (rise over run) at a place, linear between the centres of cells.</summary>
    public (double Height, double Slope) At(double x, double y)
    {
        double column = Math.Clamp((x / _cell) - 0.5, 0, Math.Max(Columns - 1.001, 0)), row = Math.Clamp((y / _cell) - 0.5, 0, Math.Max(Rows - 1.001, 0));
        int c = (int)column, r = (int)row, cNext = Math.Min(c + 1, Columns - 1), rNext = Math.Min(r + 1, Rows - 1);
        double u = column - c, v = row - r;
        double h00 = Heights[(r * Columns) + c], h10 = Heights[(r * Columns) + cNext];
        double h01 = Heights[(rNext * Columns) + c], h11 = Heights[(rNext * Columns) + cNext];
        double alongX = (((h10 - h00) * (1 - v)) + ((h11 - h01) * v)) / _cell, alongY = (((h01 - h00) * (1 - u)) + ((h11 - h10) * u)) / _cell;
        double height = (h00 * (1 - u) * (1 - v)) + (h10 * u * (1 - v)) + (h01 * (1 - u) * v) + (h11 * u * v);
        return (height, Math.Sqrt((alongX * alongX) + (alongY * alongY)));
    }

    private void QueueEmptyAround(int cell, bool[] isQueued, List<int> queue)
        => ForNeighbours(cell % Columns, cell / Columns, neighbour =>
        {
            if (float.IsNaN(Heights[neighbour]) && !isQueued[neighbour])
            {
                isQueued[neighbour] = true;
                queue.Add(neighbour);
            }
        });

    private float MeanAround(int cell)
    {
        double sum = 0;
        int count = 0;
        ForNeighbours(cell % Columns, cell / Columns, neighbour =>
        {
            if (!float.IsNaN(Heights[neighbour]))
            {
                sum += Heights[neighbour];
                count++;
            }
        });
        return (float)(sum / count);
    }

    private void ForNeighbours(int column, int row, Action<int> visit)
    {
        for (int r = Math.Max(row - 1, 0); r <= Math.Min(row + 1, Rows - 1); r++)
        {
            for (int c = Math.Max(column - 1, 0); c <= Math.Min(column + 1, Columns - 1); c++)
            {
                if (r != row || c != column)
                {
                    visit((r * Columns) + c);
                }
            }
        }
    }
}
