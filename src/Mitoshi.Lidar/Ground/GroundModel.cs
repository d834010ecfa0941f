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
        (Place placeA, Place placeB, Place placeC) = _triangles.CornerPlaces(hint);
        isInside = a >= 0 && b >= 0 && c >= 0;
        if (!isInside)
        {
            return NearestCorner(px, py, [(a, placeA), (b, placeB), (c, placeC)]);
        }

        double ux = placeB.X - placeA.X, uy = placeB.Y - placeA.Y, vx = placeC.X - placeA.X, vy = placeC.Y - placeA.Y;
        double dx = px - placeA.X, dy = py - placeA.Y, area = (ux * vy) - (uy * vx);
        double weightB = (dx * vy) - (dy * vx), weightC = (ux * dy) - (uy * dx);
        return (float)(_heights[a] + (((weightB * (_heights[b] - _heights[a])) + (weightC * (_heights[c] - _heights[a]))) / area));
    }

    private float NearestCorner(double x, double y, ReadOnlySpan<(int Point, Place Place)> corners)
    {
        float height = float.NaN;
        double nearest = double.PositiveInfinity;
        foreach ((int point, Place place) in corners)
        {
            double distance = ((place.X - x) * (place.X - x)) + ((place.Y - y) * (place.Y - y));
            if (point >= 0 && distance < nearest)
            {
                nearest = distance;
                height = _heights[point];
            }
        }

        return height;
    }
}
