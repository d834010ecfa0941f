using System.Text.Json.Nodes;
using Mitoshi.Catalog.Export;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Sqlite;
using Mitoshi.Catalog.Tests.Items;
using Mitoshi.Testing;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Parquet;
using Parquet.Serialization;

namespace Mitoshi.Catalog.Tests.Export;

/// <summary>STAC GeoParquet, read back by the library that wrote the pages. The levels and types were also read by a reader of another hand: see the evidence.</summary>
public sealed class GeoParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_collection_becomes_a_table_with_its_geometries_times_and_itself()
    {
        ProcessContext context = await FillAsync(
            Samples.Item("a", change: json =>
            {
                json["properties"]!["eo:cloud_cover"] = 3;
                json["properties"]!["x:mixed"] = 1;
                json["properties"]!["x:deep"] = JsonNode.Parse("""{"a":[{"b":1},{"c":"x"}],"l":[[1,2],[],[3.5]]}""");
                json["properties"]!["proj:geometry"] = JsonNode.Parse("""{"type":"Point","coordinates":[169200,3712800]}""");
                json["stac_extensions"] = new JsonArray("https://example.org/x");
            }),
            Samples.Item("b", change: json =>
            {
                json["geometry"] = null;
                json.Remove("bbox");
                json["properties"]!["eo:cloud_cover"] = 3.5;
                json["properties"]!["x:mixed"] = "森林";
                json["properties"]!["type"] = "collides";
                json["assets"] = new JsonObject();
            }));
        Exported exported = await new ExportCatalog { Folder = _folder.File("site"), Format = ExportFormat.Both }.RunTypedAsync(context);
        Assert.Equal(["type"], exported.Left);
        JsonNode mirror = JsonNode.Parse(await File.ReadAllTextAsync(_folder.File("site/demo/collection.json"), TestContext.Current.CancellationToken))!["assets"]!["items"]!;
        Assert.Equal(("./items.parquet", "application/vnd.apache.parquet", "collection-mirror"), ((string)mirror["href"]!, (string)mirror["type"]!, (string)mirror["roles"]![0]!));

        await using FileStream file = File.OpenRead(_folder.File("site/demo/items.parquet"));
        await using (ParquetReader reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true, cancellationToken: TestContext.Current.CancellationToken))
        {
            JsonNode geo = JsonNode.Parse(reader.CustomMetadata["geo"])!, stac = JsonNode.Parse(reader.CustomMetadata["stac-geoparquet"])!;
            Assert.Equal(("1.1.0", "geometry", "WKB", "[\"Polygon\"]"), ((string)geo["version"]!, (string)geo["primary_column"]!, (string)geo["columns"]!["geometry"]!["encoding"]!, geo["columns"]!["geometry"]!["geometry_types"]!.ToJsonString()));
            Assert.Equal("[\"bbox\",\"xmin\"]", geo["columns"]!["geometry"]!["covering"]!["bbox"]!["xmin"]!.ToJsonString());
            Assert.Equal("demo", (string)stac["collections"]!["demo"]!["id"]!);
        }

        file.Position = 0;
        IDictionary<string, object?>[] rows = [.. (await ParquetSerializer.DeserializeUntypedAsync(file, cancellationToken: TestContext.Current.CancellationToken)).Data!];
        Assert.Equal(["a", "b"], rows.Select(row => Text(row["id"])));
        Geometry place = new WKBReader().Read(Bytes(rows[0]["geometry"]));
        Assert.Equal(new Envelope(139, 140, 35, 36), place.EnvelopeInternal);
        Assert.Null(rows[1].TryGetValue("geometry", out object? none) ? none : null);
        Assert.Equal(new DateTime(2024, 6, 9, 0, 0, 0, DateTimeKind.Utc), (DateTime)rows[0]["datetime"]!);
        Assert.Equal(new Coordinate(169200, 3712800), new WKBReader().Read(Bytes(rows[0]["proj:geometry"])).Coordinate);
        Assert.Equal(3.5, (double)rows[1]["eo:cloud_cover"]!);
        Assert.Equal(["1", "\"森林\""], rows.Select(row => Text(row["x:mixed"])));
        Assert.DoesNotContain("type", rows[0].Keys);
    }

    [Fact]
    public async Task A_collection_of_items_without_anything_in_common_is_refused()
    {
        ProcessContext context = await FillAsync([.. Enumerable.Range(0, 60).Select(i => Samples.Item($"i{i}", change: json => json["assets"] = new JsonObject(Enumerable.Range(0, 100).Select(k => new KeyValuePair<string, JsonNode?>($"a{i}-{k}", new JsonObject { ["href"] = "./x.tif" })))))]);
        Assert.Equal("export.too_varied", (await Assert.ThrowsAsync<MitoshiException>(() => new ExportCatalog { Folder = _folder.File("site"), Format = ExportFormat.Geoparquet }.RunTypedAsync(context))).Code);
        Assert.Empty(Directory.GetFiles(_folder.File("site"), "*", SearchOption.AllDirectories));
    }

    private async Task<ProcessContext> FillAsync(params ItemDocument[] items)
    {
        Workspace workspace = new(_folder.File("workspace"));
        await using ICatalogStore store = SqliteCatalog.Open(workspace, DiskFiles.Instance);
        await store.WriteAsync(CollectionDocument.Plain("demo", "demo"), WriteRule.Create);
        await store.WriteAsync(items, WriteRule.Create);
        Assert.Equal(items.Length, (await store.SearchAsync(new ItemSearch { Limit = 100 })).Items.Count);
        return new ProcessContext { Workspace = workspace };
    }

    private static string? Text(object? value) => value switch { ReadOnlyMemory<char> text => text.ToString(), _ => value?.ToString() };

    private static byte[] Bytes(object? value) => value switch { ReadOnlyMemory<byte> bytes => bytes.ToArray(), byte[] bytes => bytes, _ => throw new InvalidOperationException($"{value}") };
}
