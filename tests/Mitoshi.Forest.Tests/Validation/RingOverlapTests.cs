using CsCheck;

namespace Mitoshi.Forest.Tests.Validation;

public sealed class RingOverlapTests
{
    [Fact]
    public void A_triangle_shares_half_of_the_pixel_that_its_side_cuts()
    {
        AreaPolygon triangle = Polygon([(0, 0), (10, 0), (0, 10)]);
        Assert.Equal(50, RingOverlap.Area(triangle, 0, 0, 10, 10), 12);
        Assert.Equal(25, RingOverlap.Area(triangle, 0, 0, 5, 5), 12);
        Assert.Equal(12.5, RingOverlap.Area(triangle, 5, 0, 10, 5), 12);
        Assert.Equal(0, RingOverlap.Area(triangle, 6, 6, 9, 9), 12);
    }

    [Fact]
    public void A_hole_is_taken_off_whatever_its_direction()
    {
        foreach ((double, double)[] hole in new (double, double)[][] { [(2, 2), (8, 2), (8, 8), (2, 8)], [(2, 2), (2, 8), (8, 8), (8, 2)] })
        {
            AreaPolygon ring = Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], hole);
            Assert.Equal(64, RingOverlap.Area(ring, -5, -5, 15, 15), 12);
            Assert.Equal(0, RingOverlap.Area(ring, 3, 3, 7, 7), 12);
            (double area, double x, double y) = RingOverlap.Centroid(ring);
            Assert.Equal((64, 5, 5), (Math.Round(area, 9), Math.Round(x, 9), Math.Round(y, 9)));
        }
    }

    // The star is concave: bridges of the clipping must have no area.
    [Fact]
    public void The_shares_of_all_pixels_sum_to_the_polygon()
        => Gen.Select(Gen.Double[-7, 7], Gen.Double[-7, 7], Gen.Double[1, 9]).Sample((x, y, size) =>
        {
            AreaPolygon star = Polygon([.. Enumerable.Range(0, 10).Select(k => (x + ((k % 2 == 0 ? size : size / 3) * Math.Cos(Math.PI * k / 5)), y + ((k % 2 == 0 ? size : size / 3) * Math.Sin(Math.PI * k / 5))))]);
            double sum = 0;
            for (int column = -20; column < 20; column++)
            {
                for (int row = -20; row < 20; row++)
                {
                    double share = RingOverlap.Area(star, column, row, column + 1, row + 1);
                    Assert.InRange(share, -1e-12, 1 + 1e-12);
                    sum += share;
                }
            }

            Assert.Equal(10.0 * size * size / 3 * Math.Sin(Math.PI / 5) / 2, sum, 9);
        }, iter: 30);

    [Fact]
    public void A_circle_of_many_corners_agrees_with_the_exact_circle()
    {
        const int Corners = 20_000;
        AreaPolygon circle = Polygon([.. Enumerable.Range(0, Corners).Select(k => (3 + (17.84 * Math.Cos(2 * Math.PI * k / Corners)), -2 + (17.84 * Math.Sin(2 * Math.PI * k / Corners))))]);
        for (int column = -2; column < 3; column++)
        {
            for (int row = -3; row < 2; row++)
            {
                double exact = CircleOverlap.Area(3, -2, 17.84, column * 10, row * 10, (column + 1) * 10, (row + 1) * 10);
                Assert.Equal(exact, RingOverlap.Area(circle, column * 10, row * 10, (column + 1) * 10, (row + 1) * 10), tolerance: 1e-4);
            }
        }
    }

    internal static AreaPolygon Polygon(params (double X, double Y)[][] rings) => AreaPolygon.FromWkb("p", Wkb(rings))!;

    internal static byte[] Wkb(params (double X, double Y)[][] rings)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write((byte)1);
        writer.Write(3u);
        writer.Write((uint)rings.Length);
        foreach ((double X, double Y)[] ring in rings)
        {
            writer.Write((uint)ring.Length + 1);
            foreach ((double x, double y) in ring.Append(ring[0]))
            {
                writer.Write(x);
                writer.Write(y);
            }
        }

        return stream.ToArray();
    }
}
