using System.Text.Json.Nodes;
using Mitoshi.Catalog.Find;
using Mitoshi.Catalog.Harvest;
using Mitoshi.Catalog.Tests.Items;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Harvest;

public sealed class SyncCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private FakeServer? _server;

    public void Dispose()
    {
        _server?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pages_are_taken_to_the_end_and_wrong_items_left_out()
    {
        Serve((path, _) => Page(path, last: 3));
        Synced synced = await SyncAsync();
        Assert.Equal((9, 1, false), (synced.Taken, synced.Refused, synced.IsResumed));
        Assert.Equal(9, (await RunAsync(new SearchCatalog { Collections = ["demo"] })).Matched);
        Assert.Contains(_server!.Asked, path => path.Contains("collections=demo", StringComparison.Ordinal) && path.Contains("bbox=1%2C2%2C3%2C4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_429_and_503_broken_json_and_cut_answers_are_asked_for_again()
    {
        int trouble = 0;
        Serve((path, _) => path.Contains("token=2", StringComparison.Ordinal) ? trouble++ switch
        {
            0 => (429, "slow down", "Retry-After: 1"),
            1 => (503, "", null),
            2 => (200, "{\"features\":[", null),
            3 => (0, Page(path, last: 3).Body, null),
            _ => Page(path, last: 3),
        } : Page(path, last: 3));
        Assert.Equal(9, (await SyncAsync()).Taken);
        Assert.Equal(5, trouble);
    }

    [Fact]
    public async Task A_stopped_harvest_goes_on_where_it_stopped()
    {
        bool isDown = true;
        Serve((path, _) => path.Contains("token=3", StringComparison.Ordinal) && isDown ? (404, "", null) : Page(path, last: 3));
        Assert.Equal("sync.refused", (await Assert.ThrowsAsync<MitoshiException>(SyncAsync)).Code);
        isDown = false;
        int before = _server!.Asked.Count;
        Synced synced = await SyncAsync();
        Assert.True(synced.IsResumed);
        Assert.Equal(9, synced.Taken);
        Assert.Equal(1, _server.Asked.Count - before - 0);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://attacker.example/search")]
    public async Task A_next_link_to_another_host_is_not_followed(string href)
    {
        Serve((path, _) => Page(path, last: 3, next: href));
        Assert.Equal("sync.other_host", (await Assert.ThrowsAsync<MitoshiException>(SyncAsync)).Code);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        Serve((_, _) => (302, "", "Location: http://169.254.169.254/"));
        Assert.Equal("sync.refused", (await Assert.ThrowsAsync<MitoshiException>(SyncAsync)).Code);
    }

    [Fact]
    public async Task A_server_that_goes_round_in_a_circle_does_not_keep_us()
    {
        Serve((path, _) => Page(path, last: 99, next: "SELF"));
        Assert.Equal(3, (await SyncAsync()).Taken);
    }

    private void Serve(Func<string, int, (int Status, string Body, string? Header)> answer) => _server = new FakeServer(answer);

    private Task<Synced> SyncAsync() => RunAsync(new SyncCatalog { Url = _server!.Url, Collections = ["demo"], Bbox = "1,2,3,4", Rate = 100 });

    private Task<T> RunAsync<T>(Process<T> process)
        where T : ProcessResult => process.RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.Path), Time = new ImpatientClock() });

    private (int Status, string Body, string? Header) Page(string path, int last, string? next = null)
    {
        if (!path.Contains("/search", StringComparison.Ordinal))
        {
            return path == "/" ? (200, $$"""{"links":[{"rel":"search","href":"{{_server!.Url}}/search"}]}""", null) : (404, "", null);
        }

        int number = path.IndexOf("token=", StringComparison.Ordinal) is var at and > 0 ? path[at + 6] - '0' : 1;
        JsonArray features = new([.. Enumerable.Range(0, 3).Select(i => (JsonNode)Samples.Json($"p{number}-{i}"))]);
        if (number == 2)
        {
            features.Add(new JsonObject { ["type"] = "Feature", ["id"] = "wrong" });
        }

        JsonObject page = new() { ["type"] = "FeatureCollection", ["features"] = features, ["links"] = new JsonArray() };
        if (number < last)
        {
            page["links"]!.AsArray().Add(new JsonObject { ["rel"] = "next", ["href"] = next == "SELF" ? _server!.Url + path : next ?? $"{_server!.Url}/search?collections=demo&bbox=1%2C2%2C3%2C4&token={number + 1}" });
        }

        return (200, page.ToJsonString(), null);
    }

    // Pauses take no time.
    private sealed class ImpatientClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
