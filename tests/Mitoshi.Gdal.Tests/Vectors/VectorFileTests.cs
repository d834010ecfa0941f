using System.Buffers.Binary;
using Mitoshi.Testing;

namespace Mitoshi.Gdal.Tests.Vectors;

public sealed class VectorFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("plots.gpkg")]
    [InlineData("plots.geojson")]
    [InlineData("plots.fgb")]
    [InlineData("plots.shp")]
    public void Points_with_a_number_and_a_text_come_back(string name)
    {
        VectorLayer layer = Plots(Crs.Wgs84);
        VectorFile.Write(_folder.File(name), layer, VectorGeometry.Point);
        VectorLayer again = VectorFile.Read(_folder.File(name));
        Assert.Equal(["name", "agb"], again.Fields.Select(field => field.Name));
        Assert.Equal(["杉 1", "plot 2"], again.Features.Select(feature => feature.Attributes[0].Text));
        Assert.Equal(123.5, again.Features[0].Attributes[1].Number);
        Assert.Equal(VectorAttribute.Nothing, again.Features[1].Attributes[1]);
        Assert.Equal(layer.Features.Select(feature => feature.Geometry), again.Features.Select(feature => feature.Geometry));
        Assert.Equal(Crs.Wgs84, again.Crs);
    }

    [Fact]
    public void Waypoints_for_a_receiver_keep_place_and_name()
    {
        VectorFile.Write(_folder.File("plots.gpx"), Plots(Crs.Wgs84), VectorGeometry.Point);
        VectorLayer again = VectorFile.Read(_folder.File("plots.gpx"), "waypoints");
        int nameIndex = again.Fields.ToList().FindIndex(field => field.Name == "name");
        Assert.Equal("杉 1", again.Features[0].Attributes[nameIndex].Text);
        Assert.Equal(Point(140.1, 36.2), again.Features[0].Geometry);
    }

    [Fact]
    public void Nothing_but_the_file_itself_remains()
    {
        VectorFile.Write(_folder.File("plots.gpkg"), Plots(Crs.Wgs84), VectorGeometry.Point);
        Assert.Equal(["plots.gpkg"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void The_same_features_give_the_same_bytes()
    {
        VectorFile.Write(_folder.File("plots.gpkg"), Plots(Crs.Wgs84), VectorGeometry.Point);
        byte[] first = File.ReadAllBytes(_folder.File("plots.gpkg"));
        VectorFile.Write(_folder.File("plots.gpkg"), Plots(Crs.Wgs84), VectorGeometry.Point);
        Assert.Equal(first, File.ReadAllBytes(_folder.File("plots.gpkg")));
    }

    [Fact]
    public void A_layer_that_is_not_there_is_named_with_those_that_are()
    {
        VectorFile.Write(_folder.File("plots.gpkg"), Plots(Crs.Wgs84), VectorGeometry.Point);
        MitoshiException error = Assert.Throws<MitoshiException>(() => VectorFile.Read(_folder.File("plots.gpkg"), "trees"));
        Assert.Equal("vector.no_layer", error.Code);
        Assert.Contains("plots", error.Expected.En);
    }

    [Theory]
    [InlineData("absent.gpkg", "vector.not_found")]
    [InlineData("broken.geojson", "vector.cannot_open")]
    public void What_cannot_be_read_says_why(string name, string code)
    {
        File.WriteAllText(_folder.File("broken.geojson"), "{\"type\":\"FeatureColl");
        Assert.Equal(code, Assert.Throws<MitoshiException>(() => VectorFile.Read(_folder.File(name))).Code);
    }

    [Fact]
    public void An_ending_without_a_format_is_refused()
        => Assert.Equal("vector.unknown_format", Assert.Throws<MitoshiException>(() => VectorFile.Write(_folder.File("a.xyz"), Plots(Crs.Wgs84), VectorGeometry.Point)).Code);

    public void Dispose() => _folder.Dispose();

    private static VectorLayer Plots(Crs crs) => new("plots", crs, [new VectorField("name", IsNumber: false), new VectorField("agb", IsNumber: true)],
    [
        new VectorFeature(1, Point(140.1, 36.2), [VectorAttribute.Of("杉 1"), VectorAttribute.Of(123.5)]),
        new VectorFeature(2, Point(140.2, 36.1), [VectorAttribute.Of("plot 2"), VectorAttribute.Nothing]),
    ]);

    private static byte[] Point(double x, double y)
    {
        byte[] wkb = new byte[21];
        wkb[0] = 1;
        wkb[1] = 1;
        BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(5), x);
        BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(13), y);
        return wkb;
    }
}
