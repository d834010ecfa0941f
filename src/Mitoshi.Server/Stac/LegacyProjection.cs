using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Mitoshi.Server.Stac;

/// <summary>
/// Items for GDAL before 3.11, whose STACIT driver skips every asset without <c>proj:epsg</c>; the projection extension 2.0.0 forbids that
/// member. Such a GDAL, which names itself or (3.6) sends no User-Agent at all, gets the extension 1.1.0 with it; everybody else gets the item
/// as it is stored.
/// </summary>
internal static partial class LegacyProjection
{
    private const string New = "https://stac-extensions.github.io/projection/v2.0.0/schema.json", Old = "https://stac-extensions.github.io/projection/v1.1.0/schema.json";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True when the client names itself so.</summary>
    public static bool IsWanted(HttpContext context)
    {
        context.Response.Headers.Append("Vary", "User-Agent");
        string client = context.Request.Headers.UserAgent.ToString();
        Match version = Gdal().Match(client);
        return client.Length == 0 || version.Success && int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) == 3 && int.Parse(version.Groups[2].Value, CultureInfo.InvariantCulture) < 11;
    }

    /// <summary>The item with <c>proj:epsg</c> where it has <c>proj:code</c>.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> body)
    {
        JsonObject item = JsonNode.Parse(body)!.AsObject();
        if (item["stac_extensions"] is JsonArray extensions && extensions.FirstOrDefault(uri => (string?)uri == New) is { } used)
        {
            extensions[extensions.IndexOf(used)] = Old;
            Change(item["properties"] as JsonObject);
            foreach ((_, JsonNode? asset) in item["assets"] as JsonObject ?? [])
            {
                Change(asset as JsonObject);
            }
        }

        return Encoding.UTF8.GetBytes(item.ToJsonString(Plain));
    }

    private static void Change(JsonObject? members)
    {
        if (members is not null && members.ContainsKey("proj:code"))
        {
            members["proj:epsg"] = (string?)members["proj:code"] is { } code && code.StartsWith("EPSG:", StringComparison.Ordinal) && int.TryParse(code["EPSG:".Length..], out int number) ? number : null;
            members.Remove("proj:code");
        }
    }

    [GeneratedRegex(@"^GDAL/(\d+)\.(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Gdal();
}
