using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>Boxes from one CRS to another.</summary>
public static class Boxes
{
    private const int PointsPerEdge = 21;

    /// <summary>The box around a box in another CRS; points lie along its edges, because they bend.</summary>
    /// <exception cref="MitoshiException"><c>tiles.bad_box</c>: part of it is nowhere there.</exception>
    public static Rectangle Turn(Rectangle box, Crs from, Crs to)
    {
        if (from == to)
        {
            return box;
        }

        double[] x = new double[4 * PointsPerEdge], y = new double[4 * PointsPerEdge];
        for (int i = 0; i < PointsPerEdge; i++)
        {
            double share = (double)i / (PointsPerEdge - 1), along = box.West + (share * (box.East - box.West)), up = box.South + (share * (box.North - box.South));
            (x[4 * i], y[4 * i]) = (along, box.South);
            (x[(4 * i) + 1], y[(4 * i) + 1]) = (along, box.North);
            (x[(4 * i) + 2], y[(4 * i) + 2]) = (box.West, up);
            (x[(4 * i) + 3], y[(4 * i) + 3]) = (box.East, up);
        }

        using CoordinateTransform transform = new(from, to);
        transform.Transform(x, y);
        return x.Any(double.IsNaN) || y.Any(double.IsNaN)
            ? throw new MitoshiException("tiles.bad_box",
                found: ($"a part of the box is nowhere in {to}", $"範囲の一部が {to} の定義域の外です"),
                expected: ("a box where both CRS are defined", "両方の座標系が定義された範囲"),
                remedy: ("take a smaller box, or another dst_crs", "範囲を狭めるか、別の dst_crs を使ってください"))
            : new Rectangle(x.Min(), y.Min(), x.Max(), y.Max());
    }

    /// <summary>The raster's box in longitude and latitude; the whole world when part of it is nowhere (the disk of a weather satellite).</summary>
    public static Rectangle OnEarth(TileDataset dataset)
    {
        Rectangle box = dataset.OutlineIn(Crs.Wgs84);
        return box.IsUnknown ? new Rectangle(-180, -90, 180, 90) : box;
    }
}
