using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Sqlite;
using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Server.Tests.Tiles;

/// <summary>A workspace with two scenes of three bands, a map of classes and a file that is not what it says. Simulated.</summary>
public sealed class TileServer : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningServer.StartAsync(workspace =>
    {
        Directory.CreateDirectory(workspace.Root);
        Grid grid = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(390000, 3990020, 10), 600, 600);
        Write(workspace, "old.tif", grid, bands: 3, gap: 0);
        Write(workspace, "new.tif", grid, bands: 3, gap: 200);
        Write(workspace, "height.tif", grid, bands: 1, gap: 0);
        WriteClasses(workspace, grid);
        File.WriteAllText(Path.Combine(workspace.Root, "list.tif"), "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"><VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource><SourceFilename>old.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>");
        FillAsync(workspace).GetAwaiter().GetResult();
    });

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    private static void Write(Workspace workspace, string name, Grid grid, int bands, int gap)
    {
        float[] values = new float[bands * grid.Width * grid.Height];
        for (int i = 0; i < values.Length; i++)
        {
            int band = i / (grid.Width * grid.Height), row = i / grid.Width % grid.Height, column = i % grid.Width;
            values[i] = column < gap ? float.NaN : 1000 + (500 * band) + row + (2 * column);
        }

        Save(workspace, name, new MemorySource(grid, [.. Enumerable.Range(1, bands).Select(band => new Layer($"band {band}", "DN"))], values), new CogFormat(PixelType.UInt16, 0));
    }

    private static void WriteClasses(Workspace workspace, Grid grid)
        => Save(workspace, "classes.tif", new MemorySource(grid, [new Layer("class")], [.. Enumerable.Range(0, grid.Width * grid.Height).Select(i => (float)(1 + (i % grid.Width / 200)))]), CogFormat.Classes);

    private static void Save(Workspace workspace, string name, MemorySource source, CogFormat format)
        => Executor.RunAsync(new MapJob("tiles", source, new CopyKernel(source.Layers), new CogSink(Path.Combine(workspace.Root, name), format)),
            new ExecutorOptions { JobFolder = Path.Combine(workspace.Root, "job") }, new ProcessContext { Workspace = workspace }).GetAwaiter().GetResult();

    private static async Task FillAsync(Workspace workspace)
    {
        await using ICatalogStore store = SqliteCatalog.Open(workspace, DiskFiles.Instance);
        await store.WriteAsync(CollectionDocument.Plain("demo", "demo"), WriteRule.Create);
        ItemReader reader = new(new FolderAddresses(workspace.Root));
        const string Tiff = "\"type\":\"image/tiff; application=geotiff; profile=cloud-optimized\"";
        const string Classes = """ "classification:classes":[{"value":1,"name":"water","color_hint":"1f78b4"},{"value":2,"name":"forest","title":"Forest <dense>","color_hint":"33a02c"}] """;
        string[] items =
        [
            Item("old", "2024-01-01", $$"""{"image":{"href":"old.tif",{{Tiff}} },"B1":{"href":"old.tif",{{Tiff}} },"B2":{"href":"new.tif",{{Tiff}} },"list":{"href":"list.tif",{{Tiff}} },"gone":{"href":"gone.tif",{{Tiff}} },"far":{"href":"http://169.254.169.254/latest/a.tif",{{Tiff}} } }"""),
            Item("new 1", "2024-02-01", $$"""{"image":{"href":"new.tif",{{Tiff}} } }"""),
            Item("classes", "2023-01-01", $$"""{"map":{"href":"classes.tif",{{Tiff}},{{Classes}}} }"""),
            Item("bare", "2023-01-01", "{}"),
            Item("drawn", "2022-01-01", $$"""{"height":{"href":"height.tif",{{Tiff}} } }""", """ "renders":{"height":{"assets":["height"],"colormap_name":"biomass","rescale":[[0,4000]]}} """),
            Item("misdrawn", "2022-01-01", $$"""{"height":{"href":"height.tif",{{Tiff}} } }""", """ "renders":{"a":{"assets":["height"],"colormap_name":"no such colours","rescale":[["0",null],7]}} """),
        ];
        await store.WriteAsync([.. items.Select(item => reader.Read(System.Text.Encoding.UTF8.GetBytes(item), "demo"))], WriteRule.Create);
    }

    private static string Item(string id, string date, string assets, string more = "\"title\":\"simulated\"") => $$"""
        {"type":"Feature","stac_version":"1.1.0","id":"{{id}}","geometry":{"type":"Polygon","coordinates":[[[139.7,35.9],[139.9,35.9],[139.9,36.1],[139.7,36.1],[139.7,35.9]]]},"bbox":[139.7,35.9,139.9,36.1],
        "properties":{"datetime":"{{date}}T00:00:00Z",{{more}} },"links":[],"assets":{{assets}} }
        """;
}
