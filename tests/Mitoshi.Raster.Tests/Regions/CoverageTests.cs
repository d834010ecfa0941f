using NetTopologySuite.Geometries;

namespace Mitoshi.Raster.Tests.Regions;

/// <summary>Held to NetTopologySuite, which clips each pixel for itself.</summary>
public sealed class CoverageTests
{
    private static readonly Gen<(double X, double Y)[]> Rings = Gen.Select(Gen.Double[-3, 13], Gen.Double[-3, 11], Gen.Double[0.3, 6], Gen.Double[0.2, 1].Array[3, 12])
        .Select((x, y, radius, shares) => shares.Select((share, i) => (x + (radius * share * Math.Cos(i * Math.Tau / shares.Length)), y + (radius * share * Math.Sin(i * Math.Tau / shares.Length)))).ToArray());

    [Fact]
    public void Every_pixel_has_the_share_that_clipping_gives()
        => Rings.Sample(ring => Compare([ring]), iter: 300);

    [Fact]
    public void Holes_count_for_nothing_whatever_their_direction()
    {
        (double, double)[] outline = [(1, 1), (9, 1.5), (8.3, 7.2), (0.5, 6)], hole = [(3, 3), (3, 5), (6.5, 5.1), (6, 2.9)];
        Compare([outline, hole]);
        Compare([outline, [.. hole.Reverse()]]);
        Compare([[.. outline.Reverse()], hole]);
    }

    [Fact]
    public void The_sum_of_the_shares_is_the_area()
    {
        float[] shares = Coverage.Of(new Polygon([[[(1.25, 0.5), (9.75, 0.5), (9.75, 6.5), (1.25, 6.5)]]]), 11, 8);
        Assert.Equal(8.5 * 6, shares.Sum(share => (double)share), 1e-5);
    }

    private static void Compare((double X, double Y)[][] rings)
    {
        const int Columns = 10, Rows = 8;
        GeometryFactory factory = new();
        LinearRing Close((double X, double Y)[] ring) => factory.CreateLinearRing([.. ring.Append(ring[0]).Select(point => new Coordinate(point.X, point.Y))]);
        Geometry polygon = factory.CreatePolygon(Close(rings[0]), [.. rings.Skip(1).Select(Close)]);
        float[] shares = Coverage.Of(new Polygon([rings]), Columns, Rows);
        for (int i = 0; i < shares.Length; i++)
        {
            Geometry pixel = factory.ToGeometry(new Envelope(i % Columns, (i % Columns) + 1, i / Columns, (i / Columns) + 1));
            Assert.Equal(polygon.Intersection(pixel).Area, shares[i], 1e-5);
        }
    }
}
