using Mitoshi.Gdal;

namespace Mitoshi.Forest.Models;

/// <summary>Plots as labels: the pixel that holds each centre, its AGB, and the ground that it speaks for.</summary>
/// <param name="Pixels">Index of the pixel of each plot, row by row.</param>
/// <param name="Agb">Mg/ha.</param>
/// <param name="Height">Metres, NaN where the table has none.</param>
/// <param name="SupportHectares">Median area of the plots.</param>
/// <param name="OutsideCount">Plots that lie outside of the grid and take no part.</param>
internal sealed record PlotLabels(int[] Pixels, float[] Agb, float[] Height, double SupportHectares, int OutsideCount)
{
    // The usual size of an inventory plot, where the table does not say.
    private const double UsualHectares = 0.1;

    /// <summary>Reads plots from the product of <c>forest plots</c>, a CSV with x and y, or anything that GDAL opens.</summary>
    /// <exception cref="MitoshiException"><c>train.plots_outside</c>, <c>plots.*</c>, <c>vector.*</c>.</exception>
    public static PlotLabels Read(string path, Grid grid, DecimalMark mark, IFiles files)
    {
        PlotTable table = PlotTable.Read(path, mark, files);
        int value = table.Require(null, "agb_mg_ha", "agb", "value"), height = table.Find(null, "lorey_height_m", "height_m", "height"), area = table.Find(null, "area_ha");
        int x = table.Find(null, "x", "easting", "lon", "longitude", "経度"), y = table.Find(null, "y", "northing", "lat", "latitude", "緯度");
        using CoordinateTransform? transform = table.Crs is { IsLocal: false } crs && !grid.Crs.IsLocal && crs != grid.Crs ? new CoordinateTransform(crs, grid.Crs) : null;
        List<int> pixels = [];
        List<float> agb = [], heights = [];
        List<double> areas = [];
        for (int row = 0; row < table.Rows.Count; row++)
        {
            double label = table.Number(row, value);
            (double X, double Y) place = PlotGeometry.Read(table.Geometries[row]) ?? (x >= 0 && y >= 0 ? (table.Number(row, x), table.Number(row, y)) : (double.NaN, double.NaN));
            if (double.IsNaN(label) || double.IsNaN(place.X + place.Y))
            {
                throw new MitoshiException(double.IsNaN(label) ? "plots.missing_value" : "plots.no_place",
                    found: ($"{table.Name}, row {row + 2}: {(double.IsNaN(label) ? "no AGB" : "no coordinates")}", $"{table.Name} {row + 2}行目：{(double.IsNaN(label) ? "AGBがありません" : "座標がありません")}"),
                    expected: ("AGB and a place for every plot", "すべてのプロットにAGBと位置"),
                    remedy: ("A plot without trees is 0; one that was not measured is no plot: remove it.", "木のないプロットは0、未調査のプロットは除いてください。"));
            }

            if (label < 0)
            {
                throw new MitoshiException("plots.bad_number",
                    found: ($"{table.Name}, row {row + 2}: AGB is {label:G5}", $"{table.Name} {row + 2}行目：AGBが {label:G5} です"),
                    expected: ("0 or more, in Mg/ha", "0以上(Mg/ha)"),
                    remedy: ("Correct it, or remove the plot.", "直すか、そのプロットを除いてください。"));
            }

            (double mapX, double mapY) = transform is null ? place : transform.Transform(place.X, place.Y);
            (double column, double line) = grid.Transform.ToPixel(mapX, mapY);
            if (column >= 0 && line >= 0 && column < grid.Width && line < grid.Height)
            {
                pixels.Add(((int)line * grid.Width) + (int)column);
                agb.Add((float)label);
                heights.Add(height >= 0 ? (float)table.Number(row, height) : float.NaN);
                areas.Add(area >= 0 && table.Number(row, area) > 0 ? table.Number(row, area) : UsualHectares);
            }
        }

        areas.Sort();
        return pixels.Count > 0 ? new PlotLabels([.. pixels], [.. agb], [.. heights], areas[areas.Count / 2], table.Rows.Count - pixels.Count) : throw new MitoshiException("train.plots_outside",
            found: ($"none of the {table.Rows.Count} plots of {table.Name} lies on the grid", $"{table.Name} の {table.Rows.Count} プロットがどれも格子の中にありません"),
            expected: ($"plots inside {grid}", $"{grid} の中のプロット"),
            remedy: ("Check the CRS of the plots, and that x is east and y is north.", "プロットの座標参照系と、xが東・yが北であることを確かめてください。"));
    }
}
