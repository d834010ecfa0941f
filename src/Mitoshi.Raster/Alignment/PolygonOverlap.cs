namespace Mitoshi.Raster;

/// <summary>Area that a convex quadrilateral shares with a unit square, exactly.</summary>
/// <remarks>Clipping by Sutherland and Hodgman 1974, doi:10.1145/360767.360802; area by the shoelace formula.</remarks>
internal static class PolygonOverlap
{
    // A quadrilateral cut by four lines has at most eight corners.
    private const int MostCorners = 8;

    /// <summary>Area of the quadrilateral within [column, column + 1] × [row, row + 1].</summary>
    public static double AreaInCell(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int column, int row)
    {
        Span<double> ax = stackalloc double[MostCorners], ay = stackalloc double[MostCorners], bx = stackalloc double[MostCorners], by = stackalloc double[MostCorners];
        bool isInside = true;
        for (int i = 0; i < 4; i++)
        {
            // Relative to the cell: shared digits of large coordinates would be lost in the area.
            (ax[i], ay[i]) = (x[i] - column, y[i] - row);
            isInside &= ax[i] is >= 0 and <= 1 && ay[i] is >= 0 and <= 1;
        }

        int count = 4;
        if (!isInside)
        {
            count = Clip(ax, ay, count, bx, by, sign: 1, limit: 0);
            count = Clip(bx, by, count, ax, ay, sign: -1, limit: -1);
            count = Clip(ay, ax, count, by, bx, sign: 1, limit: 0);
            count = Clip(by, bx, count, ay, ax, sign: -1, limit: -1);
        }

        return Area(ax, ay, count);
    }

    // Keeps what has sign * first >= limit; the second coordinate goes along.
    private static int Clip(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int count, Span<double> clippedFirst, Span<double> clippedSecond, double sign, double limit)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            int next = i + 1 == count ? 0 : i + 1;
            double here = (sign * first[i]) - limit, there = (sign * first[next]) - limit;
            if (here >= 0 && kept < MostCorners)
            {
                (clippedFirst[kept], clippedSecond[kept]) = (first[i], second[i]);
                kept++;
            }

            if ((here >= 0) != (there >= 0) && kept < MostCorners)
            {
                double share = here / (here - there);
                (clippedFirst[kept], clippedSecond[kept]) = (sign * limit, second[i] + ((second[next] - second[i]) * share));
                kept++;
            }
        }

        return kept;
    }

    private static double Area(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int count)
    {
        double twice = 0;
        for (int i = 0; i < count; i++)
        {
            int next = i + 1 == count ? 0 : i + 1;
            twice += (x[i] * y[next]) - (x[next] * y[i]);
        }

        return Math.Abs(twice) / 2;
    }
}
