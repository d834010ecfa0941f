using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Stac;

/// <summary>Collections, with collection search.</summary>
internal sealed class CollectionRoutes(ServerServices services) : IRoutes
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/stac/collections", Access.Reader, ("Collections that match", "条件に合うコレクション"), ListAsync) { Query = [.. SearchRequest.Parameters.Where(parameter => parameter.Name is "bbox" or "datetime" or "q" or "limit")] },
        new("GET", "/stac/collections/{collection}", Access.Reader, ("A collection", "コレクション"), OneAsync),
    ];

    private async Task ListAsync(HttpContext context)
    {
        string root = context.Root(services);
        ItemSearch search = SearchRequest.OfQuery(context.Request.Query).Search;
        List<CollectionDocument> matching = [.. (await context.ReadableAsync(services)).Where(collection => CollectionSearch.Matches(search, collection))];
        int limit = context.Request.Query.ContainsKey("limit") ? search.Limit : ItemSearch.LimitMax;
        int offset = search.Token is { } token ? matching.FindIndex(collection => string.CompareOrdinal(collection.Id, token) > 0) is var place and >= 0 ? place : matching.Count : 0;
        List<CollectionDocument> shown = [.. matching.Skip(offset).Take(limit)];
        JsonArray links = [StacAnswers.Link("self", root + "/collections", StacAnswers.Json), StacAnswers.Link("root", root + "/", StacAnswers.Json), StacAnswers.Link("parent", root + "/", StacAnswers.Json)];
        if (offset + shown.Count < matching.Count)
        {
            links.Add(StacAnswers.Link("next", NextLinks.Get(root + "/collections", context.Request.Query, shown[^1].Id), StacAnswers.Json));
        }

        await Answers.JsonAsync(context, new JsonObject
        {
            ["collections"] = new JsonArray([.. shown.Select(collection => JsonNode.Parse(ItemBody.At(collection.Body, root)))]),
            ["links"] = links, ["numberMatched"] = matching.Count, ["numberReturned"] = shown.Count,
        });
    }

    private async Task OneAsync(HttpContext context)
    {
        (_, CollectionDocument collection) = await context.CollectionAsync(services);
        await StacAnswers.StoredAsync(context, context.Root(services), collection.Body, collection.ETag, StacAnswers.Json);
    }
}
