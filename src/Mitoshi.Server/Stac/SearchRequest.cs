using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Times;
using SortKey = Mitoshi.Catalog.Search.SortKey;

namespace Mitoshi.Server.Stac;

/// <summary>A search as a client writes it, in the query of a URL or as a JSON body, turned into the catalogue's own.</summary>
/// <param name="Search">What to look for.</param>
/// <param name="Fields">Members that are wanted, or null for all.</param>
internal sealed record SearchRequest(ItemSearch Search, Fields? Fields)
{
    /// <summary>From a URL.</summary>
    /// <exception cref="MitoshiException">search.bad_parameter, search.bad_datetime, geometry.…, cql2.….</exception>
    public static SearchRequest OfQuery(IQueryCollection query)
    {
        JsonObject body = [];
        foreach (string name in (string[])["datetime", "token", "filter-lang", "filter-crs"])
        {
            Take(query, name, text => body[name] = text);
        }

        foreach (string name in (string[])["collections", "ids", "q"])
        {
            Take(query, name, text => body[name] = new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => (JsonNode)part)]));
        }

        Take(query, "bbox", text => body["bbox"] = new JsonArray([.. text.Split(',').Select(part => (JsonNode)Number(part))]));
        Take(query, "limit", text => body["limit"] = text.Length > 0 && text.All(char.IsAsciiDigit) ? (double)(text.Length > 8 ? int.MaxValue : int.Parse(text, CultureInfo.InvariantCulture)) : throw Bad("limit", text, ("a whole number from 1", "1以上の整数")));
        foreach (string name in (string[])["intersects", "query"])
        {
            Take(query, name, text => body[name] = Parsed(name, text));
        }

        Take(query, "sortby", text => body["sortby"] = new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(key => (JsonNode)new JsonObject { ["field"] = key.TrimStart('+', '-', ' '), ["direction"] = key[0] == '-' ? "desc" : "asc" })]));
        string language = query["filter-lang"].ToString();
        Take(query, "filter", text => body["filter"] = language == "cql2-json" ? Parsed("filter", text) : text);
        body["filter-lang"] ??= "cql2-text";
        return OfBody(body) with { Fields = Fields.Of(query["fields"].ToString()) };
    }

    /// <summary>From a JSON body.</summary>
    /// <exception cref="MitoshiException">As the other.</exception>
    public static SearchRequest OfBody(JsonObject body)
    {
        ItemSearch search = new()
        {
            Collections = Texts(body, "collections"),
            Ids = Texts(body, "ids"),
            Box = Box(body),
            Intersects = body["intersects"] is { } area ? GeoJson.Read(Element(area)) : null,
            Period = body["datetime"] is { } datetime ? TimeInterval.ParseParameter(Text(datetime, "datetime")) : null,
            Filter = Both(Filter(body), body["query"] is { } query ? QueryExtension.Read(query) : null),
            Terms = body["q"] is JsonValue ? [.. Text(body["q"]!, "q").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : Texts(body, "q"),
            SortBy = SortBy(body),
            Limit = Limit(body),
            Token = body["token"] is { } token ? Text(token, "token") : null,
            IsCounted = true,
        };
        if (search.Box is not null && search.Intersects is not null)
        {
            throw Bad("bbox", "bbox and intersects", ("one of bbox and intersects", "bbox と intersects のどちらか"));
        }

        return new(search, FieldsOf(body["fields"]));
    }

    /// <summary>The search parameters of both routes, for the API description.</summary>
    public static IReadOnlyList<Routes.RouteParameter> Parameters { get; } =
    [
        new("bbox", ("West, south, east, north in degrees", "西、南、東、北 (度)")), new("intersects", ("GeoJSON geometry", "GeoJSONの図形")), new("datetime", ("Date-time or interval (RFC 3339)", "日時または区間 (RFC 3339)")),
        new("ids", ("Identifiers, with commas", "識別子 (カンマ区切り)")), new("collections", ("Collections, with commas", "コレクション (カンマ区切り)")), new("limit", ($"Items a page, 10 by default, at most {ItemSearch.LimitMax}", $"1ページの件数。既定10、最大{ItemSearch.LimitMax}"), "integer"),
        new("token", ("Where the page begins, from a next link", "ページの始まり (nextリンクから)")), new("sortby", ("-datetime,+id", "-datetime,+id")), new("fields", ("id,-geometry,properties.datetime", "id,-geometry,properties.datetime")),
        new("filter", ("CQL2 filter", "CQL2フィルター")), new("filter-lang", ("cql2-text or cql2-json", "cql2-text または cql2-json")), new("filter-crs", ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84")),
        new("query", ("Conditions on properties as JSON", "項目の条件 (JSON)")), new("q", ("Free text, terms with commas", "自由文 (語をカンマ区切り)")),
    ];

    public static MitoshiException Bad(string name, string found, Text expected) => new("search.bad_parameter",
        found: ($"{name} is {Short(found)}", $"{name} が {Short(found)} です"), expected: expected, remedy: ($"Correct {name}; see /stac/api.", $"{name} を直してください。/stac/api を参照。"));

    private static void Take(IQueryCollection query, string name, Action<string> take)
    {
        if (query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values))
        {
            take(values.ToString());
        }
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : throw Bad("bbox", $"\"{text}\"", ("four or six numbers with commas", "カンマ区切りの4個か6個の数"));

    private static double[]? Box(JsonObject body)
    {
        if (body["bbox"] is not { } box)
        {
            return null;
        }

        double[] bounds = box is JsonArray list && list.All(number => number is JsonValue value && value.GetValueKind() == JsonValueKind.Number) ? [.. list.Select(number => number!.GetValue<double>())] : throw Bad("bbox", box.ToJsonString(), ("a list of 4 or 6 numbers", "4個か6個の数のリスト"));
        Positions.CheckBox(bounds);
        return bounds;
    }

    private static int Limit(JsonObject body)
    {
        if (body["limit"] is not { } limit)
        {
            return 10;
        }

        return limit is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) && number >= 1 && number == Math.Floor(number) ? (int)Math.Min(number, ItemSearch.LimitMax) : throw Bad("limit", limit.ToJsonString(), ("a whole number from 1", "1以上の整数"));
    }

    private static Expression? Filter(JsonObject body)
    {
        if (body["filter-crs"] is { } crs && Text(crs, "filter-crs") is var name && !name.EndsWith("/CRS84", StringComparison.Ordinal) && !name.EndsWith("/CRS84h", StringComparison.Ordinal))
        {
            throw Bad("filter-crs", name, ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"));
        }

        string language = body["filter-lang"] is { } given ? Text(given, "filter-lang") : "cql2-json";
        return (language, body["filter"]) switch
        {
            (_, null) => null,
            ("cql2-text", var filter) => Cql2Text.Read(Text(filter, "filter")),
            ("cql2-json", var filter) => Cql2Json.Read(Element(filter)),
            _ => throw Bad("filter-lang", language, ("cql2-text or cql2-json", "cql2-text または cql2-json")),
        };
    }

    private static Expression? Both(Expression? a, Expression? b) => a is null ? b : b is null ? a : new Operation("and", [a, b]);

    private static List<SortKey> SortBy(JsonObject body)
    {
        Text expected = ("a list of {\"field\": …, \"direction\": \"asc\" or \"desc\"}", "{\"field\": …, \"direction\": \"asc\" または \"desc\"} のリスト");
        return body["sortby"] switch
        {
            null => [],
            JsonArray list => [.. list.Select(key => key is JsonObject entry && entry["field"] is JsonValue field && field.TryGetValue(out string? name)
                ? new SortKey(name, entry["direction"]?.ToString() switch { null or "asc" => false, "desc" => true, var other => throw Bad("sortby", other, expected) })
                : throw Bad("sortby", list.ToJsonString(), expected))],
            var other => throw Bad("sortby", other.ToJsonString(), expected),
        };
    }

    private static Fields? FieldsOf(JsonNode? fields) => fields switch
    {
        null => null,
        JsonObject both => new Fields(Texts(both, "include") ?? [], Texts(both, "exclude") ?? []) is { } given && given.Include.Count + given.Exclude.Count > 0 ? given : null,
        JsonArray list => Fields.Of(string.Join(',', list.Select(name => Text(name!, "fields")))),
        var other => throw Bad("fields", other.ToJsonString(), ("{\"include\": […], \"exclude\": […]}", "{\"include\": […], \"exclude\": […]}")),
    };

    private static string[]? Texts(JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonArray { Count: <= Cql2Limits.List } list => [.. list.Select(text => Text(text!, name))],
        var other => throw Bad(name, other.ToJsonString(), ($"a list of at most {Cql2Limits.List} strings", $"{Cql2Limits.List} 個までの文字列のリスト")),
    };

    private static string Text(JsonNode? node, string name) => node is JsonValue value && value.TryGetValue(out string? text) ? text : throw Bad(name, node?.ToJsonString() ?? "null", ("a string", "文字列"));

    private static JsonNode Parsed(string name, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 64 * 4 }) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw Bad(name, text, ("JSON", "JSON"));
        }
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    private static string Short(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
