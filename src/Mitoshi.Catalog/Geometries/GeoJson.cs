using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Geometries;

/// <summary>GeoJSON geometries (RFC 7946 section 3.1), read with bounds on size and depth.</summary>
public static class GeoJson
{
    private const int MaxPositions = 100_000, MaxDepth = 4;

    /// <summary>Reads a geometry object.</summary>
    /// <exception cref="MitoshiException">geometry.not_valid, geometry.out_of_range.</exception>
    public static Geometry Read(JsonElement json) => Read(json, isProjected: false);

    /// <summary>Reads a geometry object of any coordinate system, as <c>proj:geometry</c> has it.</summary>
    /// <exception cref="MitoshiException">geometry.not_valid.</exception>
    internal static Geometry ReadProjected(JsonElement json) => Read(json, isProjected: true);

    private static Geometry Read(JsonElement json, bool isProjected)
    {
        Reading reading = new(MaxPositions, isProjected);
        return Read(json, MaxDepth, ref reading);
    }

    /// <summary>Writes a geometry object.</summary>
    public static void Write(Geometry geometry, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", geometry.GeometryType);
        if (geometry.GetType() == typeof(GeometryCollection))
        {
            json.WriteStartArray("geometries");
            foreach (Geometry part in ((GeometryCollection)geometry).Geometries)
            {
                Write(part, json);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("coordinates");
            WriteCoordinates(geometry, json);
        }

        json.WriteEndObject();
    }

    private static void WriteCoordinates(Geometry geometry, Utf8JsonWriter json)
    {
        switch (geometry)
        {
            case Point point:
                WritePosition(point.Coordinate, json);
                return;
            case LineString line:
                json.WriteStartArray();
                Array.ForEach(line.Coordinates, position => WritePosition(position, json));
                break;
            case Polygon polygon:
                json.WriteStartArray();
                WriteCoordinates(polygon.ExteriorRing, json);
                Array.ForEach(polygon.InteriorRings, ring => WriteCoordinates(ring, json));
                break;
            default:
                json.WriteStartArray();
                Array.ForEach(((GeometryCollection)geometry).Geometries, part => WriteCoordinates(part, json));
                break;
        }

        json.WriteEndArray();
    }

    private static void WritePosition(Coordinate position, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteNumberValue(position.X);
        json.WriteNumberValue(position.Y);
        if (!double.IsNaN(position.Z))
        {
            json.WriteNumberValue(position.Z);
        }

        json.WriteEndArray();
    }

    private static Geometry Read(JsonElement json, int depth, ref Reading reading)
    {
        if (depth == 0 || json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out JsonElement type) || type.ValueKind != JsonValueKind.String)
        {
            throw GeometryBuilder.NotValid(("not a GeoJSON geometry", "GeoJSONの図形ではありません"));
        }

        string name = type.GetString()!;
        JsonElement inner = Member(json, name == "GeometryCollection" ? "geometries" : "coordinates");
        switch (name)
        {
            case "Point": return Positions.Factory.CreatePoint(Position(inner, ref reading));
            case "LineString": return GeometryBuilder.Line(Line(inner, ref reading));
            case "Polygon": return GeometryBuilder.Polygon(Rings(inner, ref reading));
            case "MultiPoint":
                return GeometryBuilder.Multi<Point>([.. Line(inner, ref reading).Select(Positions.Factory.CreatePoint)]);
            case "MultiLineString":
                return GeometryBuilder.Multi<LineString>([.. Rings(inner, ref reading).Select(GeometryBuilder.Line)]);
            case "MultiPolygon":
                List<Polygon> polygons = [];
                foreach (JsonElement part in Items(inner))
                {
                    polygons.Add(GeometryBuilder.Polygon(Rings(part, ref reading)));
                }

                return GeometryBuilder.Multi<Polygon>(polygons);
            case "GeometryCollection":
                List<Geometry> parts = [];
                foreach (JsonElement part in Items(inner))
                {
                    parts.Add(Read(part, depth - 1, ref reading));
                }

                return GeometryBuilder.Multi<Geometry>(parts);
            default:
                throw GeometryBuilder.NotValid(($"type \"{name}\"", $"型「{name}」"));
        }
    }

    private static List<IReadOnlyList<Coordinate>> Rings(JsonElement json, ref Reading reading)
    {
        List<IReadOnlyList<Coordinate>> rings = [];
        foreach (JsonElement ring in Items(json))
        {
            rings.Add(Line(ring, ref reading));
        }

        return rings;
    }

    private static List<Coordinate> Line(JsonElement json, ref Reading reading)
    {
        List<Coordinate> line = [];
        foreach (JsonElement position in Items(json))
        {
            line.Add(Position(position, ref reading));
        }

        return line;
    }

    private static Coordinate Position(JsonElement json, ref Reading reading)
    {
        if (--reading.Left < 0)
        {
            throw GeometryBuilder.NotValid(($"more than {MaxPositions} positions", $"{MaxPositions} 点を超えています"));
        }

        int count = Items(json).Count();
        bool isPosition = count is 2 or 3 && json.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number && double.IsFinite(number.GetDouble()));
        return isPosition && reading.IsProjected ? count == 3 ? new CoordinateZ(json[0].GetDouble(), json[1].GetDouble(), json[2].GetDouble()) : new Coordinate(json[0].GetDouble(), json[1].GetDouble())
            : isPosition ? Positions.Of(json[0].GetDouble(), json[1].GetDouble(), count == 3 ? json[2].GetDouble() : null)
            : throw GeometryBuilder.NotValid(($"{Short(json)} is not a position of two or three numbers", $"{Short(json)} は2個か3個の数からなる座標ではありません"));
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json)
        => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw GeometryBuilder.NotValid(($"{Short(json)} is not a list", $"{Short(json)} はリストではありません"));

    private static JsonElement Member(JsonElement json, string name)
        => json.TryGetProperty(name, out JsonElement member) ? member : throw GeometryBuilder.NotValid(($"no \"{name}\"", $"「{name}」がありません"));

    private static string Short(JsonElement json) => json.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : json.GetRawText();

    private record struct Reading(int Left, bool IsProjected);
}
