using System.Text.Json.Nodes;

namespace Mitoshi.Gdal;

/// <summary>Land from KML, shapefiles (also zipped), GeoPackage, FlatGeobuf and GML, by GDAL; the turning to WGS 84 is PROJ's.</summary>
internal sealed class BoundaryFile : IBoundaryReader
{
    // A tenth of a millimetre: what the registry snaps to.
    private const int Decimals = 9;

    // Beside a shapefile: its index, attributes, CRS and encoding decide what is read.
    private static readonly string[] ShapefileParts = [".shx", ".dbf", ".prj", ".cpg"];

    public IReadOnlyList<string> Extensions { get; } = [".kml", ".kmz", ".shp", ".zip", ".gpkg", ".fgb", ".gml"];

    public LandOutline Read(string path)
    {
        bool isZip = Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase);
        string opened = isZip ? "/vsizip/" + Path.GetFullPath(path) : path;
        JsonArray polygons = [];
        List<string> layers = [], systems = [];
        foreach (string layerName in VectorFile.Layers(opened))
        {
            VectorLayer layer = VectorFile.Read(opened, layerName);
            int before = polygons.Count;
            Add(layer, polygons, path);
            if (polygons.Count > before)
            {
                layers.Add(layerName);
                systems.Add($"{layer.Crs} ({SpatialReference.Name(layer.Crs!)})");
            }
        }

        if (polygons.Count == 0)
        {
            throw new MitoshiException("boundary.no_polygon",
                found: ($"{Path.GetFileName(path)} has no polygon", $"{Path.GetFileName(path)} にポリゴンがありません"),
                expected: ("the land as polygons; points and lines are no land", "ポリゴンとしての土地（点と線は土地ではありません）"),
                remedy: ("Draw the boundary as a closed area.", "境界を閉じた面として描いてください。"));
        }

        JsonObject land = new()
        {
            ["type"] = "MultiPolygon",
            ["coordinates"] = polygons,
            ["source"] = new JsonObject
            {
                ["file"] = Path.GetFileName(path),
                ["layers"] = new JsonArray([.. layers.Select(layer => (JsonNode)layer)]),
                ["crs"] = string.Join(", ", systems.Distinct()),
                ["turned_to"] = "EPSG:4326",
                ["by"] = $"GDAL {GdalLibrary.Version}",
            },
        };
        return new LandOutline(land.ToJsonString(), FilesOf(path));
    }

    private static void Add(VectorLayer layer, JsonArray polygons, string path)
    {
        List<IReadOnlyList<WkbRing>> found = [.. layer.Features.Where(feature => feature.Geometry is not null).SelectMany(feature => WkbPolygons.Read(feature.Geometry))];
        if (found.Count == 0)
        {
            return;
        }

        if (layer.Crs is null || layer.Crs.IsLocal)
        {
            throw new MitoshiException("boundary.no_crs",
                found: ($"{Path.GetFileName(path)}, layer {layer.Name}, has no coordinate reference system", $"{Path.GetFileName(path)} のレイヤー {layer.Name} に座標参照系がありません"),
                expected: ("one that can be turned to longitude and latitude (a shapefile's .prj)", "経度・緯度に変換できる座標参照系（シェープファイルでは .prj）"),
                remedy: ("Write the file again with its CRS, for example as GeoPackage.", "座標参照系つきで書き直してください（例：GeoPackage）。"));
        }

        using CoordinateTransform toDegrees = new(layer.Crs, Crs.Wgs84);
        foreach (IReadOnlyList<WkbRing> rings in found)
        {
            polygons.Add((JsonNode)new JsonArray([.. rings.Select(ring => Ring(ring, toDegrees))]));
        }
    }

    private static JsonNode Ring(WkbRing ring, CoordinateTransform toDegrees)
    {
        double[] x = [.. ring.X], y = [.. ring.Y];
        toDegrees.Transform(x, y);
        if (x.Concat(y).Any(double.IsNaN))
        {
            throw new MitoshiException("boundary.no_crs",
                found: ("a corner that its CRS cannot turn to longitude and latitude", "経度・緯度に変換できない頂点"),
                expected: ("corners inside the area of use of the CRS", "座標参照系の使用範囲内の頂点"),
                remedy: ("Check that the CRS is the one of the coordinates.", "座標参照系が座標と合っているか確かめてください。"));
        }

        return new JsonArray([.. x.Zip(y, (longitude, latitude) => (JsonNode)new JsonArray(Math.Round(longitude, Decimals), Math.Round(latitude, Decimals)))]);
    }

    private static IReadOnlyList<string> FilesOf(string path)
        => Path.GetExtension(path).Equals(".shp", StringComparison.OrdinalIgnoreCase)
            ? [path, .. ShapefileParts.Select(part => Path.ChangeExtension(path, part)).Where(File.Exists)]
            : [path];
}
