using System.Text.Json.Nodes;
using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Tiles.Tests.Regions;

public sealed class RegionValuesTests
{
    [Fact]
    public void A_rectangle_of_pixels_has_their_mean_and_their_area()
    {
        using TestScene scene = new(CogFormat.Float32, size: 300);
        using TileDataset dataset = scene.Open();
        Window window = new(180, 20, 60, 40);
        Polygon polygon = Outline(scene.Grid, window);
        RegionValues region = RegionValues.Of([new BandOf(dataset, 0)], polygon, new PictureOptions());
        float[] pixels = new float[window.PixelCount];
        dataset.File.Read(window, [0], pixels.AsSpan());
        double mean = pixels.Average(value => (double)value), sd = Math.Sqrt(pixels.Average(value => (value - mean) * (value - mean)));

        // The outline goes to longitude and latitude and back: a hair's breadth of the neighbours counts with it.
        Assert.Equal(mean, region.Results[0].Mean, 1e-3 * mean);
        Assert.Equal(sd, region.Results[0].StandardDeviation, 1e-2 * sd);
        Assert.Equal(60 * 40 * 100.0, region.AreaSquareMetres, 2);
        Assert.Equal(10, region.PixelMetres, 1e-9);
    }

    [Fact]
    public void The_area_in_longitude_and_latitude_is_that_on_the_ellipsoid()
    {
        using TestScene scene = new(CogFormat.Float32, size: 300, west: 138, north: 36.3, crs: "EPSG:4326", pixel: 0.001);
        using TileDataset dataset = scene.Open();
        RegionValues region = RegionValues.Of([new BandOf(dataset, 0)], Square(138.16, 36.05, 138.26, 36.15), new PictureOptions());

        // Snyder 1987, equation 3-12, is in another room with tests of its own.
        Assert.Equal(1, region.AreaSquareMetres / EllipsoidArea.CellSquareMetres(36.05, 36.15, 0.1), 1e-5);
    }

    [Fact]
    public void A_place_elsewhere_is_refused()
    {
        using TestScene scene = new(size: 200);
        using TileDataset dataset = scene.Open();
        Assert.Equal("tiles.no_overlap", Assert.Throws<MitoshiException>(() => RegionValues.Of([new BandOf(dataset, 0)], Square(10, 10, 11, 11), new PictureOptions())).Code);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("[]")]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,2],[3,"x"],[5,6]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,2],[3,400],[5,6]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":7}""")]
    [InlineData("""{"type":"Feature","geometry":null}""")]
    [InlineData("""{"type":7,"coordinates":[[[1,2],[3,4],[5,6]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[{"a":1},[3,4],[5,6]]]}""")]
    public void What_is_no_polygon_is_refused(string json)
        => Assert.Equal("tiles.bad_polygon", Assert.Throws<MitoshiException>(() => Polygon.FromGeoJson(JsonNode.Parse(json))).Code);

    [Fact]
    public void A_point_has_the_value_of_its_pixel()
    {
        using TestScene scene = new(CogFormat.Float32, size: 300);
        using TileDataset dataset = scene.Open();
        using CoordinateTransform transform = new(scene.Grid.Crs, Crs.Wgs84);
        float[] pixel = new float[3];
        dataset.File.Read(new Window(200, 30, 1, 1), [0, 1, 2], pixel.AsSpan());
        (double x, double y) = scene.Grid.Transform.ToMap(200.9, 30.1);
        (x, y) = transform.Transform(x, y);
        Assert.Equal(pixel, PointValues.Of([[new BandOf(dataset, 0), new BandOf(dataset, 1), new BandOf(dataset, 2)]], x, y, Crs.Wgs84, new PictureOptions()));
        Assert.Empty(PointValues.Of([[new BandOf(dataset, 0)]], 0, 0, Crs.Wgs84, new PictureOptions()));
    }

    private static Polygon Square(double west, double south, double east, double north) => new([[[(west, south), (east, south), (east, north), (west, north)]]]);

    private static Polygon Outline(Grid grid, Window window)
    {
        using CoordinateTransform transform = new(grid.Crs, Crs.Wgs84);
        (double X, double Y) Corner(double column, double row)
        {
            (double x, double y) = grid.Transform.ToMap(column, row);
            return transform.Transform(x, y);
        }

        return new Polygon([[[Corner(window.Column, window.Row), Corner(window.ColumnEnd, window.Row), Corner(window.ColumnEnd, window.RowEnd), Corner(window.Column, window.RowEnd)]]]);
    }
}
