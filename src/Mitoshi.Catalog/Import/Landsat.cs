using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;

namespace Mitoshi.Catalog.Import;

/// <summary>Landsat scenes with their <c>_MTL.txt</c>, or <c>_MTL.json</c> or <c>_MTL.xml</c> alone, pre-collection and Collection 1 and 2: time, cloud and sun are read from it.</summary>
/// <remarks>Source: USGS, Landsat Data Format Control Books: names of the MTL fields.</remarks>
internal sealed partial class Landsat : ISceneKind
{
    private static readonly string[] Extensions = ["https://stac-extensions.github.io/eo/v2.0.0/schema.json", "https://stac-extensions.github.io/view/v1.1.0/schema.json", "https://stac-extensions.github.io/processing/v1.2.0/schema.json"];
    private static readonly string[] Endings = ["_MTL.txt", "_MTL.json", "_MTL.xml"];

    public IReadOnlyList<SceneDraft> Take(IList<string> files)
    {
        List<SceneDraft> scenes = [];
        // The three say the same; the text comes first.
        foreach (string metadata in files.Where(path => Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))).OrderBy(path => Array.FindIndex(Endings, ending => path.EndsWith(ending, StringComparison.Ordinal))).ToList())
        {
            if (!files.Contains(metadata))
            {
                continue;
            }

            string id = Path.GetFileNameWithoutExtension(metadata)[..^"_MTL".Length], prefix = Path.Combine(Path.GetDirectoryName(metadata)!, id + "_");
            Dictionary<string, string> assets = [];
            foreach (string path in files.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            {
                files.Remove(path);
                string key = Path.GetFileNameWithoutExtension(path)[(id.Length + 1)..];
                assets[assets.ContainsKey(key) ? key + Path.GetExtension(path).Replace('.', '_') : key] = path;
            }

            try
            {
                scenes.Add(new("landsat", id) { Files = assets, Properties = PropertiesOf(id, FieldsOf(metadata)), Extensions = Extensions });
            }
            catch (Exception error) when (error is JsonException or XmlException or InvalidOperationException)
            {
                scenes.Add(new("landsat", id) { Files = assets, Refusal = NamedFiles.BadMetadata(metadata, error) });
            }
        }

        return scenes;
    }

    // Fields stand in groups; a name that comes twice (of an input, then of the product) counts where it comes first.
    private static Dictionary<string, string> FieldsOf(string path)
    {
        IEnumerable<(string Name, string Text)> fields = Path.GetExtension(path) switch
        {
            ".json" => Leaves(JsonNode.Parse(File.ReadAllText(path))),
            ".xml" => Leaves(path),
            _ => Field().Matches(File.ReadAllText(path)).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim('"'))),
        };
        return fields.GroupBy(field => field.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Text);
    }

    private static IEnumerable<(string Name, string Text)> Leaves(JsonNode? node) => node is not JsonObject members ? [] : members.SelectMany(member => member.Value is JsonObject ? Leaves(member.Value) : [(member.Key, member.Value?.ToString() ?? "")]);

    // Network input: no document type, no entity.
    private static List<(string Name, string Text)> Leaves(string path)
    {
        List<(string, string)> leaves = [];
        using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 16 << 20 });
        string name = "";
        while (reader.Read())
        {
            name = reader.NodeType == XmlNodeType.Element ? reader.LocalName : name;
            if (reader.NodeType == XmlNodeType.Text)
            {
                leaves.Add((name, reader.Value.Trim()));
            }
        }

        return leaves;
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

        if (fields.TryGetValue("PROCESSING_LEVEL", out string? level) || fields.TryGetValue("DATA_TYPE", out level))
        {
            properties["processing:level"] = level;
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
