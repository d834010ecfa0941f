using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Products;
using Mitoshi.Catalog.Search;
using Mitoshi.Forest.Measures;
using Mitoshi.Raster;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;
using Mitoshi.Server.Stac;
using Mitoshi.Server.Tiles;
using Mitoshi.Statistics;

namespace Mitoshi.Server.Measures;

/// <summary>The mean of an area on a map with intervals, and how far it can be off: what <c>forest measure</c> computes, at once.</summary>
internal sealed class MeasureRoutes(ServerServices services) : IRoutes
{
    // Some seconds of work and 64 MiB; more is a job's.
    private const long PixelsMax = 40_000_000;

    public IEnumerable<Route> Routes =>
    [
        new("POST", "/measures/{collection}/{item}", Access.Reader, ("Mean of an area (GeoJSON) with its standard error, from a map with intervals", "範囲 (GeoJSON) の平均とその標準誤差 (区間のある地図から)"), MeasureAsync)
            { Query = [new("asset", ("Raster with NAME_lower and NAME_upper beside it; agb unless given", "NAME_lower と NAME_upper をもつラスター。既定 agb"))], BodyMediaType = StacAnswers.GeoJson },
    ];

    private async Task MeasureAsync(HttpContext context)
    {
        StoredItem item = await context.ItemAsync(services);
        string asset = TileParameters.Text(context.Request.Query, "asset") ?? "agb";
        if (!item.Files.TryGetValue(asset, out string? path) || Path.GetDirectoryName(path) is not { } folder || !File.Exists(Path.Combine(folder, ProductFolder.ItemName)))
        {
            throw AreaMean.NoInterval(item.Id, asset);
        }

        Polygon place = Polygon.FromGeoJson(await JsonBody.ReadObjectAsync(context));
        AreaMean mean = await services.Tiles().InTurnAsync(context, [], () => AreaMean.Of(folder, asset, place, PixelsMax, context.RequestAborted));
        await Answers.JsonAsync(context, Of(asset, mean));
    }

    private static JsonObject Of(string asset, AreaMean mean)
    {
        string unit = mean.Estimate.Unit.Symbol;
        JsonObject answer = new()
        {
            ["asset"] = asset, ["mean"] = Of(mean.Estimate), ["area_ha"] = mean.AreaHectares, ["measured_ha"] = mean.MeasuredHectares, ["pixels"] = mean.Pixels,
            ["correlation"] = new JsonObject { ["range_m"] = mean.CorrelationRangeMetres, ["model"] = mean.Correlation.Name }, ["has_level_error"] = mean.HasLevelError, ["method"] = mean.Estimate.Method,
        };
        if (unit.EndsWith("/ha", StringComparison.Ordinal))
        {
            answer["total"] = Of(mean.Estimate.Total(mean.MeasuredHectares, new Unit(unit[..^3])));
        }

        return answer;
    }

    private static JsonObject Of(Estimate estimate)
    {
        Interval interval = estimate.Interval(0.95);
        return new JsonObject { ["value"] = estimate.Value, ["unit"] = estimate.Unit.Symbol, ["standard_error"] = estimate.Error.Magnitude, ["lower_95"] = interval.Lower, ["upper_95"] = interval.Upper };
    }
}
