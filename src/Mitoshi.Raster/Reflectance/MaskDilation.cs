namespace Mitoshi.Raster;

/// <summary>Masks the pixels of a layer that a test picks, and everything within a radius of them.</summary>
public static class MaskDilation
{
    /// <summary>Writes 1 to every pixel of the window that lies within the radius of a picked pixel; other pixels keep what they hold.</summary>
    /// <param name="values">The mask layer of the window grown by <paramref name="halo"/> pixels on each side, row after row.</param>
    /// <param name="halo">At least <see cref="DiskRadius.Halo"/>; pixels beyond the grid must hold a value that the test does not pick.</param>
    /// <param name="test">Which pixels are picked.</param>
    /// <param name="radius">How far the mask reaches; pixels at exactly this distance are masked.</param>
    /// <param name="window">The window to fill.</param>
    /// <param name="rejected">One byte for each pixel of the window.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the window, or the halo is too small.</exception>
    public static void Reject<TTest>(ReadOnlySpan<byte> values, int halo, TTest test, DiskRadius radius, Window window, Span<byte> rejected)
        where TTest : struct, IPixelTest
    {
        Window outer = window.Grow(halo);
        Require.SameLength(outer.PixelCount, values.Length, nameof(values));
        Require.SameLength(window.PixelCount, rejected.Length, nameof(rejected));
        ArgumentOutOfRangeException.ThrowIfLessThan(halo, radius.Halo);
        int reach = radius.Halo;
        for (int row = 0; row < outer.Rows; row++)
        {
            ReadOnlySpan<byte> line = values.Slice(row * outer.Columns, outer.Columns);
            for (int start = 0; start < line.Length; start++)
            {
                if (!test.Holds(line[start]))
                {
                    continue;
                }

                int end = start + 1;
                while (end < line.Length && test.Holds(line[end]))
                {
                    end++;
                }

                SpreadRun(start - halo, end - halo, row - halo, reach, radius, window, rejected);
                start = end;
            }
        }
    }

    // A run of picked pixels spreads into each row that the disk reaches, wider by the disk's half width there.
    private static void SpreadRun(int columnStart, int columnEnd, int row, int reach, DiskRadius radius, Window window, Span<byte> rejected)
    {
        for (int target = Math.Max(row - reach, 0); target <= Math.Min(row + reach, window.Rows - 1); target++)
        {
            int halfWidth = radius.HalfWidth(target - row);
            int from = Math.Max(columnStart - halfWidth, 0), to = Math.Min(columnEnd + halfWidth, window.Columns);
            if (halfWidth >= 0 && from < to)
            {
                rejected[((target * window.Columns) + from)..((target * window.Columns) + to)].Fill(1);
            }
        }
    }
}
