using System.Globalization;

namespace Mitoshi.Registry.Tests.Land;

/// <summary>Against pyproj 3.4.1 (PROJ 9, GeographicLib): Geod(ellps="WGS84").polygon_area_perimeter. Lengths and areas of closed forms would prove less.</summary>
public sealed class GeodesicTests
{
    [Theory]
    [InlineData("square 1 degree at the equator", "0,0 1,0 1,1 0,1 0,0", 12308778361.469452, 443770.91724830196)]
    [InlineData("10 degrees", "100,10 110,10 110,20 100,20 100,10", 1190968350339.3914, 4355689.47254797)]
    [InlineData("60 degrees wide", "0,30 60,30 60,50 0,50 0,30", 11001919209340.3, 14340970.396681316)]
    [InlineData("southern sliver", "-60,-10 -59.9999,-10 -59.9999,-40 -60,-40 -60,-10", 33168581.313360028, 6647367.897554388)]
    [InlineData("across the equator", "10,-5 20,-3 18,6 9,4 10,-5", 1090970439972.7286, 4175600.164449067)]
    [InlineData("near the pole", "0,89 90,89.5 180,89.2 -90,88.7 0,89", 20211431607.625, 583921.989806998)]
    [InlineData("octant", "0,0 90,0 0,90 0,0", 63758202715511.055, 30022685.630020067)]
    [InlineData("antimeridian", "179.99,-16.6 -179.99,-16.6 -179.99,-16.58 179.99,-16.58 179.99,-16.6", 4723824.666046619, 8695.18026553201)]
    [InlineData("metres", "105.5,13.1 105.50001,13.1 105.50001,13.10001 105.5,13.10001 105.5,13.1", 1.1996990160550922, 4.381449876952269)]
    [InlineData("random 0", "46.814517,33.850178 46.369652,35.26862 44.725066,35.476408 44.24461,36.113025 42.848665,34.835484 42.612113,34.55908 42.202712,33.850178 43.441337,33.172612 43.501154,31.404241 44.24461,32.61501 45.531615,32.818386 46.146965,33.267144 46.814517,33.850178", 106479162373.62035, 1485071.278122565)]
    [InlineData("random 1", "-178.021191,51.996664 -176.794943,53.362692 -178.607279,54.524682 -179.36105,54.320108 -180.026068,54.487396 -181.396511,53.461557 -182.137907,51.996664 -180.797352,51.37241 -179.964037,51.098775 -179.36105,49.830133 -178.907497,49.984314 -177.967109,51.221208 -178.021191,51.996664", 102618779040.35951, 1370781.100946658)]
    [InlineData("random 2", "116.229672,-2.695674 116.727479,-2.185823 116.140361,-1.874666 114.666507,-0.021424 114.197536,-0.483628 113.221121,-1.638229 113.747442,-2.695674 113.558054,-4.148613 114.010159,-4.849519 114.666507,-5.573966 115.478108,-4.120343 116.40018,-3.960057 116.229672,-2.695674", 129207755038.64919, 1578648.041094372)]
    public void Areas_and_perimeters_are_those_of_geographiclib(string name, string ring, double squareMetres, double metres)
    {
        double[][] positions = [.. ring.Split(' ').Select(p => p.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];
        (double area, double perimeter) = Geodesic.Ring([.. positions.Select(p => p[0])], [.. positions.Select(p => p[1])]);
        Assert.True(Math.Abs(area - squareMetres) <= Math.Max(1e-9 * squareMetres, 1e-5), $"{name}: {area} m2, expected {squareMetres}");
        Assert.True(Math.Abs(perimeter - metres) <= Math.Max(1e-9 * metres, 1e-6), $"{name}: {perimeter} m, expected {metres}");
    }

    [Fact]
    public void The_same_ring_from_another_vertex_or_the_other_way_round_has_the_same_area()
        => Gen.Select(Gen.Double[-60, 60], Gen.Double[-179, 179], Gen.Double[0.001, 2], Gen.Int[0, 11]).Sample((latitude, longitude, size, start) =>
        {
            double[] lons = [.. Enumerable.Range(0, 12).Select(i => longitude + (size * (1 + (0.3 * (i % 3))) * Math.Cos(i * Math.PI / 6)))];
            double[] lats = [.. Enumerable.Range(0, 12).Select(i => latitude + (size * (1 + (0.3 * (i % 3))) * Math.Sin(i * Math.PI / 6)))];
            double area = Closed(lons, lats, 0), moved = Closed(lons, lats, start), turned = Closed([.. lons.Reverse()], [.. lats.Reverse()], 0);
            Assert.Equal(area, moved, 1e-9 * area);
            Assert.Equal(area, turned, 1e-9 * area);
        });

    private static double Closed(double[] lons, double[] lats, int start)
        => Geodesic.Ring([.. lons[start..], .. lons[..start], lons[start]], [.. lats[start..], .. lats[..start], lats[start]]).SquareMetres;
}
