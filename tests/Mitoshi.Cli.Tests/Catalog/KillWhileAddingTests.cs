using System.Diagnostics;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Sqlite;
using Mitoshi.Testing;

namespace Mitoshi.Cli.Tests.Catalog;

public sealed class KillWhileAddingTests
{
    private const int Items = 10_000;

    [Fact]
    public async Task A_program_killed_while_adding_10000_items_leaves_whole_items_and_the_next_run_completes_them()
    {
        using TemporaryFolder folder = new();
        Workspace workspace = new(folder.File("workspace"));
        string items = folder.File("items.json");
        await File.WriteAllTextAsync(items, new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. Enumerable.Range(0, Items).Select(Item)]) }.ToJsonString());
        List<int> left = [];
        for (int kill = 0; kill < 4; kill++)
        {
            using System.Diagnostics.Process adding = Start(workspace, items);
            // Each kill comes later, in the middle of a batch.
            await WaitForAsync(workspace, adding, (kill * 2500) + 1);
            await Task.Delay(kill * 3);
            adding.Kill();
            await adding.WaitForExitAsync();
            left.Add((await ReadAsync(workspace)).Count);
        }

        Assert.Equal(left.Order(), left);
        Assert.Contains(left, count => count is > 0 and < Items);
        using System.Diagnostics.Process last = Start(workspace, items);
        await last.WaitForExitAsync();
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(Items, (await ReadAsync(workspace)).Count);
    }

    // Every row that is there is whole: found by place, with its body, in batches.
    private static async Task<List<StoredItem>> ReadAsync(Workspace workspace)
    {
        await using ICatalogStore store = SqliteCatalog.Open(workspace, DiskFiles.Instance);
        SearchPage byPlace = await store.SearchAsync(new ItemSearch { Box = [-180, -90, 180, 90], Limit = Items, SortBy = [new SortKey("id", false)] });
        SearchPage all = await store.SearchAsync(new ItemSearch { Limit = Items, SortBy = [new SortKey("id", false)] });
        Assert.Equal(all.Items.Select(item => item.Id), byPlace.Items.Select(item => item.Id));
        Assert.All(all.Items, item => Assert.Equal(item.Id, (string)JsonNode.Parse(item.Body.Span)!["id"]!));
        Assert.Equal(0, all.Items.Count % 500);
        return [.. all.Items];
    }

    private static async Task WaitForAsync(Workspace workspace, System.Diagnostics.Process adding, long count)
    {
        await using ICatalogStore store = SqliteCatalog.Open(workspace, DiskFiles.Instance);
        while (!adding.HasExited && (await store.SearchAsync(new ItemSearch { Limit = 1, IsCounted = true })).Matched < count)
        {
            await Task.Delay(2);
        }
    }

    // The program in its own folder: beside the tests it would take their assemblies for rooms.
    private static System.Diagnostics.Process Start(Workspace workspace, string items)
        => System.Diagnostics.Process.Start(new ProcessStartInfo(AppContext.BaseDirectory.Replace("tests/Mitoshi.Cli.Tests", "src/Mitoshi.Cli", StringComparison.Ordinal) + "mitoshi", ["catalog", "add", items, "--workspace", workspace.Root]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static JsonNode Item(int i) => JsonNode.Parse($$$"""
        {"type":"Feature","stac_version":"1.1.0","id":"i{{{i:00000}}}","collection":"killed","geometry":{"type":"Point","coordinates":[{{{i % 360 - 180}}},{{{i % 180 - 90}}}]},
        "bbox":[{{{i % 360 - 180}}},{{{i % 180 - 90}}},{{{i % 360 - 180}}},{{{i % 180 - 90}}}],"properties":{"datetime":"2024-01-01T00:00:00Z"},"links":[],"assets":{}}
        """)!;
}
