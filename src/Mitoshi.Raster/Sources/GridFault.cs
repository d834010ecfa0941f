namespace Mitoshi.Raster;

/// <summary>Two grids that do not fit: both are printed.</summary>
internal static class GridFault
{
    /// <exception cref="MitoshiException"><c>grid.mismatch</c>.</exception>
    public static void RequireSame(Grid expected, Grid found)
    {
        if (expected != found)
        {
            throw new MitoshiException("grid.mismatch",
                found: ($"the grid {found}", $"格子 {found}"),
                expected: ($"the grid {expected}", $"格子 {expected}"),
                remedy: ("align the inputs to one grid first", "先に入力を一つの格子に揃えてください"));
        }
    }

    /// <summary><c>grid.local_mismatch</c>.</summary>
    public static MitoshiException LocalMismatch(Grid source, Grid target) => new("grid.local_mismatch",
        found: ($"an input on {source} for a map on {target}: one of them is a local grid without a place", $"地図 {target} に対する入力 {source}: 一方は場所のない local 格子です"),
        expected: ("either all inputs with a CRS, or all declared `crs: local`", "すべての入力に座標参照系があるか、すべて `crs: local` と宣言されていること"),
        remedy: ("set the CRS of the input (gdal_edit.py -a_srs EPSG:32654 FILE), or declare `crs: local` for all", "入力に座標参照系を設定するか (gdal_edit.py -a_srs EPSG:32654 ファイル)、すべて `crs: local` と宣言してください"));

    /// <summary><c>grid.no_overlap</c>.</summary>
    public static MitoshiException NoOverlap(Grid source, Grid target) => new("grid.no_overlap",
        found: ($"an input that covers nothing of the area: {source}", $"対象地域にまったく重ならない入力: {source}"),
        expected: ($"some overlap with {target}", $"{target} との重なり"),
        remedy: ("check the area and the CRS of both; swapped longitude and latitude is the usual cause", "両方の範囲と座標参照系を確かめてください。経度と緯度の取り違えがよくある原因です"));
}
