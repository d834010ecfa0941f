using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>Writes points for the field; GPX in longitude and latitude, the rest in the map's CRS.</summary>
internal static class PointFile
{
    public static void Write(string path, IReadOnlyList<DesignPoint> points, Crs crs, IFiles files)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            files.CreateFolder(folder);
        }

        VectorField[] fields = [new("name", false), new("stratum", true), new("x", true), new("y", true), new("map_value", true), new("weight", true), new("role", false)];
        bool isGpx = Path.GetExtension(path).Equals(".gpx", StringComparison.OrdinalIgnoreCase);
        using CoordinateTransform? toDegrees = isGpx && !crs.IsLocal ? new CoordinateTransform(crs, Crs.Wgs84) : null;
        VectorFile.Write(path, new VectorLayer("points", toDegrees is null ? crs : Crs.Wgs84, fields, [.. points.Select((point, i) =>
        {
            (double x, double y) = toDegrees?.Transform(point.X, point.Y) ?? (point.X, point.Y);
            return new VectorFeature(i, PlotGeometry.Point(x, y),
            [
                VectorAttribute.Of(point.Name), VectorAttribute.Of(point.Stratum), VectorAttribute.Of(point.X), VectorAttribute.Of(point.Y),
                VectorAttribute.Of(point.MapValue), VectorAttribute.Of(point.Weight), VectorAttribute.Of(point.IsReserve ? "reserve" : "plot"),
            ]);
        })]), VectorGeometry.Point);
    }
}
