namespace Mitoshi.Core;

/// <summary>
/// From pixel (column, row) to map (x, y): x = originX + column * columnX + row * rowX, y = originY + column * columnY + row * rowY.
/// The origin is the outer corner of pixel (0, 0), as in GDAL.
/// </summary>
public readonly record struct AffineTransform(double OriginX, double ColumnX, double RowX, double OriginY, double ColumnY, double RowY)
{
    /// <summary>A lattice with north up and square pixels; row 0 is the northernmost.</summary>
    /// <param name="west">x of the left edge.</param>
    /// <param name="north">y of the upper edge.</param>
    /// <param name="pixelSize">Edge of a pixel in units of the CRS.</param>
    public static AffineTransform NorthUp(double west, double north, double pixelSize) => new(west, pixelSize, 0, north, 0, -pixelSize);

    /// <summary>True when rows run south and columns east, without rotation.</summary>
    public bool IsNorthUp => RowX == 0 && ColumnY == 0 && ColumnX > 0 && RowY < 0;

    /// <summary>Map coordinates of a point given in pixels; (0.5, 0.5) is the centre of the first pixel.</summary>
    public (double X, double Y) ToMap(double column, double row)
        => (OriginX + (column * ColumnX) + (row * RowX), OriginY + (column * ColumnY) + (row * RowY));

    /// <summary>Pixel coordinates of a map point.</summary>
    public (double Column, double Row) ToPixel(double x, double y)
    {
        double determinant = (ColumnX * RowY) - (RowX * ColumnY);
        double dx = x - OriginX, dy = y - OriginY;
        return (((RowY * dx) - (RowX * dy)) / determinant, ((ColumnX * dy) - (ColumnY * dx)) / determinant);
    }
}
