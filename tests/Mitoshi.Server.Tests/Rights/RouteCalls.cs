using System.Text.RegularExpressions;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Sqlite;
using Mitoshi.Gdal;
using Mitoshi.Server.Accounts;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Tests.Rights;

/// <summary>A workspace with a collection of every visibility, callers of every kind, and the address of every route for one of its items. Made up.</summary>
internal static partial class RouteCalls
{
    /// <summary>Collections, by their rule; the last has none.</summary>
    public static readonly string[] Collections = ["open", "registered", "restricted", "licensed", "unruled"];

    /// <summary>Callers and the collections that each may read.</summary>
    public static readonly (string Caller, string[] MayRead)[] Callers =
    [
        ("", ["open"]), ("reader", ["open", "registered"]), ("member", ["open", "registered", "restricted"]), ("accepted", ["open", "registered", "licensed"]),
        ("former", ["open", "registered"]), ("writer", Collections), ("boss", Collections),
    ];

    /// <summary>The word that only who may read a collection sees.</summary>
    public static string SecretOf(string collection) => "kotoba" + collection;

    /// <summary>Fills a workspace; gives the key of each caller.</summary>
    public static Dictionary<string, string> Fill(Workspace workspace)
    {
        AccountBook book = new(workspace, DiskFiles.Instance);
        Dictionary<string, string> keys = [];
        foreach ((string name, _) in Callers.Where(caller => caller.Caller.Length > 0))
        {
            (string key, ApiKey kept) = Tokens.MakeKey("test", new DateOnly(9999, 1, 1));
            Access access = name switch { "writer" => Access.Writer, "boss" => Access.Administrator, _ => Access.Reader };
            Dictionary<string, string> terms = name switch { "accepted" => new() { ["licensed"] = "2" }, "former" => new() { ["licensed"] = "1" }, _ => [] };
            book.Put(new Account(name, access, null) { Keys = [kept], AcceptedTerms = terms });
            keys[name] = key;
        }

        book.Put(new CollectionRule("open", Visibility.Open));
        book.Put(new CollectionRule("registered", Visibility.Registered));
        book.Put(new CollectionRule("restricted", Visibility.Restricted) { Members = ["member"] });
        book.Put(new CollectionRule("licensed", Visibility.Licensed) { TermsVersion = "2" });
        string path = Path.Combine(workspace.Root, "scene.tif");
        Grid grid = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(640_000, 4_140_000, 40), 64, 64);
        using (RasterWriter writer = RasterWriter.Create(path, grid, new RasterFormat(PixelType.Float32, 1)))
        {
            writer.Write<float>(new Window(0, 0, 64, 64), 0, [.. Enumerable.Range(0, 64 * 64).Select(i => (float)i)]);
            writer.Commit();
        }

        FillAsync(workspace).GetAwaiter().GetResult();
        return keys;
    }

    /// <summary>The address of a route for the one item of a collection.</summary>
    public static string AddressOf(Route route, string collection) => Placeholder().Replace(route.Pattern, match => match.Groups[1].Value switch
    {
        "collection" => collection,
        "item" => "scene",
        "process" => "catalog_search",
        "account" => "reader",
        "asset" => "data",
        "set" => "WebMercatorQuad",
        "level" => "12",
        "column" when route.Pattern.StartsWith("/stac", StringComparison.Ordinal) => "3670.png",
        "row" when route.Pattern.StartsWith("/tiles", StringComparison.Ordinal) => "1591.png",
        "column" => "3670",
        "row" => "1591",
        "box" => route.Pattern.EndsWith("{box}", StringComparison.Ordinal) ? "142.58,37.37,142.6,37.39.png" : "142.58,37.37,142.6,37.39",
        "size" => "32x32.png",
        "place" => "142.59,37.38",
        "format" => "png",
        _ => "none",
    });

    /// <summary>A body that the route takes, or null.</summary>
    public static string? BodyOf(Route route, string collection) => route.BodyMediaType is null ? null : route.Pattern switch
    {
        "/stac/search" => $$"""{"collections":["{{collection}}"],"limit":10}""",
        _ when route.Pattern.StartsWith("/tiles", StringComparison.Ordinal) || route.Pattern.StartsWith("/measures", StringComparison.Ordinal) => """{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[142.58,37.37],[142.6,37.37],[142.6,37.39],[142.58,37.37]]]}}""",
        _ => "{}",
    };

    private static async Task FillAsync(Workspace workspace)
    {
        await using ICatalogStore store = SqliteCatalog.Open(workspace, DiskFiles.Instance);
        ItemReader reader = new(new FolderAddresses(workspace.Root));
        foreach (string collection in Collections)
        {
            string secret = SecretOf(collection);
            await store.WriteAsync(CollectionDocument.Plain(collection, secret), WriteRule.Create);
            string item = $$$"""
                {"type":"Feature","stac_version":"1.1.0","id":"scene","geometry":{"type":"Polygon","coordinates":[[[142.57,37.36],[142.61,37.36],[142.61,37.4],[142.57,37.4],[142.57,37.36]]]},"bbox":[142.57,37.36,142.61,37.4],
                "properties":{"datetime":"2024-06-01T00:00:00Z","title":"{{{secret}}} word","platform":"{{{secret}}}"},"links":[],"assets":{"data":{"href":"scene.tif","type":"image/tiff; application=geotiff","title":"{{{secret}}}"} } }
                """;
            await store.WriteAsync([reader.Read(System.Text.Encoding.UTF8.GetBytes(item), collection)], WriteRule.Create);
        }
    }

    [GeneratedRegex(@"\{\*?(\w+)\}")]
    private static partial Regex Placeholder();
}
