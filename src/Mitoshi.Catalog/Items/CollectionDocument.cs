using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Items;

/// <summary>A checked STAC collection as a store takes it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Body">JSON, UTF-8; links into this catalogue start with <see cref="ItemBody.Root"/>.</param>
/// <param name="ETag">Fingerprint of the body, with quotes.</param>
/// <param name="Boxes">Spatial extents, the overall one first.</param>
/// <param name="Periods">Temporal extents, the overall one first.</param>
/// <param name="Words">Words for free text.</param>
public sealed record CollectionDocument(string Id, ReadOnlyMemory<byte> Body, string ETag, IReadOnlyList<double[]> Boxes, IReadOnlyList<TimeInterval> Periods, string Words)
{
    /// <summary>Reads and checks a collection.</summary>
    /// <exception cref="MitoshiException">collection.not_valid.</exception>
    public static CollectionDocument Read(ReadOnlyMemory<byte> json, IAddresses addresses)
    {
        try
        {
            JsonTexts.Check(json.Span);
            using JsonDocument document = JsonDocument.Parse(json, ItemReader.Strict);
            return Read(document.RootElement, addresses);
        }
        catch (JsonException error)
        {
            throw ItemReader.NotJson(error);
        }
    }

    /// <summary>Marks a collection that nobody wrote: its extent follows its items.</summary>
    internal const string Automatic = "mitoshi:automatic";

    /// <summary>A collection for items that came without one. Its extent follows its items until somebody replaces it.</summary>
    public static CollectionDocument Plain(string id, Text title)
    {
        JsonObject json = new()
        {
            ["type"] = "Collection", ["stac_version"] = "1.1.0", ["id"] = id, ["title"] = title.En, ["description"] = title.En == title.Ja ? title.En : $"{title.En} / {title.Ja}",
            ["license"] = "other", [Automatic] = true,
            ["extent"] = new JsonObject
            {
                ["spatial"] = new JsonObject { ["bbox"] = new JsonArray(new JsonArray(-180, -90, 180, 90)) },
                ["temporal"] = new JsonObject { ["interval"] = new JsonArray(new JsonArray(null, null)) },
            },
            ["links"] = new JsonArray(),
        };
        return Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), new FolderAddresses("/"));
    }

    private static CollectionDocument Read(JsonElement json, IAddresses addresses)
    {
        StacCheck check = new("collection");
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw check.Wrong("the collection", default, "", ("an object { … }", "オブジェクト { … }"));
        }

        check.Type(json, "Collection");
        string id = check.Identifier(json, "id");
        check.Version(json);
        check.Texts(json, "", "stac_extensions");
        check.Texts(json, "", "keywords");
        string description = check.Text(json, "", "description");
        string? title = check.OptionalText(json, "", "title");
        check.Text(json, "", "license");
        check.Links(json);
        JsonElement extent = check.Object(json, "", "extent");
        List<double[]> boxes = [];
        foreach (JsonElement box in check.Array(check.Object(extent, "extent.", "spatial"), "extent.spatial.", "bbox").EnumerateArray())
        {
            using JsonDocument wrapped = JsonDocument.Parse($"{{\"bbox\":{box.GetRawText()}}}");
            boxes.Add(check.Box(wrapped.RootElement, "extent.spatial.", "bbox")!);
        }

        List<TimeInterval> periods = [];
        foreach (JsonElement interval in check.Array(check.Object(extent, "extent.", "temporal"), "extent.temporal.", "interval").EnumerateArray())
        {
            periods.Add(Period(check, extent, interval));
        }

        if (boxes.Count == 0 || periods.Count == 0)
        {
            throw check.Wrong("extent", json, "extent", ("at least one bbox and one interval; the first is the overall one", "1つ以上の bbox と interval。最初が全体"));
        }

        byte[] body = ItemBody.OfCollection(json, id, addresses.LinkHref);
        IEnumerable<string> keywords = json.TryGetProperty("keywords", out JsonElement list) ? list.EnumerateArray().Select(word => word.GetString()!) : [];
        return new(id, body, ItemBody.ETagOf(body), boxes, periods, Search.Words.Cut([id, title ?? "", description, .. keywords]));
    }

    private static TimeInterval Period(StacCheck check, JsonElement extent, JsonElement interval)
    {
        Instant?[] ends = interval.ValueKind == JsonValueKind.Array && interval.GetArrayLength() == 2 ? [.. interval.EnumerateArray().Select(End)] : [];
        return ends.Length == 2 && !(ends[0]?.Ticks > ends[1]?.Ticks) ? new(ends[0], ends[1])
            : throw check.Wrong("extent.temporal.interval", extent, "temporal", ("two date-times with a zone, null for an open end", "時間帯つきの日時2つ。開いた端は null"));

        Instant? End(JsonElement end) => end.ValueKind == JsonValueKind.Null ? null
            : end.ValueKind == JsonValueKind.String && Instant.TryParseTimestamp(end.GetString(), out Instant instant) ? instant
            : throw check.Wrong("extent.temporal.interval", extent, "temporal", ("two date-times with a zone, null for an open end", "時間帯つきの日時2つ。開いた端は null"));
    }
}
