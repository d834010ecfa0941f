namespace Mitoshi.Raster;

/// <summary>The source pixels that lie under one target pixel, with the area that they share with it (in source pixels). Reused from pixel to pixel.</summary>
internal sealed class Footprint
{
    private int[] _indexes = new int[64];
    private double[] _areas = new double[64];

    /// <summary>Number of source pixels.</summary>
    public int Count { get; private set; }

    /// <summary>Positions of the source pixels in the region that was read.</summary>
    public ReadOnlySpan<int> Indexes => _indexes.AsSpan(0, Count);

    /// <summary>Shared area of each.</summary>
    public ReadOnlySpan<double> Areas => _areas.AsSpan(0, Count);

    /// <summary>The target pixel is a rectangle in the source.</summary>
    public void Rectangle(double left, double top, double right, double bottom, Window region)
    {
        Count = 0;
        int firstColumn = Math.Max((int)Math.Floor(left), region.Column), endColumn = Math.Min((int)Math.Ceiling(right), region.ColumnEnd);
        int firstRow = Math.Max((int)Math.Floor(top), region.Row), endRow = Math.Min((int)Math.Ceiling(bottom), region.RowEnd);
        for (int row = firstRow; row < endRow; row++)
        {
            double height = Math.Min(bottom, row + 1) - Math.Max(top, row);
            for (int column = firstColumn; column < endColumn; column++)
            {
                Add(region, column, row, height * (Math.Min(right, column + 1) - Math.Max(left, column)));
            }
        }
    }

    /// <summary>The target pixel is a quadrilateral in the source (corners in order round it).</summary>
    public void Quadrilateral(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Window region)
    {
        Count = 0;
        (double left, double top, double right, double bottom) = GridMapping.Bounds(x, y);
        if (double.IsNaN(x[0] + x[1] + x[2] + x[3]) || right - left > short.MaxValue || bottom - top > short.MaxValue)
        {
            return;
        }

        int firstColumn = Math.Max((int)Math.Floor(left), region.Column), endColumn = Math.Min((int)Math.Ceiling(right), region.ColumnEnd);
        int firstRow = Math.Max((int)Math.Floor(top), region.Row), endRow = Math.Min((int)Math.Ceiling(bottom), region.RowEnd);
        for (int row = firstRow; row < endRow; row++)
        {
            for (int column = firstColumn; column < endColumn; column++)
            {
                Add(region, column, row, PolygonOverlap.AreaInCell(x, y, column, row));
            }
        }
    }

    private void Add(Window region, int column, int row, double area)
    {
        // Slivers come from rounding, not from the grids.
        if (area < 1e-7)
        {
            return;
        }

        if (Count == _indexes.Length)
        {
            Array.Resize(ref _indexes, 2 * Count);
            Array.Resize(ref _areas, 2 * Count);
        }

        _indexes[Count] = ((row - region.Row) * region.Columns) + column - region.Column;
        _areas[Count++] = area;
    }
}
