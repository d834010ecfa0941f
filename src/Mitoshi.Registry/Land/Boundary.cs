using System.Text.Json;
using NetTopologySuite;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;

namespace Mitoshi.Registry;

/// <summary>
/// The land of a claim: polygons in longitude and latitude on WGS 84, snapped to 1e-9 degree (a tenth of a millimetre). Longitudes are
/// unwrapped, so that a ring across the antimeridian is one piece; a MultiPolygon that is split there is the same land.
/// </summary>
public sealed class Boundary
{
    private const double SnapsPerDegree = 1e9;
    private static readonly GeometryFactory Factory = NtsGeometryServices.Instance.CreateGeometryFactory(new PrecisionModel(SnapsPerDegree));

    private Boundary(Geometry geometry)
    {
        Geometry = geometry;
        (SquareMetres, PerimeterMetres) = Measure(geometry);
    }

    /// <summary>Geodesic area in hectares.</summary>
    public double Hectares => SquareMetres / 10_000;

    internal Geometry Geometry { get; }

    internal double SquareMetres { get; }

    internal double PerimeterMetres { get; }

    /// <summary>Reads a GeoJSON Polygon or MultiPolygon, or a Feature or FeatureCollection of them. Nothing is repaired.</summary>
    /// <exception cref="MitoshiException"><c>registry.invalid_geometry</c>.</exception>
    public static Boundary Read(JsonElement geoJson)
    {
        List<Polygon> polygons = [];
        GeoJsonPolygons.Read(geoJson, rings => polygons.Add(PolygonOf(rings, polygons.Count > 0 ? polygons[0] : null)));
        if (polygons.Count == 0)
        {
            throw GeoJsonPolygons.Invalid("no polygon", "ポリゴンがありません");
        }

        Geometry land = polygons[0];
        foreach (Polygon polygon in polygons.Skip(1))
        {
            if (land.EnvelopeInternal.Intersects(polygon.EnvelopeInternal) && OverlayNGRobust.Overlay(land, polygon, SpatialFunction.Intersection).Area > 0)
            {
                throw GeoJsonPolygons.Invalid("parts that overlap each other", "互いに重なる部分");
            }

            land = OverlayNGRobust.Overlay(land, polygon, SpatialFunction.Union);
        }

        return new Boundary(land);
    }

    /// <summary>The common land of two boundaries; null when they share none. Shared edges and corners aren't land.</summary>
    public Boundary? Intersect(Boundary other) => Combine(other, SpatialFunction.Intersection);

    /// <summary>This land without the other's; null when nothing is left.</summary>
    public Boundary? Subtract(Boundary other)
    {
        Geometry rest = Geometry;
        foreach (Geometry copy in CopiesNear(other))
        {
            rest = OverlayNGRobust.Overlay(rest, copy, SpatialFunction.Difference);
        }

        return OfPolygons(rest);
    }

    /// <summary>GeoJSON of the land, longitudes as they were unwrapped.</summary>
    public string ToGeoJson() => GeoJsonPolygons.Write(Geometry);

    private Boundary? Combine(Boundary other, SpatialFunction function)
    {
        Geometry? common = null;
        foreach (Geometry copy in CopiesNear(other))
        {
            Geometry part = OverlayNGRobust.Overlay(Geometry, copy, function);
            common = common is null ? part : OverlayNGRobust.Overlay(common, part, SpatialFunction.Union);
        }

        return common is null ? null : OfPolygons(common);
    }

    // The same land may be written a whole turn further east or west.
    private IEnumerable<Geometry> CopiesNear(Boundary other)
    {
        foreach (double turn in (double[])[-360, 0, 360])
        {
            Envelope box = other.Geometry.EnvelopeInternal;
            Envelope turned = new(box.MinX + turn, box.MaxX + turn, box.MinY, box.MaxY);
            if (turned.Intersects(Geometry.EnvelopeInternal))
            {
                yield return turn == 0 ? other.Geometry : Turned(other.Geometry, turn);
            }
        }
    }

    private static Boundary? OfPolygons(Geometry geometry)
    {
        List<Polygon> polygons = [];
        for (int i = 0; i < geometry.NumGeometries; i++)
        {
            if (geometry.GetGeometryN(i) is Polygon { IsEmpty: false } polygon)
            {
                polygons.Add(polygon);
            }
        }

        return polygons.Count switch
        {
            0 => null,
            1 => new Boundary(polygons[0]),
            _ => new Boundary(Factory.CreateMultiPolygon([.. polygons])),
        };
    }

    private static Polygon PolygonOf(IReadOnlyList<IReadOnlyList<(double Longitude, double Latitude)>> rings, Polygon? first)
    {
        if (rings.Count == 0)
        {
            throw GeoJsonPolygons.Invalid("a polygon without a ring", "輪のないポリゴン");
        }

        LinearRing shell = RingOf(rings[0], first?.EnvelopeInternal.Centre.X);
        LinearRing[] holes = [.. rings.Skip(1).Select(ring => RingOf(ring, shell.EnvelopeInternal.Centre.X))];
        Polygon polygon = Factory.CreatePolygon(shell, holes);
        IsValidOp check = new(polygon);
        return check.IsValid ? polygon : throw GeoJsonPolygons.Invalid(
            $"{check.ValidationError.Message} at {check.ValidationError.Coordinate}", $"{check.ValidationError.Coordinate} で不正（{check.ValidationError.Message}）");
    }

    // Near: the longitude that the ring should lie close to, so that parts and holes stand in one frame.
    private static LinearRing RingOf(IReadOnlyList<(double Longitude, double Latitude)> positions, double? near)
    {
        if (positions.Count < 4 || positions[0] != positions[^1])
        {
            throw GeoJsonPolygons.Invalid($"a ring of {positions.Count} positions, or one that isn't closed", $"位置が {positions.Count} 個の輪、または閉じていない輪");
        }

        Coordinate[] ring = new Coordinate[positions.Count];
        double longitude = positions[0].Longitude;
        for (int i = 0; i < ring.Length; i++)
        {
            longitude += i == 0 ? 0 : Math.IEEERemainder(positions[i].Longitude - positions[i - 1].Longitude, 360);
            ring[i] = new Coordinate(Snap(longitude), Snap(positions[i].Latitude));
        }

        if (!ring[0].Equals2D(ring[^1]))
        {
            throw GeoJsonPolygons.Invalid("a ring around a pole", "極を囲む輪");
        }

        LinearRing unwrapped = Factory.CreateLinearRing(ring);
        double turn = near is double centre ? 360 * Math.Round((centre - unwrapped.EnvelopeInternal.Centre.X) / 360) : 0;
        return turn == 0 ? unwrapped : (LinearRing)Turned(unwrapped, turn);
    }

    private static double Snap(double degrees) => Math.Round(degrees * SnapsPerDegree) / SnapsPerDegree;

    private static Geometry Turned(Geometry geometry, double degrees) => AffineTransformation.TranslationInstance(degrees, 0).Transform(geometry);

    private static (double SquareMetres, double Metres) Measure(Geometry geometry)
    {
        double area = 0, perimeter = 0;
        for (int i = 0; i < geometry.NumGeometries; i++)
        {
            Polygon polygon = (Polygon)geometry.GetGeometryN(i);
            (double outer, double around) = Measure(polygon.ExteriorRing);
            area += outer;
            perimeter += around;
            foreach (LineString hole in polygon.InteriorRings)
            {
                (double inner, double edge) = Measure(hole);
                area -= inner;
                perimeter += edge;
            }
        }

        return (area, perimeter);
    }

    private static (double SquareMetres, double Metres) Measure(LineString ring)
        => Geodesic.Ring([.. ring.Coordinates.Select(c => c.X)], [.. ring.Coordinates.Select(c => c.Y)]);
}
