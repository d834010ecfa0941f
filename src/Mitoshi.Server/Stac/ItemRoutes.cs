using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Stac;

/// <summary>The items of a collection (OGC API Features), and their files.</summary>
internal sealed class ItemRoutes(ServerServices services) : IRoutes
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/stac/collections/{collection}/items", Access.Reader, ("Items of a collection", "コレクションのアイテム"), ListAsync)
            { Query = [.. SearchRequest.Parameters.Where(parameter => parameter.Name is not ("collections" or "intersects"))], MediaType = StacAnswers.GeoJson },
        new("GET", "/stac/collections/{collection}/items/{item}", Access.Reader, ("An item", "アイテム"), OneAsync) { MediaType = StacAnswers.GeoJson },
        new("GET", "/stac/collections/{collection}/items/{item}/assets/{asset}", Access.Reader, ("A file of an item, with ranges", "アイテムのファイル(範囲要求可)"), AssetAsync) { MediaType = "application/octet-stream" },
    ];

    private async Task ListAsync(HttpContext context)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        string root = context.Root(services), self = $"{root}/collections/{Uri.EscapeDataString(collection.Id)}";
        SearchRequest request = SearchRequest.OfQuery(context.Request.Query);
        SearchPage page = await store.SearchAsync(request.Search with { Collections = [collection.Id] }, context.RequestAborted);
        JsonArray links =
        [
            StacAnswers.Link("self", self + "/items", StacAnswers.GeoJson), StacAnswers.Link("root", root + "/", StacAnswers.Json),
            StacAnswers.Link("parent", self, StacAnswers.Json), StacAnswers.Link("collection", self, StacAnswers.Json),
        ];
        if (page.Next is not null)
        {
            links.Add(StacAnswers.Link("next", NextLinks.Get(self + "/items", context.Request.Query, page.Next), StacAnswers.GeoJson));
        }

        await StacAnswers.PageAsync(context, root, page, links, request.Fields);
    }

    private async Task OneAsync(HttpContext context)
    {
        StoredItem item = await ItemAsync(context);
        await StacAnswers.StoredAsync(context, context.Root(services), item.Body, item.ETag, StacAnswers.GeoJson);
    }

    private async Task AssetAsync(HttpContext context)
    {
        StoredItem item = await ItemAsync(context);
        string key = context.Part("asset");
        if (!item.Files.TryGetValue(key, out string? path) || new FileInfo(path) is not { Exists: true } file)
        {
            throw new MitoshiException("asset.not_found", found: ($"item {item.Id} has no file \"{key}\" on this server", $"アイテム {item.Id} にはこのサーバー上のファイル「{key}」がありません"),
                expected: ("an asset of the item whose file is still where it was added from", "アイテムのアセットで、追加時の場所にファイルがあるもの"), remedy: ("See the item's assets; add the file again if it was moved.", "アイテムの assets を見てください。移動した場合は追加し直してください。"));
        }

        context.Response.Headers.CacheControl = "no-cache";
        // Whatever the file is, a browser shows it only away from this site's scripts.
        context.Response.Headers.ContentSecurityPolicy = SafeHeaders.Shown;
        string type = JsonNode.Parse(item.Body.Span)!["assets"]![key]!["type"]?.GetValue<string>() ?? "application/octet-stream";
        Microsoft.Net.Http.Headers.EntityTagHeaderValue tag = new($"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\"");
        await TypedResults.PhysicalFile(file.FullName, type.Any(char.IsControl) ? "application/octet-stream" : type, lastModified: file.LastWriteTimeUtc, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(context);
    }

    private async Task<StoredItem> ItemAsync(HttpContext context)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        string id = context.Part("item");
        return await store.ItemAsync(collection.Id, id, context.RequestAborted) ?? throw ReadableCollections.NotFound("item", id);
    }
}
