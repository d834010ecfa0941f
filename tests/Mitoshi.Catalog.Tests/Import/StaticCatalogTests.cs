using System.Text.Json.Nodes;
using Mitoshi.Catalog.Export;
using Mitoshi.Catalog.Import;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Sqlite;
using Mitoshi.Catalog.Tests.Items;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Import;

public sealed class StaticCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("site/catalog.json")]
    [InlineData("site")]
    public async Task An_exported_catalogue_brings_its_collections_and_its_items_that_name_files_elsewhere_are_refused(string given)
    {
        ProcessContext context = new() { Workspace = new Workspace(_folder.File("first")) };
        await new AddToCatalog { Paths = [SharedData.Require("forest/palsar2_mosaic"), SharedData.Require("forest/landsat5_amazon")] }.RunTypedAsync(context);
        await new ExportCatalog { Folder = _folder.File("site") }.RunTypedAsync(context);
        Added added = await new AddToCatalog { Paths = [_folder.File(given)] }.RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.File("second")) });
        // The rasters lie elsewhere than the exported folder: an item that names them is refused, unless it is given by itself.
        Assert.Equal(4, added.Refused.Count);
        Assert.Equal(["landsat", "palsar2-mosaic"], added.Collections.Keys);
    }

    [Fact]
    public async Task Links_of_children_and_items_are_followed_in_relative_and_published_form()
    {
        Write("cat/catalog.json", Catalog("https://example.org/cat/catalog.json", ("child", "https://example.org/cat/deep/collection.json"), ("child", "./other/catalog.json")));
        Write("cat/deep/collection.json", Collection("forest", ("item", "../items/a.json"), ("items", "./b c.json"), ("item", "./not%20there.json")));
        Write("cat/items/a.json", Item("a", "forest"));
        Write("cat/deep/b c.json", $$"""{"type":"FeatureCollection","features":[{{Item("b", null)}},{{Item("a", "forest")}}]}""");
        Write("cat/other/catalog.json", Catalog(null, ("item", "c.json")));
        Write("cat/other/c.json", Item("c", null));
        Added added = await AddAsync("cat/catalog.json");
        Assert.Equal(2, added.Collections["forest"]);
        Assert.Equal(1, added.Collections["items"]);
        Assert.Contains("not%20there.json", Assert.Single(added.Refused).En, StringComparison.Ordinal);
        await using ICatalogStore store = SqliteCatalog.Open(new Workspace(_folder.File("workspace")), DiskFiles.Instance);
        CollectionDocument forest = (await store.CollectionAsync("forest"))!;
        Assert.Equal("Written by somebody", (string)JsonNode.Parse(forest.Body.Span)!["description"]!);
        Assert.Equal(["a", "b", "c"], (await store.SearchAsync(new ItemSearch { SortBy = [new SortKey("id", false)] })).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task A_hostile_catalogue_leads_nowhere_and_does_not_run_for_ever()
    {
        Write("secret.json", Item("secret", "x"));
        Write("secret.tif", "secret");
        Write("cat/catalog.json", Catalog("https://example.org/cat/catalog.json", ("child", "./catalog.json"), ("child", "./loop/collection.json"), ("child", "../secret.json"), ("item", "/etc/passwd"), ("item", "file:///etc/passwd"), ("child", "http://169.254.169.254/latest"),
            ("item", "https://example.org/secret.json"), ("item", "link/secret.json"), ("item", "./bad.json"), ("item", ""), ("item", "%00"), ("item", "./steals.json"), ("item", new string('a', 5000)), ("item", "./loop")));
        Write("cat/loop/collection.json", Collection("loop", ("child", "../catalog.json"), ("child", "./collection.json"), ("item", "../good.json")));
        Write("cat/bad.json", "{\"type\":\"Feature\",\"type\":\"Feature\"");
        Write("cat/good.json", Item("good", "loop"));
        Write("cat/steals.json", Item("steals", "loop", "../secret.tif"));
        Directory.CreateSymbolicLink(_folder.File("cat/link"), _folder.Path);
        Added added = await AddAsync("cat/catalog.json");
        Assert.Equal(["loop"], added.Collections.Keys);
        Assert.Equal(1, added.Collections["loop"]);
        Assert.True(added.Refused.Count >= 10, string.Join('\n', added.Refused.Select(text => text.En)));
        // The same by the folder, which has the link of the file system in it.
        Assert.Equal(1, (await AddAsync("cat")).Collections["loop"]);
    }

    private static string Catalog(string? self, params (string Rel, string Href)[] links) => new JsonObject
    {
        ["type"] = "Catalog", ["stac_version"] = "1.1.0", ["id"] = "root", ["description"] = "x",
        ["links"] = new JsonArray([.. (self is null ? [] : new[] { ("self", self) }).Concat(links).Select(link => (JsonNode)new JsonObject { ["rel"] = link.Item1, ["href"] = link.Item2 })]),
    }.ToJsonString();

    private static string Collection(string id, params (string Rel, string Href)[] links) => new JsonObject
    {
        ["type"] = "Collection", ["stac_version"] = "1.1.0", ["id"] = id, ["description"] = "Written by somebody", ["license"] = "CC0-1.0",
        ["extent"] = JsonNode.Parse("""{"spatial":{"bbox":[[-180,-90,180,90]]},"temporal":{"interval":[["2024-01-01T00:00:00Z",null]]}}"""),
        ["links"] = new JsonArray([.. links.Select(link => (JsonNode)new JsonObject { ["rel"] = link.Rel, ["href"] = link.Href })]),
    }.ToJsonString();

    private static string Item(string id, string? collection, string href = "./data.tif")
    {
        JsonObject json = Samples.Json(id);
        json["assets"]!["data"]!["href"] = href;
        json.Remove("collection");
        if (collection is not null)
        {
            json["collection"] = collection;
        }

        return json.ToJsonString();
    }

    private void Write(string name, string text)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private Task<Added> AddAsync(string path) => new AddToCatalog { Paths = [_folder.File(path)] }.RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.File("workspace")) });
}
