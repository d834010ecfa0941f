namespace Mitoshi.Raster;

/// <summary>The tiles of a grid, counted row by row.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="TileSize">Edge of a tile in pixels.</param>
internal readonly record struct TileLattice(Grid Grid, int TileSize)
{
    public int Across => ((Grid.Width - 1) / TileSize) + 1;

    public int Down => ((Grid.Height - 1) / TileSize) + 1;

    public int Count => checked(Across * Down);

    public int IndexOf(Window tile) => (tile.Row / TileSize * Across) + (tile.Column / TileSize);

    public Window this[int index] => Grid.Whole.Intersect(new Window(index % Across * TileSize, index / Across * TileSize, TileSize, TileSize));

    /// <summary>The tiles within a window whose corner is the corner of a tile.</summary>
    public IEnumerable<Window> Within(Window chunk)
    {
        for (int row = chunk.Row; row < chunk.RowEnd; row += TileSize)
        {
            for (int column = chunk.Column; column < chunk.ColumnEnd; column += TileSize)
            {
                yield return chunk.Intersect(new Window(column, row, TileSize, TileSize));
            }
        }
    }
}
