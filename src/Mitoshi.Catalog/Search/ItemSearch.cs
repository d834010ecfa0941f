using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Times;
using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Search;

/// <summary>What to look for. Everything given must hold.</summary>
public sealed record ItemSearch
{
    /// <summary>Most items of a page.</summary>
    public const int LimitMax = 10_000;

    /// <summary>Collections, or null for all.</summary>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>Collections that the caller may read, or null for all.</summary>
    public IReadOnlyCollection<string>? Readable { get; init; }

    /// <summary>Identifiers, or null for all.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Box of 4 or 6 numbers in degrees; west above east crosses the 180th meridian.</summary>
    public IReadOnlyList<double>? Box { get; init; }

    /// <summary>Area, line or point that the footprint meets.</summary>
    public Geometry? Intersects { get; init; }

    /// <summary>Time that the item's time meets.</summary>
    public TimeInterval? Period { get; init; }

    /// <summary>CQL2 filter.</summary>
    public Expression? Filter { get; init; }

    /// <summary>Free text: items that have one of the terms; a term of several words is a phrase.</summary>
    public IReadOnlyList<string>? Terms { get; init; }

    /// <summary>Order; empty means newest first.</summary>
    public IReadOnlyList<SortKey> SortBy { get; init; } = [];

    /// <summary>Items on a page, at most <see cref="LimitMax"/>.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Where the page begins: <see cref="SearchPage.Next"/> of the page before.</summary>
    public string? Token { get; init; }

    /// <summary>True to count all items that match, where that is cheap.</summary>
    public bool IsCounted { get; init; }
}

/// <summary>One key of the order.</summary>
/// <param name="Property">Property; <c>properties.</c> in front is allowed.</param>
/// <param name="IsDescending">From the largest down; items without the property come last then, first otherwise.</param>
public readonly record struct SortKey(string Property, bool IsDescending);

/// <summary>A page of items.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Token of the next page, or null on the last.</param>
/// <param name="Matched">All items that match, or null when it wasn't counted.</param>
public sealed record SearchPage(IReadOnlyList<StoredItem> Items, string? Next, long? Matched);

/// <summary>An item as it is stored.</summary>
/// <param name="Collection">Collection.</param>
/// <param name="Id">Identifier.</param>
/// <param name="ETag">Fingerprint.</param>
/// <param name="Body">JSON with <see cref="ItemBody.Root"/> where the catalogue's address goes.</param>
public sealed record StoredItem(string Collection, string Id, string ETag, ReadOnlyMemory<byte> Body)
{
    /// <summary>Files of this machine by asset key.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
}
