using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Mitoshi.Server.Tests.Faults;

/// <summary>Adds items over the transaction API and remembers what the server said about each request, to hold it to its word.</summary>
/// <param name="filler">Characters that make each item larger.</param>
internal sealed class LoadedCatalog(int filler = 40)
{
    public const string Collection = "load", Items = $"/stac/collections/{Collection}/items";
    private readonly ConcurrentDictionary<string, bool> _said = [];

    /// <summary>Items that the server said it has.</summary>
    public IEnumerable<string> Acknowledged => _said.Where(pair => pair.Value).Select(pair => pair.Key);

    /// <summary>Items that it said it does not have.</summary>
    public IEnumerable<string> Refused => _said.Where(pair => !pair.Value).Select(pair => pair.Key);

    public static string CollectionBody { get; } = $$$"""
        {"type":"Collection","stac_version":"1.1.0","id":"{{{Collection}}}","description":"Made up for a test","license":"CC0-1.0","links":[],
         "extent":{"spatial":{"bbox":[[-180,-90,180,90]]},"temporal":{"interval":[["2024-01-01T00:00:00Z",null]]} } }
        """;

    public static string Item(string id, int filler = 40)
    {
        int number = int.Parse(id[1..], CultureInfo.InvariantCulture), longitude = (number % 360) - 180, latitude = (number % 178) - 89;
        return $$$"""
            {"type":"Feature","stac_version":"1.1.0","id":"{{{id}}}","collection":"{{{Collection}}}","geometry":{"type":"Point","coordinates":[{{{longitude}}},{{{latitude}}}] },"bbox":[{{{longitude}}},{{{latitude}}},{{{longitude}}},{{{latitude}}}],
             "properties":{"datetime":"2024-01-01T00:00:00Z","title":"{{{id}}}","x:filler":"{{{new string('x', filler)}}}"},"links":[],"assets":{}}
            """;
    }

    public static string Id(int number) => $"i{number:00000}";

    /// <summary>Sends items, in one request. Remembers nothing when no answer came: then both is right.</summary>
    public async Task<(int Status, JsonNode? Body, System.Net.Http.Headers.HttpResponseHeaders Headers)> AddAsync(ServedProgram server, IReadOnlyList<int> numbers)
    {
        string[] ids = [.. numbers.Select(Id)];
        string body = ids.Length == 1 ? Item(ids[0], filler) : new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[").AppendJoin(',', ids.Select(id => Item(id, filler))).Append("]}").ToString();
        (int status, JsonNode? answer, System.Net.Http.Headers.HttpResponseHeaders headers) = await server.SendAsync(HttpMethod.Post, Items, body);
        foreach (string id in ids)
        {
            _said[id] = status == 201;
        }

        return (status, answer, headers);
    }

    /// <summary>The server said in another way that it has them.</summary>
    public void Acknowledge(IEnumerable<int> numbers)
    {
        foreach (int number in numbers)
        {
            _said[Id(number)] = true;
        }
    }

    /// <summary>Pages through all items and holds them against what was said: each acknowledged item once, none that was refused, none by half.</summary>
    public async Task CheckAsync(ServedProgram server, bool isRefusedGone = true)
    {
        List<string> byId = await PagesAsync(server, $"/stac/search?collections={Collection}&limit=1000&sortby=id"), byPlace = await PagesAsync(server, $"/stac/search?collections={Collection}&limit=997&bbox=-180,-90,180,90");
        Assert.Equal(byId.Count, byId.Distinct().Count());
        Assert.Equal(byId, byPlace.Order(StringComparer.Ordinal));
        Assert.Empty(Acknowledged.Except(byId));
        Assert.True(!isRefusedGone || !Refused.Intersect(byId).Any());
    }

    private async Task<List<string>> PagesAsync(ServedProgram server, string path)
    {
        List<string> ids = [];
        for (string? next = path; next is not null;)
        {
            (int status, JsonNode? page, _) = await server.SendAsync(HttpMethod.Get, next);
            Assert.Equal(200, status);
            foreach (JsonNode? item in page!["features"]!.AsArray())
            {
                // A whole item ends with its filler.
                Assert.Equal(new string('x', filler), (string?)item!["properties"]!["x:filler"]);
                Assert.Equal((string?)item["id"], (string?)item["properties"]!["title"]);
                ids.Add((string)item["id"]!);
            }

            next = (string?)page["links"]!.AsArray().FirstOrDefault(link => (string?)link!["rel"] == "next")?["href"];
        }

        return ids;
    }
}
