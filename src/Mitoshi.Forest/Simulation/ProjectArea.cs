using System.Buffers.Binary;
using Mitoshi.Gdal;

namespace Mitoshi.Forest.Simulation;

/// <summary>The boundary of a project in the landscape: an irregular polygon about its middle.</summary>
/// <param name="Corners">Map coordinates, the first corner repeated at the end.</param>
internal sealed record ProjectArea(IReadOnlyList<(double X, double Y)> Corners)
{
    private const int CornerCount = 28;

    /// <summary>Draws the boundary.</summary>
    public static ProjectArea Draw(Landscape landscape, RandomStream random)
    {
        double half = 0.5 * landscape.Size * Landscape.PixelMetres, radius = 0.75 * half, drift = 0;
        (double X, double Y) middle = landscape.Grid.Transform.ToMap(landscape.Size / 2.0, landscape.Size / 2.0);
        List<(double X, double Y)> corners = [];
        for (int corner = 0; corner < CornerCount; corner++)
        {
            drift = (0.7 * drift) + (0.06 * random.NextNormal());
            double angle = 2 * Math.PI * corner / CornerCount, reach = radius * Math.Clamp(1 + drift, 0.7, 1.25);
            corners.Add((Math.Round(middle.X + (reach * Math.Cos(angle))), Math.Round(middle.Y + (reach * Math.Sin(angle)))));
        }

        corners.Add(corners[0]);
        return new ProjectArea(corners);
    }

    /// <summary>True when a point lies inside (even-odd rule).</summary>
    public bool Holds(double x, double y)
    {
        bool isInside = false;
        for (int i = 0; i + 1 < Corners.Count; i++)
        {
            ((double x1, double y1), (double x2, double y2)) = (Corners[i], Corners[i + 1]);
            isInside ^= y1 > y != y2 > y && x < x1 + ((y - y1) / (y2 - y1) * (x2 - x1));
        }

        return isInside;
    }

    /// <summary>Writes it as GeoJSON in longitude and latitude.</summary>
    public void Write(string path, Crs crs)
    {
        double[] x = [.. Corners.Select(corner => corner.X)], y = [.. Corners.Select(corner => corner.Y)];
        using CoordinateTransform toDegrees = new(crs, Crs.Wgs84);
        toDegrees.Transform(x, y);
        VectorFeature feature = new(1, Polygon(x, y), [VectorAttribute.Of("simulated project area"), VectorAttribute.Of("yes")]);
        VectorField[] fields = [new("name", IsNumber: false), new("simulated", IsNumber: false)];
        VectorFile.Write(path, new VectorLayer("boundary", Crs.Wgs84, fields, [feature]), VectorGeometry.Polygon);
    }

    // Well-known binary, little endian: type 3, one ring.
    private static byte[] Polygon(double[] x, double[] y)
    {
        byte[] bytes = new byte[13 + (16 * x.Length)];
        bytes[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), 3);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(9), x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(13 + (16 * i)), x[i]);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(21 + (16 * i)), y[i]);
        }

        return bytes;
    }
}
