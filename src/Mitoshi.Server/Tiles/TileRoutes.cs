using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Search;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;
using Mitoshi.Server.Stac;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>Pictures of an item: tiles, the whole, a box. Rasters are named by item and asset; there is no parameter for an address.</summary>
internal sealed class TileRoutes(ServerServices services) : IRoutes
{
    private const string Item = "/tiles/{collection}/{item}";

    private static readonly IReadOnlyList<RouteParameter> Sizes =
    [
        .. TileParameters.Known, new("max_size", ("Longest edge in pixels, 1024 unless given", "長辺の画素数。既定 1024"), "integer"), new("width", ("Columns", "列数"), "integer"), new("height", ("Rows", "行数"), "integer"),
        new("dst_crs", ("CRS of the picture: EPSG:n", "画像の座標系: EPSG:n")), new("coord_crs", ("CRS of the box: EPSG:n", "範囲の座標系: EPSG:n")),
    ];

    public IEnumerable<Route> Routes =>
    [
        new("GET", Item + "/tiles/{set}/{level}/{column}/{row}", Access.Reader, ("A tile: row may end in @2x and in .png, .jpg, .webp, .tif or .npy", "タイル。row の末尾に @2x と .png、.jpg、.webp、.tif、.npy を付けられる"), TileAsync)
            { Query = [.. TileParameters.Known, new("empty", ("Status where there are no data: 204 or 404 instead of a transparent picture", "データがない場所の応答: 透明画像の代わりに 204 か 404"))], MediaType = "image/png" },
        new("GET", Item + "/{set}/tilejson.json", Access.Reader, ("The tiles of an item for a map (TileJSON 3.0)", "地図用のタイル情報 (TileJSON 3.0)"), TileJsonAsync) { Query = TileParameters.Known },
        new("GET", Item + "/preview", Access.Reader, ("The whole item as a picture", "アイテム全体の画像"), PreviewAsync) { Query = Sizes, MediaType = "image/png" },
        new("GET", Item + "/preview.{format}", Access.Reader, ("The whole item as a picture in a format", "アイテム全体の画像 (形式指定)"), PreviewAsync) { Query = Sizes, MediaType = "image/png" },
        new("GET", Item + "/bbox/{box}", Access.Reader, ("A box of an item: minx,miny,maxx,maxy and the format", "範囲の画像: minx,miny,maxx,maxy と形式"), BoxAsync) { Query = Sizes, MediaType = "image/png" },
        new("GET", Item + "/bbox/{box}/{size}", Access.Reader, ("A box of an item in 512x512.png", "範囲の画像。512x512.png のように大きさと形式"), BoxAsync) { Query = Sizes, MediaType = "image/png" },
    ];

    private async Task TileAsync(HttpContext context)
    {
        TileMatrixSet set = TileMatrixSets.Named(context.Part("set"));
        (string row, int density, PictureFormat? format) = TileAnswers.Ending(context.Part("row"));
        int level = TileParameters.Whole("level", context.Part("level"), 0, 30), column = TileParameters.Whole("column", context.Part("column"), 0, int.MaxValue);
        Grid grid = set.Tile(level, column, TileParameters.Whole("row", row, 0, int.MaxValue), TileMatrix.TileSize * density);
        await PictureAsync(context, format, _ => grid);
    }

    private Task PreviewAsync(HttpContext context)
    {
        PictureFormat? format = context.Request.RouteValues["format"] is string name ? PictureFormats.Named(name) : null;
        Crs? crs = TileAnswers.CrsOf(context.Request.Query, "dst_crs");
        int longest = Size(context, "max_size") ?? 1024;
        return PictureAsync(context, format, dataset => Resized(context, Overview.Whole(dataset, longest, crs)));
    }

    private Task BoxAsync(HttpContext context)
    {
        bool hasSize = context.Request.RouteValues.ContainsKey("size");
        string last = context.Part(hasSize ? "size" : "box");
        (string stem, _, PictureFormat? format) = TileAnswers.Ending(last);
        Rectangle box = TileAnswers.Box(hasSize ? context.Part("box") : stem);
        Crs crs = TileAnswers.CrsOf(context.Request.Query, "coord_crs") ?? Crs.Wgs84, target = TileAnswers.CrsOf(context.Request.Query, "dst_crs") ?? crs;
        Rectangle there = Boxes.Turn(box, crs, target);
        int longest = Size(context, "max_size") ?? 1024;
        string[] size = hasSize ? stem.Split('x') : [];
        Grid grid = size.Length == 0 ? Resized(context, Overview.Box(there, target, longest))
            : size.Length == 2 ? Overview.Box(there, target, TileParameters.Whole("width", size[0], 1, Overview.MostPixels), TileParameters.Whole("height", size[1], 1, Overview.MostPixels))
            : throw TileParameters.Bad("size", stem, "512x512");
        return PictureAsync(context, format, _ => grid);
    }

    private Task PictureAsync(HttpContext context, PictureFormat? format, Func<TileDataset, Grid> gridOf)
        => ItemPictures.SendAsync(context, services, TileParameters.Of(context.Request.Query), format, gridOf);

    private async Task TileJsonAsync(HttpContext context)
    {
        TileService tiles = services.Tiles();
        TileMatrixSet set = TileMatrixSets.Named(context.Part("set"));
        StoredItem item = await context.ItemAsync(services);
        ItemScene scene = ItemScene.Of(item, TileParameters.Of(context.Request.Query));
        if (await tiles.IsKnownAsync(context, scene.Addresses))
        {
            return;
        }

        JsonObject answer = await tiles.InTurnAsync(context, scene.Addresses, () =>
        {
            using OpenScene open = scene.Open(tiles.Pool);
            TileDataset dataset = open.Bands[0].Dataset;
            Rectangle box = Boxes.OnEarth(dataset);
            int min = set.OverallLevel(dataset.Grid), max = set.NativeLevel(dataset.Grid);
            return new JsonObject
            {
                ["tilejson"] = "3.0.0", ["name"] = $"{item.Id} {string.Join(", ", scene.Keys)}", ["scheme"] = "xyz",
                ["tiles"] = new JsonArray($"{context.Base(services)}{context.Request.Path.Value![..^(set.Id.Length + "/tilejson.json".Length)]}tiles/{set.Id}/{{z}}/{{x}}/{{y}}.png{context.Request.QueryString}"),
                ["minzoom"] = Math.Min(min, max), ["maxzoom"] = max,
                ["bounds"] = new JsonArray(box.West, box.South, box.East, box.North),
                ["center"] = new JsonArray((box.West + box.East) / 2, (box.South + box.North) / 2, Math.Min(min, max)),
            };
        });
        await Answers.JsonAsync(context, answer);
    }

    private static int? Size(HttpContext context, string name)
        => TileParameters.Text(context.Request.Query, name) is { } text ? TileParameters.Whole(name, text, 1, Overview.MostPixels) : null;

    private static Grid Resized(HttpContext context, Grid grid)
    {
        int? width = Size(context, "width"), height = Size(context, "height");
        if (width is null && height is null)
        {
            return grid;
        }

        int columns = width ?? Math.Clamp((int)Math.Round((double)grid.Width * height!.Value / grid.Height), 1, Overview.MostPixels);
        int rows = height ?? Math.Clamp((int)Math.Round((double)grid.Height * columns / grid.Width), 1, Overview.MostPixels);
        AffineTransform t = grid.Transform;
        double x = (double)grid.Width / columns, y = (double)grid.Height / rows;
        return new Grid(grid.Crs, new AffineTransform(t.OriginX, t.ColumnX * x, t.RowX * y, t.OriginY, t.ColumnY * x, t.RowY * y), columns, rows);
    }
}
