using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
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
    // Items that one picture looks through. A mosaic of more at a small scale is a job for a process, not for a request.
    private const int MostItems = 32;
    private const string Ogc = "/stac/collections/{collection}/map/tiles";

    private static readonly IReadOnlyList<RouteParameter> Query =
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
        TileService tiles = services.Tiles();
        TileMatrixSet set = TileMatrixSets.Named(context.Part("set"));
        (string last, int density, PictureFormat? format) = TileAnswers.Ending(context.Part(isOgc ? "column" : "row"));
        int level = TileParameters.Whole("level", context.Part("level"), 0, 30);
        int column = TileParameters.Whole("column", isOgc ? last : context.Part("column"), 0, int.MaxValue), row = TileParameters.Whole("row", isOgc ? context.Part("row") : last, 0, int.MaxValue);
        Grid grid = set.Tile(level, column, row, TileMatrix.TileSize * density);
        format ??= context.Request.Query["f"].ToString() is { Length: > 0 } asked ? PictureFormats.Named(asked) : null;
        TileParameters parameters = TileParameters.Of(context.Request.Query);
        List<ItemScene> scenes = await ScenesAsync(context, set, grid, parameters);
        if (await tiles.IsKnownAsync(context, scenes.SelectMany(scene => scene.Addresses), string.Concat(scenes.Select(scene => scene.Version))))
        {
            return;
        }

        Picture picture = scenes.Count == 0 ? Nothing() : await tiles.InTurnAsync(context, scenes.SelectMany(scene => scene.Addresses), () => Render(tiles, scenes, grid, parameters, format));
        await TileAnswers.SendAsync(context, picture);
    }

    private async Task<List<ItemScene>> ScenesAsync(HttpContext context, TileMatrixSet set, Grid grid, TileParameters parameters)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        Rectangle box = Boxes.Turn(new Rectangle(grid.Transform.OriginX, grid.Transform.ToMap(0, grid.Height).Y, grid.Transform.ToMap(grid.Width, 0).X, grid.Transform.OriginY), set.Crs, Crs.Wgs84);
        ItemSearch search = SearchRequest.OfQuery(context.Request.Query).Search with
        {
            Collections = [collection.Id], Limit = MostItems, Token = null,
            Box = [Math.Clamp(box.West, -180, 180), Math.Clamp(box.South, -90, 90), Math.Clamp(box.East, -180, 180), Math.Clamp(box.North, -90, 90)],
        };
        SearchPage page = await store.SearchAsync(search, context.RequestAborted);
        List<ItemScene> scenes = [];
        foreach (StoredItem item in page.Items)
        {
            try
            {
                scenes.Add(ItemScene.Of(item, parameters));
            }
            catch (MitoshiException error) when (error.Code == "asset.not_found")
            {
                // An item without that asset has nothing to show; the next one may.
            }
        }

        return scenes;
    }

    private static Picture Render(TileService tiles, List<ItemScene> scenes, Grid grid, TileParameters parameters, PictureFormat? format)
    {
        List<OpenScene> open = [];
        try
        {
            open.AddRange(scenes.Select(scene => scene.Open(tiles.Pool)));
            PictureOptions options = ItemStyle.Complete(parameters.Options, open[0], scenes[0].FirstAsset, scenes[0].Render);
            return PictureRenderer.Render([.. open.Where(scene => scene.Bands.Count == open[0].Bands.Count).Select(scene => scene.Bands)], grid, options with { Format = format });
        }
        finally
        {
            open.ForEach(scene => scene.Dispose());
        }
    }

    private static Picture Nothing()
    {
        PooledBytes bytes = new(16);
        return new Picture(bytes, "image/png", IsEmpty: true);
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
