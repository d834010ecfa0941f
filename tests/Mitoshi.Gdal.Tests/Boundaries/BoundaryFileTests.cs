using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Gdal.Tests.Boundaries;

/// <summary>
/// Land of 400 ha with a hole, in the plane rectangular system IX of Japan (EPSG:6677). The expected corners come from the Gauss-Krueger series
/// of the Geospatial Information Authority of Japan (Kawase 2011, Bulletin of the GSI 59), calculated apart from PROJ; JGD2011 and WGS 84 are
/// the same for PROJ here.
/// </summary>
public sealed class BoundaryFileTests : IDisposable
{
    private static readonly (double X, double Y)[] Outer = [(-20000.25, -35000.5), (-18000, -35000.5), (-18000, -33000.75), (-20000.25, -33000.75), (-20000.25, -35000.5)];
    private static readonly (double X, double Y)[] Hole = [(-19500, -34500), (-19500, -34000), (-19000, -34000), (-19000, -34500), (-19500, -34500)];

    private static readonly (double Longitude, double Latitude)[] ExpectedOuter =
        [(139.612367039, 35.684321042), (139.634466028, 35.684359573), (139.634421277, 35.702384611), (139.612317315, 35.702346054)];

    private static readonly (double Longitude, double Latitude)[] ExpectedHole =
        [(139.617881724, 35.688842389), (139.617869604, 35.693349208), (139.623394281, 35.693358970), (139.623406091, 35.688852149)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("land.gpkg")]
    [InlineData("land.shp")]
    [InlineData("land.zip")]
    [InlineData("land.fgb")]
    public void Land_in_a_plane_system_comes_back_in_degrees_to_a_tenth_of_a_millimetre(string name)
    {
        LandOutline land = Reader(name).Read(Write(name, new Crs("EPSG:6677")));
        JsonElement rings = JsonDocument.Parse(land.GeoJson).RootElement.GetProperty("coordinates")[0];
        Assert.Equal(2, rings.GetArrayLength());
        Assert.True(SameCorners(ExpectedOuter, rings[0]), land.GeoJson);
        Assert.True(SameCorners(ExpectedHole, rings[1]), land.GeoJson);
        JsonElement source = JsonDocument.Parse(land.GeoJson).RootElement.GetProperty("source");
        Assert.StartsWith("EPSG:6677 (", source.GetProperty("crs").GetString(), StringComparison.Ordinal);
        Assert.Equal(name, source.GetProperty("file").GetString());
        Assert.Equal(name == "land.shp" ? ["land.shp", "land.shx", "land.dbf", "land.prj", "land.cpg"] : [name], land.Files.Select(Path.GetFileName));
    }

    [Fact]
    public void Land_in_KML_is_longitude_and_latitude_already()
    {
        VectorLayer layer = new("land", Crs.Wgs84, [], [new VectorFeature(1, Polygon([(140, 36), (140.5, 36), (140.5, 36.25), (140, 36)]), [])]);
        VectorFile.Write(_folder.File("land.kml"), layer, VectorGeometry.Polygon);
        JsonElement ring = JsonDocument.Parse(Reader("land.kml").Read(_folder.File("land.kml")).GeoJson).RootElement.GetProperty("coordinates")[0][0];
        Assert.True(SameCorners([(140, 36), (140.5, 36), (140.5, 36.25)], ring));
    }

    [Fact]
    public void The_polygons_of_all_folders_of_a_KML_are_the_land_and_its_placemarks_are_not()
    {
        File.WriteAllText(_folder.File("two.kml"), """
            <?xml version="1.0" encoding="UTF-8"?>
            <kml xmlns="http://www.opengis.net/kml/2.2"><Document>
            <Folder><name>one</name><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>140,36,12 140.1,36,12 140.1,36.1,12 140,36,12</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
            <Placemark><Point><coordinates>140,36</coordinates></Point></Placemark></Folder>
            <Folder><name>two</name><Placemark><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>141,36 141.1,36 141.1,36.1 141,36</coordinates></LinearRing></outerBoundaryIs></Polygon>
            <Polygon><outerBoundaryIs><LinearRing><coordinates>142,36 142.1,36 142.1,36.1 142,36</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder>
            </Document></kml>
            """);
        Assert.Equal(3, JsonDocument.Parse(Reader("two.kml").Read(_folder.File("two.kml")).GeoJson).RootElement.GetProperty("coordinates").GetArrayLength());
    }

    [Fact]
    public void A_shapefile_without_its_prj_is_refused()
    {
        string path = Write("land.shp", new Crs("EPSG:6677"));
        File.Delete(Path.ChangeExtension(path, ".prj"));
        Assert.Equal("boundary.no_crs", Assert.Throws<MitoshiException>(() => Reader("land.shp").Read(path)).Code);
    }

    [Fact]
    public void Points_are_no_land()
    {
        byte[] point = new byte[21];
        point[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(point.AsSpan(1), 1);
        VectorFile.Write(_folder.File("points.gpkg"), new VectorLayer("points", Crs.Wgs84, [], [new VectorFeature(1, point, [])]), VectorGeometry.Point);
        Assert.Equal("boundary.no_polygon", Assert.Throws<MitoshiException>(() => Reader("points.gpkg").Read(_folder.File("points.gpkg"))).Code);
    }

    [Fact]
    public void A_file_that_only_has_the_name_of_its_format_is_refused_by_name()
    {
        File.WriteAllText(_folder.File("land.gpkg"), "no GeoPackage");
        Assert.StartsWith("vector.", Assert.Throws<MitoshiException>(() => Reader("land.gpkg").Read(_folder.File("land.gpkg"))).Code, StringComparison.Ordinal);
    }

    private static IBoundaryReader Reader(string name) => BoundaryReaders.Of(name, [typeof(VectorFile).Assembly])!;

    // A format may turn a ring and begin it at another corner.
    private static bool SameCorners((double Longitude, double Latitude)[] expected, JsonElement ring)
    {
        (double X, double Y)[] found = [.. ring.EnumerateArray().SkipLast(1).Select(point => (point[0].GetDouble(), point[1].GetDouble()))];
        return found.Length == expected.Length && expected.All(corner => found.Any(point => Math.Abs(point.X - corner.Longitude) <= 2e-9 && Math.Abs(point.Y - corner.Latitude) <= 2e-9));
    }

    private string Write(string name, Crs crs)
    {
        VectorLayer layer = new("land", crs, [new VectorField("name", IsNumber: false)], [new VectorFeature(1, Polygon(Outer, Hole), [VectorAttribute.Of("land")])]);
        if (!name.EndsWith(".zip", StringComparison.Ordinal))
        {
            VectorFile.Write(_folder.File(name), layer, VectorGeometry.Polygon);
            return _folder.File(name);
        }

        string inner = _folder.File("inner");
        Directory.CreateDirectory(inner);
        VectorFile.Write(Path.Combine(inner, "land.shp"), layer, VectorGeometry.Polygon);
        ZipFile.CreateFromDirectory(inner, _folder.File(name));
        return _folder.File(name);
    }

    private static byte[] Polygon(params (double X, double Y)[][] rings)
    {
        byte[] bytes = new byte[9 + rings.Sum(ring => 4 + (16 * ring.Length))];
        bytes[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), 3);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), rings.Length);
        int at = 9;
        foreach ((double X, double Y)[] ring in rings)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), ring.Length);
            at += 4;
            foreach ((double x, double y) in ring)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), x);
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at + 8), y);
                at += 16;
            }
        }

        return bytes;
    }
}
