namespace Mitoshi.Core;

/// <summary>A rectangle of a grid, in pixels, row 0 at the top.</summary>
public readonly record struct Window(int Column, int Row, int Columns, int Rows)
{
    /// <summary>Number of pixels.</summary>
    public int PixelCount => checked(Columns * Rows);

    /// <summary>One past the last column.</summary>
    public int ColumnEnd => Column + Columns;

    /// <summary>One past the last row.</summary>
    public int RowEnd => Row + Rows;

    /// <summary>True when it holds no pixel.</summary>
    public bool IsEmpty => Columns <= 0 || Rows <= 0;

    /// <summary>The window with <paramref name="halo"/> more pixels on each side; it may leave the grid.</summary>
    public Window Grow(int halo) => new(Column - halo, Row - halo, Columns + (2 * halo), Rows + (2 * halo));

    /// <summary>What two windows share; empty (0 columns or rows) when they do not meet.</summary>
    public Window Intersect(Window other)
    {
        int column = Math.Max(Column, other.Column), row = Math.Max(Row, other.Row);
        int columns = Math.Min(ColumnEnd, other.ColumnEnd) - column, rows = Math.Min(RowEnd, other.RowEnd) - row;
        return new Window(column, row, Math.Max(columns, 0), Math.Max(rows, 0));
    }
}
