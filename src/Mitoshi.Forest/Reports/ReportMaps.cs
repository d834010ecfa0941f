using Mitoshi.Raster;
using Mitoshi.Reporting.Maps;

namespace Mitoshi.Forest.Reports;

/// <summary>Small copies of rasters for the maps of a report.</summary>
internal static class ReportMaps
{
    // Enough for a page; a larger picture would only make the file heavy.
    private const int PixelsMax = 420;

    /// <summary>Width of a map that stands beside another one.</summary>
    public const double HalfWidth = 300;

    /// <summary>A band of a source as a figure, averaged down to the size of a page.</summary>
    public static MapFigure Figure(ISource source, int bandIndex, Text title, ColourMap colours, double min, double max)
    {
        (float[] values, Grid small) = Shrink(source, bandIndex);
        bool isMetric = small.Crs.IsLocal || !Gdal.SpatialReference.IsGeographic(small.Crs);
        return new MapFigure(title, values, small.Width, small.Height, small, colours, min, max) { IsMetric = isMetric };
    }

    /// <summary>The band on a grid of at most 420 pixels an edge; means of the pixels with data.</summary>
    public static (float[] Values, Grid Grid) Shrink(ISource source, int bandIndex)
    {
        Grid grid = source.Grid;
        int step = Math.Max(1, (int)Math.Ceiling(Math.Max(grid.Width, grid.Height) / (double)PixelsMax));
        int columns = grid.Width / step, rows = grid.Height / step;
        AffineTransform transform = grid.Transform;
        Grid small = grid with
        {
            Width = columns,
            Height = rows,
            Transform = transform with { ColumnX = transform.ColumnX * step, ColumnY = transform.ColumnY * step, RowX = transform.RowX * step, RowY = transform.RowY * step },
        };
        float[] values = new float[columns * rows];
        for (int row = 0; row < rows; row++)
        {
            Window strip = new(Column: 0, Row: row * step, Columns: columns * step, Rows: step);
            ReadOnlySpan<float> pixels = source.ReadBlock(strip).Band(bandIndex);
            for (int column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = Mean(pixels, strip.Columns, column * step, step);
            }
        }

        return (values, small);
    }

    private static float Mean(ReadOnlySpan<float> strip, int columns, int column, int step)
    {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < step; y++)
        {
            foreach (float value in strip.Slice((y * columns) + column, step))
            {
                if (!float.IsNaN(value))
                {
                    sum += value;
                    count++;
                }
            }
        }

        return count == 0 ? float.NaN : (float)(sum / count);
    }
}
