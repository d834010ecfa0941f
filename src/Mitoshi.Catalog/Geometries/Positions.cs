using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Geometries;

/// <summary>Positions on the Earth in longitude and latitude (OGC CRS84), as network input brings them.</summary>
public static class Positions
{
    /// <summary>Makes geometries without a precision model of their own.</summary>
    public static GeometryFactory Factory { get; } = new(PrecisionModel.Floating.Value, srid: 4326);

    /// <summary>A position of two or three numbers.</summary>
    /// <exception cref="MitoshiException">geometry.out_of_range.</exception>
    public static Coordinate Of(double longitude, double latitude, double? elevation = null)
    {
        if (!(Math.Abs(longitude) <= 180) || !(Math.Abs(latitude) <= 90) || elevation is { } z && !double.IsFinite(z))
        {
            throw new MitoshiException("geometry.out_of_range",
                found: ($"position {longitude:R} {latitude:R}", $"座標 {longitude:R} {latitude:R}"),
                expected: ("longitude from -180 to 180, then latitude from -90 to 90", "経度 -180〜180、続けて緯度 -90〜90"),
                remedy: ("Longitude comes first. Give WGS 84 degrees, not metres of a projection.", "経度が先です。投影座標のメートルではなくWGS 84の度で書いてください。"));
        }

        return elevation is { } height ? new CoordinateZ(longitude, latitude, height) : new Coordinate(longitude, latitude);
    }

    /// <summary>A box of 4 or 6 numbers.</summary>
    /// <exception cref="MitoshiException">geometry.out_of_range, geometry.bad_box.</exception>
    public static void CheckBox(IReadOnlyList<double> bounds)
    {
        if (bounds.Count is not (4 or 6))
        {
            throw BadBox(bounds, ("it has neither 4 nor 6 numbers", "4個でも6個でもありません"));
        }

        int half = bounds.Count / 2;
        Of(bounds[0], bounds[1], half == 3 ? bounds[2] : null);
        Of(bounds[half], bounds[half + 1], half == 3 ? bounds[5] : null);
        if (bounds[1] > bounds[half + 1] || (half == 3 && bounds[2] > bounds[5]))
        {
            throw BadBox(bounds, ("its least latitude or elevation is above the greatest", "最小の緯度または標高が最大を超えています"));
        }
    }

    /// <summary>The box as an area; two when it crosses the 180th meridian.</summary>
    public static Geometry BoxGeometry(IReadOnlyList<double> bounds)
    {
        int half = bounds.Count / 2;
        double west = bounds[0], south = bounds[1], east = bounds[half], north = bounds[half + 1];
        return west <= east
            ? Factory.ToGeometry(new Envelope(west, east, south, north))
            : Factory.BuildGeometry([Factory.ToGeometry(new Envelope(west, 180, south, north)), Factory.ToGeometry(new Envelope(-180, east, south, north))]);
    }

    private static MitoshiException BadBox(IReadOnlyList<double> bounds, Text why) => new("geometry.bad_box",
        found: ($"bbox [{string.Join(", ", bounds)}]: {why.En}", $"bbox [{string.Join(", ", bounds)}]: {why.Ja}"),
        expected: ("west, south, east, north in degrees (with elevations: west, south, lowest, east, north, highest)", "西、南、東、北 (度)。標高つきなら 西、南、最低、東、北、最高"),
        remedy: ("Put the smaller latitude first. West above east means across the 180th meridian.", "小さい緯度を先に書いてください。西が東より大きいと180度線をまたぐ意味になります。"));
}
