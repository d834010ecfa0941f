using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Geometries;

/// <summary>Makes simple-feature geometries from positions and says what is wrong with them.</summary>
internal static class GeometryBuilder
{
    /// <exception cref="MitoshiException">geometry.not_valid.</exception>
    public static LineString Line(IReadOnlyList<Coordinate> positions)
        => positions.Count >= 2 ? Positions.Factory.CreateLineString([.. positions]) : throw NotValid(("a line of fewer than two positions", "2点未満の線"));

    /// <exception cref="MitoshiException">geometry.not_valid.</exception>
    public static Polygon Polygon(IReadOnlyList<IReadOnlyList<Coordinate>> rings)
    {
        if (rings.Count == 0)
        {
            throw NotValid(("a polygon without a ring", "環のない多角形"));
        }

        LinearRing[] closed = [.. rings.Select(Ring)];
        return Positions.Factory.CreatePolygon(closed[0], closed[1..]);
    }

    /// <exception cref="MitoshiException">geometry.not_valid.</exception>
    public static Geometry Multi<T>(IReadOnlyList<T> parts)
        where T : Geometry => parts switch
        {
            { Count: 0 } => throw NotValid(("a collection without a member", "要素のない集まり")),
            IReadOnlyList<Point> points => Positions.Factory.CreateMultiPoint([.. points]),
            IReadOnlyList<LineString> lines => Positions.Factory.CreateMultiLineString([.. lines]),
            IReadOnlyList<Polygon> polygons => Positions.Factory.CreateMultiPolygon([.. polygons]),
            _ => Positions.Factory.CreateGeometryCollection([.. parts]),
        };

    /// <summary><c>geometry.not_valid</c>.</summary>
    public static MitoshiException NotValid(Text what) => new("geometry.not_valid",
        found: ($"a geometry cannot be read: {what.En}", $"図形を読めません: {what.Ja}"),
        expected: ("Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon or GeometryCollection; rings of at least four positions whose last equals the first",
            "Point、LineString、Polygon、MultiPoint、MultiLineString、MultiPolygon、GeometryCollection のいずれか。環は4点以上で、終点が始点と同じ"),
        remedy: ("Close each ring by repeating its first position.", "環は始点をもう一度書いて閉じてください。"));

    private static LinearRing Ring(IReadOnlyList<Coordinate> positions)
    {
        if (positions.Count < 4)
        {
            throw NotValid(("a ring of fewer than four positions", "4点未満の環"));
        }

        return positions[0].Equals2D(positions[^1]) ? Positions.Factory.CreateLinearRing([.. positions]) : throw NotValid(("a ring that is not closed", "閉じていない環"));
    }
}
