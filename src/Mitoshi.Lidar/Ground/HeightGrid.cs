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
        Span<int> around = stackalloc int[8];
        for (int cell = 0; cell < before.Length; cell++)
        {
            float lowest = float.PositiveInfinity;
            foreach (int neighbour in Neighbours(cell, around))
            {
                lowest = before[neighbour] < lowest ? before[neighbour] : lowest;
            }

            if (float.IsFinite(lowest) && before[cell] < lowest - metres)
            {
                Heights[cell] = float.NaN;
            }
        }
    }

    /// <summary>Fills empty cells from their edges inwards with the mean of the neighbours that are there.</summary>
    public void FillEmpty()
    {
        List<int> ring = [], next = [];
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

    /// <summary>The surface above the plane that fits it best, so that a slope has no upper edge where windows are cut off.</summary>
    public HeightGrid WithoutTrend()
    {
        // On a full grid, columns and rows counted from the middle are independent: each slope has its own sum.
        double middleColumn = (Columns - 1) / 2.0, middleRow = (Rows - 1) / 2.0, byColumn = 0, byRow = 0, columnSquares = 0, rowSquares = 0;
        for (int cell = 0; cell < Heights.Length; cell++)
        {
            double column = (cell % Columns) - middleColumn, row = (cell / Columns) - middleRow;
            byColumn += column * Heights[cell];
            byRow += row * Heights[cell];
            columnSquares += column * column;
            rowSquares += row * row;
        }

        double slopeColumn = columnSquares > 0 ? byColumn / columnSquares : 0, slopeRow = rowSquares > 0 ? byRow / rowSquares : 0;
        HeightGrid level = Copy();
        for (int cell = 0; cell < Heights.Length; cell++)
        {
            double trend = (slopeColumn * ((cell % Columns) - middleColumn)) + (slopeRow * ((cell / Columns) - middleRow));
            level.Heights[cell] = (float)(Heights[cell] - trend);
        }

        return level;
    }

    /// <summary>
    /// Draws the surface over free cells tight like a membrane between the others (each the mean of its four neighbours), so that a slope
    /// goes on below a house or a closed canopy. Without it the two sides of a filled gap meet in a cliff.
    /// </summary>
    /// <remarks>Source: successive over-relaxation of Laplace's equation (Young 1954, Trans. Am. Math. Soc. 76:92).</remarks>
    public void Tighten(bool[] isFree)
    {
        const int Rounds = 80;
        const float Relaxation = 1.8f;
        for (int round = 0; round < Rounds; round++)
        {
            for (int cell = 0; cell < Heights.Length; cell++)
            {
                if (isFree[cell])
                {
                    Heights[cell] += Relaxation * (MeanOfFour(cell) - Heights[cell]);
                }
            }
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
    {
        Span<int> around = stackalloc int[8];
        foreach (int neighbour in Neighbours(cell, around))
        {
            if (float.IsNaN(Heights[neighbour]) && !isQueued[neighbour])
            {
                isQueued[neighbour] = true;
                queue.Add(neighbour);
            }
        }
    }

    private float MeanAround(int cell)
    {
        Span<int> around = stackalloc int[8];
        double sum = 0;
        int count = 0;
        foreach (int neighbour in Neighbours(cell, around))
        {
            if (!float.IsNaN(Heights[neighbour]))
            {
                sum += Heights[neighbour];
                count++;
            }
        }

        return (float)(sum / count);
    }

    // Beyond the edge the surface goes on level.
    private float MeanOfFour(int cell)
    {
        int column = cell % Columns, row = cell / Columns;
        float own = Heights[cell];
        float west = column > 0 ? Heights[cell - 1] : own, east = column < Columns - 1 ? Heights[cell + 1] : own;
        float south = row > 0 ? Heights[cell - Columns] : own, north = row < Rows - 1 ? Heights[cell + Columns] : own;
        return (west + east + south + north) / 4;
    }

    private ReadOnlySpan<int> Neighbours(int cell, Span<int> target)
    {
        int column = cell % Columns, row = cell / Columns, count = 0;
        for (int r = Math.Max(row - 1, 0); r <= Math.Min(row + 1, Rows - 1); r++)
        {
            for (int c = Math.Max(column - 1, 0); c <= Math.Min(column + 1, Columns - 1); c++)
            {
                if (r != row || c != column)
                {
                    target[count++] = (r * Columns) + c;
                }
            }
        }

        return target[..count];
    }
}
