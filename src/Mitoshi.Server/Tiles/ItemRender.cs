using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>How an item says that one of its assets is drawn (STAC render extension 2.0.0). What cannot be read there is left out: it is a default.</summary>
/// <param name="Colours">Colour map, or null.</param>
/// <param name="Stretches">Ranges of values; empty for none.</param>
internal sealed record ItemRender(ColourMap? Colours, IReadOnlyList<Stretch> Stretches)
{
    private const int MostStretches = 3;

    /// <summary>The first render of exactly this asset, or one that says nothing.</summary>
    public static ItemRender Of(JsonObject item, string asset)
    {
        JsonObject? renders = (item["properties"] as JsonObject)?["renders"] as JsonObject;
        JsonObject? render = renders?.Select(pair => pair.Value).OfType<JsonObject>()
            .FirstOrDefault(candidate => candidate["expression"] is null && candidate["assets"] is JsonArray { Count: 1 } assets && Text(assets[0]) == asset);
        return new ItemRender(ColoursOf(Text(render?["colormap_name"])), StretchesOf(render?["rescale"] as JsonArray));
    }

    private static ColourMap? ColoursOf(string? name) => ColourMaps.All.FirstOrDefault(map => map.Name == name || map.Name + "_r" == name) is null ? null : ColourMaps.Named(name!);

    private static IReadOnlyList<Stretch> StretchesOf(JsonArray? ranges)
    {
        List<Stretch> stretches = [];
        foreach (JsonNode? range in (ranges ?? []).Take(MostStretches))
        {
            if (range is not JsonArray { Count: 2 } ends || Number(ends[0]) is not { } min || Number(ends[1]) is not { } max || min == max)
            {
                return [];
            }

            stretches.Add(new Stretch(min, max));
        }

        return stretches;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static double? Number(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) && double.IsFinite(number) ? number : null;
}
