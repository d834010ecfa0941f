using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Find;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Products;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Times;
using Mitoshi.Gdal;

namespace Mitoshi.Catalog.Stack;

/// <summary>
/// All dates of one place on one grid: a GeoTIFF for each scene with the same pixels, and a table with its cloud, ready to learn from. Files of
/// this machine are read; items whose files are elsewhere are in the table only.
/// </summary>
[Process("catalog_stack", En = "Stack all dates of one place on one grid, with cloud statistics", Ja = "同じ場所の全日付を一つの格子に重ね、雲の統計を付ける",
    Examples = ["catalog stack 139.7,35.6 --collections sentinel-2-l2a --output stack", "catalog stack 138,35,138.1,35.1 --cloud-max 30 --assets B04 --assets B08"])]
public sealed record StackCatalog : Process<TimeStack>
{
    // Scene classification of Sentinel-2 L2A: shadow, cloud of medium and high probability, thin cirrus (ESA, Level-2A Algorithm Theoretical Basis).
    private static readonly float[] CloudClasses = [3, 8, 9, 10];

    /// <summary>Place.</summary>
    [Parameter(En = "longitude,latitude or west,south,east,north", Ja = "経度,緯度 または 西,南,東,北", Unit = "degree", Position = 0)]
    public required string Place { get; init; }

    /// <summary>Folder.</summary>
    [Parameter(En = "Folder for the stack", Ja = "出力フォルダ", IsPath = true)]
    public string Output { get; init; } = "stack";

    /// <summary>Size.</summary>
    [Parameter(En = "Edge of the square around a point", Ja = "点のまわりの正方形の一辺", Unit = "m", Min = 10, Max = 100000)]
    public double Size { get; init; } = 2560;

    /// <summary>Pixel.</summary>
    [Parameter(En = "Pixel size in units of the projection; that of the first scene by default", Ja = "画素の大きさ(投影の単位)。省略時は最初のシーンと同じ", Min = 1e-6)]
    public double? Resolution { get; init; }

    /// <summary>Collections.</summary>
    [Parameter(En = "Collections", Ja = "コレクション")]
    public string[] Collections { get; init; } = [];

    /// <summary>Time.</summary>
    [Parameter(En = "Time or interval, RFC 3339", Ja = "日時または区間 (RFC 3339)")]
    public string? Datetime { get; init; }

    /// <summary>Assets.</summary>
    [Parameter(En = "Assets; all rasters by default", Ja = "アセット。省略時はすべてのラスター")]
    public string[] Assets { get; init; } = [];

    /// <summary>Cloud.</summary>
    [Parameter(En = "Most cloud of a scene that is used", Ja = "使うシーンの最大雲量", Unit = "%", Min = 0, Max = 100)]
    public double CloudMax { get; init; } = 100;

    /// <inheritdoc/>
    protected override async Task<TimeStack> RunAsync(ProcessContext context)
    {
        double[] box = PlaceBox.Of(Place, Size);
        List<StoredItem> items = await ItemsAsync(box, context);
        if (items.Count == 0)
        {
            throw new MitoshiException("stack.nothing", found: ($"no item meets {Place}", $"{Place} にかかるアイテムがありません"), expected: ("items of this place in the catalogue", "カタログにあるこの場所のアイテム"), remedy: ("Add scenes (catalog add) or harvest some (catalog sync).", "catalog add か catalog sync でシーンを加えてください。"));
        }

        context.Files.CreateFolder(Output);
        Grid? grid = null;
        List<StackScene> scenes = [];
        using IProgressTask progress = context.Progress.Start(("Stacking", "重ね合わせ中"), items.Count);
        foreach (StoredItem item in items)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            FoundItem found = FoundItem.Of(item);
            StackScene scene = new(found.Time, item.Collection, item.Id, found.CloudPercent);
            if (!(found.CloudPercent > CloudMax) && LayersOf(item) is { Count: > 0 } layers)
            {
                grid ??= StackGrid.Of(box, CrsOf(layers[0].Path), Resolution ?? PixelOf(layers[0].Path));
                scene = Write(scene, layers, grid);
            }

            scenes.Add(scene);
            progress.Advance(1);
        }

        string table = Path.Combine(Output, "stack.csv");
        context.Files.WriteAtomically(table, Encoding.UTF8.GetBytes(string.Join('\n', scenes.Select(scene => scene.Row()).Prepend(StackScene.Head)) + "\n"));
        return new TimeStack(Output, table, scenes, grid);
    }

    private async Task<List<StoredItem>> ItemsAsync(double[] box, ProcessContext context)
    {
        await using ICatalogStore store = await CatalogStores.OpenAsync(context.Workspace, context.Files, context.Time, cancellation: context.Cancellation);
        using ProductFollower follower = new(store, context.Workspace, context.Time);
        await follower.FollowAsync(context.Cancellation);
        List<StoredItem> all = [];
        string? token = null;
        do
        {
            SearchPage page = await store.SearchAsync(new ItemSearch
            {
                Box = box, Collections = Collections.Length > 0 ? Collections : null, Period = Datetime is null ? null : TimeInterval.ParseParameter(Datetime), Limit = 500, Token = token,
                SortBy = [new Search.SortKey("datetime", IsDescending: false)],
            }, context.Cancellation);
            all.AddRange(page.Items);
            token = page.Next;
        }
        while (token is not null);
        return all;
    }

    private static Crs CrsOf(string path)
    {
        using RasterFile raster = RasterFile.Open(path);
        return raster.Grid.Crs;
    }

    private static double PixelOf(string path)
    {
        using RasterFile raster = RasterFile.Open(path);
        return Math.Sqrt(raster.Grid.PixelArea);
    }

    // Rasters with a place, in the order of their keys; the role says what is none.
    private List<(string Key, string Path)> LayersOf(StoredItem item)
    {
        JsonNode assets = JsonNode.Parse(item.Body.Span)!["assets"]!;
        return [.. item.Files.Where(file => assets[file.Key]?["bands"] is not null && (Assets.Length == 0 || Assets.Contains(file.Key)) && File.Exists(file.Value))
            .OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, file.Value))];
    }

    private StackScene Write(StackScene scene, List<(string Key, string Path)> layers, Grid grid)
    {
        string name = $"{scene.Time[..10]}_{string.Concat((scene.Collection + "_" + scene.Id).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'))}.tif";
        using RasterWriter writer = RasterWriter.Create(Path.Combine(Output, name), grid, new RasterFormat(PixelType.Float32, layers.Count) { NoData = double.NaN, Descriptions = [.. layers.Select(layer => layer.Key)] });
        double valid = 0;
        double? cloud = null;
        for (int band = 0; band < layers.Count; band++)
        {
            float[] values = NearestPixels.Read(layers[band].Path, bandIndex: 0, grid) ?? [.. Enumerable.Repeat(float.NaN, checked((int)grid.PixelCount))];
            int count = values.Count(value => !float.IsNaN(value));
            valid = Math.Max(valid, (double)count / values.Length);
            cloud = layers[band].Key == "SCL" && count > 0 ? 100.0 * values.Count(value => CloudClasses.Contains(value)) / count : cloud;
            writer.Write<float>(grid.Whole, band, values);
        }

        writer.Commit();
        return scene with { File = name, ValidPercent = 100 * valid, PlaceCloudPercent = cloud };
    }
}

/// <summary>A scene of a stack.</summary>
/// <param name="Time">When.</param>
/// <param name="Collection">Collection.</param>
/// <param name="Id">Item.</param>
/// <param name="CloudPercent">Cloud of the whole scene, or null.</param>
public sealed record StackScene(string Time, string Collection, string Id, double? CloudPercent)
{
    internal const string Head = "time,collection,item,file,scene_cloud_percent,place_cloud_percent,valid_percent";

    /// <summary>Its GeoTIFF, or null when it was not used.</summary>
    public string? File { get; init; }

    /// <summary>Cloud and its shadow at the place, from a scene classification, or null.</summary>
    public double? PlaceCloudPercent { get; init; }

    /// <summary>Share of the place with data.</summary>
    public double ValidPercent { get; init; }

    internal string Row() => string.Join(',', new[] { Time, Quoted(Collection), Quoted(Id), File ?? "", Number(CloudPercent), Number(PlaceCloudPercent), File is null ? "" : Number(ValidPercent) });

    private static string Number(double? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    // A spreadsheet must not take an identifier for a formula.
    private static string Quoted(string text) => $"\"{(text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A stack.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Table">Path of the table.</param>
/// <param name="Scenes">In order of time.</param>
/// <param name="Grid">Its grid, or null when no file of this machine was read.</param>
public sealed record TimeStack(string Folder, string Table, IReadOnlyList<StackScene> Scenes, Grid? Grid) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Scenes.Count(scene => scene.File is not null)} of {Scenes.Count} scenes on one grid", $"{Scenes.Count} シーンのうち {Scenes.Count(scene => scene.File is not null)} を一つの格子に重ねました"))
    {
        Notes = Grid is null ? [("No file of these items is on this machine: the table lists them.", "これらのアイテムのファイルはこの機械にありません。表に一覧があります。")] : [$"{Grid.Crs}, {Grid.Width} x {Grid.Height}"],
        Tables =
        [
            new(("By month", "月ごと"), [("Month", "月"), ("Scenes", "シーン"), ("Used", "使用"), ("Mean cloud, %", "平均雲量 (%)"), ("Least cloud, %", "最小雲量 (%)")],
                [.. Scenes.GroupBy(scene => scene.Time[..7]).Select(month => (IReadOnlyList<Text>)[month.Key, $"{month.Count()}", $"{month.Count(scene => scene.File is not null)}", Percent(month.Average(Cloud)), Percent(month.Min(Cloud))])]),
        ],
        Files = [new OutputFile(("table", "表"), Table)],
    };

    private static double? Cloud(StackScene scene) => scene.PlaceCloudPercent ?? scene.CloudPercent;

    private static Text Percent(double? number) => number?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
}
