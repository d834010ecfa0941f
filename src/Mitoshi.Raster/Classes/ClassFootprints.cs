namespace Mitoshi.Raster;

/// <summary>Where the pixels of a coarse grid lie on a finer raster of classes, both north up in one CRS.</summary>
/// <param name="FineColumns">Columns of the fine raster.</param>
/// <param name="FineRows">Rows of the fine raster.</param>
/// <param name="ColumnStart">Column of the fine raster, with fraction, at the left edge of the coarse grid.</param>
/// <param name="RowStart">Row of the fine raster, with fraction, at the upper edge of the coarse grid.</param>
/// <param name="ColumnsPerPixel">Fine columns in a coarse pixel.</param>
/// <param name="RowsPerPixel">Fine rows in a coarse pixel.</param>
public readonly record struct ClassFootprints(int FineColumns, int FineRows, double ColumnStart, double RowStart, double ColumnsPerPixel, double RowsPerPixel)
{
    /// <summary>From two grids.</summary>
    /// <exception cref="ArgumentException">A grid is not north up, or the two are in different CRS.</exception>
    public static ClassFootprints Of(Grid fine, Grid coarse)
    {
        if (!fine.Transform.IsNorthUp || !coarse.Transform.IsNorthUp || fine.Crs != coarse.Crs)
        {
            throw new ArgumentException($"{fine} and {coarse} are not both north up in one CRS", nameof(fine));
        }

        (double x, double y) = coarse.Transform.ToMap(0, 0);
        (double column, double row) = fine.Transform.ToPixel(x, y);
        return new ClassFootprints(fine.Width, fine.Height, column, row, coarse.Transform.ColumnX / fine.Transform.ColumnX, coarse.Transform.RowY / fine.Transform.RowY);
    }

    /// <summary>The fine columns that a coarse column touches, first and one past the last, within the raster.</summary>
    internal (int From, int To) Columns(int coarseColumn) => Touched(ColumnStart, ColumnsPerPixel, coarseColumn, FineColumns);

    /// <summary>The fine rows that a coarse row touches.</summary>
    internal (int From, int To) Rows(int coarseRow) => Touched(RowStart, RowsPerPixel, coarseRow, FineRows);

    /// <summary>Length of a fine column inside a coarse one, 0 to 1.</summary>
    internal double ColumnWeight(int fineColumn, int coarseColumn) => Overlap(ColumnStart, ColumnsPerPixel, coarseColumn, fineColumn);

    /// <summary>Length of a fine row inside a coarse one, 0 to 1.</summary>
    internal double RowWeight(int fineRow, int coarseRow) => Overlap(RowStart, RowsPerPixel, coarseRow, fineRow);

    // A sliver of a billionth of a pixel is rounding of the two transforms, not ground.
    private static (int From, int To) Touched(double start, double size, int index, int count)
        => (Math.Clamp((int)Math.Floor(start + (index * size) + 1e-9), 0, count), Math.Clamp((int)Math.Ceiling(start + ((index + 1) * size) - 1e-9), 0, count));

    private static double Overlap(double start, double size, int index, int fine)
        => Math.Max(0, Math.Min(fine + 1, start + ((index + 1) * size)) - Math.Max(fine, start + (index * size)));
}
