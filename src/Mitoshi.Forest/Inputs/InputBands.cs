using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Inputs;

/// <summary>Which bands of a file are layers, and which one is the mask: from what was declared, else from the file's own names, else from the role.</summary>
internal sealed record InputBands(IReadOnlyList<int> Indexes, IReadOnlyList<CubeLayer> Layers, int? MaskIndex)
{
    private const string PassedOver = "-", MaskName = "mask";

    public static InputBands Of(ForestInput input, RasterFile file)
    {
        string[] names = Names(input, file);
        if (names.Length != file.Bands.Count)
        {
            throw new MitoshiException("input.band_names",
                found: ($"{input.Path} has {file.Bands.Count} bands, `bands` names {names.Length}", $"{input.Path} は {file.Bands.Count} バンドですが `bands` は {names.Length} 個です"),
                expected: ("one name for each band, `-` to skip one, `mask` for the cloud mask", "バンドごとに1つの名前(読み飛ばしは `-`、雲マスクは `mask`)"),
                remedy: ($"Write bands: \"{string.Join(' ', Enumerable.Range(1, file.Bands.Count).Select(number => "name" + number))}\" with the right names.", "正しい名前を空白区切りで書いてください。"));
        }

        List<int> indexes = [];
        List<CubeLayer> layers = [];
        int? maskIndex = null;
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] == MaskName)
            {
                maskIndex = i;
            }
            else if (names[i] != PassedOver)
            {
                indexes.Add(i);
                layers.Add(ToLayer(input, names[i]));
            }
        }

        return new(indexes, layers, maskIndex);
    }

    // VH_descending names band and orbit at once, for files that hold both orbits.
    private static CubeLayer ToLayer(ForestInput input, string name)
    {
        string orbit = input.Orbit;
        foreach (string candidate in new[] { "ascending", "descending" })
        {
            if (name.EndsWith("_" + candidate, StringComparison.Ordinal))
            {
                (name, orbit) = (name[..^(candidate.Length + 1)], candidate);
            }
        }

        return new CubeLayer(input.Role, name, input.Date, input.Date?.Month ?? input.Month, orbit);
    }

    private static string[] Names(ForestInput input, RasterFile file)
    {
        if (input.Bands.Length > 0)
        {
            return input.Bands.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        if (file.Bands.All(band => band.Description.Length > 0))
        {
            return [.. file.Bands.Select(band => band.Description.Replace(' ', '_'))];
        }

        string fileName = Path.GetFileName(input.Path);
        if (input.Role == LayerRole.Palsar && PalsarTileName.TryParse(fileName) is { } tile)
        {
            return [tile.Layer switch { PalsarLayer.Hh => "HH", PalsarLayer.Hv => "HV", PalsarLayer.Incidence => "incidence", PalsarLayer.Date => "days", _ => MaskName }];
        }

        string? single = input.Role switch
        {
            LayerRole.Elevation => "elevation",
            LayerRole.LandCover => "land_cover",
            LayerRole.Species => "species",
            LayerRole.CanopyHeight => "height",
            LayerRole.Other => Path.GetFileNameWithoutExtension(fileName),
            _ => null,
        };
        return single is not null && file.Bands.Count == 1 ? [single] : throw new MitoshiException("input.unnamed_bands",
            found: ($"{input.Path}: nothing says what its {file.Bands.Count} bands are", $"{input.Path}: {file.Bands.Count} 個のバンドの内容がわかりません"),
            expected: ("band names, declared or as descriptions in the file", "バンド名(宣言、またはファイル内の説明)"),
            remedy: ("Add bands: \"B2 B3 B4 ...\" (or VV VH, HH HV) to this input.", "この入力に bands: \"B2 B3 B4 ...\"(VV VH、HH HV など)を書いてください。"));
    }
}
