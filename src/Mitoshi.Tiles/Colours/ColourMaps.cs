namespace Mitoshi.Tiles;

/// <summary>The colour maps that are served. All run evenly in lightness, so that colour-blind people and grey printers read them.</summary>
public static class ColourMaps
{
    /// <summary>All, in the order of a menu.</summary>
    public static IReadOnlyList<ColourMap> All { get; } =
    [
        new("viridis", ("Dark violet to yellow", "濃紫から黄"), false,
            [0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6dcd59, 0xb4de2c, 0xfde725], "ten colours of matplotlib's viridis (van der Walt and Smith 2015, CC0)"),
        new("cividis", ("Dark blue to yellow", "紺から黄"), false,
            [0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838], "ten colours of cividis (Nuñez et al. 2018, PLoS ONE 13:e0199239)"),
        new("magma", ("Black over red to cream", "黒から赤、クリーム"), false,
            [0x000004, 0x180f3d, 0x440f76, 0x721f81, 0x9e2f7f, 0xcd4071, 0xf1605d, 0xfd9668, 0xfeca8d, 0xfcfdbf], "ten colours of matplotlib's magma (van der Walt and Smith 2015, CC0)"),
        new("biomass", ("Sand over green to near black", "砂色から緑、黒"), false,
            [0xf7f3e3, 0xdfe5b8, 0xb9d48c, 0x86bd6c, 0x4f9f57, 0x2a7f4a, 0x145f3f, 0x0a4030, 0x062820], "Mitoshi's reports"),
        new("uncertainty", ("White to dark purple", "白から濃紫"), false,
            [0xfcfbfd, 0xe9e7f2, 0xcfcfe5, 0xb0aed4, 0x938fc3, 0x7969b0, 0x61409b, 0x4a1887, 0x3f007d], "Mitoshi's reports, after ColorBrewer's Purples (Brewer, Apache-2.0)"),
        new("change", ("Red (loss) over white to blue (gain)", "赤 (減少) から白、青 (増加)"), true,
            [0x8e0b25, 0xc94741, 0xec9274, 0xfbd0b9, 0xf6f4f2, 0xc6dfed, 0x80b9d8, 0x3d85bc, 0x114781], "Mitoshi's reports, after ColorBrewer's RdBu (Brewer, Apache-2.0)"),
        new("diverging", ("Brown over white to blue-green", "茶から白、青緑"), true,
            [0x543005, 0x8c510a, 0xbf812d, 0xdfc27d, 0xf5f5f5, 0x80cdc1, 0x35978f, 0x01665e, 0x003c30], "ColorBrewer's BrBG (Brewer, Apache-2.0)"),
        new("terrain", ("Dark green over sand to white", "濃緑から砂色、白"), false,
            [0x12372a, 0x2f6b4f, 0x7a9b57, 0xcdbd82, 0xe9dcc0, 0xffffff], "chosen here: heights, lighter with height"),
        new("grey", ("Black to white", "黒から白"), false, [0x000000, 0xffffff], "linear"),
    ];

    /// <summary>The colour map of a name; <c>_r</c> at its end turns it round.</summary>
    /// <exception cref="MitoshiException"><c>tiles.unknown_colours</c>.</exception>
    public static ColourMap Named(string name)
    {
        bool isReversed = name.EndsWith("_r", StringComparison.Ordinal);
        ColourMap? map = All.FirstOrDefault(candidate => candidate.Name == (isReversed ? name[..^2] : name));
        return map is null
            ? throw new MitoshiException("tiles.unknown_colours",
                found: ($"there is no colour map \"{name}\"", $"カラーマップ \"{name}\" はありません"),
                expected: string.Join(", ", All.Select(candidate => candidate.Name)),
                remedy: ("take one of these; _r at its end turns it round", "この中から選んでください。末尾に _r を付けると逆順になります"))
            : isReversed ? map.Reversed() : map;
    }
}
