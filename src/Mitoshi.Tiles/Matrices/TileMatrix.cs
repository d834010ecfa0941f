namespace Mitoshi.Tiles;

/// <summary>One zoom level of a tile matrix set: square pixels, columns to the right, rows down.</summary>
/// <param name="Level">Zoom, 0 the coarsest.</param>
/// <param name="Resolution">Edge of a pixel in units of the CRS.</param>
/// <param name="ScaleDenominator">For a pixel of 0.28 mm on the screen (OGC 17-083r4, section 6.1.1).</param>
/// <param name="Columns">Tiles in a row.</param>
/// <param name="Rows">Tiles in a column.</param>
public sealed record TileMatrix(int Level, double Resolution, double ScaleDenominator, int Columns, int Rows)
{
    /// <summary>Pixels along the edge of a tile.</summary>
    public const int TileSize = 256;

    /// <summary>True when such a tile exists.</summary>
    public bool Holds(int column, int row) => (uint)column < (uint)Columns && (uint)row < (uint)Rows;
}
