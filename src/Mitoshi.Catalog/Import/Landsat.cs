using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>Landsat scenes with their <c>_MTL.txt</c>, pre-collection and Collection 1 and 2: time, cloud and sun are read from it.</summary>
/// <remarks>Source: USGS, Landsat Data Format Control Books: names of the MTL fields.</remarks>
internal sealed partial class Landsat : ISceneKind
{
    private static readonly string[] Extensions = ["https://stac-extensions.github.io/eo/v2.0.0/schema.json", "https://stac-extensions.github.io/view/v1.1.0/schema.json"];

    public IReadOnlyList<SceneDraft> Take(IList<string> files)
    {
        List<SceneDraft> scenes = [];
        foreach (string metadata in files.Where(path => path.EndsWith("_MTL.txt", StringComparison.Ordinal)).ToList())
        {
            string id = Path.GetFileName(metadata)[..^"_MTL.txt".Length], prefix = Path.Combine(Path.GetDirectoryName(metadata)!, id + "_");
            Dictionary<string, string> assets = [];
            foreach (string path in files.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            {
                files.Remove(path);
                assets[Path.GetFileNameWithoutExtension(path)[(id.Length + 1)..]] = path;
            }

            Dictionary<string, string> fields = Field().Matches(File.ReadAllText(metadata)).GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => group.First().Groups[2].Value.Trim('"'));
            scenes.Add(new("landsat", id) { Files = assets, Properties = PropertiesOf(id, fields), Extensions = Extensions });
        }

        return scenes;
    }

    private static JsonObject PropertiesOf(string id, Dictionary<string, string> fields)
    {
        JsonObject properties = new() { ["title"] = id };
        if (fields.TryGetValue("DATE_ACQUIRED", out string? day) && fields.TryGetValue("SCENE_CENTER_TIME", out string? time))
        {
            properties["datetime"] = $"{day}T{time}";
        }

        if (fields.TryGetValue("SPACECRAFT_ID", out string? craft))
        {
            properties["platform"] = craft.ToLowerInvariant().Replace('_', '-');
        }

        if (fields.TryGetValue("SENSOR_ID", out string? sensor))
        {
            properties["instruments"] = new JsonArray([.. sensor.ToLowerInvariant().Split('_').Select(name => (JsonNode)name)]);
        }

        // -1 stands for "not computed".
        Set("eo:cloud_cover", "CLOUD_COVER", 0, 100);
        Set("view:sun_elevation", "SUN_ELEVATION", -90, 90);
        Set("view:sun_azimuth", "SUN_AZIMUTH", -360, 360);
        Set("gsd", "GRID_CELL_SIZE_REFLECTIVE", 1, 1000);
        return properties;

        void Set(string property, string field, double min, double max)
        {
            if (fields.TryGetValue(field, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= min && number <= max)
            {
                properties[property] = property == "view:sun_azimuth" && number < 0 ? number + 360 : number;
            }
        }
    }

    [GeneratedRegex(@"^\s*(\w+) = (.+?)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
