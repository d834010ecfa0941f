using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>What the colours of an item mean, as numbers for the page and as pictures for others; and the list of colour maps.</summary>
internal sealed class LegendRoutes(ServerServices services) : IRoutes
{
    private const string Item = "/tiles/{collection}/{item}";

    public IEnumerable<Route> Routes =>
    [
        new("GET", Item + "/legend", Access.Reader, ("The legend of a layer: title, unit, colours with values or classes", "凡例: 題、単位、色と値または分類"), LegendAsync) { Query = TileParameters.Known },
        new("GET", Item + "/legend.svg", Access.Reader, ("The legend as SVG", "凡例 (SVG)"), LegendAsync) { Query = TileParameters.Known, MediaType = "image/svg+xml" },
        new("GET", Item + "/legend.png", Access.Reader, ("The legend as PNG", "凡例 (PNG)"), LegendAsync) { Query = TileParameters.Known, MediaType = "image/png" },
        new("GET", "/tiles/colormaps", Access.Anyone, ("The colour maps, with their source", "カラーマップの一覧と出典"), MapsAsync),
    ];

    private async Task LegendAsync(HttpContext context)
    {
        TileService tiles = services.Tiles();
        TileParameters parameters = TileParameters.Of(context.Request.Query);
        ItemScene scene = ItemScene.Of(await context.ItemAsync(services), parameters);
        if (await tiles.IsKnownAsync(context, scene.Addresses, scene.Version))
        {
            return;
        }

        string ending = Path.GetExtension(context.Request.Path.Value!);
        (byte[] bytes, string type) = await tiles.InTurnAsync(context, scene.Addresses, () =>
        {
            using OpenScene open = scene.Open(tiles.Pool);
            PictureOptions options = ItemStyle.Complete(parameters.Options, open, scene.FirstAsset, scene.Render);
            (string title, string unit) = ItemStyle.Words(options, open, scene.FirstAsset);
            ColourMap colours = options.Colours ?? ColourMaps.Named("grey");
            Stretch stretch = options.Stretches.Count > 0 ? options.Stretches[0] : new Stretch(0, 1);
            IReadOnlyList<(ValueColour Colour, string Name)> classes = options.Classes.Count == 0 ? [] : ClassNames(options, ItemStyle.ClassesOf(scene.FirstAsset, open));
            return ending switch
            {
                ".svg" => (Encoding.UTF8.GetBytes(classes.Count > 0 ? LegendSvg.Classes(title, classes) : LegendSvg.Bar(title, unit, colours, stretch)), "image/svg+xml"),
                ".png" => (classes.Count > 0 ? LegendPng.Classes(title, classes) : LegendPng.Bar(title, unit, colours, stretch), "image/png"),
                _ => (Encoding.UTF8.GetBytes(Numbers(title, unit, colours, stretch, classes).ToJsonString()), "application/json"),
            };
        });
        await Answers.BytesAsync(context, bytes, type);
    }

    private Task MapsAsync(HttpContext context)
    {
        Language language = context.Language();
        return Answers.JsonAsync(context, new JsonObject
        {
            ["colormaps"] = new JsonArray([.. ColourMaps.All.Select(map => (JsonNode)new JsonObject
            {
                ["name"] = map.Name, ["title"] = map.Title.In(language), ["diverging"] = map.IsDiverging, ["stops"] = Stops(map), ["source"] = map.Source,
            })]),
        });
    }

    // Names of the described classes; a class that the request has coloured itself is named by its value.
    private static List<(ValueColour Colour, string Name)> ClassNames(PictureOptions options, IReadOnlyList<(ValueColour Colour, string Name)> described)
        => [.. options.Classes.Select(colour => (colour, described.FirstOrDefault(known => known.Colour.Value == colour.Value).Name ?? $"{colour.Value}"))];

    private static JsonObject Numbers(string title, string unit, ColourMap colours, Stretch stretch, IReadOnlyList<(ValueColour Colour, string Name)> classes)
    {
        JsonObject answer = new() { ["title"] = title, ["unit"] = unit };
        if (classes.Count > 0)
        {
            answer["classes"] = new JsonArray([.. classes.Select(known => (JsonNode)new JsonObject
            {
                ["value"] = known.Colour.Value, ["colour"] = $"#{known.Colour.Red:x2}{known.Colour.Green:x2}{known.Colour.Blue:x2}", ["name"] = known.Name,
            })]);
            return answer;
        }

        answer["min"] = TileAnswers.Number(stretch.Min);
        answer["max"] = TileAnswers.Number(stretch.Max);
        answer["stops"] = Stops(colours);
        return answer;
    }

    private static JsonArray Stops(ColourMap map) => new([.. map.Stops.Select(stop => (JsonNode)$"#{stop:x6}")]);
}
