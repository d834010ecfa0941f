namespace Mitoshi.Core.Tests.Geodesy;

public sealed class GeodesicPolygonTests
{
    // Truth: geographiclib's geodesic polygon area through pyproj 3.4.
    [Theory]
    [InlineData(105.5, 105.52, 13.1, 13.12, 479.860615289)]
    [InlineData(179.99, -179.99, -16.6, -16.58, 472.382466605)]
    public void The_area_of_a_small_rectangle_is_the_geodesic_one(double west, double east, double south, double north, double hectares)
        => Assert.Equal(1, GeodesicPolygon.SignedHectares([west, east, east, west], [south, south, north, north]) / hectares, 1e-9);

    [Fact]
    public void An_octant_of_the_ellipsoid_is_an_eighth_of_its_surface()
    {
        // Surface of WGS 84: 510,065,621.7240885 km2. The ring stops at 89 degrees, 111.694 km before the pole: a right-angled triangle is left out.
        double octant = GeodesicPolygon.SignedHectares([0, 90, 90, 0], [0, 0, 89, 89]);
        Assert.Equal(1, octant / (((510065621.7240885 / 8) - (111.694 * 111.694 / 2)) * 100), 1e-7);
    }

    [Fact]
    public void Turning_the_ring_round_turns_the_sign()
    {
        double area = GeodesicPolygon.SignedHectares([10, 11, 11], [50, 50, 51]);
        Assert.Equal(-area, GeodesicPolygon.SignedHectares([11, 11, 10], [51, 50, 50]), Math.Abs(area) * 1e-9);
        Assert.True(area > 0);
    }
}
