using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Server.Stac;

/// <summary>The fields extension: which members of an item a client wants. Dotted names reach into members.</summary>
/// <param name="Include">Names to keep; empty keeps all.</param>
/// <param name="Exclude">Names to leave out.</param>
internal sealed record Fields(IReadOnlyList<string> Include, IReadOnlyList<string> Exclude)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What a client needs to know what it has: they stay unless named in exclude.
    private static readonly string[] Always = ["type", "stac_version", "id", "collection", "geometry", "bbox", "links", "assets", "properties.datetime"];

    /// <summary>From <c>fields=id,-geometry,properties.datetime</c>; null when nothing is asked.</summary>
    public static Fields? Of(string text)
    {
        string[] names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length == 0 ? null : new([.. names.Where(name => name[0] != '-').Select(name => name.TrimStart('+', ' '))], [.. names.Where(name => name[0] == '-').Select(name => name[1..])]);
    }

    /// <summary>The item with the wanted members only.</summary>
    public byte[] Apply(ReadOnlyMemory<byte> body)
    {
        JsonObject item = JsonNode.Parse(body.Span)!.AsObject();
        JsonObject kept = item;
        if (Include.Count > 0)
        {
            kept = [];
            foreach (string name in Always.Concat(Include))
            {
                Copy(item, kept, PathOf(item, name));
            }
        }

        foreach (string name in Exclude)
        {
            string[] path = PathOf(item, name);
            JsonObject? parent = kept;
            foreach (string step in path[..^1])
            {
                parent = parent?[step] as JsonObject;
            }

            parent?.Remove(path[^1]);
        }

        return Encoding.UTF8.GetBytes(kept.ToJsonString(Plain));
    }

    // "eo:cloud_cover" alone means the property of that name.
    private static string[] PathOf(JsonObject item, string name)
    {
        string[] path = name.Split('.');
        return path.Length == 1 && !item.ContainsKey(name) ? ["properties", name] : path is ["properties" or "assets", _, _, ..] && item[path[0]] is JsonObject members && members.ContainsKey(string.Join('.', path[1..])) ? [path[0], string.Join('.', path[1..])] : path;
    }

    private static void Copy(JsonObject from, JsonObject to, ReadOnlySpan<string> path)
    {
        if (!from.TryGetPropertyValue(path[0], out JsonNode? value))
        {
            return;
        }

        if (path.Length == 1)
        {
            to[path[0]] = value?.DeepClone();
        }
        else if (value is JsonObject inner)
        {
            if (to[path[0]] is not JsonObject copy)
            {
                to[path[0]] = copy = [];
            }

            Copy(inner, copy, path[1..]);
        }
    }
}
