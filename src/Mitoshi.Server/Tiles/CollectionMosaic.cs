using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Server.Host;
using Mitoshi.Server.Stac;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>A collection, or what a search of it finds, as one picture: the newest item on top, gaps filled from older ones.</summary>
internal static class CollectionMosaic
{
    // Items that one picture looks through. A mosaic of more at a small scale is a job for a process, not for a request.
    private const int MostItems = 32;
    private static readonly string[] Asked = ["datetime", "filter", "filter-lang", "ids"];

    /// <summary>Makes and sends the picture of the collection that the path names.</summary>
    public static async Task SendAsync(HttpContext context, ServerServices services, Grid grid, TileParameters parameters, PictureFormat? format)
    {
        TileService tiles = services.Tiles();
        List<ItemScene> scenes = await ScenesAsync(context, services, grid, parameters);
        if (await tiles.IsKnownAsync(context, scenes.SelectMany(scene => scene.Addresses), string.Concat(scenes.Select(scene => scene.Version))))
        {
            return;
        }

        Picture picture = scenes.Count == 0 ? Nothing() : await tiles.InTurnAsync(context, scenes.SelectMany(scene => scene.Addresses), () => Render(tiles, scenes, grid, parameters, format));
        await TileAnswers.SendAsync(context, picture);
    }

    private static async Task<List<ItemScene>> ScenesAsync(HttpContext context, ServerServices services, Grid grid, TileParameters parameters)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        Rectangle box = Boxes.Turn(new Rectangle(grid.Transform.OriginX, grid.Transform.ToMap(0, grid.Height).Y, grid.Transform.ToMap(grid.Width, 0).X, grid.Transform.OriginY), grid.Crs, Crs.Wgs84);
        // The box of the picture is the place; what else the query says of a place is not for the search.
        QueryCollection asked = new(context.Request.Query.Where(parameter => Asked.Contains(parameter.Key)).ToDictionary());
        ItemSearch search = SearchRequest.OfQuery(asked).Search with
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
}
