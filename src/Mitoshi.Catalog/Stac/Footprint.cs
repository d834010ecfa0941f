using System.Text.Json.Nodes;
using Mitoshi.Gdal;

namespace Mitoshi.Catalog.Stac;

/// <summary>The outline of a grid on WGS 84: its edges bend, so points lie along them; a grid across the 180th meridian is cut there (RFC 7946 section 3.1.9).</summary>
internal sealed class Footprint
{
    private const int PointsPerEdge = 8;
    private readonly IReadOnlyList<IReadOnlyList<(double Longitude, double Latitude)>> _rings;
    private readonly double _west, _east;

    private Footprint(IReadOnlyList<IReadOnlyList<(double Longitude, double Latitude)>> rings, double west, double east)
        => (_rings, _west, _east) = (rings, west, east);

    public static Footprint Of(Grid grid)
    {
        List<(double X, double Y)> outline = [];
        // Counter-clockwise on the map, as RFC 7946 wants exterior rings: down the left side, along the bottom, up, back.
        (double Column, double Row)[] corners = [(0, 0), (0, grid.Height), (grid.Width, grid.Height), (grid.Width, 0)];
        for (int side = 0; side < 4; side++)
        {
            (double column, double row) = corners[side];
            (double nextColumn, double nextRow) = corners[(side + 1) % 4];
            for (int i = 0; i < PointsPerEdge; i++)
            {
                double share = (double)i / PointsPerEdge;
                outline.Add(grid.Transform.ToMap(column + ((nextColumn - column) * share), row + ((nextRow - row) * share)));
            }
        }

        double[] x = [.. outline.Select(point => point.X)], y = [.. outline.Select(point => point.Y)];
        using (CoordinateTransform transform = new(grid.Crs, Crs.Wgs84))
        {
            transform.Transform(x, y);
        }

        return FromRing(x, y);
    }

    /// <summary>A footprint from its corners in longitude and latitude, not closed, either way round.</summary>
    public static Footprint OfOutline(IReadOnlyList<(double Longitude, double Latitude)> corners)
    {
        double area = 0;
        for (int i = 0; i < corners.Count; i++)
        {
            (double x, double y) = corners[i];
            (double nextX, double nextY) = corners[(i + 1) % corners.Count];
            area += (x * nextY) - (nextX * y);
        }

        IEnumerable<(double Longitude, double Latitude)> turned = area >= 0 ? corners : corners.Reverse();
        // A band around the Earth is wide without crossing the 180th meridian.
        return corners.Max(corner => corner.Longitude) - corners.Min(corner => corner.Longitude) >= 359
            ? new([[.. turned]], corners.Min(corner => corner.Longitude), corners.Max(corner => corner.Longitude))
            : FromRing([.. turned.Select(corner => corner.Longitude)], [.. turned.Select(corner => corner.Latitude)]);
    }

    public JsonObject Geometry()
    {
        JsonArray[] polygons = [.. _rings.Select(ring => new JsonArray(new JsonArray([.. ring.Append(ring[0]).Select(point => (JsonNode)new JsonArray(Round(point.Longitude), Round(point.Latitude)))])))];
        return polygons.Length == 1
            ? new JsonObject { ["type"] = "Polygon", ["coordinates"] = polygons[0] }
            : new JsonObject { ["type"] = "MultiPolygon", ["coordinates"] = new JsonArray([.. polygons]) };
    }

    public JsonArray Box()
    {
        IEnumerable<double> latitudes = _rings.SelectMany(ring => ring).Select(point => point.Latitude);
        return new JsonArray(Round(_west), Round(latitudes.Min()), Round(_east), Round(latitudes.Max()));
    }

    private static Footprint FromRing(double[] x, double[] y)
    {
        bool crosses = x.Max() - x.Min() > 180;
        List<(double Longitude, double Latitude)> ring = [.. x.Zip(y, (longitude, latitude) => (crosses && longitude < 0 ? longitude + 360 : longitude, latitude))];
        if (!crosses)
        {
            return new([ring], x.Min(), x.Max());
        }

        List<(double Longitude, double Latitude)> west = Clip(ring, keepsBelow: true), east = Clip(ring, keepsBelow: false);
        return new([west, [.. east.Select(point => (point.Longitude - 360, point.Latitude))]], ring.Min(point => point.Longitude), ring.Max(point => point.Longitude) - 360);
    }

    // Sutherland and Hodgman against the line longitude = 180.
    private static List<(double Longitude, double Latitude)> Clip(List<(double Longitude, double Latitude)> ring, bool keepsBelow)
    {
        List<(double Longitude, double Latitude)> kept = [];
        for (int i = 0; i < ring.Count; i++)
        {
            (double Longitude, double Latitude) from = ring[i], to = ring[(i + 1) % ring.Count];
            bool isIn = from.Longitude <= 180 == keepsBelow, isNextIn = to.Longitude <= 180 == keepsBelow;
            if (isIn)
            {
                kept.Add(from);
            }

            if (isIn != isNextIn)
            {
                double share = (180 - from.Longitude) / (to.Longitude - from.Longitude);
                kept.Add((180, from.Latitude + ((to.Latitude - from.Latitude) * share)));
            }
        }

        return kept;
    }

    private static double Round(double degrees) => Math.Round(degrees, 7);
}
