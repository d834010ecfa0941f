namespace Mitoshi.Gdal.Tests.Projections;

public sealed class CoordinateTransformTests
{
    [Fact]
    public void The_central_meridian_of_zone_54_is_at_500_kilometres()
    {
        using CoordinateTransform transform = new(Crs.Wgs84, new Crs("EPSG:32654"));
        (double east, double north) = transform.Transform(141, 0);
        Assert.Equal(500000, east, tolerance: 1e-3);
        Assert.Equal(0, north, tolerance: 1e-3);
    }

    [Fact]
    public void Web_Mercator_follows_its_closed_form_with_longitude_first()
    {
        using CoordinateTransform transform = new(Crs.Wgs84, new Crs("EPSG:3857"));
        (double x, double y) = transform.Transform(139.767, 35.681);
        Assert.Equal(6378137 * double.DegreesToRadians(139.767), x, tolerance: 1e-6);
        Assert.Equal(6378137 * Math.Log(Math.Tan((Math.PI / 4) + (double.DegreesToRadians(35.681) / 2))), y, tolerance: 1e-6);
    }

    [Fact]
    public void There_and_back_is_the_same_place()
        => Gen.Select(Gen.Double[136, 146], Gen.Double[-60, 70]).Sample((longitude, latitude) =>
        {
            using CoordinateTransform there = new(Crs.Wgs84, new Crs("EPSG:32654")), back = new(new Crs("EPSG:32654"), Crs.Wgs84);
            (double east, double north) = there.Transform(longitude, latitude);
            (double x, double y) = back.Transform(east, north);
            Assert.Equal(longitude, x, tolerance: 1e-8);
            Assert.Equal(latitude, y, tolerance: 1e-8);
        }, iter: 100);

    [Fact]
    public void A_point_that_cannot_be_turned_is_NaN_and_the_others_stay()
    {
        using CoordinateTransform transform = new(Crs.Wgs84, new Crs("EPSG:3857"));
        double[] x = [0, 0, 10], y = [0, 1e9, 0];
        transform.Transform(x, y);
        Assert.Equal([true, false, true], x.Select(double.IsFinite));
    }

    [Fact]
    public void An_unknown_code_is_refused()
        => Assert.Equal("crs.unknown", Assert.Throws<MitoshiException>(() => new CoordinateTransform(Crs.Wgs84, new Crs("EPSG:999999"))).Code);

    [Fact]
    public void Two_texts_of_one_system_are_the_same()
    {
        Crs utm = new("EPSG:32654");
        Assert.True(SpatialReference.AreSame(utm, new Crs(SpatialReference.ToWkt(utm))));
        Assert.False(SpatialReference.AreSame(utm, new Crs("EPSG:32653")));
        Assert.False(SpatialReference.AreSame(utm, Crs.Local));
        Assert.Equal(1, SpatialReference.MetresPerUnit(utm));
        Assert.Equal("crs.not_projected", Assert.Throws<MitoshiException>(() => SpatialReference.MetresPerUnit(Crs.Wgs84)).Code);
        Assert.Equal("WGS 84 / UTM zone 54N", SpatialReference.Name(utm));
    }

    [Fact]
    public void Cells_from_pole_to_pole_add_up_to_the_ellipsoid()
    {
        // Surface of WGS 84: 510,065,621.724 km² (NIMA TR8350.2, table 3.3 gives the authalic radius 6,371,007.1809 m).
        const double Authalic = 6371007.1809;
        double sum = 0;
        for (int south = -90; south < 90; south++)
        {
            sum += EllipsoidArea.CellSquareMetres(south, south + 1, widthDegrees: 360);
        }

        Assert.Equal(4 * Math.PI * Authalic * Authalic, sum, tolerance: 1e6);
    }
}
