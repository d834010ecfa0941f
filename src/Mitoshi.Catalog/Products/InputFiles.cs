using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Catalog.Products;

/// <summary>Takes the fingerprints of what goes into a product.</summary>
public static class InputFiles
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Name, SHA-256 and length of a file on this machine; a URL is named with an empty checksum, for its bytes are not ours.</summary>
    /// <param name="path">File or URL.</param>
    /// <param name="role">What it is used as.</param>
    /// <param name="baseFolder">Names are relative to it, so that a copy of the folder reads the same.</param>
    public static InputFile Of(string path, string role, string baseFolder)
    {
        if (!File.Exists(path))
        {
            return new InputFile(path, "", 0, role);
        }

        FileChecksum checksum = FileChecksum.Of(path);
        string name = Path.GetRelativePath(baseFolder, Path.GetFullPath(path)).Replace('\\', '/');
        return new InputFile(name, checksum.Sha256, checksum.Bytes, role);
    }

    /// <summary>The parameters of a process as JSON, paths shortened to names: the same on every machine.</summary>
    public static string ParametersOf(Process process)
    {
        JsonNode node = JsonSerializer.SerializeToNode(process, process.GetType(), Plain)!;
        Shorten(node);
        return node.ToJsonString(Plain);
    }

    // A path of one machine is no part of what was done; the checksum of the file is.
    private static void Shorten(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (string key in members.Select(member => member.Key).ToList())
                {
                    if (members[key] is JsonValue value && value.TryGetValue(out string? text) && Path.IsPathRooted(text))
                    {
                        members[key] = Path.GetFileName(text.TrimEnd('/'));
                    }
                    else if (members[key] is { } inner)
                    {
                        Shorten(inner);
                    }
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    if (item is JsonObject or JsonArray)
                    {
                        Shorten(item);
                    }
                }

                break;
            default:
                break;
        }
    }
}
