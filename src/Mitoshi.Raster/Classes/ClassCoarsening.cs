namespace Mitoshi.Raster;

/// <summary>Brings a raster of classes to coarser pixels: the commonest class, or the share of some classes. Classes are never averaged.</summary>
public static class ClassCoarsening
{
    private const int ClassCount = 256;

    /// <summary>The class with the largest area in each coarse pixel; of two equal ones the smaller code.</summary>
    /// <param name="classes">The fine raster, row after row.</param>
    /// <param name="footprints">How the two lie on each other.</param>
    /// <param name="noData">The code that means no data; it takes no part.</param>
    /// <param name="window">The window of the coarse grid to fill.</param>
    /// <param name="mode">Receives a code for each pixel of the window, <paramref name="noData"/> where nothing lies below it.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Mode(ReadOnlySpan<byte> classes, ClassFootprints footprints, byte noData, Window window, Span<byte> mode)
    {
        CheckLengths(classes.Length, footprints, window, mode.Length);
        Span<double> areas = stackalloc double[ClassCount];
        for (int row = 0; row < window.Rows; row++)
        {
            for (int column = 0; column < window.Columns; column++)
            {
                double known = Areas(classes, footprints, noData, window.Column + column, window.Row + row, areas);
                mode[(row * window.Columns) + column] = known > 0 ? Largest(areas) : noData;
            }
        }
    }

    /// <summary>The part of each coarse pixel's known area that some classes cover.</summary>
    /// <param name="classes">The fine raster, row after row.</param>
    /// <param name="footprints">How the two lie on each other.</param>
    /// <param name="noData">The code that means no data; it takes no part.</param>
    /// <param name="wanted">The classes counted together.</param>
    /// <param name="window">The window of the coarse grid to fill.</param>
    /// <param name="share">Receives 0 to 1 for each pixel of the window, NaN where nothing is known.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Share(ReadOnlySpan<byte> classes, ClassFootprints footprints, byte noData, ReadOnlySpan<byte> wanted, Window window, Span<float> share)
    {
        CheckLengths(classes.Length, footprints, window, share.Length);
        Span<double> areas = stackalloc double[ClassCount];
        for (int row = 0; row < window.Rows; row++)
        {
            for (int column = 0; column < window.Columns; column++)
            {
                double known = Areas(classes, footprints, noData, window.Column + column, window.Row + row, areas), covered = 0;
                foreach (byte code in wanted)
                {
                    covered += areas[code];
                }

                share[(row * window.Columns) + column] = known > 0 ? (float)(covered / known) : float.NaN;
            }
        }
    }

    private static void CheckLengths(int classCount, ClassFootprints footprints, Window window, int outputCount)
    {
        Require.SameLength(checked(footprints.FineColumns * footprints.FineRows), classCount, "classes");
        Require.SameLength(window.PixelCount, outputCount, nameof(window));
    }

    private static double Areas(ReadOnlySpan<byte> classes, ClassFootprints footprints, byte noData, int column, int row, Span<double> areas)
    {
        areas.Clear();
        double known = 0;
        (int columnFrom, int columnTo) = footprints.Columns(column);
        (int rowFrom, int rowTo) = footprints.Rows(row);
        for (int fineRow = rowFrom; fineRow < rowTo; fineRow++)
        {
            double height = footprints.RowWeight(fineRow, row);
            for (int fineColumn = columnFrom; fineColumn < columnTo; fineColumn++)
            {
                byte code = classes[(fineRow * footprints.FineColumns) + fineColumn];
                double area = code == noData ? 0 : height * footprints.ColumnWeight(fineColumn, column);
                areas[code] += area;
                known += area;
            }
        }

        return known;
    }

    private static byte Largest(ReadOnlySpan<double> areas)
    {
        int best = 0;
        for (int code = 1; code < areas.Length; code++)
        {
            best = areas[code] > areas[best] ? code : best;
        }

        return (byte)best;
    }
}
