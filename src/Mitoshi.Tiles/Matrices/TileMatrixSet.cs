using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>How a plane is cut into tiles, level by level (OGC 17-083r4, Two Dimensional Tile Matrix Set).</summary>
/// <param name="Id">Name in addresses, for example <c>WebMercatorQuad</c>.</param>
/// <param name="Title">Name for a person.</param>
/// <param name="Crs">CRS of the plane; x is east.</param>
/// <param name="Left">x of the upper left corner of every level.</param>
/// <param name="Top">y of the upper left corner of every level.</param>
/// <param name="Matrices">The levels; the index is the level.</param>
public sealed record TileMatrixSet(string Id, Text Title, Crs Crs, double Left, double Top, IReadOnlyList<TileMatrix> Matrices)
{
    /// <summary>URI of the CRS for clients.</summary>
    public string CrsUri => Id == "WorldCRS84Quad" ? "http://www.opengis.net/def/crs/OGC/1.3/CRS84" : $"http://www.opengis.net/def/crs/EPSG/0/{Crs.EpsgCode}";

    /// <summary>URI of the set itself when OGC registers it, else null.</summary>
    public string? Uri => Id is "WebMercatorQuad" or "WorldCRS84Quad" ? $"http://www.opengis.net/def/tilematrixset/OGC/1.0/{Id}" : null;

    /// <summary>Lattice of the pixels of a tile.</summary>
    /// <param name="level">Zoom.</param>
    /// <param name="column">Column of the tile.</param>
    /// <param name="row">Row of the tile, 0 at the top.</param>
    /// <param name="pixels">Pixels along its edge: 256, or 512 for screens of double density.</param>
    /// <exception cref="MitoshiException"><c>tiles.no_such_tile</c>.</exception>
    public Grid Tile(int level, int column, int row, int pixels = TileMatrix.TileSize)
    {
        if ((uint)level >= (uint)Matrices.Count || !Matrices[level].Holds(column, row))
        {
            throw NoSuchTile(level, column, row);
        }

        double edge = Matrices[level].Resolution * TileMatrix.TileSize;
        return new Grid(Crs, AffineTransform.NorthUp(Left + (column * edge), Top - (row * edge), edge / pixels), pixels, pixels);
    }

    /// <summary>The level whose pixels are nearest in size to the raster's at its centre.</summary>
    public int NativeLevel(Grid raster)
    {
        double resolution = ResolutionOf(raster);
        return Matrices.MinBy(matrix => Math.Abs(matrix.Resolution - resolution))!.Level;
    }

    /// <summary>The finest level at which the whole raster is not larger than a tile or so.</summary>
    public int OverallLevel(Grid raster)
    {
        double overall = ResolutionOf(raster) * Math.Max(raster.Width, raster.Height) / TileMatrix.TileSize;
        return Matrices.LastOrDefault(matrix => matrix.Resolution >= overall)?.Level ?? 0;
    }

    // Edge of the square that has the central pixel's area, in units of this set's CRS.
    private double ResolutionOf(Grid raster)
    {
        double column = Math.Floor(raster.Width / 2.0), row = Math.Floor(raster.Height / 2.0);
        double[] x = new double[3], y = new double[3];
        (x[0], y[0]) = raster.Transform.ToMap(column, row);
        (x[1], y[1]) = raster.Transform.ToMap(column + 1, row);
        (x[2], y[2]) = raster.Transform.ToMap(column, row + 1);
        using CoordinateTransform transform = new(raster.Crs, Crs);
        transform.Transform(x, y);
        return Math.Sqrt(Math.Abs(((x[1] - x[0]) * (y[2] - y[0])) - ((x[2] - x[0]) * (y[1] - y[0]))));
    }

    private MitoshiException NoSuchTile(int level, int column, int row)
    {
        string expected = (uint)level < (uint)Matrices.Count ? $"0 to {Matrices[level].Columns - 1}, 0 to {Matrices[level].Rows - 1}" : $"0 to {Matrices.Count - 1}";
        return new MitoshiException("tiles.no_such_tile",
            found: ($"{Id} has no tile at level {level}, column {column}, row {row}", $"{Id} のレベル {level} に列 {column}、行 {row} のタイルはありません"),
            expected: ((uint)level < (uint)Matrices.Count ? $"column and row of this level: {expected}" : $"a level from {expected}",
                (uint)level < (uint)Matrices.Count ? $"このレベルの列と行: {expected}" : $"レベル {expected}"),
            remedy: ("check the order: level, column (x), row (y) from the top; OGC API Tiles has the row before the column",
                "順序を確かめてください: レベル、列 (x)、上からの行 (y)。OGC API Tiles では行が列より先です"));
    }
}
