namespace Mitoshi.Forest;

/// <summary>Exact areas that a circular plot shares with the pixels of a square lattice.</summary>
internal static class CircleOverlap
{
    /// <summary>Area of the circle inside a rectangle, in squared units.</summary>
    public static double Area(double centreX, double centreY, double radius, double west, double south, double east, double north)
        => Corner(east - centreX, north - centreY, radius) - Corner(west - centreX, north - centreY, radius)
            - Corner(east - centreX, south - centreY, radius) + Corner(west - centreX, south - centreY, radius);

    // Area of the circle around 0 with x' <= x and y' <= y.
    private static double Corner(double x, double y, double r)
    {
        if (x <= -r || y <= -r)
        {
            return 0;
        }

        if (x >= r)
        {
            return HalfPlane(y, r);
        }

        if (y >= r)
        {
            return HalfPlane(x, r);
        }

        // By symmetry reduce to a corner in the first quadrant.
        if (x < 0)
        {
            return HalfPlane(y, r) - Corner(-x, y, r);
        }

        if (y < 0)
        {
            return HalfPlane(x, r) - Corner(x, -y, r);
        }

        double left = HalfPlane(0, r) / 2, below = Strip(x, r), above = Strip(y, r);
        double quadrant = (x * x) + (y * y) >= r * r
            ? (Math.PI * r * r / 4) - Cap(x, r) - Cap(y, r)
            : Under(x, y, r);
        return left + below + above + quadrant;

        // x' from 0 to x, y' below 0: the half of the vertical strip.
        double Strip(double edge, double radius) => (HalfPlane(edge, radius) - (Math.PI * radius * radius / 2)) / 2;
    }

    // Rectangle 0..x, 0..y wholly inside the circle.
    private static double Under(double x, double y, double r) => Math.Min(x, r) * Math.Min(y, r);

    // Part of the first quadrant beyond x.
    private static double Cap(double x, double r) => ((Math.PI * r * r / 2) - (HalfPlane(x, r) - (Math.PI * r * r / 2))) / 2;

    private static double HalfPlane(double x, double r)
    {
        if (x <= -r)
        {
            return 0;
        }

        return x >= r ? Math.PI * r * r : (r * r * (Math.PI - Math.Acos(x / r))) + (x * Math.Sqrt((r * r) - (x * x)));
    }
}
