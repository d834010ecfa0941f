using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Store;

namespace Mitoshi.Catalog.Import;

/// <summary>Registers files of this machine in the catalogue: metadata are read from the data, the files stay where they are.</summary>
[Process("catalog_add", En = "Register local scenes, rasters and STAC files in the catalogue", Ja = "手元のシーン、ラスター、STACファイルをカタログに登録する",
    Examples = ["catalog add scenes/", "catalog add photo.tif --datetime 2024-06-09T00:00:00Z", "catalog add items.json --collection mine", "catalog add site/catalog.json"])]
public sealed record AddToCatalog : Process<Added>
{
    private const int Batch = 500;

    /// <summary>Files and folders.</summary>
    [Parameter(En = "Files and folders; folders with all below, catalogues with all that they link", Ja = "ファイルとフォルダ。フォルダは下位も、カタログはリンク先もすべて", Position = 0, IsPath = true)]
    public required string[] Paths { get; init; }

    /// <summary>Collection.</summary>
    [Parameter(En = "Collection for everything; by kind of data otherwise", Ja = "すべてを入れるコレクション。省略時はデータの種類ごと")]
    public string? Collection { get; init; }

    /// <summary>Time.</summary>
    [Parameter(En = "Time of scenes that do not say it themselves", Ja = "日時のわからないシーンの日時")]
    public string? Datetime { get; init; }

    /// <summary>Checksums.</summary>
    [Parameter(En = "Read every file for its SHA-256", Ja = "全ファイルを読んでSHA-256を付ける")]
    public bool Checksums { get; init; }

    /// <inheritdoc/>
    protected override async Task<Added> RunAsync(ProcessContext context)
    {
        if (Datetime is not null && !Times.Instant.TryParseTimestamp(Datetime, out _))
        {
            Times.TimeInterval.ParseParameter(Datetime);
        }

        List<string> files = [.. Paths.SelectMany(FilesOf).Distinct().Order(StringComparer.Ordinal)];
        List<MitoshiException> refused = [];
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        await using ICatalogStore store = await CatalogStores.OpenAsync(context.Workspace, context.Files, context.Time, cancellation: context.Cancellation);
        List<ItemDocument> batch = [];
        List<CollectionDocument> collections = [];
        using (IProgressTask progress = context.Progress.Start(("Registering", "登録中"), files.Count))
        {
            foreach (ItemDocument item in ItemsOf(files, collections, refused, progress))
            {
                batch.Add(item);
                counts[item.Collection] = counts.GetValueOrDefault(item.Collection) + 1;
                if (batch.Count == Batch)
                {
                    await WriteAsync(store, collections, batch, counts, context.Cancellation);
                }
            }

            await WriteAsync(store, collections, batch, counts, context.Cancellation);
        }

        await AutomaticCollections.FollowItemsAsync(store, counts.Keys, context.Cancellation);
        if (counts.Count == 0)
        {
            throw refused.FirstOrDefault() ?? new MitoshiException("import.nothing", found: ($"nothing to register in {string.Join(", ", Paths)}", $"{string.Join("、", Paths)} に登録できるものがありません"),
                expected: ("rasters (GeoTIFF, NetCDF, HDF5, JPEG 2000 …), scenes or STAC files", "ラスター (GeoTIFF、NetCDF、HDF5、JPEG 2000 など)、シーン、STACファイル"), remedy: ("Check the path.", "パスを確かめてください。"));
        }

        return new Added(counts, [.. refused.Select(error => error.Found)]);
    }

    private static IEnumerable<string> FilesOf(string path)
        => Directory.Exists(path) ? Directory.EnumerateFiles(Path.GetFullPath(path), "*", SearchOption.AllDirectories)
            : File.Exists(path) ? [Path.GetFullPath(path)] : throw DiskFault.Explain(new FileNotFoundException(path), path);

    private static async Task WriteAsync(ICatalogStore store, List<CollectionDocument> collections, List<ItemDocument> batch, SortedDictionary<string, int> counts, CancellationToken cancellation)
    {
        foreach (CollectionDocument collection in collections)
        {
            counts.TryAdd(collection.Id, 0);
            await store.WriteAsync(collection, WriteRule.CreateOrReplace, cancellation);
        }

        collections.Clear();
        await AutomaticCollections.MakeAsync(store, batch.Select(item => item.Collection), cancellation);
        if (batch.Count > 0)
        {
            await store.WriteAsync(batch, WriteRule.CreateOrReplace, cancellation);
        }

        batch.Clear();
    }

    private IEnumerable<ItemDocument> ItemsOf(List<string> files, List<CollectionDocument> collections, List<MitoshiException> refused, IProgressTask progress)
    {
        foreach (ItemDocument item in StacItems(files, collections, refused, progress))
        {
            yield return item;
        }

        foreach (ISceneKind kind in Kinds())
        {
            int before = files.Count;
            foreach (SceneDraft draft in kind.Take(files))
            {
                SceneDraft placed = Collection is null ? draft : draft with { Collection = Collection };
                if (Try(() => draft.Refusal is { } refusal ? throw refusal : (ItemDocument[])[new ItemReader(new FolderAddresses("/")).Read(Encoding.UTF8.GetBytes(SceneItem.Of(placed, Datetime, Checksums).ToJsonString()))]) is [var item])
                {
                    yield return item;
                }
            }

            progress.Advance(before - files.Count);
        }

        ItemDocument[]? Try(Func<ItemDocument[]?> read) => AddToCatalog.Try(read, refused);
    }

    private static T? Try<T>(Func<T?> read, List<MitoshiException> refused)
        where T : class
    {
        try
        {
            return read();
        }
        catch (MitoshiException error)
        {
            refused.Add(error);
            return null;
        }
    }

    // Items of STAC files, and of what catalogues link; what was read is taken out of the files.
    private IEnumerable<ItemDocument> StacItems(List<string> files, List<CollectionDocument> collections, List<MitoshiException> refused, IProgressTask progress)
    {
        HashSet<string> read = new(StringComparer.Ordinal);
        HashSet<(string, string)> known = [];
        foreach (string given in Paths)
        {
            string place = Path.GetFullPath(given);
            bool isFolder = Directory.Exists(place);
            StaticCatalog stac = new(isFolder ? place : Path.GetDirectoryName(place)!);
            // Catalogues first: what they link learns its collection from them.
            foreach (string path in files.Where(path => path.EndsWith("json", StringComparison.OrdinalIgnoreCase) && (path == place || (isFolder && path.StartsWith(place.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))).OrderBy(path => Path.GetFileName(path) is not ("catalog.json" or "collection.json")))
            {
                stac.Add(path);
            }

            foreach (StaticFile file in stac.Read().Where(file => file.Type is "Feature" or "FeatureCollection" or "Collection" or "Catalog" && read.Add(file.Path)))
            {
                if (file.Type == "Collection" && Collection is null && Try(() => CollectionDocument.Read(Encoding.UTF8.GetBytes(file.Json.ToJsonString()), new FolderAddresses(Path.GetDirectoryName(file.Path)!)), refused) is { } collection)
                {
                    collections.Add(collection);
                }

                foreach (JsonObject json in ItemsIn(file))
                {
                    // Whoever names a file of items trusts it; what a folder or a catalogue brings stays in its folder.
                    if (Try(() => Read(file, json, isFolder || file.Path != place ? stac : null), refused) is { } item && known.Add((item.Collection, item.Id)))
                    {
                        yield return item;
                    }
                }

                progress.Advance(1);
            }

            refused.AddRange(stac.Refused);
        }

        files.RemoveAll(read.Contains);
    }

    private static IEnumerable<JsonObject> ItemsIn(StaticFile file) => file.Type switch
    {
        "Feature" when file.Json["stac_version"] is not null => [file.Json],
        "FeatureCollection" => (file.Json["features"] as JsonArray ?? []).OfType<JsonObject>().Where(item => item["stac_version"] is not null),
        _ => [],
    };

    private ItemDocument Read(StaticFile file, JsonObject json, StaticCatalog? stac)
    {
        json["collection"] = Collection ?? json["collection"]?.ToString() ?? file.Parent ?? "items";
        ItemDocument item = new ItemReader(new FolderAddresses(Path.GetDirectoryName(file.Path)!)).Read(Encoding.UTF8.GetBytes(json.ToJsonString()));
        return item.Files.Values.FirstOrDefault(path => stac?.Holds(path) == false) is { } outside ? throw StaticCatalog.BadLink(file.Path, outside, ("leads out of the folder", "フォルダの外を指しています")) : item;
    }

    private static IEnumerable<ISceneKind> Kinds() => typeof(ISceneKind).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(ISceneKind)))
        .Select(type => (ISceneKind)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, null, null)!)
        .OrderBy(kind => kind.Order).ThenBy(kind => kind.GetType().Name, StringComparer.Ordinal);
}

/// <summary>What was registered.</summary>
/// <param name="Collections">Items by collection.</param>
/// <param name="Refused">What could not be registered, and why.</param>
public sealed record Added(IReadOnlyDictionary<string, int> Collections, IReadOnlyList<Text> Refused) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"Registered {Collections.Values.Sum()} items", $"{Collections.Values.Sum()} 件を登録しました"))
    {
        Tables = [new(("Collections", "コレクション"), [("Collection", "コレクション"), ("Items", "件数")], [.. Collections.Select(pair => (IReadOnlyList<Text>)[pair.Key, $"{pair.Value}"])])],
        Notes = [.. Refused.Take(20).Select(text => (Text)($"Not registered: {text.En}", $"登録できません: {text.Ja}"))],
        NextSteps = ["mitoshi catalog search", "mitoshi serve"],
    };
}
