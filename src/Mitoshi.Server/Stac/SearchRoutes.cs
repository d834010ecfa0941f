using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Stac;

/// <summary>Item search, by GET and POST.</summary>
internal sealed class SearchRoutes(ServerServices services) : IRoutes
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/stac/search", Access.Reader, ("Search items", "アイテムを検索する"), GetAsync) { Query = SearchRequest.Parameters, MediaType = StacAnswers.GeoJson },
        new("POST", "/stac/search", Access.Reader, ("Search items", "アイテムを検索する"), PostAsync) { MediaType = StacAnswers.GeoJson, BodyMediaType = StacAnswers.Json, BodyBytesMax = 1 << 20 },
    ];

    private Task GetAsync(HttpContext context)
    {
        string url = context.Root(services) + "/search";
        return AnswerAsync(context, SearchRequest.OfQuery(context.Request.Query), token =>
        {
            JsonObject next = StacAnswers.Link("next", NextLinks.Get(url, context.Request.Query, token), StacAnswers.GeoJson);
            next["method"] = "GET";
            return next;
        });
    }

    private async Task PostAsync(HttpContext context)
    {
        JsonObject body = await JsonBody.ReadObjectAsync(context);
        await AnswerAsync(context, SearchRequest.OfBody(body), token => NextLinks.Post(context.Root(services) + "/search", body, token));
    }

    private async Task AnswerAsync(HttpContext context, SearchRequest request, Func<string, JsonObject> next)
    {
        string root = context.Root(services);
        ICatalogStore store = await services.Catalog().StoreAsync(context.RequestAborted);
        SearchPage page = await store.SearchAsync(request.Search with { Readable = context.Caller().ReadableCollections }, context.RequestAborted);
        JsonArray links = [StacAnswers.Link("root", root + "/", StacAnswers.Json), StacAnswers.Link("self", root + "/search", StacAnswers.GeoJson)];
        if (page.Next is not null)
        {
            links.Add(next(page.Next));
        }

        await StacAnswers.PageAsync(context, root, page, links, request.Fields);
    }
}
