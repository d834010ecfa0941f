using System.Globalization;
using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Products;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Find;

/// <summary>Searches the catalogue from the command line.</summary>
[Process("catalog_search", En = "Search the catalogue by place, time, words and properties", Ja = "場所、時期、語、項目でカタログを検索する",
    Examples = ["catalog search", "catalog search 森林 --bbox 138,35,140,36 --datetime 2024-06-01T00:00:00Z/..", "catalog search --filter \"eo:cloud_cover < 20\" --collections sentinel-2-l2a"])]
public sealed record SearchCatalog : Process<Found>
{
    /// <summary>Words.</summary>
    [Parameter(En = "Words to find; one of them is enough", Ja = "探す語。どれか一つあればよい", Position = 0)]
    public string[] Words { get; init; } = [];

    /// <summary>Box.</summary>
    [Parameter(En = "West,south,east,north", Ja = "西,南,東,北", Unit = "degree")]
    public string? Bbox { get; init; }

    /// <summary>Time.</summary>
    [Parameter(En = "Time or interval, RFC 3339", Ja = "日時または区間 (RFC 3339)")]
    public string? Datetime { get; init; }

    /// <summary>Collections.</summary>
    [Parameter(En = "Collections", Ja = "コレクション")]
    public string[] Collections { get; init; } = [];

    /// <summary>Filter.</summary>
    [Parameter(En = "CQL2 filter, as text", Ja = "CQL2フィルター (テキスト)")]
    public string? Filter { get; init; }

    /// <summary>Limit.</summary>
    [Parameter(En = "Most items to list", Ja = "表示する最大件数", Min = 1, Max = 10000)]
    public int Limit { get; init; } = 20;

    /// <summary>Only collections.</summary>
    [Parameter(En = "List the collections only", Ja = "コレクションだけを表示する")]
    public bool CollectionsOnly { get; init; }

    /// <inheritdoc/>
    protected override async Task<Found> RunAsync(ProcessContext context)
    {
        await using ICatalogStore store = await CatalogStores.OpenAsync(context.Workspace, context.Files, context.Time, cancellation: context.Cancellation);
        using ProductFollower follower = new(store, context.Workspace, context.Time);
        await follower.FollowAsync(context.Cancellation);
        if (CollectionsOnly)
        {
            return new Found(0, [.. (await store.CollectionsAsync(context.Cancellation)).Select(collection => new FoundItem(collection.Id, "", "", null, ""))]);
        }

        SearchPage page = await store.SearchAsync(new ItemSearch
        {
            Box = Bbox is null ? null : SearchTexts.Box(Bbox),
            Period = Datetime is null ? null : TimeInterval.ParseParameter(Datetime),
            Collections = Collections.Length > 0 ? Collections : null,
            Filter = Filter is null ? null : Cql2Text.Read(Filter),
            Terms = Words.Length > 0 ? Words : null,
            Limit = Limit,
            IsCounted = true,
        }, context.Cancellation);
        return new Found(page.Matched, [.. page.Items.Select(FoundItem.Of)]);
    }
}

/// <summary>Items found.</summary>
/// <param name="Matched">All that match, or null when they were not counted.</param>
/// <param name="Items">The first of them.</param>
public sealed record Found(long? Matched, IReadOnlyList<FoundItem> Items) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(Matched is { } all ? ($"{all} items match, {Items.Count} shown", $"{all} 件が一致、{Items.Count} 件を表示") : ($"{Items.Count} items shown; there may be more", $"{Items.Count} 件を表示。続きがあるかもしれません"))
    {
        Tables =
        [
            new(("Items", "アイテム"), [("Collection", "コレクション"), ("Item", "アイテム"), ("Time", "日時"), ("Cloud, %", "雲量 (%)"), ("Title", "題")],
                [.. Items.Select(item => (IReadOnlyList<Text>)[item.Collection, item.Id, item.Time, item.CloudPercent?.ToString("0.#", CultureInfo.InvariantCulture) ?? "", item.Title])]) { IsText = true },
        ],
    };
}

/// <summary>An item in a list.</summary>
/// <param name="Collection">Collection.</param>
/// <param name="Id">Identifier.</param>
/// <param name="Time">Time, or the start of its period.</param>
/// <param name="CloudPercent">Cloud cover, or null.</param>
/// <param name="Title">Title.</param>
public sealed record FoundItem(string Collection, string Id, string Time, double? CloudPercent, string Title)
{
    internal static FoundItem Of(StoredItem item)
    {
        using ItemFeature feature = new(item.Body);
        return new(item.Collection, item.Id, feature.ValueOf("datetime") as string ?? "", feature.ValueOf("eo:cloud_cover") as double?, feature.ValueOf("title") as string ?? "");
    }
}
