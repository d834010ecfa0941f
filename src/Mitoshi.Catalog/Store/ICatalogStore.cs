using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Store;

/// <summary>
/// Where items and collections are kept: SQLite in the workspace, or PostgreSQL with PostGIS. Both keep the same rows and answer the same;
/// the tests run over both. All members may be called from several threads.
/// </summary>
public interface ICatalogStore : IAsyncDisposable
{
    /// <summary>All collections, in ordinal order of identifier.</summary>
    Task<IReadOnlyList<CollectionDocument>> CollectionsAsync(CancellationToken cancellation = default);

    /// <summary>A collection, or null.</summary>
    Task<CollectionDocument?> CollectionAsync(string id, CancellationToken cancellation = default);

    /// <summary>Writes a collection, durable on return.</summary>
    /// <exception cref="MitoshiException">collection.exists, collection.not_found, collection.changed_meanwhile.</exception>
    Task WriteAsync(CollectionDocument collection, WriteRule rule, CancellationToken cancellation = default);

    /// <summary>Removes a collection with all of its items.</summary>
    /// <exception cref="MitoshiException">collection.not_found, collection.changed_meanwhile.</exception>
    Task DeleteCollectionAsync(string id, string? ifMatch = null, CancellationToken cancellation = default);

    /// <summary>An item, or null.</summary>
    Task<StoredItem?> ItemAsync(string collection, string id, CancellationToken cancellation = default);

    /// <summary>Writes items, all or none, durable on return.</summary>
    /// <exception cref="MitoshiException">item.exists, item.not_found, item.changed_meanwhile, collection.not_found.</exception>
    Task WriteAsync(IReadOnlyList<ItemDocument> items, WriteRule rule, CancellationToken cancellation = default);

    /// <summary>Removes an item.</summary>
    /// <exception cref="MitoshiException">item.not_found, item.changed_meanwhile.</exception>
    Task DeleteItemAsync(string collection, string id, string? ifMatch = null, CancellationToken cancellation = default);

    /// <summary>Place and time that the items of a collection cover, or null when it has none.</summary>
    Task<ItemExtent?> ExtentAsync(string collection, CancellationToken cancellation = default);

    /// <summary>A page of what matches, in a stable order. An item that is there all the time is on exactly one page, whatever else is written meanwhile.</summary>
    /// <exception cref="MitoshiException">search.bad_token, search.bad_sort, cql2.unknown_function.</exception>
    Task<SearchPage> SearchAsync(ItemSearch search, CancellationToken cancellation = default);
}

/// <summary>What the items of a collection cover.</summary>
/// <param name="Box">West, south, east, north in degrees; null when no item has a place.</param>
/// <param name="Period">First to last moment.</param>
public sealed record ItemExtent(double[]? Box, TimeInterval Period);

/// <summary>What must be so before a write.</summary>
/// <param name="Mode">Whether it may or must be there.</param>
/// <param name="IfMatch">ETag that the present one must have, or null.</param>
public readonly record struct WriteRule(WriteMode Mode, string? IfMatch = null)
{
    /// <summary>Must not be there yet.</summary>
    public static WriteRule Create => new(WriteMode.Create);

    /// <summary>There or not.</summary>
    public static WriteRule CreateOrReplace => new(WriteMode.CreateOrReplace);

    /// <summary>Must be there.</summary>
    public static WriteRule Replace => new(WriteMode.Replace);
}

/// <summary>Whether something may or must be there before it is written.</summary>
public enum WriteMode
{
    /// <summary>Must not be there.</summary>
    Create,

    /// <summary>There or not.</summary>
    CreateOrReplace,

    /// <summary>Must be there.</summary>
    Replace,
}
