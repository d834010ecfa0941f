using System.Text.Json.Nodes;
using Mitoshi.Catalog.Export;
using Mitoshi.Catalog.Import;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Export;

public sealed class ExportCatalogTests
{
    [Fact]
    public async Task Every_link_of_the_static_catalogue_leads_to_a_file()
    {
        using TemporaryFolder folder = new();
        ProcessContext context = new() { Workspace = new Workspace(folder.File("workspace")) };
        await new AddToCatalog { Paths = [SharedData.Require("forest/palsar2_mosaic"), SharedData.Require("forest/landsat5_amazon")] }.RunTypedAsync(context);
        Exported exported = await new ExportCatalog { Folder = folder.File("site") }.RunTypedAsync(context);
        Assert.Equal((2, 2), (exported.Collections, exported.Items));
        HashSet<string> seen = [];
        Queue<string> left = new([folder.File("site/catalog.json")]);
        while (left.TryDequeue(out string? path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
            Assert.DoesNotContain("mitoshi:/", json.ToJsonString());
            foreach (JsonNode? link in json["links"]?.AsArray() ?? [])
            {
                left.Enqueue(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, Uri.UnescapeDataString((string)link!["href"]!))));
            }

            foreach ((string _, JsonNode? asset) in json["assets"]?.AsObject() ?? [])
            {
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, Uri.UnescapeDataString((string)asset!["href"]!))));
            }
        }

        // catalog.json, and collection.json, items.json and one item of each collection.
        Assert.Equal(7, seen.Count);
    }
}
