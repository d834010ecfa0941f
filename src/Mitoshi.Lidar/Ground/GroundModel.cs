namespace Mitoshi.Lidar;

/// <summary>The ground as a surface of triangles between ground points (TIN).</summary>
internal sealed class GroundModel
{
    private readonly Triangulation _triangles;
    private readonly float[] _heights;

    private GroundModel(Triangulation triangles, float[] heights)
    {
        _triangles = triangles;
        _heights = heights;
    }

    /// <summary>Triangulates ground points.</summary>
    /// <param name="x">Metres from the west edge, 0 to 4,000.</param>
    /// <param name="y">Metres from the south edge, 0 to 4,000.</param>
    /// <param name="z">Heights in metres.</param>
    public static GroundModel Of(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z)
    {
        int[] millimetresX = new int[x.Length], millimetresY = new int[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            millimetresX[i] = (int)Math.Round(x[i] * 1000.0);
            millimetresY[i] = (int)Math.Round(y[i] * 1000.0);
        }

        return new GroundModel(Triangulation.Of(millimetresX, millimetresY), z.ToArray());
    }

    /// <summary>Height of the ground, linear inside each triangle; outside the hull that of the nearest corner at hand.</summary>
    /// <param name="x">Metres.</param>
    /// <param name="y">Metres.</param>
    /// <param name="hint">A triangle to begin at; receives the one found.</param>
    /// <param name="isInside">False outside the hull of the ground points.</param>
    public float HeightAt(double x, double y, ref int hint, out bool isInside)
    {
        double px = x * 1000, py = y * 1000;
        hint = _triangles.Locate(px, py, hint);
        (int a, int b, int c) = _triangles.Corners(hint);
        isInside = _triangles.IsInside(hint);
        if (!isInside)
        {
            return NearestCorner(px, py, a, b, c);
        }

        (int ax, int ay) = _triangles.Position(a);
        (int bx, int by) = _triangles.Position(b);
        (int cx, int cy) = _triangles.Position(c);
        double area = ((double)(bx - ax) * (cy - ay)) - ((double)(by - ay) * (cx - ax));
        double weightB = ((px - ax) * (cy - ay)) - ((py - ay) * (cx - ax)), weightC = ((bx - ax) * (py - ay)) - ((by - ay) * (px - ax));
        return (float)(_heights[a] + (((weightB * (_heights[b] - _heights[a])) + (weightC * (_heights[c] - _heights[a]))) / area));
    }

    private float NearestCorner(double x, double y, int a, int b, int c)
    {
        float height = float.NaN;
        double nearest = double.PositiveInfinity;
        foreach (int vertex in (ReadOnlySpan<int>)[a, b, c])
        {
            (int vx, int vy) = _triangles.Position(vertex);
            double distance = ((vx - x) * (vx - x)) + ((vy - y) * (vy - y));
            if (_triangles.IsPoint(vertex) && distance < nearest)
            {
                nearest = distance;
                height = _heights[vertex];
            }
        }

        return height;
    }
}
