using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Find;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Harvest;

/// <summary>
/// Copies items of a remote STAC API into the catalogue. Each page is written whole before the next is asked for, and the next page's request is
/// kept on disk: a stopped run goes on there.
/// </summary>
[Process("catalog_sync", En = "Harvest a remote STAC API into the catalogue; goes on where it stopped", Ja = "遠隔のSTAC APIをカタログに取り込む。止まったところから続く",
    Examples = ["catalog sync https://example.org/stac --collections sentinel-2-l2a --bbox 138,35,140,36 --datetime 2024-06-01T00:00:00Z/2024-06-30T23:59:59Z"])]
public sealed record SyncCatalog : Process<Synced>
{
    /// <summary>Address.</summary>
    [Parameter(En = "Address of the API's landing page", Ja = "APIの最初のページのアドレス", Position = 0)]
    public required string Url { get; init; }

    /// <summary>Collections.</summary>
    [Parameter(En = "Collections; all by default", Ja = "コレクション。省略時はすべて")]
    public string[] Collections { get; init; } = [];

    /// <summary>Box.</summary>
    [Parameter(En = "West,south,east,north", Ja = "西,南,東,北", Unit = "degree")]
    public string? Bbox { get; init; }

    /// <summary>Time.</summary>
    [Parameter(En = "Time or interval, RFC 3339", Ja = "日時または区間 (RFC 3339)")]
    public string? Datetime { get; init; }

    /// <summary>Most items.</summary>
    [Parameter(En = "Most items to take", Ja = "取り込む最大件数", Min = 1)]
    public int Limit { get; init; } = 1_000_000;

    /// <summary>Page.</summary>
    [Parameter(En = "Items a page", Ja = "1ページの件数", Min = 1, Max = 10000)]
    public int Page { get; init; } = 250;

    /// <summary>Rate.</summary>
    [Parameter(En = "Most requests a second", Ja = "1秒あたりの最大要求数", Min = 0.01, Max = 100)]
    public double Rate { get; init; } = 4;

    /// <inheritdoc/>
    protected override async Task<Synced> RunAsync(ProcessContext context)
    {
        if (!Uri.TryCreate(Url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? root) || root.Scheme is not ("http" or "https") || root.UserInfo.Length > 0)
        {
            throw new MitoshiException("sync.bad_address", found: ($"{Url} is not an address of the web", $"{Url} はウェブのアドレスではありません"), expected: ("https://…, without a password in it", "https://…。パスワードは含めない"), remedy: ("Copy the address of the landing page.", "最初のページのアドレスを写してください。"));
        }

        using RemoteCatalog remote = new(root, Rate, context.Time);
        await using ICatalogStore store = await CatalogStores.OpenAsync(context.Workspace, context.Files, context.Time, cancellation: context.Cancellation);
        string state = Path.Combine(context.Workspace.Jobs, $"sync-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this))))[..16]}.json");
        HarvestState at = context.Files.Exists(state) ? JsonSerializer.Deserialize<HarvestState>(context.Files.ReadAllBytes(state))! : new(await FirstAsync(remote, root, context.Cancellation), 0, 0);
        bool isResumed = at.Taken > 0;
        HashSet<string> known = [];
        using IProgressTask progress = context.Progress.Start(("Harvesting", "取り込み中"), Limit);
        progress.Advance(at.Taken);
        while (at.Next is { } request && at.Taken < Limit)
        {
            JsonObject page = await remote.AskAsync(request, context.Cancellation);
            (List<ItemDocument> items, int refused) = Read(page, root);
            foreach (string collection in items.Select(item => item.Collection).Where(known.Add).ToList())
            {
                await TakeCollectionAsync(store, remote, root, collection, context.Cancellation);
            }

            items = [.. items.Take(Limit - at.Taken)];
            if (items.Count > 0)
            {
                await store.WriteAsync(items, WriteRule.CreateOrReplace, context.Cancellation);
            }

            RemoteRequest? next = items.Count + refused == 0 ? null : NextOf(page, request);
            at = new(next, at.Taken + items.Count, at.Refused + refused);
            context.Files.CreateFolder(context.Workspace.Jobs);
            context.Files.WriteAtomically(state, JsonSerializer.SerializeToUtf8Bytes(at));
            progress.Advance(items.Count);
        }

        await AutomaticCollections.FollowItemsAsync(store, known, context.Cancellation);
        context.Files.Delete(state);
        return new Synced(at.Taken, at.Refused, isResumed);
    }

    // The same item may come twice on a page of a careless server.
    private static (List<ItemDocument> Items, int Refused) Read(JsonObject page, Uri root)
    {
        ItemReader reader = new(new FolderAddresses(root.AbsoluteUri));
        Dictionary<(string, string), ItemDocument> items = [];
        int refused = 0;
        foreach (JsonNode? feature in page["features"] as JsonArray ?? [])
        {
            try
            {
                ItemDocument item = reader.Read(Encoding.UTF8.GetBytes(feature?.ToJsonString() ?? "null"));
                items[(item.Collection, item.Id)] = item;
            }
            catch (MitoshiException)
            {
                refused++;
            }
        }

        return ([.. items.Values], refused);
    }

    private static RemoteRequest? NextOf(JsonObject page, RemoteRequest now)
    {
        if ((page["links"] as JsonArray)?.FirstOrDefault(link => link?["rel"]?.ToString() == "next") is not JsonObject next || next["href"] is null)
        {
            return null;
        }

        JsonNode? body = next["body"];
        if (body is JsonObject changes && next["merge"]?.GetValueKind() == JsonValueKind.True && now.Body is not null)
        {
            JsonObject merged = JsonNode.Parse(now.Body)!.AsObject();
            foreach ((string name, JsonNode? value) in changes)
            {
                merged[name] = value?.DeepClone();
            }

            body = merged;
        }

        RemoteRequest request = new(next["method"]?.ToString().ToUpperInvariant() == "POST" ? "POST" : "GET", next["href"]!.ToString(), body?.ToJsonString());
        // A server that sends us round in a circle must not keep us for ever.
        return request == now ? null : request;
    }

    private async Task<RemoteRequest> FirstAsync(RemoteCatalog remote, Uri root, CancellationToken cancellation)
    {
        JsonObject landing = await remote.AskAsync(new("GET", root.AbsoluteUri.TrimEnd('/'), null), cancellation);
        string? search = (landing["links"] as JsonArray)?.FirstOrDefault(link => link?["rel"]?.ToString() == "search" && link["href"] is not null)?["href"]!.ToString();
        if (search is null)
        {
            throw new MitoshiException("sync.no_search", found: ($"{Url} has no link to a search", $"{Url} に検索へのリンクがありません"), expected: ("the landing page of a STAC API with item search", "アイテム検索のあるSTAC APIの最初のページ"), remedy: ("A static catalogue is registered from its files: mitoshi catalog add", "静的なカタログはファイルから登録してください: mitoshi catalog add"));
        }

        List<string> query = [$"limit={Page}"];
        if (Collections.Length > 0)
        {
            query.Add("collections=" + Uri.EscapeDataString(string.Join(',', Collections)));
        }

        if (Bbox is not null)
        {
            SearchTexts.Box(Bbox);
            query.Add("bbox=" + Uri.EscapeDataString(Bbox));
        }

        if (Datetime is not null)
        {
            TimeInterval.ParseParameter(Datetime);
            query.Add("datetime=" + Uri.EscapeDataString(Datetime));
        }

        return new("GET", $"{search}{(search.Contains('?') ? '&' : '?')}{string.Join('&', query)}", null);
    }

    private static async Task TakeCollectionAsync(ICatalogStore store, RemoteCatalog remote, Uri root, string id, CancellationToken cancellation)
    {
        if (await store.CollectionAsync(id, cancellation) is not null)
        {
            return;
        }

        CollectionDocument collection;
        try
        {
            JsonObject json = await remote.AskAsync(new("GET", new Uri(root, "collections/" + Uri.EscapeDataString(id)).AbsoluteUri, null), cancellation);
            collection = CollectionDocument.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), new FolderAddresses(root.AbsoluteUri));
        }
        catch (MitoshiException error) when (error.Code is "sync.refused" or "collection.not_valid")
        {
            collection = CollectionDocument.Plain(id, id);
        }

        await store.WriteAsync(collection, WriteRule.CreateOrReplace, cancellation);
    }
}

/// <summary>Where a harvest is.</summary>
/// <param name="Next">The next request, or null when it is done.</param>
/// <param name="Taken">Items written.</param>
/// <param name="Refused">Items that were not valid.</param>
internal sealed record HarvestState(RemoteRequest? Next, int Taken, int Refused);

/// <summary>What a harvest brought.</summary>
/// <param name="Taken">Items written, in all runs.</param>
/// <param name="Refused">Items left out because they are not valid STAC.</param>
/// <param name="IsResumed">True when an earlier run had begun it.</param>
public sealed record Synced(int Taken, int Refused, bool IsResumed) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Taken} items taken{(IsResumed ? ", begun by an earlier run" : "")}", $"{Taken} 件を取り込みました{(IsResumed ? "(以前の実行の続き)" : "")}"))
    {
        Notes = Refused == 0 ? [] : [($"{Refused} items are not valid STAC and were left out", $"STACとして正しくない {Refused} 件は除きました")],
        NextSteps = ["mitoshi catalog search", "mitoshi serve"],
    };
}
