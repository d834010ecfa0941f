namespace Mitoshi.Lidar;

/// <summary>
/// A canopy surface without pits: surfaces of triangles through the tops above several heights, of which the highest counts. A pulse
/// that went deep into a crown leaves a hole in the lowest surface, but not in those of the crown's own height.
/// </summary>
/// <remarks>Source: Khosravipour et al. 2014, PE&amp;RS 80:863.</remarks>
internal sealed record PitFree
{
    /// <summary>Heights above which a surface is made, in metres, rising from 0.</summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [0, 2, 5, 10, 15, 20, 25, 30, 35, 40, 50, 60];

    /// <summary>Longest edge of a triangle of the surfaces above 0, in metres: longer ones span gaps between crowns.</summary>
    public double EdgeMetres { get; init; } = 1.5;

    /// <summary>Longest edge of a triangle of the lowest surface in metres: longer ones span places without points.</summary>
    public double GapMetres { get; init; } = double.PositiveInfinity;

    /// <summary>The surface at the centres of a raster's cells, through the highest point of each cell.</summary>
    /// <param name="points">Points in the order of the cells, with heights above the ground.</param>
    /// <param name="firstOfCell">As <see cref="PointSet.SortByCell"/> gives it.</param>
    /// <param name="cell">Edge of a cell.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="rows">Rows, from the north.</param>
    public CanopyRaster Surface(PointSet points, int[] firstOfCell, double cell, int columns, int rows)
    {
        PointSet tops = HighestOfCells(points, firstOfCell);
        float[] highest = new float[columns * rows];
        highest.AsSpan().Fill(float.NaN);
        foreach (double threshold in Thresholds)
        {
            PointSet above = Above(tops, threshold);
            if (above.Count < 3)
            {
                break;
            }

            Raise(highest, above, threshold > 0 ? EdgeMetres : GapMetres, cell, columns, rows);
        }

        return new CanopyRaster(columns, rows, cell, highest);
    }

    private static PointSet HighestOfCells(PointSet points, int[] firstOfCell)
    {
        PointSet tops = new();
        Span<float> z = points.Z;
        for (int cell = 0; cell < firstOfCell.Length - 1; cell++)
        {
            int best = -1;
            for (int i = firstOfCell[cell]; i < firstOfCell[cell + 1]; i++)
            {
                best = !float.IsNaN(z[i]) && (best < 0 || z[i] > z[best]) ? i : best;
            }

            if (best >= 0)
            {
                tops.Add(points.X[best], points.Y[best], z[best], points.Kinds[best]);
            }
        }

        return tops;
    }

    private static PointSet Above(PointSet points, double threshold)
    {
        PointSet above = new();
        for (int i = 0; i < points.Count; i++)
        {
            if (threshold <= 0 || points.Z[i] >= threshold)
            {
                above.Add(points.X[i], points.Y[i], points.Z[i], points.Kinds[i]);
            }
        }

        return above;
    }

    private static void Raise(float[] highest, PointSet points, double edgeMetres, double cell, int columns, int rows)
    {
        int[] x = new int[points.Count], y = new int[points.Count];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (int)Math.Round(points.X[i] * 1000.0);
            y[i] = (int)Math.Round(points.Y[i] * 1000.0);
        }

        Triangulation triangles = Triangulation.Of(x, y);
        double edge = edgeMetres * 1000, size = cell * 1000, top = rows * size;
        for (int t = 0; t < triangles.TriangleCount; t++)
        {
            if (!triangles.IsInside(t))
            {
                continue;
            }

            (int a, int b, int c) = triangles.Corners(t);
            if (IsLong(x, y, a, b, edge) || IsLong(x, y, b, c, edge) || IsLong(x, y, c, a, edge))
            {
                continue;
            }

            int columnFrom = CellFrom(Math.Min(x[a], Math.Min(x[b], x[c])), size), columnTo = CellTo(Math.Max(x[a], Math.Max(x[b], x[c])), size, columns);
            int rowFrom = CellFrom(top - Math.Max(y[a], Math.Max(y[b], y[c])), size), rowTo = CellTo(top - Math.Min(y[a], Math.Min(y[b], y[c])), size, rows);
            double area = Cross(x[b] - x[a], y[b] - y[a], x[c] - x[a], y[c] - y[a]);
            for (int row = rowFrom; row <= rowTo; row++)
            {
                for (int column = columnFrom; column <= columnTo; column++)
                {
                    double px = (column + 0.5) * size, py = top - ((row + 0.5) * size);
                    double wb = Cross(px - x[a], py - y[a], x[c] - x[a], y[c] - y[a]) / area;
                    double wc = Cross(x[b] - x[a], y[b] - y[a], px - x[a], py - y[a]) / area;
                    if (wb < 0 || wc < 0 || wb + wc > 1)
                    {
                        continue;
                    }

                    float height = (float)(points.Z[a] + (wb * (points.Z[b] - points.Z[a])) + (wc * (points.Z[c] - points.Z[a])));
                    ref float cellHeight = ref highest[(row * columns) + column];
                    cellHeight = height <= cellHeight ? cellHeight : height;
                }
            }
        }
    }

    private static int CellFrom(double least, double size) => Math.Max(0, (int)Math.Ceiling((least / size) - 0.5));

    private static int CellTo(double most, double size, int count) => Math.Min(count - 1, (int)Math.Floor((most / size) - 0.5));

    private static double Cross(double ax, double ay, double bx, double by) => (ax * by) - (ay * bx);

    private static bool IsLong(int[] x, int[] y, int a, int b, double edge)
    {
        double dx = x[a] - x[b], dy = y[a] - y[b];
        return (dx * dx) + (dy * dy) > edge * edge;
    }
}
