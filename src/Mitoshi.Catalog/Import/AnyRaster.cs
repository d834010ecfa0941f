using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>Any other raster that GDAL reads. Its time is in its header, else in its name; else it must be given.</summary>
internal sealed partial class AnyRaster : ISceneKind
{
    private static readonly string[] Endings = [".tif", ".tiff", ".nc", ".h5", ".hdf", ".hdf5", ".he5", ".jp2", ".img", ".vrt", ".grib", ".grib2"];

    public int Order => 100;

    public IReadOnlyList<SceneDraft> Take(IList<string> files)
    {
        List<SceneDraft> scenes = [];
        foreach (string path in files.Where(path => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)).ToList())
        {
            files.Remove(path);
            JsonObject properties = new() { ["title"] = Path.GetFileNameWithoutExtension(path) };
            if (Day().Match(Path.GetFileNameWithoutExtension(path)) is { Success: true } day && DateOnly.TryParse($"{day.Groups[1].Value}-{day.Groups[2].Value}-{day.Groups[3].Value}", out DateOnly date))
            {
                string time = day.Groups[4].Success ? $"{day.Groups[4].Value[..2]}:{day.Groups[4].Value[2..4]}:{day.Groups[4].Value[4..6]}" : "00:00:00";
                properties["datetime"] = $"{date:yyyy-MM-dd}T{time}Z";
            }

            scenes.Add(new("rasters", Path.GetFileNameWithoutExtension(path)) { Properties = properties, Files = new Dictionary<string, string> { ["data"] = path } });
        }

        return scenes;
    }

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d{2})[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?:T((?:[01]\d|2[0-3])[0-5]\d[0-5]\d))?(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
