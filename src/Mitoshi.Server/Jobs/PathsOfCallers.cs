using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Server.Jobs;

/// <summary>A caller who does not own the machine names files of the workspace only: no other folder, no URL, no GDAL file system.</summary>
internal static class PathsOfCallers
{
    /// <exception cref="MitoshiException">access.path.</exception>
    public static void Check(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((_, JsonNode? member) in members)
                {
                    Check(member);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Check(item);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Check(value.GetValue<string>());
                break;
            default:
                break;
        }
    }

    // GDAL reads far more than paths (connection strings, XML in a name): a caller's text has no ":" and no "<" at all where it could be one.
    private static void Check(string text)
    {
        bool isSuspect = text.StartsWith('/') || text.StartsWith('\\') || text.Split('/', '\\', ',', '=').Contains("..") || text.Contains(":/", StringComparison.Ordinal)
            || text.Contains('<') || text.Contains('\0') || text.Contains("vsi", StringComparison.OrdinalIgnoreCase);
        if (isSuspect)
        {
            throw new MitoshiException("access.path", found: ($"`{text}` is not below the workspace", $"`{text}` は作業フォルダの外を指します"),
                expected: ("a path relative to the workspace", "作業フォルダからの相対パス"), remedy: ("Upload the file first, and name it as in the workspace.", "先にファイルをアップロードし、作業フォルダでの名前を書いてください。"));
        }
    }
}
