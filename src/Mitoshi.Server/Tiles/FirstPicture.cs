using System.Data.Common;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Server.Host;
using Mitoshi.Server.Stac;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>
/// One small picture of the newest item, made for nobody once the server listens: opening catalogue, GDAL and PROJ takes a few tenths of a
/// second, which the first visitor then does not wait for.
/// </summary>
internal static class FirstPicture
{
    private const int Edge = 256;

    /// <summary>Makes it; true when a picture was made. Never fails: what is wrong with the item is told to whoever asks for it.</summary>
    public static async Task<bool> MakeAsync(ServerServices services, CancellationToken cancellation)
    {
        try
        {
            ICatalogStore store = await services.Catalog().StoreAsync(cancellation);
            SearchPage newest = await store.SearchAsync(new ItemSearch { Limit = 1 }, cancellation);
            return newest.Items.Count == 1 && Make(services.Tiles(), newest.Items[0]);
        }
        catch (Exception error) when (error is MitoshiException or DbException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static bool Make(TileService tiles, StoredItem item)
    {
        TileParameters parameters = new();
        ItemScene scene = ItemScene.Of(item, parameters);
        if (scene.Addresses.Any(RasterDoor.IsRemote))
        {
            // Nothing goes out without being asked.
            return false;
        }

        using OpenScene open = scene.Open(tiles.Pool);
        Grid grid = Overview.Whole(open.Bands[0].Dataset, Edge, TileMatrixSets.WebMercatorQuad.Crs);
        using Picture picture = PictureRenderer.Render([open.Bands], grid, ItemStyle.Complete(parameters.Options, open, scene.FirstAsset, scene.Render) with { Format = PictureFormat.Png });
        return !picture.IsEmpty;
    }
}
