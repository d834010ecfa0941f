using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Search;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;
using Mitoshi.Server.Stac;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>An item as a Web Map Tile Service (OGC 07-057r7): capabilities for QGIS and GDAL, tiles by path or by query.</summary>
internal sealed class WmtsRoutes(ServerServices services) : IRoutes
{
    private const string Item = "/tiles/{collection}/{item}";

    public IEnumerable<Route> Routes =>
    [
        new("GET", Item + "/WMTSCapabilities.xml", Access.Reader, ("Capabilities of the WMTS of an item", "アイテムの WMTS の機能情報"), CapabilitiesAsync) { Query = TileParameters.Known, MediaType = "application/xml" },
        new("GET", Item + "/wmts", Access.Reader, ("WMTS by query: GetCapabilities, GetTile", "WMTS (クエリ): GetCapabilities、GetTile"), ByQueryAsync)
            { Query = [new("REQUEST", ("GetCapabilities or GetTile", "GetCapabilities か GetTile")), new("LAYER", ("Asset", "アセット")), new("TILEMATRIXSET", ("Set", "タイル行列セット")), new("TILEMATRIX", ("Level", "レベル")), new("TILEROW", ("Row", "行")), new("TILECOL", ("Column", "列")), new("FORMAT", ("Media type", "メディアタイプ"))], MediaType = "application/xml" },
    ];

    private async Task CapabilitiesAsync(HttpContext context)
    {
        TileService tiles = services.Tiles();
        StoredItem item = await context.ItemAsync(services);
        TileParameters parameters = TileParameters.Of(context.Request.Query);
        JsonObject assets = JsonNode.Parse(item.Body.Span)?["assets"] as JsonObject ?? [];
        bool isOne = parameters.Assets.Count > 0 || parameters.Options.Expression is not null;
        string[] keys = isOne ? [string.Join(",", ItemScene.Of(item, parameters).Keys)] : [.. ItemScene.Rasters(assets)];
        ItemScene first = ItemScene.Of(item, parameters);
        if (await tiles.IsKnownAsync(context, first.Addresses))
        {
            return;
        }

        Rectangle box = await tiles.InTurnAsync(context, first.Addresses, () =>
        {
            using OpenScene open = first.Open(tiles.Pool);
            return Boxes.OnEarth(open.Bands[0].Dataset);
        });
        string address = $"{context.Base(services)}{Prefix(context)}";
        XDocument document = WmtsCapabilities.Of(item.Id, address, keys, box, context.Request.Query.Where(pair => TileParameters.Known.Any(known => known.Name == pair.Key && known.Name != "assets")));
        await Answers.BytesAsync(context, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document), "application/xml");
    }

    private async Task ByQueryAsync(HttpContext context)
    {
        // Names of KVP parameters have no case (07-057r7, section 8).
        Dictionary<string, string> query = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, Microsoft.Extensions.Primitives.StringValues value) in context.Request.Query)
        {
            query[key] = value.ToString();
        }

        string request = query.GetValueOrDefault("REQUEST", "GetCapabilities");
        if (request.Equals("GetCapabilities", StringComparison.OrdinalIgnoreCase))
        {
            await CapabilitiesAsync(context);
            return;
        }

        if (!request.Equals("GetTile", StringComparison.OrdinalIgnoreCase))
        {
            throw TileParameters.Bad("REQUEST", request, "GetCapabilities, GetTile");
        }

        string Needed(string name) => query.TryGetValue(name, out string? text) && text.Length > 0 ? text : throw TileParameters.Bad(name, "", "once");
        TileMatrixSet set = TileMatrixSets.Named(Needed("TILEMATRIXSET"));
        PictureFormat format = PictureFormats.Named(query.GetValueOrDefault("FORMAT", "image/png"));
        Grid grid = set.Tile(TileParameters.Whole("TILEMATRIX", Needed("TILEMATRIX").Split(':')[^1], 0, 30), TileParameters.Whole("TILECOL", Needed("TILECOL"), 0, int.MaxValue), TileParameters.Whole("TILEROW", Needed("TILEROW"), 0, int.MaxValue));
        Dictionary<string, Microsoft.Extensions.Primitives.StringValues> style = context.Request.Query.Where(pair => TileParameters.Known.Any(known => known.Name == pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);
        style["assets"] = Needed("LAYER");
        await ItemPictures.SendAsync(context, services, TileParameters.Of(new QueryCollection(style)), format, _ => grid);
    }

    // The path of the item, as the client wrote it.
    private static string Prefix(HttpContext context) => context.Request.PathBase + context.Request.Path.ToUriComponent()[..context.Request.Path.ToUriComponent().LastIndexOf('/')];
}
