namespace Mitoshi.Raster;

/// <summary>Which share of each pixel a polygon covers, exactly.</summary>
public static class Coverage
{
    /// <summary>Adds up signed areas to the right of every edge: what is inside of an outline and outside of its holes counts once.</summary>
    /// <param name="polygon">In pixels: (0, 0) is the outer corner of the first pixel.</param>
    /// <param name="columns">Columns of the answer.</param>
    /// <param name="rows">Rows of the answer.</param>
    /// <returns>rows × columns, 0 to 1.</returns>
    /// <remarks>The accumulation buffer of font rasterisers (Levien 2016, font-rs): each edge adds, cell by cell, the area between it and the right side.</remarks>
    public static float[] Of(Polygon polygon, int columns, int rows)
    {
        double[] sums = new double[(columns + 2) * rows];
        foreach (IReadOnlyList<IReadOnlyList<(double X, double Y)>> part in polygon.Parts)
        {
            for (int index = 0; index < part.Count; index++)
            {
                IReadOnlyList<(double X, double Y)> ring = part[index];
                double sign = Math.Sign(SignedArea(ring)) * (index == 0 ? 1 : -1);
                for (int i = 0; i < ring.Count && sign != 0; i++)
                {
                    AddEdge(sums, columns, rows, ring[i], ring[(i + 1) % ring.Count], sign);
                }
            }
        }

        float[] shares = new float[columns * rows];
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            for (int column = 0; column < columns; column++)
            {
                sum += sums[(row * (columns + 2)) + column];
                shares[(row * columns) + column] = (float)Math.Clamp(sum, 0, 1);
            }
        }

        return shares;
    }

    private static double SignedArea(IReadOnlyList<(double X, double Y)> ring)
    {
        double twice = 0;
        for (int i = 0; i < ring.Count; i++)
        {
            (double x, double y) = ring[i];
            (double nextX, double nextY) = ring[(i + 1) % ring.Count];
            twice += ((x - ring[0].X) * (nextY - ring[0].Y)) - ((nextX - ring[0].X) * (y - ring[0].Y));
        }

        return twice / 2;
    }

    private static void AddEdge(double[] sums, int columns, int rows, (double X, double Y) from, (double X, double Y) to, double sign)
    {
        if (from.Y == to.Y)
        {
            return;
        }

        // Downward edges have the inside on their left on a plane with y down: they end a run, upward ones begin it.
        double direction = from.Y < to.Y ? -sign : sign;
        ((double x, double y), (double endX, double endY)) = from.Y < to.Y ? (from, to) : (to, from);
        double slope = (endX - x) / (endY - y);
        int firstRow = (int)Math.Max(0, Math.Floor(y)), lastRow = (int)Math.Min(rows - 1, Math.Ceiling(endY) - 1);
        for (int row = firstRow; row <= lastRow; row++)
        {
            // Cut where it enters or leaves the columns: outside it stands on the border.
            double top = Math.Max(y, row), bottom = Math.Min(endY, row + 1);
            double first = Math.Clamp(y - (x / slope), top, bottom), second = Math.Clamp(y + ((columns - x) / slope), top, bottom);
            (first, second) = double.IsNaN(first + second) ? (top, top) : (Math.Min(first, second), Math.Max(first, second));
            double start = top;
            foreach (double stop in (ReadOnlySpan<double>)[first, second, bottom])
            {
                if (stop > start)
                {
                    double left = Math.Clamp(x + ((start - y) * slope), 0, columns), right = Math.Clamp(x + ((stop - y) * slope), 0, columns);
                    AddSlice(sums.AsSpan(row * (columns + 2), columns + 2), Math.Min(left, right), Math.Max(left, right), direction * (stop - start));
                    start = stop;
                }
            }
        }
    }

    // One row: the edge runs from left to right over a height; each pixel gets what lies to the right of the edge in it, later ones the rest.
    private static void AddSlice(Span<double> line, double left, double right, double height)
    {
        int first = (int)Math.Floor(left), last = (int)Math.Floor(right);
        if (first == last || right - left < 1e-12)
        {
            double share = 1 - (((left + right) / 2) - first);
            line[first] += height * share;
            line[first + 1] += height * (1 - share);
            return;
        }

        double before = 0;
        for (int column = first; column <= last; column++)
        {
            double enter = Math.Max(left, column), leave = Math.Min(right, column + 1);
            double part = (leave - enter) / (right - left) * height, passed = (enter - left) / (right - left) * height;

            // Passed already: the whole pixel; passing here: what is right of the middle of its way.
            double here = passed + (part * (1 - (((enter + leave) / 2) - column)));
            line[column] += here - before;
            before = here;
        }

        line[last + 1] += height - before;
    }
}
