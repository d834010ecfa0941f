using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mitoshi.Catalog.Items;

/// <summary>The bytes of an item or collection as they are stored: written once, given out without being parsed again.</summary>
public static class ItemBody
{
    /// <summary>Stands where the address of the catalogue will stand.</summary>
    public const string Root = "mitoshi://";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Links that say where an item stands in a catalogue; ours replace them.
    private static readonly HashSet<string> Structural = new(StringComparer.Ordinal)
    {
        "self", "root", "parent", "collection", "items", "item", "child", "next", "prev", "data", "search", "queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables",
    };

    /// <summary>Address of an item, starting at <see cref="Root"/>.</summary>
    public static string UrlOf(string collection, string id) => $"{Root}collections/{Uri.EscapeDataString(collection)}/items/{Uri.EscapeDataString(id)}";

    /// <summary>Puts the address of the catalogue, such as <c>https://example.org/stac</c>, where <see cref="Root"/> stands.</summary>
    public static void WriteTo(ReadOnlySpan<byte> body, ReadOnlySpan<byte> address, IBufferWriter<byte> output)
    {
        while (body.IndexOf("mitoshi://"u8) is var at and >= 0)
        {
            output.Write(body[..at]);
            output.Write(address);
            output.Write("/"u8);
            body = body[(at + Root.Length)..];
        }

        output.Write(body);
    }

    /// <summary>The body with the address of the catalogue.</summary>
    public static byte[] At(ReadOnlyMemory<byte> body, string address)
    {
        ArrayBufferWriter<byte> output = new(body.Length + 256);
        WriteTo(body.Span, System.Text.Encoding.UTF8.GetBytes(address), output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Fingerprint of a body, as an ETag.</summary>
    public static string ETagOf(ReadOnlySpan<byte> body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";

    internal static byte[] OfItem(JsonElement item, string collection, string id, IReadOnlyDictionary<string, string> hrefs, Func<string, string?> linkHref)
        => Write(json =>
        {
            foreach (JsonProperty member in item.EnumerateObject())
            {
                if (member.NameEquals("assets"u8))
                {
                    json.WritePropertyName("assets"u8);
                    WriteAssets(member.Value, hrefs, json);
                }
                else if (!member.NameEquals("links"u8) && !member.NameEquals("collection"u8))
                {
                    member.WriteTo(json);
                }
            }

            json.WriteString("collection"u8, collection);
            string parent = $"{Root}collections/{Uri.EscapeDataString(collection)}";
            WriteLinks(item, linkHref, json,
            [
                ("self", UrlOf(collection, id), "application/geo+json"), ("root", Root, "application/json"),
                ("parent", parent, "application/json"), ("collection", parent, "application/json"),
            ]);
        });

    internal static byte[] OfCollection(JsonElement collection, string id, Func<string, string?> linkHref)
        => Write(json =>
        {
            foreach (JsonProperty member in collection.EnumerateObject())
            {
                if (!member.NameEquals("links"u8))
                {
                    member.WriteTo(json);
                }
            }

            string self = $"{Root}collections/{Uri.EscapeDataString(id)}";
            WriteLinks(collection, linkHref, json,
            [
                ("self", self, "application/json"), ("root", Root, "application/json"), ("parent", Root, "application/json"),
                ("items", self + "/items", "application/geo+json"), ("http://www.opengis.net/def/rel/ogc/1.0/queryables", self + "/queryables", "application/schema+json"),
            ]);
        });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        using (Utf8JsonWriter json = new(buffer, Compact))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteAssets(JsonElement assets, IReadOnlyDictionary<string, string> hrefs, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (JsonProperty asset in assets.EnumerateObject())
        {
            if (!hrefs.TryGetValue(asset.Name, out string? href))
            {
                asset.WriteTo(json);
                continue;
            }

            json.WriteStartObject(asset.Name);
            foreach (JsonProperty member in asset.Value.EnumerateObject())
            {
                if (member.NameEquals("href"u8))
                {
                    json.WriteString("href"u8, href);
                }
                else
                {
                    member.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteLinks(JsonElement source, Func<string, string?> linkHref, Utf8JsonWriter json, (string Rel, string Href, string Type)[] own)
    {
        json.WriteStartArray("links"u8);
        if (source.TryGetProperty("links"u8, out JsonElement links))
        {
            foreach (JsonElement link in links.EnumerateArray())
            {
                if (!Structural.Contains(link.GetProperty("rel"u8).GetString()!) && linkHref(link.GetProperty("href"u8).GetString()!) is { } href)
                {
                    json.WriteStartObject();
                    foreach (JsonProperty member in link.EnumerateObject().Where(member => !member.NameEquals("href"u8)))
                    {
                        member.WriteTo(json);
                    }

                    json.WriteString("href"u8, href);
                    json.WriteEndObject();
                }
            }
        }

        foreach ((string rel, string href, string type) in own)
        {
            json.WriteStartObject();
            json.WriteString("rel"u8, rel);
            json.WriteString("href"u8, href);
            json.WriteString("type"u8, type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
