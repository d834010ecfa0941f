namespace Mitoshi.Core;

/// <summary>A pixel lattice on the Earth.</summary>
/// <param name="Crs">Coordinate reference system.</param>
/// <param name="Transform">From pixel to map coordinates.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public sealed record Grid(Crs Crs, AffineTransform Transform, int Width, int Height)
{
    /// <summary>The whole grid as one window.</summary>
    public Window Whole => new(Column: 0, Row: 0, Columns: Width, Rows: Height);

    /// <summary>Area of a pixel in square units of the CRS.</summary>
    public double PixelArea => Math.Abs((Transform.ColumnX * Transform.RowY) - (Transform.RowX * Transform.ColumnY));

    /// <summary>Number of pixels.</summary>
    public long PixelCount => (long)Width * Height;

    /// <summary>The grid of a window of this one: same lattice, other origin and size.</summary>
    public Grid Crop(Window window)
    {
        (double x, double y) = Transform.ToMap(window.Column, window.Row);
        return this with { Transform = Transform with { OriginX = x, OriginY = y }, Width = window.Columns, Height = window.Rows };
    }

    /// <summary>The windows that tile the grid, row by row; those at the right and lower edge may be smaller.</summary>
    /// <param name="size">Edge of a window in pixels.</param>
    public IEnumerable<Window> Tiles(int size)
    {
        for (int row = 0; row < Height; row += size)
        {
            for (int column = 0; column < Width; column += size)
            {
                yield return new Window(column, row, Math.Min(size, Width - column), Math.Min(size, Height - row));
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString()
        => $"{Width} x {Height} pixels of {Transform.ColumnX:0.######} x {Math.Abs(Transform.RowY):0.######} from ({Transform.OriginX:0.###}, {Transform.OriginY:0.###}), {Crs}";
}
