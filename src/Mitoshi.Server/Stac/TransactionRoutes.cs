using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Stac;

/// <summary>Changes to items and collections (transaction extension). <c>If-Match</c> guards against what others wrote meanwhile.</summary>
internal sealed class TransactionRoutes(ServerServices services) : IRoutes
{
    private const string Items = "/stac/collections/{collection}/items", Item = Items + "/{item}", Collections = "/stac/collections", Collection = Collections + "/{collection}";

    public IEnumerable<Route> Routes =>
    [
        new("POST", Items, Access.Writer, ("Add an item, or all items of a FeatureCollection", "アイテム、またはFeatureCollectionの全アイテムを加える"), PostItemsAsync) { BodyMediaType = StacAnswers.GeoJson, MediaType = StacAnswers.GeoJson, BodyBytesMax = 64 << 20 },
        new("PUT", Item, Access.Writer, ("Replace an item", "アイテムを置き換える"), context => ChangeItemAsync(context, (_, body) => body)) { BodyMediaType = StacAnswers.GeoJson, MediaType = StacAnswers.GeoJson },
        new("PATCH", Item, Access.Writer, ("Change members of an item (merge patch)", "アイテムの一部を変える (merge patch)"), context => ChangeItemAsync(context, MergePatch.Apply)) { BodyMediaType = "application/merge-patch+json", MediaType = StacAnswers.GeoJson },
        new("DELETE", Item, Access.Writer, ("Remove an item", "アイテムを除く"), DeleteItemAsync),
        new("POST", Collections, Access.Writer, ("Add a collection", "コレクションを加える"), PostCollectionAsync) { BodyMediaType = StacAnswers.Json },
        new("PUT", Collection, Access.Writer, ("Replace a collection", "コレクションを置き換える"), context => ChangeCollectionAsync(context, (_, body) => body)) { BodyMediaType = StacAnswers.Json },
        new("PATCH", Collection, Access.Writer, ("Change members of a collection (merge patch)", "コレクションの一部を変える (merge patch)"), context => ChangeCollectionAsync(context, MergePatch.Apply)) { BodyMediaType = "application/merge-patch+json" },
        new("DELETE", Collection, Access.Writer, ("Remove a collection with its items", "コレクションをアイテムごと除く"), DeleteCollectionAsync),
    ];

    private static string? IfMatch(HttpContext context) => context.Request.Headers.IfMatch.ToString() is { Length: > 0 } tags ? tags : null;

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private async Task PostItemsAsync(HttpContext context)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        JsonObject body = await JsonBody.ReadObjectAsync(context);
        string root = context.Root(services);
        ItemReader reader = new(new ApiAddresses(root, null));
        if (body["type"]?.ToString() == "FeatureCollection")
        {
            ItemDocument[] all = [.. (body["features"] as JsonArray ?? throw SearchRequest.Bad("features", "missing", ("a list of items", "アイテムのリスト"))).Select(item => reader.Read(Bytes(item ?? throw SearchRequest.Bad("features", "null", ("a list of items", "アイテムのリスト"))), collection.Id))];
            await store.WriteAsync(all, WriteRule.Create, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status201Created;
            await Answers.JsonAsync(context, new JsonObject { ["numberAdded"] = all.Length });
            return;
        }

        ItemDocument item = reader.Read(Bytes(body), collection.Id);
        await store.WriteAsync([item], WriteRule.Create, context.RequestAborted);
        await CreatedAsync(context, root, item.Body, item.ETag, ItemBody.UrlOf(collection.Id, item.Id), StacAnswers.GeoJson);
    }

    private async Task ChangeItemAsync(HttpContext context, Func<JsonNode, JsonObject, JsonNode> change)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        string id = context.Part("item"), root = context.Root(services);
        JsonObject body = await JsonBody.ReadObjectAsync(context);
        StoredItem present = await store.ItemAsync(collection.Id, id, context.RequestAborted) ?? throw ReadableCollections.NotFound("item", id);
        JsonNode changed = change(JsonNode.Parse(ItemBody.At(present.Body, root))!, body);
        ItemDocument item = new ItemReader(new ApiAddresses(root, present)).Read(Bytes(changed), collection.Id);
        if (item.Id != id)
        {
            throw SearchRequest.Bad("id", item.Id, id);
        }

        // A patch was worked out on what was read: it must still be that.
        await store.WriteAsync([item], new(WriteMode.Replace, IfMatch(context) ?? (context.Request.Method == "PATCH" ? present.ETag : null)), context.RequestAborted);
        await StacAnswers.StoredAsync(context, root, item.Body, item.ETag, StacAnswers.GeoJson);
    }

    private async Task DeleteItemAsync(HttpContext context)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        await store.DeleteItemAsync(collection.Id, context.Part("item"), IfMatch(context), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task PostCollectionAsync(HttpContext context)
    {
        string root = context.Root(services);
        CollectionDocument collection = CollectionDocument.Read(Bytes(await JsonBody.ReadObjectAsync(context)), new ApiAddresses(root, null));
        await (await services.Catalog().StoreAsync(context.RequestAborted)).WriteAsync(collection, WriteRule.Create, context.RequestAborted);
        await CreatedAsync(context, root, collection.Body, collection.ETag, $"{ItemBody.Root}collections/{Uri.EscapeDataString(collection.Id)}", StacAnswers.Json);
    }

    private async Task ChangeCollectionAsync(HttpContext context, Func<JsonNode, JsonObject, JsonNode> change)
    {
        (ICatalogStore store, CollectionDocument present) = await context.CollectionAsync(services);
        string root = context.Root(services);
        JsonNode changed = change(JsonNode.Parse(ItemBody.At(present.Body, root))!, await JsonBody.ReadObjectAsync(context));
        CollectionDocument collection = CollectionDocument.Read(Bytes(changed), new ApiAddresses(root, null));
        if (collection.Id != present.Id)
        {
            throw SearchRequest.Bad("id", collection.Id, present.Id);
        }

        await store.WriteAsync(collection, new(WriteMode.Replace, IfMatch(context) ?? (context.Request.Method == "PATCH" ? present.ETag : null)), context.RequestAborted);
        await StacAnswers.StoredAsync(context, root, collection.Body, collection.ETag, StacAnswers.Json);
    }

    private async Task DeleteCollectionAsync(HttpContext context)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        await store.DeleteCollectionAsync(collection.Id, IfMatch(context), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task CreatedAsync(HttpContext context, string root, ReadOnlyMemory<byte> body, string etag, string url, string mediaType)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = root + "/" + url[ItemBody.Root.Length..];
        context.Response.Headers.ETag = etag;
        return Answers.BytesAsync(context, ItemBody.At(body, root), mediaType);
    }
}
