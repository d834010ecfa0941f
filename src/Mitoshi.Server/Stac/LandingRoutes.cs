using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Stac;

/// <summary>The catalogue's first page, what it conforms to, and its children.</summary>
internal sealed class LandingRoutes(ServerServices services) : IRoutes
{
    private const string Queryables = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/stac", Access.Reader, ("The catalogue (STAC API)", "カタログ (STAC API)"), LandingAsync),
        new("GET", "/stac/conformance", Access.Anyone, ("Conformance classes", "適合クラス"), context => Answers.JsonAsync(context, new JsonObject { ["conformsTo"] = Classes() })),
        new("GET", "/stac/children", Access.Reader, ("The collections as children", "子としてのコレクション"), ChildrenAsync),
    ];

    private static JsonArray Classes() => new([.. Conformance.Classes.Select(uri => (JsonNode)uri)]);

    private async Task LandingAsync(HttpContext context)
    {
        string root = context.Root(services);
        bool isJapanese = context.Language() == Language.Japanese;
        JsonArray links =
        [
            StacAnswers.Link("self", root + "/", StacAnswers.Json), StacAnswers.Link("root", root + "/", StacAnswers.Json),
            StacAnswers.Link("conformance", root + "/conformance", StacAnswers.Json),
            StacAnswers.Link("http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", root + "/tileMatrixSets", StacAnswers.Json),
            StacAnswers.Link("service-desc", root + "/api", StacAnswers.OpenApi), StacAnswers.Link("service-doc", root + "/docs", "text/html"),
            StacAnswers.Link("data", root + "/collections", StacAnswers.Json), StacAnswers.Link("children", root + "/children", StacAnswers.Json),
            Search("GET"), Search("POST"), StacAnswers.Link(Queryables, root + "/queryables", StacAnswers.Schema),
        ];
        foreach (CollectionDocument collection in await context.ReadableAsync(services))
        {
            links.Add(StacAnswers.Link("child", $"{root}/collections/{Uri.EscapeDataString(collection.Id)}", StacAnswers.Json, collection.Id));
        }

        await Answers.JsonAsync(context, new JsonObject
        {
            ["type"] = "Catalog", ["stac_version"] = "1.1.0", ["id"] = "mitoshi", ["title"] = isJapanese ? "見通し カタログ" : "Mitoshi catalogue",
            ["description"] = isJapanese ? "この作業フォルダの衛星データと成果物。" : "Scenes and products of this workspace.", ["conformsTo"] = Classes(), ["links"] = links,
        });

        JsonObject Search(string method)
        {
            JsonObject link = StacAnswers.Link("search", root + "/search", StacAnswers.GeoJson);
            link["method"] = method;
            return link;
        }
    }

    private async Task ChildrenAsync(HttpContext context)
    {
        string root = context.Root(services);
        JsonArray children = new([.. (await context.ReadableAsync(services)).Select(collection => JsonNode.Parse(ItemBody.At(collection.Body, root)))]);
        await Answers.JsonAsync(context, new JsonObject
        {
            ["children"] = children,
            ["links"] = new JsonArray(StacAnswers.Link("self", root + "/children", StacAnswers.Json), StacAnswers.Link("root", root + "/", StacAnswers.Json), StacAnswers.Link("parent", root + "/", StacAnswers.Json)),
        });
    }
}
