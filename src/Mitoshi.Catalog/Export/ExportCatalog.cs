using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Products;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;

namespace Mitoshi.Catalog.Export;

/// <summary>
/// Writes the catalogue as static STAC files, for a web server or a USB stick: <c>catalog.json</c>, a folder with <c>collection.json</c>, its
/// items and all of them in one <c>items.json</c> for each collection. STAC Browser shows it without a server of ours. Or as one GeoParquet file for each
/// collection, for tables and databases.
/// </summary>
[Process("catalog_export", En = "Write the catalogue as static STAC files or GeoParquet", Ja = "カタログを静的なSTACファイルまたはGeoParquetとして書き出す", Examples = ["catalog export site/", "catalog export site/ --collections products", "catalog export site/ --format geoparquet"])]
public sealed record ExportCatalog : Process<Exported>
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Folder.</summary>
    [Parameter(En = "Folder to write; made when absent", Ja = "書き出すフォルダ。なければ作る", Position = 0, IsPath = true)]
    public required string Folder { get; init; }

    /// <summary>Collections.</summary>
    [Parameter(En = "Collections; all by default", Ja = "コレクション。省略時はすべて")]
    public string[] Collections { get; init; } = [];

    /// <summary>Form.</summary>
    [Parameter(En = "Static STAC files, one GeoParquet file a collection, or both", Ja = "静的なSTACファイル、コレクションごとのGeoParquet、またはその両方")]
    public ExportFormat Format { get; init; } = ExportFormat.Static;

    /// <inheritdoc/>
    protected override async Task<Exported> RunAsync(ProcessContext context)
    {
        await using ICatalogStore store = await CatalogStores.OpenAsync(context.Workspace, context.Files, context.Time, cancellation: context.Cancellation);
        using ProductFollower follower = new(store, context.Workspace, context.Time);
        await follower.FollowAsync(context.Cancellation);
        List<CollectionDocument> collections = [.. (await store.CollectionsAsync(context.Cancellation)).Where(collection => Collections.Length == 0 || Collections.Contains(collection.Id))];
        int items = 0;
        List<string> left = [];
        foreach (CollectionDocument collection in collections)
        {
            items += await WriteAsync(store, collection, left, context);
        }

        if (Format == ExportFormat.Geoparquet)
        {
            return new Exported(Folder, collections.Count, items, left);
        }

        // The catalogue is written last: before it, there is nothing to begin from.
        JsonArray links = [Link("self", "./catalog.json"), Link("root", "./catalog.json")];
        foreach (CollectionDocument collection in collections)
        {
            links.Add(Link("child", $"./{NameOf(collection.Id)}/collection.json"));
        }

        Write(context, Path.Combine(Folder, "catalog.json"), new JsonObject
        {
            ["type"] = "Catalog", ["stac_version"] = "1.1.0", ["id"] = "mitoshi", ["title"] = "Mitoshi", ["description"] = "Scenes and products of a Mitoshi workspace.", ["links"] = links,
        });
        return new Exported(Folder, collections.Count, items, left);
    }

    private async Task<int> WriteAsync(ICatalogStore store, CollectionDocument collection, List<string> left, ProcessContext context)
    {
        string name = NameOf(collection.Id), folder = Path.Combine(Folder, name);
        JsonArray itemLinks = [], features = [];
        string? token = null;
        do
        {
            SearchPage page = await store.SearchAsync(new ItemSearch { Collections = [collection.Id], Limit = 1000, Token = token, SortBy = [new SortKey("id", IsDescending: false)] }, context.Cancellation);
            foreach (StoredItem item in page.Items)
            {
                string file = NameOf(item.Id) + ".json";
                JsonObject json = Static(item, Path.Combine(folder, "items"));
                Links(json, [Link("self", "./" + file), Link("root", "../../catalog.json"), Link("parent", "../collection.json"), Link("collection", "../collection.json")]);
                if (Format != ExportFormat.Geoparquet)
                {
                    Write(context, Path.Combine(folder, "items", file), json);
                }

                itemLinks.Add(Link("item", "./items/" + file));
                features.Add(Static(item, folder));
            }

            token = page.Next;
        }
        while (token is not null);
        foreach (JsonNode? feature in features)
        {
            Links(feature!.AsObject(), [Link("collection", "./collection.json")]);
        }

        JsonObject document = JsonNode.Parse(collection.Body.Span)!.AsObject();
        if (Format != ExportFormat.Static)
        {
            await WriteParquetAsync(Path.Combine(folder, "items.parquet"), features, document, left, context);
        }

        if (Format == ExportFormat.Geoparquet)
        {
            return features.Count;
        }

        Write(context, Path.Combine(folder, "items.json"), new JsonObject { ["type"] = "FeatureCollection", ["features"] = features });
        Links(document, [Link("self", "./collection.json"), Link("root", "../catalog.json"), Link("parent", "../catalog.json"), new JsonObject { ["rel"] = "items", ["href"] = "./items.json", ["type"] = "application/geo+json" }, .. itemLinks.Select(link => link!.DeepClone().AsObject())]);
        Write(context, Path.Combine(folder, "collection.json"), document);
        return features.Count;
    }

    private static async Task WriteParquetAsync(string path, JsonArray features, JsonObject collection, List<string> left, ProcessContext context)
    {
        JsonObject described = collection.DeepClone().AsObject();
        Links(described, []);
        context.Files.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string beside = path + ".part";
        try
        {
            await using (FileStream output = new(beside, FileMode.Create, FileAccess.ReadWrite))
            {
                left.AddRange(await GeoParquet.WriteAsync([.. features.Select(item => item!.DeepClone().AsObject())], described, output, context.Cancellation));
            }

            DurableFile.MoveIntoPlace(beside, path);
        }
        catch (IOException error)
        {
            throw DiskFault.Explain(error, path);
        }
        finally
        {
            File.Delete(beside);
        }

        collection["assets"] ??= new JsonObject();
        collection["assets"]!["items"] = new JsonObject { ["href"] = "./items.parquet", ["type"] = GeoParquet.MediaType, ["title"] = "All items as STAC GeoParquet", ["roles"] = new JsonArray("collection-mirror") };
    }

    // Addresses below our server become paths from the file that they stand in.
    private static JsonObject Static(StoredItem item, string folder)
    {
        JsonObject json = JsonNode.Parse(item.Body.Span)!.AsObject();
        foreach ((string key, string path) in item.Files)
        {
            json["assets"]![key]!["href"] = Uri.EscapeDataString(Path.GetRelativePath(folder, path)).Replace("%2F", "/", StringComparison.Ordinal);
        }

        return json;
    }

    private static void Links(JsonObject json, IEnumerable<JsonObject> own)
    {
        JsonArray links = new([.. json["links"]!.AsArray().Where(link => !link!["href"]!.GetValue<string>().StartsWith(ItemBody.Root, StringComparison.Ordinal)).Select(link => link!.DeepClone())]);
        foreach (JsonObject link in own)
        {
            links.Add(link);
        }

        json["links"] = links;
    }

    private static JsonObject Link(string rel, string href) => new() { ["rel"] = rel, ["href"] = href, ["type"] = rel == "item" || href.Contains("/items/", StringComparison.Ordinal) ? "application/geo+json" : "application/json" };

    // Identifiers may hold anything; a file name holds letters, digits and a few signs, and is never a way out of the folder.
    private static string NameOf(string id) => Uri.EscapeDataString(id).Replace("%", "~", StringComparison.Ordinal) is var name && name.StartsWith('.') ? "~" + name : name;

    private static void Write(ProcessContext context, string path, JsonObject json)
    {
        context.Files.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        context.Files.WriteAtomically(path, Encoding.UTF8.GetBytes(json.ToJsonString(Plain)));
    }
}

/// <summary>What was written.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Collections">Collections.</param>
/// <param name="Items">Items.</param>
/// <param name="Left">Properties that have no place in GeoParquet, for they are named as a member of the item.</param>
public sealed record Exported(string Folder, int Collections, int Items, IReadOnlyList<string> Left) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Items} items of {Collections} collections written", $"{Collections} コレクション、{Items} 件を書き出しました"))
    {
        Files = File.Exists(Path.Combine(Folder, "catalog.json")) ? [new OutputFile(("catalogue", "カタログ"), Path.Combine(Folder, "catalog.json"))] : [],
        Notes = [.. Left.Distinct().Select(name => (Text)($"`{name}` is left out of the GeoParquet: it is named as a member of the item", $"`{name}` はアイテム本体の項目と同名のためGeoParquetに含めません"))],
    };
}

/// <summary>What is written.</summary>
public enum ExportFormat
{
    /// <summary>Static STAC files.</summary>
    Static,

    /// <summary>One GeoParquet file a collection.</summary>
    Geoparquet,

    /// <summary>Both; the collection names its GeoParquet file.</summary>
    Both,
}
