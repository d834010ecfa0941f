using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Mitoshi.Registry;

/// <summary>Polygons as GeoJSON (RFC 7946) writes them.</summary>
internal static class GeoJsonPolygons
{
    /// <summary>Calls once for each polygon with its rings.</summary>
    public static void Read(JsonElement geoJson, Action<IReadOnlyList<IReadOnlyList<(double Longitude, double Latitude)>>> polygon)
    {
        switch (TypeOf(geoJson))
        {
            case "FeatureCollection":
                Each(geoJson, "features", feature => Read(feature, polygon));
                break;
            case "Feature":
                Read(geoJson.TryGetProperty("geometry", out JsonElement geometry) ? geometry : default, polygon);
                break;
            case "GeometryCollection":
                Each(geoJson, "geometries", part => Read(part, polygon));
                break;
            case "MultiPolygon":
                Each(geoJson, "coordinates", part => polygon(RingsOf(part)));
                break;
            case "Polygon":
                polygon(RingsOf(geoJson.TryGetProperty("coordinates", out JsonElement rings) ? rings : default));
                break;
            case string other:
                throw Invalid($"a {(other.Length == 0 ? "thing without a type" : other)}", $"{other}");
        }
    }

    public static string Write(Geometry geometry)
    {
        StringBuilder text = new();
        bool isMany = geometry.NumGeometries > 1;
        text.Append(isMany ? "{\"type\":\"MultiPolygon\",\"coordinates\":[" : "{\"type\":\"Polygon\",\"coordinates\":");
        for (int i = 0; i < geometry.NumGeometries; i++)
        {
            Polygon polygon = (Polygon)geometry.GetGeometryN(i);
            text.Append(i == 0 ? "[" : ",[");
            WriteRing(text, polygon.ExteriorRing);
            foreach (LineString hole in polygon.InteriorRings)
            {
                WriteRing(text.Append(','), hole);
            }

            text.Append(']');
        }

        return text.Append(isMany ? "]}" : "}").ToString();
    }

    public static MitoshiException Invalid(string en, string ja) => new(
        "registry.invalid_geometry", found: (en, ja),
        expected: ("polygons in WGS 84 longitude and latitude: closed rings of at least 4 positions that don't cross themselves, latitudes from -90 to 90",
            "WGS 84 の経度・緯度のポリゴン: 4 点以上の閉じた輪、自己交差なし、緯度は -90～90"),
        remedy: ("Mend the boundary in a GIS and look at it there; it is never repaired silently.", "GIS で境界を修正し、目で確かめてください。自動修正は行いません。"));

    private static string TypeOf(JsonElement geoJson)
        => geoJson.ValueKind == JsonValueKind.Object && geoJson.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";

    private static void Each(JsonElement parent, string name, Action<JsonElement> item)
    {
        if (!parent.TryGetProperty(name, out JsonElement items) || items.ValueKind != JsonValueKind.Array)
        {
            throw Invalid($"no {name}", $"{name} がありません");
        }

        foreach (JsonElement element in items.EnumerateArray())
        {
            item(element);
        }
    }

    private static List<IReadOnlyList<(double Longitude, double Latitude)>> RingsOf(JsonElement rings)
        => rings.ValueKind == JsonValueKind.Array ? [.. rings.EnumerateArray().Select(RingOf)] : throw Invalid("no rings", "輪がありません");

    private static IReadOnlyList<(double Longitude, double Latitude)> RingOf(JsonElement ring)
        => ring.ValueKind == JsonValueKind.Array ? [.. ring.EnumerateArray().Select(PositionOf)] : throw Invalid("a ring that isn't a list", "一覧ではない輪");

    private static (double Longitude, double Latitude) PositionOf(JsonElement position)
    {
        bool isPair = position.ValueKind == JsonValueKind.Array && position.GetArrayLength() >= 2
            && position[0].ValueKind == JsonValueKind.Number && position[1].ValueKind == JsonValueKind.Number;
        if (!isPair)
        {
            throw Invalid($"the position {position}", $"位置 {position}");
        }

        double longitude = position[0].GetDouble(), latitude = position[1].GetDouble();
        bool isOnEarth = double.IsFinite(longitude) && Math.Abs(longitude) <= 360 && Math.Abs(latitude) <= 90;
        return isOnEarth ? (longitude, latitude) : throw Invalid($"the position {longitude}, {latitude}", $"位置 {longitude}, {latitude}");
    }

    private static void WriteRing(StringBuilder text, LineString ring)
    {
        text.Append('[');
        for (int i = 0; i < ring.NumPoints; i++)
        {
            Coordinate position = ring.GetCoordinateN(i);
            text.Append(i == 0 ? "[" : ",[").Append(position.X.ToString("0.#########", CultureInfo.InvariantCulture)).Append(',')
                .Append(position.Y.ToString("0.#########", CultureInfo.InvariantCulture)).Append(']');
        }

        text.Append(']');
    }
}
