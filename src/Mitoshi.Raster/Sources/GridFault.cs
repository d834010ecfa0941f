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

    /// <summary><c>grid.no_overlap</c>.</summary>
    public static MitoshiException NoOverlap(Grid source, Grid target) => new("grid.no_overlap",
        found: ($"an input that covers nothing of the area: {source}", $"対象地域にまったく重ならない入力: {source}"),
        expected: ($"some overlap with {target}", $"{target} との重なり"),
        remedy: ("check the area and the CRS of both; swapped longitude and latitude is the usual cause", "両方の範囲と座標参照系を確かめてください。経度と緯度の取り違えがよくある原因です"));
}
