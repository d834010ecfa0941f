using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;
using Mitoshi.Server.Stac;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>
/// A collection, or what a search of it finds, as one picture: the newest item on top, gaps filled from older ones. By column and row as web maps
/// ask, and by row and column as OGC API Tiles does (OGC 20-057).
/// </summary>
internal sealed class CollectionTileRoutes(ServerServices services) : IRoutes
{
    private const string Ogc = "/stac/collections/{collection}/map/tiles";

    internal static readonly IReadOnlyList<RouteParameter> Query =
    [
        .. TileParameters.Known, new("datetime", ("Time or interval", "時刻または期間")), new("filter", ("CQL2 filter", "CQL2 による条件")), new("ids", ("Items", "アイテム")),
        new("empty", ("Status where there are no data: 204 or 404 instead of a transparent picture", "データがない場所の応答: 透明画像の代わりに 204 か 404")),
    ];

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/tiles/{collection}/tiles/{set}/{level}/{column}/{row}", Access.Reader, ("A tile of a mosaic of a collection", "コレクションのモザイクのタイル"), context => TileAsync(context, isOgc: false)) { Query = Query, MediaType = "image/png" },
        new("GET", Ogc + "/{set}/{level}/{row}/{column}", Access.Reader, ("A tile of a mosaic, the row before the column (OGC API Tiles)", "モザイクのタイル。行が列より先 (OGC API Tiles)"), context => TileAsync(context, isOgc: true)) { Query = Query, MediaType = "image/png" },
        new("GET", Ogc, Access.Reader, ("The tilesets of a collection (OGC API Tiles)", "コレクションのタイルセット一覧 (OGC API Tiles)"), ListAsync),
        new("GET", Ogc + "/{set}", Access.Reader, ("A tileset of a collection (OGC API Tiles)", "コレクションのタイルセット (OGC API Tiles)"), OneAsync),
    ];

    private async Task TileAsync(HttpContext context, bool isOgc)
    {
        TileMatrixSet set = TileMatrixSets.Named(context.Part("set"));
        (string last, int density, PictureFormat? format) = TileAnswers.Ending(context.Part(isOgc ? "column" : "row"));
        int level = TileParameters.Whole("level", context.Part("level"), 0, 30);
        int column = TileParameters.Whole("column", isOgc ? last : context.Part("column"), 0, int.MaxValue), row = TileParameters.Whole("row", isOgc ? context.Part("row") : last, 0, int.MaxValue);
        Grid grid = set.Tile(level, column, row, TileMatrix.TileSize * density);
        format ??= context.Request.Query["f"].ToString() is { Length: > 0 } asked ? PictureFormats.Named(asked) : null;
        TileParameters parameters = TileParameters.Of(context.Request.Query);
        await CollectionMosaic.SendAsync(context, services, grid, parameters, format);
    }

    private async Task ListAsync(HttpContext context)
    {
        (_, CollectionDocument collection) = await context.CollectionAsync(services);
        await Answers.JsonAsync(context, new JsonObject
        {
            ["links"] = new JsonArray(StacAnswers.Link("self", $"{context.Root(services)}/collections/{Uri.EscapeDataString(collection.Id)}/map/tiles", StacAnswers.Json)),
            ["tilesets"] = new JsonArray([.. TileMatrixSets.All.Select(set => (JsonNode)Tileset(context, collection.Id, set))]),
        });
    }

    private async Task OneAsync(HttpContext context)
    {
        (_, CollectionDocument collection) = await context.CollectionAsync(services);
        await Answers.JsonAsync(context, Tileset(context, collection.Id, TileMatrixSets.Named(context.Part("set"))));
    }

    private JsonObject Tileset(HttpContext context, string collection, TileMatrixSet set)
    {
        string root = context.Root(services), self = $"{root}/collections/{Uri.EscapeDataString(collection)}/map/tiles/{set.Id}";
        JsonObject link = StacAnswers.Link("item", self + "/{tileMatrix}/{tileRow}/{tileCol}", "image/png");
        link["templated"] = true;
        JsonObject answer = new()
        {
            ["title"] = $"{collection}, {set.Id}", ["dataType"] = "map", ["crs"] = set.CrsUri,
            ["links"] = new JsonArray(StacAnswers.Link("self", self, StacAnswers.Json), StacAnswers.Link("http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", $"{root}/tileMatrixSets/{set.Id}", StacAnswers.Json), link),
        };
        if (set.Uri is not null)
        {
            answer["tileMatrixSetURI"] = set.Uri;
        }

        return answer;
    }
}
