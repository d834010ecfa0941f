using System.Runtime.CompilerServices;

namespace Mitoshi.Raster;

/// <summary>
/// Texture from grey-level co-occurrence: 32 levels, window 7 x 7, neighbours to the east, south-east, south and south-west, each counted both ways, the
/// measures averaged over the four directions.
/// </summary>
/// <remarks>
/// Source: Haralick, Shanmugam and Dinstein 1973, IEEE Trans. SMC 3:610. The window slides: a column of pairs enters, one leaves. Everything is counted
/// in whole numbers (the two tables of irrational terms are rounded to 2^-40), so a sum does not depend on where the sliding began, and the result
/// not on the size of the blocks.
/// </remarks>
public static class GreyLevelTexture
{
    /// <summary>Pixels that the input needs on each side.</summary>
    public const int Halo = 3;

    /// <summary>Number of output bands.</summary>
    public const int MeasureCount = 8;

    private const int WindowSize = (2 * Halo) + 1, DirectionCount = 4;

    /// <summary>All measures.</summary>
    /// <param name="levels">Levels of the window grown by 3 pixels on each side; pairs with a missing level are not counted.</param>
    /// <param name="window">The window to fill.</param>
    /// <param name="measures">Receives eight bands of the window in the order of <see cref="TextureMeasure"/>; NaN where the pixel itself is missing or a direction has no pair.
    /// Correlation is averaged over the directions with a variance.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the window.</exception>
    [SkipLocalsInit]
    public static void Compute(ReadOnlySpan<byte> levels, Window window, Span<float> measures)
    {
        Window outer = window.Grow(Halo);
        Require.SameLength(outer.PixelCount, levels.Length, nameof(levels));
        Require.SameLength(window.PixelCount * MeasureCount, measures.Length, nameof(measures));
        Span<ushort> cells = stackalloc ushort[DirectionCount * PairCounts.CellCount];
        Span<PairCounts> counts = stackalloc PairCounts[DirectionCount];
        for (int row = 0; row < window.Rows; row++)
        {
            cells.Clear();
            counts.Clear();
            ReadOnlySpan<byte> band = levels.Slice(row * outer.Columns, WindowSize * outer.Columns);
            for (int column = 0; column < WindowSize - 1; column++)
            {
                SlideColumn(band, outer.Columns, column, 0, entering: true, cells, counts);
            }

            for (int column = 0; column < window.Columns; column++)
            {
                SlideColumn(band, outer.Columns, column + WindowSize - 1, column, entering: true, cells, counts);
                bool isThere = band[(Halo * outer.Columns) + column + Halo] != TextureLevels.Missing;
                Write(counts, isThere, measures[((row * window.Columns) + column)..], window.PixelCount);
                SlideColumn(band, outer.Columns, column, column, entering: false, cells, counts);
            }
        }
    }

    // The pairs that have one pixel in this column and the other in the window: to the west while the column enters at the right,
    // to the east while it leaves at the left.
    private static void SlideColumn(
        ReadOnlySpan<byte> band, int stride, int column, int windowStart, bool entering, Span<ushort> cells, Span<PairCounts> counts)
    {
        int change = entering ? 1 : -1, neighbour = entering ? column - 1 : column + 1;
        bool hasNeighbour = entering ? neighbour >= windowStart : neighbour < windowStart + WindowSize;
        for (int row = 0; row < WindowSize; row++)
        {
            byte level = band[(row * stride) + column];
            if (level == TextureLevels.Missing)
            {
                continue;
            }

            if (row + 1 < WindowSize)
            {
                Count(2, level, band[((row + 1) * stride) + column], change, cells, counts);
            }

            if (!hasNeighbour)
            {
                continue;
            }

            // Entering, this pixel is the eastern one of its pairs: the south-east pair comes from above, the south-west pair goes below.
            // Leaving, it is the western one: south-east goes below, south-west comes from above.
            int diagonal = entering ? 1 : 3, antidiagonal = entering ? 3 : 1;
            Count(0, level, band[(row * stride) + neighbour], change, cells, counts);
            if (row > 0)
            {
                Count(diagonal, level, band[((row - 1) * stride) + neighbour], change, cells, counts);
            }

            if (row + 1 < WindowSize)
            {
                Count(antidiagonal, level, band[((row + 1) * stride) + neighbour], change, cells, counts);
            }
        }
    }

    private static void Count(int direction, byte first, byte second, int change, Span<ushort> cells, Span<PairCounts> counts)
    {
        if (second != TextureLevels.Missing)
        {
            counts[direction].Change(first, second, change, cells.Slice(direction * PairCounts.CellCount, PairCounts.CellCount));
        }
    }

    private static void Write(ReadOnlySpan<PairCounts> counts, bool isThere, Span<float> measures, int bandStride)
    {
        Span<double> sums = stackalloc double[MeasureCount];
        sums.Clear();
        int correlated = 0;
        foreach (ref readonly PairCounts direction in counts)
        {
            isThere &= direction.Pairs > 0;
            correlated += direction.AddMeasures(sums) ? 1 : 0;
        }

        for (int measure = 0; measure < MeasureCount; measure++)
        {
            int divisor = measure == (int)TextureMeasure.Correlation ? correlated : DirectionCount;
            measures[measure * bandStride] = isThere ? (float)(sums[measure] / divisor) : float.NaN;
        }
    }
}
