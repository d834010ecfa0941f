using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Gdal;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>How an item is drawn when the request leaves it open: by its classes, its palette, its renders, or its own range of values.</summary>
internal static class ItemStyle
{
    /// <summary>Fills in what the request has left open.</summary>
    public static PictureOptions Complete(PictureOptions asked, OpenScene scene, JsonObject asset, ItemRender render)
    {
        bool isCoded = asked.Terrain is not null || asked.Hillshade is not null;
        PictureOptions options = asked;
        if (scene.Bands.Count == 1 && asked.Expression is null && asked.Colours is null && asked.Classes.Count == 0 && asked.Stretches.Count == 0 && !isCoded)
        {
            options = asked with { Classes = [.. ClassesOf(asset, scene).Select(found => found.Colour)] };
        }

        if (options.Classes.Count == 0 && asked.Expression is null && !isCoded)
        {
            bool isPlain = asked.Stretches.Count == 0;
            options = options with { Colours = asked.Colours ?? (isPlain && scene.Bands.Count == 1 ? render.Colours : null), Stretches = isPlain && !asked.IsPhysical ? render.Stretches : asked.Stretches };
        }

        if (options.Classes.Count > 0 && asked.Resampling == Resampling.Bilinear)
        {
            // Between class 1 and class 3 there is no class 2.
            options = options with { Resampling = Resampling.Nearest };
        }

        bool isOpen = options.Stretches.Count == 0 && options.Classes.Count == 0 && !isCoded;
        return isOpen ? options with { Stretches = DataStretch.Of(scene.Bands, options) } : options;
    }

    /// <summary>Values, colours and names of classes: of the asset's description, else of the file's palette.</summary>
    public static IReadOnlyList<(ValueColour Colour, string Name)> ClassesOf(JsonObject asset, OpenScene scene)
    {
        JsonArray? described = asset["classification:classes"] as JsonArray ?? (asset["bands"] is JsonArray { Count: > 0 } bands ? (bands[0] as JsonObject)?["classification:classes"] as JsonArray : null);
        if (described is not null)
        {
            List<(ValueColour, string)> classes = [.. described.OfType<JsonObject>().Select(ClassOf).OfType<(ValueColour, string)>().Take(255)];
            if (classes.Count > 0)
            {
                return classes;
            }
        }

        RasterBand band = scene.Bands[0].Dataset.File.Bands[scene.Bands[0].Band];
        return [.. band.Palette.Take(255).Select((colour, number) => (new ValueColour(number, colour.Red, colour.Green, colour.Blue, colour.Alpha), number < band.Categories.Count ? band.Categories[number] : $"{number}"))];
    }

    /// <summary>What the values are, and their unit.</summary>
    public static (string Title, string Unit) Words(PictureOptions options, OpenScene scene, JsonObject asset)
    {
        RasterBand band = scene.Bands[0].Dataset.File.Bands[scene.Bands[0].Band];
        JsonObject? described = asset["bands"] is JsonArray bands && bands.Count > scene.Bands[0].Band ? bands[scene.Bands[0].Band] as JsonObject : null;
        string title = options.Expression?.Text ?? String(asset["title"]) ?? String(described?["description"]) ?? (band.Description.Length > 0 ? band.Description : scene.Names[0]);
        return (title, options.Expression is not null ? "" : String(described?["unit"]) ?? band.Unit);
    }

    private static (ValueColour, string)? ClassOf(JsonObject body)
    {
        string hint = String(body["color_hint"]) ?? String(body["color-hint"]) ?? "";
        bool isGood = body["value"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && hint.Length == 6 && uint.TryParse(hint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
        if (!isGood || (body["nodata"] is JsonValue noData && noData.GetValueKind() == JsonValueKind.True))
        {
            return null;
        }

        uint code = uint.Parse(hint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        float number = (float)body["value"]!.GetValue<double>();
        return (new ValueColour(number, (byte)(code >> 16), (byte)(code >> 8), (byte)code), String(body["title"]) ?? String(body["name"]) ?? String(body["description"]) ?? $"{number}");
    }

    private static string? String(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
