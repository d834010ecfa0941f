using System.Text;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Tests.Items;
using Mitoshi.Catalog.Times;
using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Tests.Store;

/// <summary>What every store must do; run over SQLite and PostgreSQL.</summary>
public abstract class CatalogStoreTests
{
    [Fact]
    public async Task What_is_written_is_read_again_byte_for_byte()
    {
        await using ICatalogStore store = await NewAsync();
        ItemDocument item = Samples.Item("観測 1", change: json => json["properties"]!["title"] = "富士山 <b>");
        await store.WriteAsync([item], WriteRule.Create);
        StoredItem read = (await store.ItemAsync("demo", "観測 1"))!;
        Assert.Equal(item.Body.ToArray(), read.Body.ToArray());
        Assert.Equal(item.ETag, read.ETag);
        Assert.Null(await store.ItemAsync("demo", "観測 2"));
        Assert.Null(await store.ItemAsync("other", "観測 1"));
        Assert.Equal("demo", (await store.CollectionAsync("demo"))!.Id);
    }

    [Fact]
    public async Task Writes_keep_their_rules()
    {
        await using ICatalogStore store = await NewAsync();
        ItemDocument first = Samples.Item("a"), second = Samples.Item("a", west: 10);
        Assert.Equal("item.not_found", await CodeAsync(store.WriteAsync([first], WriteRule.Replace)));
        await store.WriteAsync([first], WriteRule.Create);
        Assert.Equal("item.exists", await CodeAsync(store.WriteAsync([Samples.Item("b"), second], WriteRule.Create)));
        Assert.Null(await store.ItemAsync("demo", "b"));
        Assert.Equal("item.changed_meanwhile", await CodeAsync(store.WriteAsync([second], new(WriteMode.Replace, "\"other\""))));
        await store.WriteAsync([second], new(WriteMode.Replace, first.ETag));
        Assert.Equal(["a"], await IdsAsync(store, new() { Box = [10, 35, 10.5, 35.5] }));
        Assert.Empty(await IdsAsync(store, new() { Box = [139, 35, 139.5, 35.5] }));
        Assert.Equal("item.changed_meanwhile", await CodeAsync(store.DeleteItemAsync("demo", "a", first.ETag)));
        await store.DeleteItemAsync("demo", "a", second.ETag);
        Assert.Equal("item.not_found", await CodeAsync(store.DeleteItemAsync("demo", "a")));
        Assert.Equal("collection.not_found", await CodeAsync(store.WriteAsync([Samples.Item("a", collection: "nobody")], WriteRule.Create)));
        Assert.Equal("collection.exists", await CodeAsync(store.WriteAsync(CollectionDocument.Plain("demo", "demo"), WriteRule.Create)));
        await store.WriteAsync([first], WriteRule.Create);
        await store.DeleteCollectionAsync("demo");
        Assert.Null(await store.ItemAsync("demo", "a"));
        Assert.Empty(await IdsAsync(store, new()));
    }

    [Fact]
    public async Task Each_condition_finds_what_it_says()
    {
        await using ICatalogStore store = await NewAsync();
        await store.WriteAsync(CollectionDocument.Plain("other", "other"), WriteRule.Create);
        await store.WriteAsync(
        [
            Samples.Item("tokyo", 139, 35, "2024-06-09T00:00:00Z", change: json => Set(json, cloud: 10, title: "東京の森林地図", platform: "alos-2")),
            Samples.Item("osaka", 135, 34, "2024-05-01T00:00:00.5Z", change: json => Set(json, cloud: 80, title: "Forest of Osaka", platform: "sentinel-2a")),
            Samples.Item("fiji", 179.5, -18, "2023-01-01T00:00:00Z", collection: "other", change: Crossing),
            Samples.Item("summer", 0, 50, "2024-06-01T00:00:00Z", change: json => { json["properties"] = JsonNode.Parse("""{"datetime":null,"start_datetime":"2024-06-01T00:00:00Z","end_datetime":"2024-08-31T00:00:00Z","tags":["a","b"]}"""); }),
            Samples.Item("triangle", 100, 10, "2020-01-01T00:00:00Z", change: Triangle),
            Samples.Item("nowhere", change: json => { json["geometry"] = null; json.Remove("bbox"); }),
        ], WriteRule.Create);

        await FindsAsync(store, "tokyo", new() { Box = [139.5, 35.5, 140, 36] });
        await FindsAsync(store, "tokyo osaka", new() { Box = [130, 30, 145, 45] });
        await FindsAsync(store, "tokyo", new() { Box = [140, 36, 141, 37] });
        await FindsAsync(store, "fiji", new() { Box = [-179.9, -18, -179.6, -17.5] });
        await FindsAsync(store, "fiji", new() { Box = [179.8, -18, -179.9, -17] });
        await FindsAsync(store, "fiji", new() { Box = [179.6, -18, 179.7, -17] });
        await FindsAsync(store, "tokyo osaka fiji", new() { Box = [120, -90, -179, 90] });
        await FindsAsync(store, "tokyo osaka fiji summer triangle", new() { Box = [-180, -90, 180, 90] });
        await FindsAsync(store, "", new() { Box = [100.8, 10.8, 100.9, 10.9] });
        await FindsAsync(store, "triangle", new() { Box = [100.1, 10.1, 100.2, 10.2] });
        await FindsAsync(store, "triangle", new() { Intersects = Positions.Factory.CreatePoint(Positions.Of(100.1, 10.1)) });
        await FindsAsync(store, "", new() { Intersects = Positions.Factory.CreatePoint(Positions.Of(100.9, 10.9)) });
        await FindsAsync(store, "osaka", new() { Period = TimeInterval.ParseParameter("2024-05-01T00:00:00.5Z") });
        await FindsAsync(store, "tokyo nowhere summer", new() { Period = TimeInterval.ParseParameter("2024-06-05T00:00:00Z/..") });
        await FindsAsync(store, "fiji triangle", new() { Period = TimeInterval.ParseParameter("../2023-12-31T00:00:00Z") });
        await FindsAsync(store, "fiji", new() { Collections = ["other"] });
        await FindsAsync(store, "", new() { Collections = ["other"], Readable = ["demo"] });
        await FindsAsync(store, "tokyo osaka summer triangle nowhere", new() { Readable = ["demo"] });
        await FindsAsync(store, "tokyo", new() { Ids = ["tokyo", "fiji", "none"], Collections = ["demo"] });
        await FindsAsync(store, "tokyo", new() { Terms = ["森林"] });
        await FindsAsync(store, "tokyo", new() { Terms = ["林"] });
        await FindsAsync(store, "", new() { Terms = ["林森"] });
        await FindsAsync(store, "osaka", new() { Terms = ["ＦＯＲＥＳＴ of"] });
        await FindsAsync(store, "tokyo osaka", new() { Terms = ["地図", "osaka"] });
        await FindsAsync(store, "tokyo", new() { Terms = ["alos"] });
        await FindsAsync(store, "", new() { Terms = ["\" OR words MATCH \"", "*", "NOT"] });
        await FindsAsync(store, "tokyo", new() { Filter = Cql2Text.Read("eo:cloud_cover < 20") });
        await FindsAsync(store, "fiji summer triangle nowhere", new() { Filter = Cql2Text.Read("eo:cloud_cover IS NULL") });
        await FindsAsync(store, "osaka", new() { Filter = Cql2Text.Read("NOT (eo:cloud_cover < 20)") });
        await FindsAsync(store, "osaka", new() { Filter = Cql2Text.Read("platform LIKE 'sentinel%' AND eo:cloud_cover >= 80") });
        await FindsAsync(store, "summer", new() { Filter = Cql2Text.Read("A_CONTAINS(tags, ('a'))") });
        await FindsAsync(store, "tokyo osaka", new() { Filter = Cql2Text.Read("platform IN ('alos-2', 'x') OR title = 'Forest of Osaka'") });
        await FindsAsync(store, "tokyo", new() { Filter = Cql2Text.Read("S_INTERSECTS(geometry, BBOX(138,34,140,36)) AND datetime >= TIMESTAMP('2024-06-01T00:00:00Z') AND id <> 'nowhere'") });
        await FindsAsync(store, "summer", new() { Filter = Cql2Text.Read("T_CONTAINS(INTERVAL(start_datetime, end_datetime), TIMESTAMP('2024-07-01T00:00:00Z'))") });
        await FindsAsync(store, "tokyo nowhere", new() { Filter = Cql2Text.Read("datetime > '2024-06-01T00:00:00Z'") });
        await FindsAsync(store, "", new() { Filter = Cql2Text.Read("id = '''; DROP TABLE item; --'") });
        await FindsAsync(store, "", new() { Filter = Cql2Text.Read("\"x'; DROP TABLE item; --\" = 1"), Ids = ["' OR 1=1 --"] });
        Assert.Equal(6, (await store.SearchAsync(new())).Items.Count);
    }

    // The store finds by indexes and SQL what the evaluator and NetTopologySuite's own predicates find by looking at every item; so both stores agree.
    [Fact]
    public async Task Random_searches_with_hostile_words_find_what_looking_at_every_item_finds()
    {
        await using ICatalogStore store = await NewAsync();
        Random random = new(7);
        ItemDocument[] items = [.. Enumerable.Range(0, 80).Select(number => RandomFilters.Item(number, random))];
        await store.WriteAsync(items, WriteRule.Create);
        int some = 0;
        for (int i = 0; i < 300; i++)
        {
            Expression? filter = random.Next(8) == 0 ? null : RandomFilters.Filter(random);
            double[]? box = random.Next(5) switch { 0 => [.. Corners(RandomFilters.Area(random))], 1 => [160, -50, -170, 50], _ => null };
            Polygon? area = box is null && random.Next(4) == 0 ? RandomFilters.Area(random) : null;
            TimeInterval? period = random.Next(4) == 0 ? TimeInterval.ParseParameter(RandomFilters.Time(random) + "/..") : null;
            ItemSearch search = new() { Filter = filter, Box = box, Intersects = area, Period = period, Limit = 1000, IsCounted = true };
            Evaluator? evaluator = filter is null ? null : new Evaluator(filter);
            string[] expected = [.. items.Where(Passes).Select(item => item.Id).Order(StringComparer.Ordinal)];
            SearchPage page = await store.SearchAsync(search);
            string what = $"{(filter is null ? "" : Cql2Text.Write(filter))} | {string.Join(',', box ?? [])} | {area} | {period}";
            Assert.True(expected.SequenceEqual(page.Items.Select(item => item.Id).Order(StringComparer.Ordinal)), $"{what}\nexpected {string.Join(' ', expected)}\nfound    {string.Join(' ', page.Items.Select(item => item.Id).Order(StringComparer.Ordinal))}");
            Assert.Equal(expected.Length, page.Matched);
            // Counted without being given out.
            Assert.Equal(expected.Length, (await store.SearchAsync(search with { Limit = 1 })).Matched ?? expected.Length);
            if (filter is not null)
            {
                Assert.Equal(Cql2Json.Write(filter), Cql2Json.Write(Cql2Text.Read(Cql2Text.Write(filter))));
                Assert.Equal(Cql2Json.Write(filter), Cql2Json.Write(Cql2Json.Read(Cql2Json.Write(filter))));
            }

            some += expected.Length is > 0 and < 80 ? 1 : 0;

            bool Passes(ItemDocument item)
            {
                using ItemFeature feature = new(item.Body);
                Geometry? place = (Geometry?)feature.ValueOf("geometry");
                return (evaluator?.Passes(feature) ?? true) && (box is null || place?.Intersects(Positions.BoxGeometry(box)) == true) && (area is null || place?.Intersects(area) == true)
                    && (period is null || item.Period.LastTicks >= period.Value.FirstTicks);
            }
        }

        // Enough searches part the items.
        Assert.True(some > 60, $"{some}");

        static double[] Corners(Polygon area) => [area.EnvelopeInternal.MinX, area.EnvelopeInternal.MinY, area.EnvelopeInternal.MaxX, area.EnvelopeInternal.MaxY];
    }

    [Fact]
    public async Task A_large_item_that_meets_two_areas_far_apart_is_found_by_both_together()
    {
        await using ICatalogStore store = await NewAsync();
        await store.WriteAsync([Samples.Item("large", change: json =>
        {
            json["bbox"] = new JsonArray(0, 0, 90, 45);
            json["geometry"] = JsonNode.Parse("""{"type":"Polygon","coordinates":[[[0,0],[90,0],[90,45],[0,45],[0,0]]]}""");
        })], WriteRule.Create);
        await FindsAsync(store, "large", new() { Filter = Cql2Text.Read("S_INTERSECTS(geometry, POINT(1 1)) AND S_INTERSECTS(geometry, POINT(89 44))") });
        await FindsAsync(store, "large", new() { Box = [0, 0, 1, 1], Filter = Cql2Text.Read("S_INTERSECTS(geometry, POINT(89 44))") });
    }

    [Fact]
    public async Task Pages_show_each_item_once_in_any_order_while_others_write()
    {
        await using ICatalogStore store = await NewAsync();
        await store.WriteAsync([.. Enumerable.Range(0, 53).Select(i => Samples.Item($"i{i:00}", i % 7, 0, $"2024-01-{1 + (i % 5):00}T00:00:00Z", change: json =>
        {
            Set(json, cloud: i % 3 == 0 ? null : i % 4);
            json["properties"]!["x:mixed"] = i % 3 == 0 ? null : i % 2 == 0 ? JsonValue.Create(i % 6) : JsonValue.Create("t" + (i % 4));
        }))], WriteRule.Create);
        SortKey[][] orders = [[], [new("id", true)], [new("datetime", false)], [new("properties.eo:cloud_cover", true), new("datetime", true)], [new("eo:cloud_cover", false)], [new("x:mixed", true)], [new("x:mixed", false), new("id", true)]];
        foreach (ItemSearch search in orders.SelectMany(order => (ItemSearch[])[new() { SortBy = order, Limit = 5 }, new() { SortBy = order, Limit = 5, Box = [-180, -90, 180, 90], Filter = Cql2Text.Read("id LIKE 'i%'") }]))
        {
            List<string> whole = await IdsAsync(store, search with { Limit = 1000 }), seen = [];
            int page = 0;
            string? token = null;
            do
            {
                SearchPage found = await store.SearchAsync(search with { Token = token });
                Assert.True(found.Items.Count <= 5);
                seen.AddRange(found.Items.Select(item => item.Id).Where(id => id[0] == 'i'));
                token = found.Next;
                await store.WriteAsync([Samples.Item($"new{page++ % 3}", 3, 0, $"2024-01-{1 + (page % 6):00}T12:00:00Z", change: json => json["properties"]!["x:mixed"] = page)], WriteRule.CreateOrReplace);
            }
            while (token is not null);
            whole.RemoveAll(id => id[0] != 'i');
            Assert.Equal(whole, seen);
            Assert.Equal(53, seen.Distinct().Count());
        }
    }

    [Fact]
    public async Task A_token_of_another_search_is_refused_and_never_becomes_sql()
    {
        await using ICatalogStore store = await NewAsync();
        await store.WriteAsync([Samples.Item("a"), Samples.Item("b")], WriteRule.Create);
        string token = (await store.SearchAsync(new() { Limit = 1 })).Next!;
        Assert.Equal(["b"], await IdsAsync(store, new() { Token = token }));
        string[] bad = [token + "x", "", "!", "W10", Convert.ToBase64String(Encoding.UTF8.GetBytes("[\"'; DROP TABLE item\",\"a\",\"demo\"]")).TrimEnd('='), Convert.ToBase64String(Encoding.UTF8.GetBytes("[[],1,2]")).TrimEnd('='), new('A', 5000)];
        foreach (string wrong in bad)
        {
            Assert.Equal("search.bad_token", await CodeAsync(store.SearchAsync(new() { Token = wrong })));
        }

        Assert.Equal("search.bad_sort", await CodeAsync(store.SearchAsync(new() { SortBy = [new("a\"') DESC; DROP TABLE item", false)] })));
        Assert.Equal(2, (await store.SearchAsync(new())).Items.Count);
    }

    [Fact]
    public async Task Matches_are_counted_exactly()
    {
        await using ICatalogStore store = await NewAsync();
        await store.WriteAsync([.. Enumerable.Range(0, 30).Select(i => Samples.Item($"i{i}", i % 10, 0, change: json => Set(json, cloud: i)))], WriteRule.Create);
        Assert.Equal(30, (await store.SearchAsync(new() { IsCounted = true })).Matched);
        Assert.Equal(6, (await store.SearchAsync(new() { IsCounted = true, Limit = 2, Box = [0.2, 0, 1.5, 1] })).Matched);
        Assert.Equal(20, (await store.SearchAsync(new() { IsCounted = true, Filter = Cql2Text.Read("eo:cloud_cover < 20") })).Matched);
        Assert.Equal(11, (await store.SearchAsync(new() { IsCounted = true, Limit = 2, Filter = Cql2Text.Read("id LIKE 'i1%'") })).Matched);
    }

    /// <summary>An empty store with the collection <c>demo</c>.</summary>
    protected abstract Task<ICatalogStore> OpenAsync();

    protected static async Task<List<string>> IdsAsync(ICatalogStore store, ItemSearch search) => [.. (await store.SearchAsync(search)).Items.Select(item => item.Id)];

    protected static async Task<string> CodeAsync(Task task) => (await Assert.ThrowsAsync<MitoshiException>(() => task)).Code;

    private async Task<ICatalogStore> NewAsync()
    {
        ICatalogStore store = await OpenAsync();
        await store.WriteAsync(CollectionDocument.Plain("demo", "demo"), WriteRule.CreateOrReplace);
        return store;
    }

    private static async Task FindsAsync(ICatalogStore store, string ids, ItemSearch search)
        => Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), (await IdsAsync(store, search with { Limit = 100 })).Order(StringComparer.Ordinal));

    private static void Set(JsonObject json, double? cloud = null, string? title = null, string? platform = null)
    {
        JsonObject properties = json["properties"]!.AsObject();
        properties["eo:cloud_cover"] = cloud;
        properties["title"] = title;
        properties["platform"] = platform;
    }

    private static void Crossing(JsonObject json)
    {
        json["bbox"] = new JsonArray(179.5, -18, -179.5, -17);
        json["geometry"] = JsonNode.Parse("""{"type":"MultiPolygon","coordinates":[[[[179.5,-18],[180,-18],[180,-17],[179.5,-17],[179.5,-18]]],[[[-180,-18],[-179.5,-18],[-179.5,-17],[-180,-17],[-180,-18]]]]}""");
    }

    private static void Triangle(JsonObject json) => json["geometry"] = JsonNode.Parse("""{"type":"Polygon","coordinates":[[[100,10],[101,10],[100,11],[100,10]]]}""");
}
