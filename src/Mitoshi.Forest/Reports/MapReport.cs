using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Models;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Maps;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Reports;

/// <summary>The report of a forest map, as a forest agency would hand it on.</summary>
internal static class MapReport
{
    public static Report Of(string folder, Grid grid, ForestSite site, BiomassModel model, MapFigures figures, MapVerdict verdict)
    {
        double max = MaxOf(folder, grid);
        List<Item> maps =
        [
            new KeyFigures(
            [
                new($"{figures.MeanAgb:0.0} Mg/ha", ("mean AGB", "平均AGB")),
                new(verdict.Withheld ? ("withheld", "非表示") : $"± {figures.MeanAgbError:0.0} Mg/ha", ("standard error of the mean: pixels, correlated in space, and the level of the map", "平均の標準誤差(空間相関のある画素の誤差と、地図全体の水準の誤差)")),
                new($"{figures.ForestHectares:#,0} ha", ("forest", "森林面積")),
                new($"{figures.MeanAgbForest:0.0} Mg/ha", ("mean AGB of the forest", "森林の平均AGB")),
                new($"{100 * figures.ShareInside:0} %", ("inside the area of applicability", "適用範囲内の割合")),
            ]),
            .. verdict.NotUsable is { } reason ? [(Item)new Warning(($"Not usable, because {reason.En}.", $"使えません:{reason.Ja}。"))] : Array.Empty<Item>(),
            Population(verdict),
            new Figure(Map(folder, grid, MapFiles.Agb, ("AGB (Mg/ha)", "AGB (Mg/ha)"), ColourMap.Biomass, 0, max), ("Above-ground biomass of each 10 m pixel; white is no data.", "10 m画素ごとの地上部バイオマス。白はデータなし。")) { IsWide = true },
        ];
        if (!verdict.Withheld)
        {
            maps.Add(new Figure(Width(folder, grid), ("Width of the 90 % interval of each pixel.", "画素ごとの90 % 区間の幅。")));
        }

        if (model.Height is not null)
        {
            maps.Add(new Figure(Map(folder, grid, MapFiles.Height, ("Height (m)", "樹高 (m)"), ColourMap.Viridis, 0, 35, isHalf: true), ("Canopy height.", "樹高。")));
        }

        maps.Add(new Figure(Applicability(folder, grid), ("Area of applicability: outside of it the features are unlike those of training, and no accuracy is claimed.", "適用範囲:外側では特徴量が学習時と異なり、精度を主張しない。")));
        maps.Add(new Figure(Histogram(folder, grid), ("How often each AGB occurs in the map.", "地図中のAGBの度数分布。")));
        return new Report(($"Forest height and biomass: {site.Name}", $"森林の樹高とバイオマス: {site.Name}"), Place(grid),
        [
            new Section(("The map", "地図"), maps),
            new Section(("How good is it?", "精度"), [Accuracy(model), new Paragraph(("Figures of the model's own sites, from blocks that it did not see; the model's report has the classes.", "モデルの学習サイトの、見ていないブロックでの値。階級別はモデルの報告書にあります。"))]),
            new Section(("Inputs", "入力"), [Inputs(site)]),
            new Section(("What is not known", "わかっていないこと"),
            [
                new Paragraph(("A pixel's interval is no statement on an area: the report's standard error of the mean sums the correlation of all pairs of pixels and adds how far the level of the whole map may be off.", "画素の区間は面積についての言明ではありません。平均の標準誤差は、全画素対の相関の和に、地図全体の水準の誤差を加えたものです。")),
                .. figures.SupportHectares is { } support
                    ? [(Item)new Paragraph(($"The model was trained on plots alone: a pixel's value and interval speak of the circle of {support:0.00} ha around it.", $"プロットのみで学習したモデルです。画素の値と区間は、その周り {support:0.00} ha の円についてのものです。"))] : Array.Empty<Item>(),
                new Paragraph(("Below-ground biomass and carbon use one ratio for all pixels; its error does not average out over an area.", "地下部バイオマスと炭素は全画素で共通の係数を使うため、その誤差は面積で平均しても消えません。")),
            ]),
        ]) { IsSimulated = verdict.IsSimulated };
    }

    private static Text Place(Grid grid)
    {
        (double west, double north) = grid.Transform.ToMap(0, 0);
        double size = Math.Abs(grid.Transform.ColumnX);
        string crs = grid.Crs.IsLocal ? "" : $", {grid.Crs}", unit = grid.Crs.IsLocal || !Gdal.SpatialReference.IsGeographic(grid.Crs) ? " m" : "°";
        return ($"{grid.Width:#,0} x {grid.Height:#,0} pixels of {size:0.######}{unit}, upper left ({west:0.###}, {north:0.###}){(grid.Crs.IsLocal ? ", local coordinates" : crs)}",
            $"{grid.Width:#,0} × {grid.Height:#,0} 画素（{size:0.######}{unit}）、左上 ({west:0.###}, {north:0.###}){(grid.Crs.IsLocal ? "、局所座標" : crs)}");
    }

    private static Item Population(MapVerdict verdict)
    {
        string strongest = string.Join(", ", verdict.Shift.StrongestFeatures.Take(3));
        return verdict.Shift.IsDifferentPopulation
            ? new Warning(($"A different population: a classifier tells this area from the training sites (AUC {verdict.Shift.Auc:0.00}, by {strongest}). "
                + (verdict.Withheld ? "Intervals are withheld: accuracy unknown until plots are there." : "The user vouches for the intervals (`intervals: always`)."),
                $"母集団が異なります:この地域と学習サイトは判別できます(AUC {verdict.Shift.Auc:0.00}、特徴量 {strongest})。"
                + (verdict.Withheld ? "区間は示しません。プロットが得られるまで精度は不明です。" : "区間は利用者の判断で示しています(`intervals: always`)。")))
            : new Paragraph(($"The area looks like the training sites (classifier AUC {verdict.Shift.Auc:0.00}; above 0.90 it would be a different population).",
                $"この地域は学習サイトと似ています(判別AUC {verdict.Shift.Auc:0.00}。0.90を超えると別の母集団とみなす)。"));
    }

    private static Table Accuracy(BiomassModel model)
    {
        string Number(string key, string format) => model.Metrics[key]?.GetValue<double>().ToString(format) ?? "-";
        return new Table(("Cross-validation by blocks (Mg/ha)", "ブロック交差検証 (Mg/ha)"), ["RMSE", "MAE", ("bias", "偏り"), "R²", ("coverage of 90 % intervals", "90 % 区間の被覆率"), ("mean width", "平均幅")],
            [[Number("rmse", "0.0"), Number("mae", "0.0"), Number("bias", "+0.0;-0.0"), Number("r2", "0.00"), Number("coverage_90", "0.0 %"), Number("mean_width_90", "0.0")]]);
    }

    private static Text NameOf(LayerRole role) => role switch
    {
        LayerRole.Sentinel1 => "Sentinel-1",
        LayerRole.Sentinel2 => "Sentinel-2",
        LayerRole.Landsat => "Landsat",
        LayerRole.Palsar => "PALSAR",
        LayerRole.Elevation => ("elevation", "標高"),
        LayerRole.LandCover => ("land cover", "土地被覆"),
        LayerRole.Species => ("species", "樹種"),
        LayerRole.CanopyHeight => ("canopy height", "樹高"),
        _ => ("other", "その他"),
    };

    private static Table Inputs(ForestSite site) => new(("Files", "ファイル"), [("role", "種類"), ("file", "ファイル"), ("date", "日付")],
        [.. site.Inputs.Select(input => (IReadOnlyList<Text>)[NameOf(input.Role), Path.GetFileName(input.Path),
            input.Date?.ToString("yyyy-MM-dd") ?? (input.Month is { } month ? ($"month {month}", $"{month} 月") : (Text)"-")])]) { IsText = true };

    private static ISource Open(string folder, Grid grid, string name) => RasterSource.Open(Path.Combine(folder, name), grid.Crs.IsLocal ? Crs.Local : null, Math.Abs(grid.Transform.ColumnX));

    private static string Map(string folder, Grid grid, string name, Text title, ColourMap colours, double min, double max, bool isHalf = false)
    {
        using ISource source = Open(folder, grid, name);
        MapFigure figure = ReportMaps.Figure(source, 0, title, colours, min, max);
        return (isHalf ? figure with { PictureWidth = ReportMaps.HalfWidth } : figure).ToSvg();
    }

    private static string Applicability(string folder, Grid grid)
    {
        using ISource source = Open(folder, grid, MapFiles.Applicability);
        return (ReportMaps.Figure(source, 0, ("Area of applicability", "適用範囲"), ColourMap.Viridis, 0, 1) with
        {
            PictureWidth = ReportMaps.HalfWidth, Classes = [(1, ("inside", "範囲内")), (0, ("outside", "範囲外"))],
        }).ToSvg();
    }

    private static string Width(string folder, Grid grid)
    {
        using ISource lower = Open(folder, grid, MapFiles.Lower), upper = Open(folder, grid, MapFiles.Upper);
        (float[] low, Grid small) = ReportMaps.Shrink(lower, 0);
        (float[] high, _) = ReportMaps.Shrink(upper, 0);
        float[] width = [.. high.Zip(low, (top, bottom) => top - bottom)];
        return new MapFigure(("Interval width (Mg/ha)", "区間の幅 (Mg/ha)"), width, small.Width, small.Height, small, ColourMap.Uncertainty, 0, AccuracyFigures.NiceMax(width)) { PictureWidth = ReportMaps.HalfWidth }.ToSvg();
    }

    private static string Histogram(string folder, Grid grid)
    {
        using ISource agb = Open(folder, grid, MapFiles.Agb);
        (float[] values, _) = ReportMaps.Shrink(agb, 0);
        return AccuracyFigures.Histograms([(("map", "地図"), values, Colours.Green)], ("AGB (Mg/ha)", "AGB (Mg/ha)"));
    }

    private static double MaxOf(string folder, Grid grid)
    {
        using ISource agb = Open(folder, grid, MapFiles.Agb);
        return AccuracyFigures.NiceMax(ReportMaps.Shrink(agb, 0).Values);
    }
}
