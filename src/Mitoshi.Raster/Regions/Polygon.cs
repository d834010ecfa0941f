using System.Text.Json.Nodes;
using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>Rings on a plane: the first of each part is its outline, the others are holes.</summary>
/// <param name="Parts">Parts × rings × points; a ring may repeat its first point at the end.</param>
public sealed record Polygon(IReadOnlyList<IReadOnlyList<IReadOnlyList<(double X, double Y)>>> Parts)
{
    // A drawn or surveyed area has fewer; more would only be sent to keep a processor busy.
    private const int MostPoints = 100_000;

    /// <summary>Reads a Polygon, a MultiPolygon, or a Feature of one, in longitude and latitude (RFC 7946).</summary>
    /// <exception cref="MitoshiException"><c>tiles.bad_polygon</c>.</exception>
    public static Polygon FromGeoJson(JsonNode? json)
    {
        try
        {
            JsonNode? geometry = (string?)json?["type"] == "Feature" ? json!["geometry"] : json;
            string? type = (string?)geometry?["type"];
            JsonArray coordinates = geometry?["coordinates"] as JsonArray ?? throw Bad("no coordinates");
            IEnumerable<JsonNode?> parts = type switch
            {
                "Polygon" => (IEnumerable<JsonNode?>)new JsonNode?[] { coordinates },
                "MultiPolygon" => coordinates,
                _ => throw Bad($"type {type ?? "missing"}"),
            };
            Polygon polygon = new([.. parts.Select(part => (IReadOnlyList<IReadOnlyList<(double, double)>>)[.. ((JsonArray)part!).Select(ring => Ring((JsonArray)ring!))])]);
            int points = polygon.Parts.Sum(part => part.Sum(ring => ring.Count));
            return polygon.Parts.Count == 0 || polygon.Parts.Any(part => part.Count == 0) ? throw Bad("no ring") : points > MostPoints ? throw Bad($"{points} points") : polygon;
        }
        catch (Exception error) when (error is InvalidCastException or NullReferenceException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            throw Bad("something else than arrays of numbers");
        }
    }

    /// <summary>The polygon as seen from another origin, in pixels that are larger.</summary>
    /// <param name="column">Column of the new origin.</param>
    /// <param name="row">Row of the new origin.</param>
    /// <param name="factor">Old pixels along the edge of a new one.</param>
    public Polygon Shifted(double column, double row, double factor = 1)
        => new([.. Parts.Select(part => (IReadOnlyList<IReadOnlyList<(double, double)>>)[.. part.Select(ring =>
            (IReadOnlyList<(double, double)>)[.. ring.Select(point => ((point.X - column) / factor, (point.Y - row) / factor))])])]);

    /// <summary>From longitude and latitude to pixels of a grid; NaN where a point is nowhere.</summary>
    public Polygon ToPixels(Grid grid)
    {
        using CoordinateTransform transform = new(Crs.Wgs84, grid.Crs);
        return new Polygon([.. Parts.Select(part => (IReadOnlyList<IReadOnlyList<(double, double)>>)[.. part.Select(ring => Turn(Dense(ring), grid, transform))])]);
    }

    private static IReadOnlyList<(double X, double Y)> Turn(List<(double X, double Y)> ring, Grid grid, CoordinateTransform transform)
    {
        double[] x = [.. ring.Select(point => point.X)], y = [.. ring.Select(point => point.Y)];
        transform.Transform(x, y);
        return [.. x.Zip(y, (mapX, mapY) => grid.Transform.ToPixel(mapX, mapY))];
    }

    // A straight line between two points of longitude and latitude bends on the raster's plane: a point every hundredth of a degree or so holds it.
    private static List<(double X, double Y)> Dense(IReadOnlyList<(double X, double Y)> ring)
    {
        const double Step = 0.02;
        const int Most = 64;
        List<(double X, double Y)> points = [];
        for (int i = 0; i < ring.Count; i++)
        {
            (double x, double y) = ring[i];
            (double nextX, double nextY) = ring[(i + 1) % ring.Count];
            int pieces = (int)Math.Clamp(Math.Ceiling(Math.Max(Math.Abs(nextX - x), Math.Abs(nextY - y)) / Step), 1, Most);
            for (int piece = 0; piece < pieces; piece++)
            {
                points.Add((x + ((nextX - x) * piece / pieces), y + ((nextY - y) * piece / pieces)));
            }
        }

        return points;
    }

    private static IReadOnlyList<(double X, double Y)> Ring(JsonArray? ring)
    {
        if (ring is null)
        {
            throw Bad("no ring where one must be");
        }

        List<(double X, double Y)> points = [.. ring.Select(point => ((double)point![0]!, (double)point[1]!))];
        bool isGood = points.Count >= 3 && points.TrueForAll(point => Math.Abs(point.X) <= 540 && Math.Abs(point.Y) <= 90);
        return isGood ? points : throw Bad(points.Count < 3 ? $"a ring of {points.Count} points" : "a point outside of longitude and latitude");
    }

    private static MitoshiException Bad(string found) => new("tiles.bad_polygon",
        found: ($"the area has {found}", $"範囲の指定に問題があります: {found}"),
        expected: ($"a GeoJSON Polygon or MultiPolygon (or a Feature of one) in longitude and latitude, at most {MostPoints} points", $"経度・緯度の GeoJSON Polygon / MultiPolygon (または Feature)、{MostPoints} 点まで"),
        remedy: ("check it at geojson.io, or simplify it", "geojson.io で確かめるか、点を減らしてください"));
}
