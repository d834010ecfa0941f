using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Store;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;

namespace Mitoshi.Server.Stac;

/// <summary>What the caller may see; anything else does not exist for it.</summary>
internal static class ReadableCollections
{
    public static async Task<IReadOnlyList<CollectionDocument>> ReadableAsync(this HttpContext context, ServerServices services)
    {
        ICatalogStore store = await services.Catalog().StoreAsync(context.RequestAborted);
        return [.. (await store.CollectionsAsync(context.RequestAborted)).Where(collection => context.Caller().MayRead(collection.Id))];
    }

    /// <summary>The collection that the path names.</summary>
    /// <exception cref="MitoshiException">collection.not_found.</exception>
    public static async Task<(ICatalogStore Store, CollectionDocument Collection)> CollectionAsync(this HttpContext context, ServerServices services)
    {
        string id = context.Part("collection");
        ICatalogStore store = await services.Catalog().StoreAsync(context.RequestAborted);
        CollectionDocument? collection = context.Caller().MayRead(id) ? await store.CollectionAsync(id, context.RequestAborted) : null;
        return (store, collection ?? throw NotFound("collection", id));
    }

    public static MitoshiException NotFound(string kind, string id) => new(kind + ".not_found", found: ($"{kind} {id} is not in this catalogue", $"{kind} {id} はこのカタログにありません"),
        expected: ($"an existing {kind}", $"存在する {kind}"), remedy: ("See /stac/collections, or search.", "/stac/collections を見るか、検索してください。"));
}
