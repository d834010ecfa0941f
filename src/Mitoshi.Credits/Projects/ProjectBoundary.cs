using System.Text;

namespace Mitoshi.Credits.Projects;

/// <summary>The land of a project as GeoJSON: a GeoJSON file is taken as it is written, other formats are read by the room that knows them.</summary>
internal static class ProjectBoundary
{
    /// <param name="name">Name in the project file.</param>
    /// <param name="folder">Folder of the project file.</param>
    /// <param name="open">Opens a file by its name and enters it among the inputs as that role.</param>
    /// <exception cref="MitoshiException"><c>credits.no_file</c>, <c>boundary.unknown_format</c>, and what its reader refuses.</exception>
    public static string Read(string name, string folder, Func<string, string, byte[]> open)
    {
        byte[] content = open(name, Role);
        if (Path.GetExtension(name).ToLowerInvariant() is ".geojson" or ".json")
        {
            return Encoding.UTF8.GetString(content).TrimStart('\uFEFF').Trim();
        }

        string path = Path.Combine(folder, name);
        IBoundaryReader reader = BoundaryReaders.Of(path, Rooms.Load()) ?? throw new MitoshiException("boundary.unknown_format",
            found: ($"{name} has the extension {Path.GetExtension(name)}", $"{name} の拡張子は {Path.GetExtension(name)} です"),
            expected: (".geojson, .json, .kml, .kmz, .shp, .zip (a zipped shapefile), .gpkg, .fgb, .gml", ".geojson, .json, .kml, .kmz, .shp, .zip（シェープファイル）, .gpkg, .fgb, .gml"),
            remedy: ("Save the boundary in one of these formats.", "いずれかの形式で保存してください。"));
        LandOutline land = reader.Read(path);
        foreach (string part in land.Files.Where(part => Path.GetFullPath(part) != Path.GetFullPath(path)))
        {
            _ = open(Path.GetRelativePath(folder, part).Replace('\\', '/'), Role);
        }

        return land.GeoJson;
    }

    private const string Role = "boundary";
}
