using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Core;

/// <summary>Lineages as the folders of products and models keep them.</summary>
public static class LineageJson
{
    /// <summary>Name of the file in a folder that has no STAC item, such as a model's.</summary>
    public const string FileName = "lineage.json";

    private const string ItemName = "item.json";

    /// <summary>The bytes of <see cref="FileName"/>.</summary>
    public static byte[] Write(Lineage lineage) => CanonicalJson.Write(new JsonObject
    {
        ["process"] = lineage.Process,
        ["version"] = lineage.Version,
        ["seed"] = lineage.Seed.ToString(CultureInfo.InvariantCulture),
        ["parameters"] = JsonNode.Parse(lineage.Parameters),
        ["inputs"] = new JsonArray([.. lineage.Inputs.Select(MeasurementJson.ToJson)]),
    });

    /// <summary>The lineage of a product's or a model's folder; null when the folder is neither, or its lineage cannot be read.</summary>
    public static Lineage? OfFolder(string folder)
    {
        string item = Path.Combine(folder, ItemName), file = Path.Combine(folder, FileName);
        try
        {
            if (File.Exists(item))
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(item));
                return Read(document.RootElement.GetProperty("properties").GetProperty("mitoshi:lineage"));
            }

            if (File.Exists(file))
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
                return Read(document.RootElement);
            }

            return null;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Somebody else's item: it says nothing about a process of ours.
            return null;
        }
    }

    private static Lineage Read(JsonElement json) => new(
        json.GetProperty("process").GetString() ?? "", json.GetProperty("version").GetString() ?? "",
        [.. json.GetProperty("inputs").EnumerateArray().Select(MeasurementJson.InputFromJson)],
        json.GetProperty("parameters").GetRawText(), ulong.Parse(json.GetProperty("seed").ToString(), CultureInfo.InvariantCulture));
}
