using System.Text;
using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>Writes plots: CSV, or a point layer where every plot has a place.</summary>
internal static class PlotFile
{
    private static readonly string[] Columns =
        ["plot", "x", "y", "trees", "stems_per_ha", "basal_area_m2_ha", "stem_volume_m3_ha", "agb_mg_ha", "agb_se_mg_ha", "agb_se_shared_mg_ha", "bgb_mg_ha", "carbon_mg_ha", "weight"];

    public static void Write(string path, IReadOnlyList<PlotValue> plots, Crs? crs, IFiles files)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            files.CreateFolder(folder);
        }

        if (Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))
        {
            StringBuilder text = new();
            text.AppendJoin(',', Columns).Append('\n');
            foreach (PlotValue plot in plots)
            {
                text.Append(Quote(plot.Plot)).Append(',').AppendJoin(',', Numbers(plot).Select(Format)).Append('\n');
            }

            files.WriteAtomically(path, Encoding.UTF8.GetBytes(text.ToString()));
            return;
        }

        if (plots.Any(plot => double.IsNaN(plot.X) || double.IsNaN(plot.Y)) || crs is null)
        {
            throw new MitoshiException(
                "plots.no_place",
                found: (crs is null ? "plots without a coordinate reference system" : $"plot {plots.First(plot => double.IsNaN(plot.X)).Plot} without coordinates",
                    crs is null ? "プロットに座標参照系がありません" : $"プロット{plots.First(plot => double.IsNaN(plot.X)).Plot}に座標がありません"),
                expected: ("coordinates and a CRS for a map layer", "地図レイヤーには座標と座標参照系"),
                remedy: ("Declare it: --crs EPSG:6677, or write a .csv.", "--crs EPSG:6677 のように宣言するか、.csv に書いてください。"));
        }

        VectorField[] fields = [.. Columns.Select(name => new VectorField(name, name != "plot"))];
        VectorFile.Write(
            path,
            new VectorLayer("plots", crs, fields, [.. plots.Select((plot, i) => new VectorFeature(
                i, PlotGeometry.Point(plot.X, plot.Y),
                [VectorAttribute.Of(plot.Plot), .. Numbers(plot).Select(number => double.IsNaN(number) ? VectorAttribute.Nothing : VectorAttribute.Of(number))]))]),
            VectorGeometry.Point);
    }

    private static double[] Numbers(PlotValue plot) =>
    [
        plot.X, plot.Y, plot.Trees, plot.StemsPerHectare, plot.BasalArea, plot.StemVolume, plot.Agb.Value, plot.Agb.Error.Magnitude,
        plot.AgbErrorShared.Magnitude, plot.Bgb, plot.Carbon, plot.Weight,
    ];

    private static string Format(double number) => double.IsNaN(number) ? string.Empty : number.ToString("R");

    private static string Quote(string text) => text.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
