using System.Runtime.InteropServices;
using System.Text.Json;
using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Times;
using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Items;

/// <summary>Reads a STAC item 1.0.0 or 1.1.0 and checks it on the way in; the message of a refusal names the field and what to write.</summary>
/// <param name="addresses">Says what the addresses of assets and links mean.</param>
public sealed class ItemReader(IAddresses addresses)
{
    /// <summary>JSON as it may come from outside.</summary>
    internal static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Reads an item from UTF-8.</summary>
    /// <param name="json">One item.</param>
    /// <param name="collection">Collection that it goes to; null takes its own member.</param>
    /// <exception cref="MitoshiException">item.not_valid, geometry.not_valid, geometry.out_of_range.</exception>
    public ItemDocument Read(ReadOnlyMemory<byte> json, string? collection = null)
    {
        try
        {
            JsonTexts.Check(json.Span);
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return ReadChecked(document.RootElement, collection);
        }
        catch (JsonException error)
        {
            throw NotJson(error);
        }
    }

    /// <summary>Reads an item.</summary>
    /// <exception cref="MitoshiException">As the other.</exception>
    public ItemDocument Read(JsonElement item, string? collection = null)
    {
        try
        {
            JsonTexts.Check(JsonMarshal.GetRawUtf8Value(item));
        }
        catch (JsonException error)
        {
            throw NotJson(error);
        }

        return ReadChecked(item, collection);
    }

    private ItemDocument ReadChecked(JsonElement item, string? collection)
    {
        StacCheck check = new("item");
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw check.Wrong("the item", default, "", ("an object { … }", "オブジェクト { … }"));
        }

        check.Type(item, "Feature");
        string id = check.Identifier(item, "id");
        check.Version(item);
        check.Texts(item, "", "stac_extensions");
        collection = CollectionOf(check, item, collection);
        JsonElement properties = check.Object(item, "", "properties");
        (Instant datetime, TimeInterval period) = Times(check, properties);
        check.Links(item);
        (Dictionary<string, string> hrefs, Dictionary<string, string> files) = Assets(check, item, collection, id);
        object?[] values = SearchColumns.ValuesOf(check, properties);
        byte[] body = ItemBody.OfItem(item, collection, id, hrefs, addresses.LinkHref);
        return new(collection, id, body, ItemBody.ETagOf(body))
        {
            Datetime = datetime,
            Period = period,
            Place = Place(check, item),
            Values = values,
            Words = Words.Cut(TextsOf(id, properties)),
            Files = files,
        };
    }

    private static string CollectionOf(StacCheck check, JsonElement item, string? collection)
    {
        string? own = check.OptionalText(item, "", "collection");
        if (collection is not null && own is not null && own != collection)
        {
            throw check.Wrong("collection", item, "collection", $"\"{collection}\"");
        }

        collection ??= own ?? check.Text(item, "", "collection");
        check.CheckIdentifier(collection, item, "collection");
        return collection;
    }

    private static (Instant Datetime, TimeInterval Period) Times(StacCheck check, JsonElement properties)
    {
        const string Path = "properties.";
        if (!properties.TryGetProperty("datetime", out _))
        {
            throw check.Wrong(Path + "datetime", properties, "datetime", ("a date-time, or null together with start_datetime and end_datetime", "日時、または start_datetime と end_datetime を伴う null"));
        }

        Instant? datetime = check.Time(properties, Path, "datetime", isNullAllowed: true);
        Instant? start = check.Time(properties, Path, "start_datetime"), end = check.Time(properties, Path, "end_datetime");
        if (start is null != end is null || (datetime is null && start is null))
        {
            string missing = start is null ? "start_datetime" : "end_datetime";
            throw check.Wrong(Path + missing, properties, missing, ("start_datetime and end_datetime together", "start_datetime と end_datetime の両方"));
        }

        if (start?.Ticks > end?.Ticks)
        {
            throw check.Wrong(Path + "end_datetime", properties, "end_datetime", ("a time not before start_datetime", "start_datetime 以後の日時"));
        }

        foreach (string name in (string[])["created", "updated", "published", "expires", "unpublished"])
        {
            check.Time(properties, Path, name);
        }

        Instant at = datetime ?? start!.Value;
        return (at, start is null ? TimeInterval.Of(at) : new(start, end));
    }

    private (Dictionary<string, string> Hrefs, Dictionary<string, string> Files) Assets(StacCheck check, JsonElement item, string collection, string id)
    {
        Dictionary<string, string> hrefs = [], files = [];
        foreach (JsonProperty asset in check.Object(item, "", "assets").EnumerateObject())
        {
            string path = $"assets.{asset.Name}.";
            check.Object(item.GetProperty("assets"), "assets.", asset.Name);
            check.Address(asset.Value, path);
            check.Texts(asset.Value, path, "roles");
            check.OptionalText(asset.Value, path, "type");
            AssetAddress address = addresses.AssetHref(collection, id, asset.Name, asset.Value.GetProperty("href").GetString()!);
            hrefs.Add(asset.Name, address.Href);
            if (address.File is not null)
            {
                files.Add(asset.Name, address.File);
            }
        }

        return (hrefs, files);
    }

    private static ItemPlace? Place(StacCheck check, JsonElement item)
    {
        double[]? box = check.Box(item, "", "bbox");
        if (!item.TryGetProperty("geometry", out JsonElement json))
        {
            throw check.Wrong("geometry", item, "geometry", ("a GeoJSON geometry, or null for an item without a place", "GeoJSONの図形、場所のない場合は null"));
        }

        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (box is null)
        {
            throw check.Wrong("bbox", item, "bbox", ("the box of the geometry: [west, south, east, north]", "図形の外接矩形: [西, 南, 東, 北]"));
        }

        Geometry outline = GeoJson.Read(json);
        int half = box.Length / 2;
        if (box[0] > box[half])
        {
            return new(box[0], box[1], box[half], box[half + 1], outline);
        }

        // The given box may be rounded; what is searched is the outline itself.
        Envelope around = outline.EnvelopeInternal;
        return new(around.MinX, around.MinY, around.MaxX, around.MaxY, outline is Polygon { IsRectangle: true } ? null : outline);
    }

    private static IEnumerable<string> TextsOf(string id, JsonElement properties)
    {
        yield return id;
        foreach (JsonProperty member in properties.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.String when member.Name is "title" or "description" or "platform" or "constellation" or "mission" || member.Name.EndsWith(":title_ja", StringComparison.Ordinal):
                    yield return member.Value.GetString()!;
                    break;
                case JsonValueKind.Array when member.Name is "keywords" or "instruments":
                    foreach (JsonElement word in member.Value.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String))
                    {
                        yield return word.GetString()!;
                    }

                    break;
                default:
                    break;
            }
        }
    }

    internal static MitoshiException NotJson(JsonException error) => new("item.not_json",
        found: ($"not JSON that can be read: {error.Message}", $"読めるJSONではありません: {error.Message}"),
        expected: ("one STAC item: an object at most 64 deep, each name once", "STACアイテム1つ (深さ64以下のオブジェクト、同じ名前は一度)"),
        remedy: ("Check the file with a JSON tool; line and position are named above.", "JSONの道具で確かめてください。行と位置は上のとおりです。"), error);
}

/// <summary>Says what the addresses in an item mean where it is taken in.</summary>
public interface IAddresses
{
    /// <summary>The address to store for an asset, and the file of this machine behind it if any.</summary>
    AssetAddress AssetHref(string collection, string id, string asset, string href);

    /// <summary>The address to store for a link, or null to leave the link out.</summary>
    string? LinkHref(string href);
}

/// <summary>Address of an asset.</summary>
/// <param name="Href">What is stored in the item.</param>
/// <param name="File">Path of the file on this machine, or null for one elsewhere.</param>
public readonly record struct AssetAddress(string Href, string? File);
