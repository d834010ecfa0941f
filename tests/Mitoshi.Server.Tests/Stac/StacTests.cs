using System.Net;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Sqlite;

namespace Mitoshi.Server.Tests.Stac;

public sealed class StacTests
{
    private static readonly string[] NewItem = ["""{"type":"Feature","stac_version":"1.1.0","id":"new","geometry":null,"properties":{"datetime":"2024-01-01T00:00:00Z"},"links":[],"assets":{}}"""];

    [Fact]
    public async Task The_landing_page_announces_what_the_conformance_page_lists_and_links_are_absolute()
    {
        await using RunningServer server = await StartAsync();
        (int status, JsonNode? landing) = await server.GetAsync("/stac");
        Assert.Equal(200, status);
        Assert.Equal("Catalog", (string)landing!["type"]!);
        Assert.True(JsonNode.DeepEquals(landing["conformsTo"], (await server.GetAsync("/stac/conformance")).Body!["conformsTo"]));
        string[] relations = [.. landing["links"]!.AsArray().Select(link => (string)link!["rel"]!)];
        foreach (string relation in (string[])["self", "root", "conformance", "service-desc", "service-doc", "data", "search", "children", "child", "http://www.opengis.net/def/rel/ogc/1.0/queryables"])
        {
            Assert.Contains(relation, relations);
        }

        Assert.Equal(["GET", "POST"], landing["links"]!.AsArray().Where(link => (string)link!["rel"]! == "search").Select(link => (string)link!["method"]!));
        foreach (JsonNode? link in landing["links"]!.AsArray())
        {
            string href = (string)link!["href"]!;
            Assert.StartsWith("http://127.0.0.1:", href);
            using HttpResponseMessage response = await server.Client.GetAsync(href, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(((string)link["type"]!).Split(';')[0], response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Items_and_collections_are_found_by_their_links()
    {
        await using RunningServer server = await StartAsync();
        JsonNode item = (await server.GetAsync("/stac/collections/demo/items/a%201")).Body!;
        foreach (JsonNode? link in item["links"]!.AsArray())
        {
            Assert.Equal(200, (await server.GetAsync((string)link!["href"]!)).Status);
        }

        Assert.Equal(404, (await server.GetAsync("/stac/collections/demo/items/none")).Status);
        Assert.Equal("collection.not_found", (string)(await server.GetAsync("/stac/collections/none/items")).Body!["code"]!);
        Assert.Equal(2, (await server.GetAsync("/stac/collections?bbox=138,34,140,36&q=DEMO")).Body!["numberMatched"]!.GetValue<int>() + (await server.GetAsync("/stac/collections?q=nothing")).Body!["numberMatched"]!.GetValue<int>() + (await server.GetAsync("/stac/collections?limit=1")).Body!["numberReturned"]!.GetValue<int>());
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string)(await server.GetAsync("/stac/collections/demo/queryables")).Body!["$schema"]!);
    }

    public static TheoryData<string> RefusedQueries =>
    [
        "bbox=", "bbox=1,2,3", "bbox=1,2,3,x", "bbox=0,10,1,9", "bbox=200,0,201,1", "bbox=NaN,0,1,1", "limit=0", "limit=-1", "limit=ten", "limit=", "datetime=1985-04-12", "datetime=../..", "intersects=x",
        "bbox=0,0,1,1&intersects={\"type\":\"Point\",\"coordinates\":[0,0]}", "filter=a%20%3D", "filter-lang=sql&filter=a%3D1", "filter-crs=EPSG:6677&filter=a%3D1", "filter=S_INTERSECTS(geometry,POINT(90%20180))",
        "token=x", "sortby=a%22b", "query={\"a\":{\"like\":1}}", "filter=Buffer(geometry)%3D1",
    ];

    [Theory]
    [MemberData(nameof(RefusedQueries))]
    public async Task A_wrong_search_is_refused_with_400_and_readable_from_other_sites(string query)
    {
        await using RunningServer server = await StartAsync();
        using HttpResponseMessage response = await server.Client.GetAsync("/stac/search?" + query, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.NotNull(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["remedy"]);
    }

    [Theory]
    [InlineData("""{"bbox":"1,2,3,4"}""", 400)]
    [InlineData("""{"bbox":[1,2,3,"4"]}""", 400)]
    [InlineData("""{"limit":0}""", 400)]
    [InlineData("""{"limit":"10"}""", 400)]
    [InlineData("""{"ids":"a"}""", 400)]
    [InlineData("""{"filter":"a = 1"}""", 400)]
    [InlineData("""{"sortby":"-datetime"}""", 400)]
    [InlineData("""{"limit":1000000}""", 200)]
    [InlineData("""{"intersects":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[139.5,35.5]}]}}""", 200)]
    [InlineData("""{"filter":"eo:cloud_cover < 20","filter-lang":"cql2-text"}""", 200)]
    [InlineData("""[]""", 400)]
    [InlineData("""{"a":1,"a":2}""", 400)]
    public async Task A_posted_search_is_checked(string body, int status)
    {
        await using RunningServer server = await StartAsync();
        Assert.Equal(status, (await server.PostAsync("/stac/search", body)).Status);
    }

    [Fact]
    public async Task A_body_too_large_is_refused_before_it_is_read()
    {
        await using RunningServer server = await StartAsync();
        Assert.Equal(413, (await server.PostAsync("/stac/search", "{\"ids\":[\"" + new string('x', 2 << 20) + "\"]}")).Status);
    }

    [Fact]
    public async Task Get_and_post_find_the_same_and_next_links_lead_through_all_pages()
    {
        await using RunningServer server = await StartAsync();
        string[] byGet = await AllAsync(server, HttpMethod.Get, "/stac/search?limit=5&sortby=%2Bid&bbox=138,34,142,37", null);
        string[] byPost = await AllAsync(server, HttpMethod.Post, "/stac/search", """{"limit":5,"sortby":[{"field":"id","direction":"asc"}],"bbox":[138,34,142,37]}""");
        string[] byItems = await AllAsync(server, HttpMethod.Get, "/stac/collections/demo/items?limit=5&sortby=id&bbox=138,34,142,37", null);
        Assert.Equal(23, byGet.Length);
        Assert.Equal(byGet, byPost);
        Assert.Equal(byGet, byItems);
        Assert.Equal(byGet.Order(StringComparer.Ordinal).Distinct(), byGet);
        JsonNode first = (await server.GetAsync("/stac/search?limit=1000000")).Body!;
        Assert.Equal(23, first["numberMatched"]!.GetValue<int>());
        Assert.Equal(23, first["numberReturned"]!.GetValue<int>());
    }

    [Fact]
    public async Task Fields_query_and_free_text_are_understood()
    {
        await using RunningServer server = await StartAsync();
        JsonNode item = (await server.GetAsync("/stac/search?limit=1&fields=id,properties.eo:cloud_cover,-assets,-links,-geometry")).Body!["features"]![0]!;
        Assert.Null(item["assets"]);
        Assert.Null(item["geometry"]);
        Assert.Null(item["properties"]!["title"]);
        Assert.NotNull(item["properties"]!["eo:cloud_cover"]);
        Assert.Equal(["a 7"], Ids((await server.PostAsync("/stac/search", """{"query":{"eo:cloud_cover":{"gte":7,"lt":8}}}""")).Body!));
        Assert.Equal(["a 7"], Ids((await server.GetAsync("/stac/search?q=" + Uri.EscapeDataString("森林七"))).Body!));
        Assert.Equal(["a 7"], Ids((await server.GetAsync("/stac/search?filter=" + Uri.EscapeDataString("title LIKE '%七%' AND eo:cloud_cover = 7"))).Body!));
        Assert.Equal(["a 1", "a 2"], Ids((await server.GetAsync("/stac/search?ids=a%202,a%201,zz&sortby=id")).Body!));
    }

    [Fact]
    public async Task Writes_answer_with_201_409_412_and_204()
    {
        await using RunningServer server = await StartAsync();
        const string Url = "/stac/collections/demo/items";
        string body = NewItem[0];
        using (HttpRequestMessage post = new(HttpMethod.Post, Url) { Content = new StringContent(body) })
        using (HttpResponseMessage created = await server.Client.SendAsync(post, TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            Assert.EndsWith(Url + "/new", created.Headers.Location!.ToString());
            string tag = created.Headers.ETag!.ToString();
            Assert.Equal(409, (await server.PostAsync(Url, body)).Status);
            Assert.Equal(304, (await server.GetAsync(Url + "/new", ("If-None-Match", tag))).Status);
            Assert.Equal(412, (await server.SendAsync(HttpMethod.Put, Url + "/new", body, ("If-Match", "\"x\""))).Status);
            (int patched, JsonNode? changed) = await server.SendAsync(HttpMethod.Patch, Url + "/new", """{"properties":{"title":"<script>alert(1)</script>"}}""", ("If-Match", tag));
            Assert.Equal(200, patched);
            Assert.Equal("2024-01-01T00:00:00Z", (string)changed!["properties"]!["datetime"]!);
            Assert.Equal(412, (await server.SendAsync(HttpMethod.Delete, Url + "/new", null, ("If-Match", tag))).Status);
            Assert.Equal(400, (await server.SendAsync(HttpMethod.Put, Url + "/new", body.Replace("\"new\"", "\"other\""))).Status);
            Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, Url + "/new")).Status);
            Assert.Equal(404, (await server.SendAsync(HttpMethod.Delete, Url + "/new")).Status);
        }

        Assert.Equal(201, (await server.PostAsync(Url, $$"""{"type":"FeatureCollection","features":[{{body}},{{body.Replace("\"new\"", "\"new2\"")}}]}""")).Status);
        Assert.Equal("item.not_valid", (string)(await server.PostAsync(Url, body.Replace("\"assets\":{}", "\"assets\":{\"a\":{\"href\":\"/etc/passwd\"}}").Replace("\"new\"", "\"evil\""))).Body!["code"]!);
        Assert.Equal("item.not_valid", (string)(await server.PostAsync(Url, body.Replace("\"assets\":{}", "\"assets\":{\"a\":{\"href\":\"file:///etc/passwd\"}}").Replace("\"new\"", "\"evil\""))).Body!["code"]!);
        string collection = """{"type":"Collection","stac_version":"1.1.0","id":"c2","description":"x","license":"other","extent":{"spatial":{"bbox":[[0,0,1,1]]},"temporal":{"interval":[[null,null]]}},"links":[]}""";
        Assert.Equal(201, (await server.PostAsync("/stac/collections", collection)).Status);
        Assert.Equal(409, (await server.PostAsync("/stac/collections", collection)).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, "/stac/collections/c2", collection)).Status);
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, "/stac/collections/c2")).Status);
    }

    [Fact]
    public async Task Files_of_items_are_given_out_in_ranges_without_their_paths()
    {
        await using RunningServer server = await StartAsync();
        JsonNode item = (await server.GetAsync("/stac/collections/demo/items/a%201")).Body!;
        Assert.DoesNotContain(server.Workspace.Root, item.ToJsonString());
        using HttpRequestMessage request = new(HttpMethod.Get, (string)item["assets"]!["data"]!["href"]!) { Headers = { Range = new(1, 3) } };
        using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("ell", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(404, (await server.GetAsync("/stac/collections/demo/items/a%201/assets/other")).Status);
    }

    [Theory]
    [InlineData("GDAL/3.6.2", 32654, null)]
    [InlineData("", 32654, null)]
    [InlineData("GDAL/3.12.0", null, "EPSG:32654")]
    [InlineData("Mozilla/5.0", null, "EPSG:32654")]
    public async Task An_old_gdal_gets_the_projection_as_it_knows_it(string client, int? epsg, string? code)
    {
        await using RunningServer server = await StartAsync();
        string body = NewItem[0].Replace("\"id\":\"new\"", "\"id\":\"p\",\"stac_extensions\":[\"https://stac-extensions.github.io/projection/v2.0.0/schema.json\"]", StringComparison.Ordinal).Replace("\"properties\":{", "\"properties\":{\"proj:code\":\"EPSG:32654\",", StringComparison.Ordinal);
        Assert.Equal(201, (await server.PostAsync("/stac/collections/demo/items", body)).Status);
        JsonNode properties = (await server.GetAsync("/stac/search?ids=p", client.Length == 0 ? [] : [("User-Agent", client)])).Body!["features"]![0]!["properties"]!;
        Assert.Equal(epsg, (int?)properties["proj:epsg"]);
        Assert.Equal(code, (string?)properties["proj:code"]);
    }

    [Fact]
    public async Task The_api_description_has_every_route()
    {
        await using RunningServer server = await StartAsync();
        JsonObject paths = (await server.GetAsync("/api")).Body!["paths"]!.AsObject();
        foreach (Routes.Route route in Routes.RouteTable.Of(server.Services))
        {
            Assert.NotNull(paths[route.Pattern.Replace("{*", "{", StringComparison.Ordinal)]![route.Method.ToLowerInvariant()]);
        }
    }

    private static async Task<RunningServer> StartAsync() => await RunningServer.StartAsync(workspace =>
    {
        Directory.CreateDirectory(workspace.Root);
        File.WriteAllText(Path.Combine(workspace.Root, "data.tif"), "hello");
        FillAsync(workspace).GetAwaiter().GetResult();
    });

    private static async Task FillAsync(Workspace workspace)
    {
        await using ICatalogStore store = SqliteCatalog.Open(workspace, DiskFiles.Instance);
        await store.WriteAsync(CollectionDocument.Plain("demo", "demo"), WriteRule.Create);
        ItemReader reader = new(new FolderAddresses(workspace.Root));
        await store.WriteAsync([.. Enumerable.Range(0, 23).Select(i => reader.Read(System.Text.Encoding.UTF8.GetBytes($$$"""
            {"type":"Feature","stac_version":"1.1.0","id":"a {{{i}}}","geometry":{"type":"Polygon","coordinates":[[[139,35],[140,35],[140,36],[139,36],[139,35]]]},"bbox":[139,35,140,36],
            "properties":{"datetime":"2024-06-{{{1 + i:00}}}T00:00:00Z","eo:cloud_cover":{{{i}}},"title":"{{{(i == 7 ? "森林七" : "forest " + i)}}}"},"links":[],"assets":{"data":{"href":"data.tif","type":"image/tiff"} } }
            """), "demo"))], WriteRule.Create);
    }

    private static string[] Ids(JsonNode page) => [.. page["features"]!.AsArray().Select(item => (string)item!["id"]!)];

    private static async Task<string[]> AllAsync(RunningServer server, HttpMethod method, string url, string? body)
    {
        List<string> all = [];
        int longest = 0;
        for (int page = 0; page < 20; page++)
        {
            (int status, JsonNode? found) = await server.SendAsync(method, url, body);
            Assert.Equal(200, status);
            all.AddRange(Ids(found!));
            JsonNode? next = found!["links"]!.AsArray().FirstOrDefault(link => (string)link!["rel"]! == "next");
            if (next is null)
            {
                return [.. all];
            }

            method = new HttpMethod((string?)next["method"] ?? "GET");
            url = (string)next["href"]!;
            body = next["body"]?.ToJsonString();
            Assert.True(page == 0 || url.Length <= longest + 20);
            longest = url.Length;
        }

        throw new InvalidOperationException("pages without end");
    }
}
