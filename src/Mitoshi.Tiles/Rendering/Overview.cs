using Mitoshi.Raster;

namespace Mitoshi.Tiles;

/// <summary>Whole rasters and boxes as grids of a bounded size.</summary>
public static class Overview
{
    /// <summary>Largest edge of a picture that is made at once.</summary>
    public const int MostPixels = 4096;

    /// <summary>The whole raster, thinned to at most so many pixels along its longer edge; in another CRS, the box around it there.</summary>
    /// <param name="dataset">The raster.</param>
    /// <param name="longest">Pixels of the longer edge.</param>
    /// <param name="crs">CRS of the picture; null for the raster's own.</param>
    public static Grid Whole(TileDataset dataset, int longest, Crs? crs = null)
    {
        Grid grid = dataset.Grid;
        if (crs is null || crs == grid.Crs)
        {
            double factor = Math.Max(1, (double)Math.Max(grid.Width, grid.Height) / longest);
            int width = Math.Max(1, (int)Math.Round(grid.Width / factor)), height = Math.Max(1, (int)Math.Round(grid.Height / factor));
            AffineTransform t = grid.Transform;
            double x = (double)grid.Width / width, y = (double)grid.Height / height;
            return new Grid(grid.Crs, new AffineTransform(t.OriginX, t.ColumnX * x, t.RowX * y, t.OriginY, t.ColumnY * x, t.RowY * y), width, height);
        }

        Rectangle outline = dataset.OutlineIn(crs);
        return outline.IsUnknown ? throw OutOfRange(crs) : Box(outline, crs, longest);
    }

    /// <summary>A picture that holds an area, in longitude and latitude.</summary>
    public static Grid Around(Polygon polygon, int longest)
    {
        IEnumerable<(double X, double Y)> points = polygon.Parts.SelectMany(part => part.SelectMany(ring => ring));
        return Box(new Rectangle(points.Min(point => point.X), points.Min(point => point.Y), points.Max(point => point.X), points.Max(point => point.Y)), Crs.Wgs84, longest);
    }

    /// <summary>A box with square pixels.</summary>
    /// <exception cref="MitoshiException"><c>tiles.bad_box</c>.</exception>
    public static Grid Box(Rectangle box, Crs crs, int longest)
    {
        double width = box.East - box.West, height = box.North - box.South, pixel = Math.Max(width, height) / longest;
        return Box(box, crs, Math.Max(1, (int)Math.Round(width / pixel)), Math.Max(1, (int)Math.Round(height / pixel)));
    }

    /// <summary>A box with so many columns and rows.</summary>
    /// <exception cref="MitoshiException"><c>tiles.bad_box</c>.</exception>
    public static Grid Box(Rectangle box, Crs crs, int columns, int rows)
    {
        double width = box.East - box.West, height = box.North - box.South;
        bool isGood = width > 0 && height > 0 && double.IsFinite(width + height + box.West + box.South) && columns is > 0 and <= MostPixels && rows is > 0 and <= MostPixels;
        return isGood
            ? new Grid(crs, new AffineTransform(box.West, width / columns, 0, box.North, 0, -height / rows), columns, rows)
            : throw new MitoshiException("tiles.bad_box",
                found: ($"a box from ({box.West}, {box.South}) to ({box.East}, {box.North}) with {columns} x {rows} pixels", $"({box.West}, {box.South}) から ({box.East}, {box.North})、{columns} x {rows} 画素の範囲"),
                expected: ($"west < east, south < north, 1 to {MostPixels} pixels along each edge", $"西 < 東、南 < 北、各辺 1 から {MostPixels} 画素"),
                remedy: ("write minx,miny,maxx,maxy in the order of longitude, latitude", "minx,miny,maxx,maxy を経度、緯度の順で書いてください"));
    }

    private static MitoshiException OutOfRange(Crs crs) => new("tiles.bad_box",
        found: ($"the raster leaves the area where {crs} is defined", $"ラスターが {crs} の定義域からはみ出しています"),
        expected: ("a CRS that covers the raster", "ラスター全体を覆う座標系"),
        remedy: ("leave dst_crs away, or take EPSG:4326", "dst_crs を省くか EPSG:4326 を使ってください"));
}
