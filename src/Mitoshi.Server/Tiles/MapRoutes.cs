using System.Globalization;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Store;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;
using Mitoshi.Server.Stac;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>A collection as one map picture (OGC API Maps, OGC 20-058, class core): of its extent, or of a box.</summary>
/// <remarks>
/// Boxes are in longitude and latitude (CRS84) or in a projected system whose first axis points east, as UTM and Web Mercator have it: others
/// are refused rather than turned round. The classes spatial-subsetting and scaling ask for more (subset, center, scale-denominator) and are not announced.
/// </remarks>
internal sealed class MapRoutes(ServerServices services) : IRoutes
{
    private const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    private const int Longest = 1024;

    private static readonly IReadOnlyList<RouteParameter> Query =
    [
        .. CollectionTileRoutes.Query.Where(parameter => parameter.Name != "empty"), new("bbox", ("minx,miny,maxx,maxy in bbox-crs; the collection's extent unless given", "bbox-crs での minx,miny,maxx,maxy。既定はコレクションの範囲")),
        new("bbox-crs", ("CRS of the box; CRS84 unless given", "範囲の座標系。既定 CRS84")), new("crs", ("CRS of the map; CRS84 unless given", "地図の座標系。既定 CRS84")),
        new("width", ("Columns", "列数"), "integer"), new("height", ("Rows", "行数"), "integer"), new("f", ("png, jpeg, webp or tif", "png、jpeg、webp、tif のいずれか")),
    ];

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/stac/collections/{collection}/map", Access.Reader, ("A collection as one map (OGC API Maps)", "コレクション全体の地図 (OGC API Maps)"), MapAsync) { Query = Query, MediaType = "image/png" },
    ];

    private async Task MapAsync(HttpContext context)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        IQueryCollection query = context.Request.Query;
        (Crs crs, string name) = CrsOf(query, "crs");
        Rectangle box = TileParameters.Text(query, "bbox") is { } text ? Boxes.Turn(TileAnswers.Box(text), CrsOf(query, "bbox-crs").Crs, crs)
            : Boxes.Turn(await ExtentAsync(store, collection, context.RequestAborted), Crs.Wgs84, crs);
        Grid grid = GridOf(box, crs, Size(query, "width"), Size(query, "height"));
        context.Response.Headers["Content-Crs"] = $"<{name}>";
        context.Response.Headers["Content-Bbox"] = string.Join(',', new[] { box.West, box.South, box.East, box.North }.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
        await CollectionMosaic.SendAsync(context, services, grid, TileParameters.Of(query), TileParameters.Text(query, "f") is { } format ? PictureFormats.Named(format) : PictureFormat.Png);
    }

    private static async Task<Rectangle> ExtentAsync(ICatalogStore store, CollectionDocument collection, CancellationToken cancellation)
        => (await store.ExtentAsync(collection.Id, cancellation))?.Box is { Length: 4 } box && box[0] < box[2] ? new Rectangle(box[0], box[1], box[2], box[3]) : throw new MitoshiException("tiles.no_extent",
            found: ($"{collection.Id} has no item with a place", $"{collection.Id} に位置のあるアイテムがありません"), expected: ("a collection with an extent, or bbox=", "範囲のあるコレクション、または bbox="),
            remedy: ("Name the box: bbox=minx,miny,maxx,maxy", "範囲を指定してください: bbox=minx,miny,maxx,maxy"));

    // One size follows from the other and the shape of the box; without both the longer edge has 1,024 pixels.
    private static Grid GridOf(Rectangle box, Crs crs, int? width, int? height)
    {
        double shape = (box.East - box.West) / (box.North - box.South);
        int Other(double pixels) => (int)Math.Clamp(Math.Round(pixels), 1, Overview.MostPixels);
        return width is null && height is null ? Overview.Box(box, crs, Longest) : Overview.Box(box, crs, width ?? Other(height!.Value * shape), height ?? Other(width!.Value / shape));
    }

    private static int? Size(IQueryCollection query, string name) => TileParameters.Text(query, name) is { } text ? TileParameters.Whole(name, text, 1, Overview.MostPixels) : null;

    private static (Crs Crs, string Name) CrsOf(IQueryCollection query, string name)
    {
        string? text = TileParameters.Text(query, name);
        if (text is null or Crs84 or "[OGC:CRS84]" or "OGC:CRS84" or "CRS84")
        {
            return (Crs.Wgs84, Crs84);
        }

        Crs crs = TileAnswers.CrsOf(query, name)!;
        int code = crs.EpsgCode ?? 0;
        return code == 3857 || (code / 100 is 326 or 327 && code % 100 is >= 1 and <= 60) ? (crs, $"http://www.opengis.net/def/crs/EPSG/0/{code}") : throw TileParameters.Bad(name, text, "CRS84, EPSG:3857, EPSG:32601 … 32760");
    }
}
