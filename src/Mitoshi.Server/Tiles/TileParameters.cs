using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Routes;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>What the query of a tile says, read strictly: names as TiTiler has them, so that existing scripts work.</summary>
internal sealed record TileParameters
{
    private const int MostAssets = 16, MostBands = 32;

    /// <summary>For the API's description.</summary>
    public static IReadOnlyList<RouteParameter> Known { get; } =
    [
        new("assets", ("Assets to show; repeat, or separate with commas", "表示するアセット。繰り返すかコンマ区切り")),
        new("bidx", ("Bands of the asset, from 1; repeat", "アセットのバンド番号 (1 から)。繰り返し可"), "integer"),
        new("asset_bidx", ("Bands of one asset, as B04|1,2; repeat", "アセットごとのバンド。例: B04|1,2。繰り返し可")),
        new("expression", ("Arithmetic: (B08-B04)/(B08+B04), or b1/b2 over the chosen bands; several results with ;", "式: (B08-B04)/(B08+B04)、または選んだバンドの b1/b2。複数の結果は ; で区切る")),
        new("rescale", ("Values of the darkest and the brightest colour, min,max; once, or for each band", "最も暗い色と明るい色の値 min,max。1 回、またはバンドごと")),
        new("colormap_name", ("Colour map of one band; _r at its end turns it round", "1 バンドのカラーマップ。末尾の _r で逆順")),
        new("colormap", ("Colours of single values as JSON: {\"1\":\"#1f7a3d\"}", "値ごとの色 (JSON): {\"1\":\"#1f7a3d\"}")),
        new("resampling", ("nearest, bilinear or average", "nearest、bilinear、average のいずれか")),
        new("unscale", ("true for stored x scale + offset", "true で 格納値 x scale + offset"), "boolean"),
        new("algorithm", ("hillshade, terrainrgb or terrarium", "hillshade、terrainrgb、terrarium のいずれか")),
        new("algorithm_params", ("JSON of the algorithm: {\"azimuth\":315,\"altitude\":45,\"exaggeration\":1}", "アルゴリズムの設定 (JSON)")),
    ];

    public IReadOnlyList<string> Assets { get; private init; } = [];

    public IReadOnlyList<int> Bands { get; private init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<int>> AssetBands { get; private init; } = new Dictionary<string, IReadOnlyList<int>>();

    /// <summary>Everything else.</summary>
    public PictureOptions Options { get; private init; } = new();

    /// <summary>Reads them.</summary>
    /// <exception cref="MitoshiException"><c>tiles.bad_parameter</c>, <c>tiles.bad_expression</c>, <c>tiles.unknown_colours</c>.</exception>
    public static TileParameters Of(IQueryCollection query)
    {
        // What would change the picture and is not known must not be left out in silence.
        foreach (string unknown in (string[])["url", "nodata", "color_formula", "buffer", "padding", "post_process"])
        {
            if (query.ContainsKey(unknown))
            {
                throw Bad(unknown, query[unknown].ToString(), string.Join(", ", Known.Select(parameter => parameter.Name)));
            }
        }

        string resampling = Text(query, "resampling") ?? Text(query, "reproject") ?? "bilinear";
        return new TileParameters
        {
            Assets = Bounded("assets", MostAssets, [.. query["assets"].SelectMany(part => (part ?? "").Split(',')).Where(part => part.Length > 0)]),
            Bands = Bounded("bidx", MostBands, [.. query["bidx"].SelectMany(part => (part ?? "").Split(',')).Select(part => Whole("bidx", part, 1, 65_535))]),
            AssetBands = AssetBandsOf(query["asset_bidx"]),
            Options = new PictureOptions
            {
                Expression = Text(query, "expression") is { } text ? Expression.Parse(text) : null,
                Stretches = Bounded("rescale", MostBands, [.. query["rescale"].SelectMany(StretchesOf)]),
                Colours = Text(query, "colormap_name") is { } name ? ColourMaps.Named(name) : null,
                Classes = Text(query, "colormap") is { } json ? ClassesOf(json) : [],
                Resampling = resampling switch
                {
                    "nearest" => Resampling.Nearest,
                    "bilinear" => Resampling.Bilinear,
                    "average" => Resampling.Average,
                    _ => throw Bad("resampling", resampling, "nearest, bilinear, average"),
                },
                IsPhysical = Text(query, "unscale") switch
                {
                    null or "false" or "False" or "0" => false,
                    "true" or "True" or "1" => true,
                    { } other => throw Bad("unscale", other, "true, false"),
                },
                Terrain = Text(query, "algorithm") switch { "terrainrgb" => TerrainCode.Mapbox, "terrarium" => TerrainCode.Terrarium, _ => null },
                Hillshade = Text(query, "algorithm") switch
                {
                    null or "terrainrgb" or "terrarium" => null,
                    "hillshade" => HillshadeOf(Text(query, "algorithm_params")),
                    { } other => throw Bad("algorithm", other, "hillshade, terrainrgb, terrarium"),
                },
            },
        };
    }

    /// <summary>A whole number within bounds.</summary>
    public static int Whole(string name, string text, int min, int max)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max ? number : throw Bad(name, text, $"{min} … {max}");

    /// <summary>A finite number.</summary>
    public static double Number(string name, string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : throw Bad(name, text, "a number");

    /// <summary>The only text of that name, or null.</summary>
    public static string? Text(IQueryCollection query, string name)
        => query[name] switch { [] => null, [var one] when !string.IsNullOrEmpty(one) => one, [_] => null, var many => throw Bad(name, many.ToString(), "once") };

    /// <summary>The error of a parameter that cannot be read.</summary>
    public static MitoshiException Bad(string name, string found, string expected) => new("tiles.bad_parameter",
        found: ($"{name} is \"{Short(found)}\"", $"{name} が「{Short(found)}」です"), expected: expected,
        remedy: ("See /api for the parameters of this address.", "この住所のパラメーターは /api を見てください。"));

    private static string Short(string text) => text.Length <= 100 ? text : text[..100] + "…";

    private static IReadOnlyList<T> Bounded<T>(string name, int most, IReadOnlyList<T> values) => values.Count <= most ? values : throw Bad(name, $"{values.Count}", $"<= {most}");

    private static IEnumerable<Stretch> StretchesOf(string? text)
    {
        string[] numbers = (text ?? "").Split(',');
        if (numbers.Length == 0 || numbers.Length % 2 != 0)
        {
            throw Bad("rescale", text ?? "", "min,max");
        }

        for (int i = 0; i < numbers.Length; i += 2)
        {
            Stretch stretch = new(Number("rescale", numbers[i]), Number("rescale", numbers[i + 1]));
            yield return stretch.Max != stretch.Min ? stretch : throw Bad("rescale", text ?? "", "min < max");
        }
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<int>> AssetBandsOf(Microsoft.Extensions.Primitives.StringValues texts)
    {
        Dictionary<string, IReadOnlyList<int>> bands = [];
        foreach (string? text in Bounded<string?>("asset_bidx", MostAssets, [.. texts]))
        {
            string[] parts = (text ?? "").Split('|');
            bands[parts[0]] = parts.Length == 2 ? Bounded("asset_bidx", MostBands, [.. parts[1].Split(',').Select(part => Whole("asset_bidx", part, 1, 65_535))]) : throw Bad("asset_bidx", text ?? "", "B04|1,2");
        }

        return bands;
    }

    private static IReadOnlyList<ValueColour> ClassesOf(string json)
    {
        JsonObject colours = Json("colormap", json);
        return Bounded("colormap", 255, [.. colours.Select(pair => ColourOf((float)Number("colormap", pair.Key), pair.Value))]);
    }

    private static ValueColour ColourOf(float number, JsonNode? colour)
    {
        if (colour is JsonArray { Count: 3 or 4 } parts)
        {
            byte[] bytes = [.. parts.Select(part => (byte)Whole("colormap", part?.ToJsonString() ?? "", 0, 255))];
            return new ValueColour(number, bytes[0], bytes[1], bytes[2], bytes.Length > 3 ? bytes[3] : (byte)255);
        }

        string text = colour is JsonValue value && value.TryGetValue(out string? given) ? given.TrimStart('#') : "";
        return text.Length is 6 or 8 && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            ? text.Length == 6 ? new ValueColour(number, (byte)(code >> 16), (byte)(code >> 8), (byte)code) : new ValueColour(number, (byte)(code >> 24), (byte)(code >> 16), (byte)(code >> 8), (byte)code)
            : throw Bad("colormap", colour?.ToJsonString() ?? "null", "#rrggbb, [r,g,b,a]");
    }

    private static Hillshade HillshadeOf(string? json)
    {
        JsonObject settings = json is null ? [] : Json("algorithm_params", json);
        double Setting(string name, double otherwise) => settings[name] is { } node ? Number("algorithm_params", node.ToJsonString()) : otherwise;
        return new Hillshade(Setting("azimuth", 315), Setting("altitude", 45), Setting("exaggeration", 1));
    }

    private static JsonObject Json(string name, string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false }) as JsonObject ?? throw Bad(name, json, "{…}");
        }
        catch (JsonException)
        {
            throw Bad(name, json, "{…}");
        }
    }
}
