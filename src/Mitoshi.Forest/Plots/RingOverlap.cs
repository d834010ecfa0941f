namespace Mitoshi.Forest;

/// <summary>Exact area that a polygon shares with an upright rectangle: each ring is clipped edge by edge, holes are taken off.</summary>
/// <remarks>Source: Sutherland &amp; Hodgman 1974, Commun. ACM 17:32. The bridges that it leaves in concave rings have no area.</remarks>
internal static class RingOverlap
{
    /// <summary>Area in the squared unit of the coordinates.</summary>
    public static double Area(AreaPolygon polygon, double west, double south, double east, double north)
    {
        double sum = 0;
        for (int i = 0; i < polygon.Rings.Count; i++)
        {
            (double[] x, double[] y) = polygon.Rings[i];
            List<(double X, double Y)> ring = [.. x.Zip(y)];
            ring = Clip(ring, point => point.X - west, isVertical: true, west);
            ring = Clip(ring, point => east - point.X, isVertical: true, east);
            ring = Clip(ring, point => point.Y - south, isVertical: false, south);
            ring = Clip(ring, point => north - point.Y, isVertical: false, north);
            sum += IsHole(polygon, i) ? -Math.Abs(Shoelace(ring)) : Math.Abs(Shoelace(ring));
        }

        return sum;
    }

    /// <summary>Area and centroid of the polygon.</summary>
    public static (double Area, double X, double Y) Centroid(AreaPolygon polygon)
    {
        double area = 0, x = 0, y = 0;
        for (int i = 0; i < polygon.Rings.Count; i++)
        {
            (double[] xs, double[] ys) = polygon.Rings[i];
            double signed = 0, cx = 0, cy = 0, x0 = xs[0], y0 = ys[0];
            for (int a = 0; a < xs.Length; a++)
            {
                int b = (a + 1) % xs.Length;
                double cross = ((xs[a] - x0) * (ys[b] - y0)) - ((xs[b] - x0) * (ys[a] - y0));
                signed += cross / 2;
                cx += cross * (xs[a] + xs[b] - (2 * x0)) / 6;
                cy += cross * (ys[a] + ys[b] - (2 * y0)) / 6;
            }

            double size = IsHole(polygon, i) ? -Math.Abs(signed) : Math.Abs(signed);
            area += size;
            x += size * (x0 + (cx / signed));
            y += size * (y0 + (cy / signed));
        }

        return (area, x / area, y / area);
    }

    // A ring that an odd number of others hold is a hole, whatever its direction.
    private static bool IsHole(AreaPolygon polygon, int index)
    {
        (double[] x, double[] y) = polygon.Rings[index];
        int holders = 0;
        for (int other = 0; other < polygon.Rings.Count; other++)
        {
            holders += other != index && AreaPolygon.Holds(polygon.Rings[other], x[0], y[0]) ? 1 : 0;
        }

        return holders % 2 == 1;
    }

    private static List<(double X, double Y)> Clip(List<(double X, double Y)> ring, Func<(double X, double Y), double> inside, bool isVertical, double edge)
    {
        List<(double X, double Y)> kept = [];
        for (int i = 0; i < ring.Count; i++)
        {
            (double X, double Y) a = ring[i], b = ring[(i + 1) % ring.Count];
            double ia = inside(a), ib = inside(b);
            if (ia >= 0)
            {
                kept.Add(a);
            }

            if ((ia >= 0) != (ib >= 0))
            {
                double share = ia / (ia - ib);
                kept.Add(isVertical ? (edge, a.Y + (share * (b.Y - a.Y))) : (a.X + (share * (b.X - a.X)), edge));
            }
        }

        return kept;
    }

    private static double Shoelace(List<(double X, double Y)> ring)
    {
        double sum = 0;
        for (int i = 1; i + 1 < ring.Count; i++)
        {
            sum += ((ring[i].X - ring[0].X) * (ring[i + 1].Y - ring[0].Y)) - ((ring[i + 1].X - ring[0].X) * (ring[i].Y - ring[0].Y));
        }

        return sum / 2;
    }
}
