using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Host;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>Makes and sends a picture of the item that the path names.</summary>
internal static class ItemPictures
{
    public static async Task SendAsync(HttpContext context, ServerServices services, TileParameters parameters, PictureFormat? format, Func<TileDataset, Grid> gridOf)
    {
        TileService tiles = services.Tiles();
        ItemScene scene = ItemScene.Of(await context.ItemAsync(services), parameters);
        if (await tiles.IsKnownAsync(context, scene.Addresses, scene.Version))
        {
            return;
        }

        Picture picture = await tiles.InTurnAsync(context, scene.Addresses, () =>
        {
            using OpenScene open = scene.Open(tiles.Pool);
            Grid grid = gridOf(open.Bands[0].Dataset);
            bool isValues = format is PictureFormat.GeoTiff or PictureFormat.Npy;
            PictureOptions options = isValues ? parameters.Options : ItemStyle.Complete(parameters.Options, open, scene.FirstAsset, scene.Render);
            return PictureRenderer.Render([open.Bands], grid, options with { Format = format });
        });
        await TileAnswers.SendAsync(context, picture);
    }
}
