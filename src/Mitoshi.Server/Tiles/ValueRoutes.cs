using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Search;
using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;
using Mitoshi.Server.Stac;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>Numbers of an item: what it is, its statistics, values of points and areas.</summary>
internal sealed class ValueRoutes(ServerServices services) : IRoutes
{
    private const string Item = "/tiles/{collection}/{item}";

    public IEnumerable<Route> Routes =>
    [
        new("GET", Item + "/info", Access.Reader, ("What a raster of an item is", "アイテムのラスターの情報"), InfoAsync) { Query = TileParameters.Known },
        new("GET", Item + "/info.geojson", Access.Reader, ("The same, with its outline", "同じ情報と外形"), InfoAsync) { Query = TileParameters.Known, MediaType = StacAnswers.GeoJson },
        new("GET", Item + "/statistics", Access.Reader, ("Statistics of the whole, from at most max_size pixels along an edge", "全体の統計 (長辺 max_size 画素まで縮小)"), StatisticsAsync)
            { Query = [.. TileParameters.Known, new("max_size", ("Longest edge in pixels, 1024 unless given", "長辺の画素数。既定 1024"), "integer")] },
        new("POST", Item + "/statistics", Access.Reader, ("Statistics of an area (GeoJSON), each pixel weighted by its share inside", "範囲 (GeoJSON) の統計。画素は範囲内の割合で重みづけ"), AreaAsync)
            { Query = TileParameters.Known, BodyMediaType = StacAnswers.GeoJson, MediaType = StacAnswers.GeoJson },
        new("GET", Item + "/point/{place}", Access.Reader, ("Values at longitude,latitude", "経度,緯度の値"), PointAsync) { Query = [.. TileParameters.Known, new("coord_crs", ("CRS of the place: EPSG:n", "位置の座標系: EPSG:n"))] },
        new("POST", Item + "/feature", Access.Reader, ("An area (GeoJSON) as a picture", "範囲 (GeoJSON) の画像"), FeatureAsync) { Query = TileParameters.Known, BodyMediaType = StacAnswers.GeoJson, MediaType = "image/png" },
        new("POST", Item + "/feature.{format}", Access.Reader, ("An area (GeoJSON) as a picture in a format", "範囲 (GeoJSON) の画像 (形式指定)"), FeatureAsync) { Query = TileParameters.Known, BodyMediaType = StacAnswers.GeoJson, MediaType = "image/png" },
    ];

    private async Task InfoAsync(HttpContext context)
    {
        ItemScene scene = ItemScene.Of(await context.ItemAsync(services), TileParameters.Of(context.Request.Query));
        bool isGeoJson = context.Request.Path.Value!.EndsWith(".geojson", StringComparison.Ordinal);
        JsonObject? answer = await WithAsync(context, scene, open => isGeoJson ? RasterInfo.Feature(open.Bands[0].Dataset) : RasterInfo.Of(open.Bands[0].Dataset));
        if (answer is not null)
        {
            await Answers.JsonAsync(context, answer, isGeoJson ? StacAnswers.GeoJson : StacAnswers.Json);
        }
    }

    private async Task StatisticsAsync(HttpContext context)
    {
        TileParameters parameters = TileParameters.Of(context.Request.Query);
        int longest = TileParameters.Text(context.Request.Query, "max_size") is { } text ? TileParameters.Whole("max_size", text, 1, Overview.MostPixels) : 1024;
        JsonObject? answer = await WithAsync(context, ItemScene.Of(await context.ItemAsync(services), parameters), open =>
        {
            Grid grid = Overview.Whole(open.Bands[0].Dataset, longest);
            float[] values = PictureRenderer.Values([open.Bands], grid, parameters.Options with { Resampling = Resampling.Nearest });
            int count = grid.Width * grid.Height;
            return new JsonObject(Enumerable.Range(0, values.Length / count).Select(band => KeyValuePair.Create<string, JsonNode?>(open.Names[band], RasterInfo.Figures(ValueStatistics.Of(values.AsSpan(band * count, count))))));
        });
        if (answer is not null)
        {
            await Answers.JsonAsync(context, answer);
        }
    }

    private async Task AreaAsync(HttpContext context)
    {
        TileParameters parameters = TileParameters.Of(context.Request.Query);
        ItemScene scene = ItemScene.Of(await context.ItemAsync(services), parameters);
        JsonObject body = await JsonBody.ReadObjectAsync(context);
        bool isMany = body["type"]?.ToString() == "FeatureCollection";
        JsonObject[] features = isMany ? [.. (body["features"] as JsonArray ?? []).OfType<JsonObject>().Take(100)] : [body];
        JsonObject answer = await services.Tiles().InTurnAsync(context, scene.Addresses, () =>
        {
            using OpenScene open = scene.Open(services.Tiles().Pool, isAll: true);
            JsonObject[] answers = [.. features.Select(feature => AreaOf(feature, open, parameters.Options))];
            return isMany ? new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. answers]) } : answers[0];
        });
        await Answers.JsonAsync(context, answer, StacAnswers.GeoJson);
    }

    private static JsonObject AreaOf(JsonObject feature, OpenScene open, PictureOptions options)
    {
        RegionValues region = RegionValues.Of(open.Bands, Polygon.FromGeoJson(feature), options);
        bool isFeature = feature["type"]?.ToString() == "Feature";
        JsonObject properties = isFeature && feature["properties"] is JsonObject given ? (JsonObject)given.DeepClone() : [];
        properties["statistics"] = new JsonObject(region.Results.Select((figures, band) => KeyValuePair.Create<string, JsonNode?>(open.Names[band], RasterInfo.Figures(figures))));
        properties["area_m2"] = region.AreaSquareMetres;
        properties["pixel_m"] = region.PixelMetres;
        return new JsonObject { ["type"] = "Feature", ["geometry"] = (isFeature ? feature["geometry"] : feature)!.DeepClone(), ["properties"] = properties };
    }

    private async Task PointAsync(HttpContext context)
    {
        TileParameters parameters = TileParameters.Of(context.Request.Query);
        string[] place = context.Part("place").Split(',');
        if (place.Length != 2)
        {
            throw TileParameters.Bad("point", context.Part("place"), "longitude,latitude");
        }

        double x = TileParameters.Number("longitude", place[0]), y = TileParameters.Number("latitude", place[1]);
        Crs crs = TileAnswers.CrsOf(context.Request.Query, "coord_crs") ?? Crs.Wgs84;
        JsonObject? answer = await WithAsync(context, ItemScene.Of(await context.ItemAsync(services), parameters), open =>
        {
            float[] values = PointValues.Of([open.Bands], x, y, crs, parameters.Options);
            IEnumerable<float> all = values.Length > 0 ? values : open.Names.Select(_ => float.NaN);
            return new JsonObject { ["coordinates"] = new JsonArray(x, y), ["values"] = new JsonArray([.. all.Select(value => TileAnswers.Number(value))]), ["band_names"] = new JsonArray([.. open.Names.Select(name => (JsonNode)name)]) };
        });
        if (answer is not null)
        {
            await Answers.JsonAsync(context, answer);
        }
    }

    private async Task FeatureAsync(HttpContext context)
    {
        TileParameters parameters = TileParameters.Of(context.Request.Query);
        PictureFormat? format = context.Request.RouteValues["format"] is string name ? PictureFormats.Named(name) : null;
        ItemScene scene = ItemScene.Of(await context.ItemAsync(services), parameters);
        Polygon polygon = Polygon.FromGeoJson(await JsonBody.ReadObjectAsync(context));
        Picture picture = await services.Tiles().InTurnAsync(context, scene.Addresses, () =>
        {
            using OpenScene open = scene.Open(services.Tiles().Pool);
            PictureOptions options = ItemStyle.Complete(parameters.Options, open, scene.FirstAsset, scene.Render);
            return PictureRenderer.Render([open.Bands], Overview.Around(polygon, 1024), options with { Format = format, Inside = polygon });
        });
        await TileAnswers.SendAsync(context, picture);
    }

    private async Task<JsonObject?> WithAsync(HttpContext context, ItemScene scene, Func<OpenScene, JsonObject> answer)
    {
        TileService tiles = services.Tiles();
        return await tiles.IsKnownAsync(context, scene.Addresses) ? null : await tiles.InTurnAsync(context, scene.Addresses, () =>
        {
            using OpenScene open = scene.Open(tiles.Pool, isAll: true);
            return answer(open);
        });
    }
}
