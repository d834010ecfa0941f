using Mitoshi.Forest.Reports;
using Mitoshi.Gdal;
using Mitoshi.Learning;
using Mitoshi.Raster;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Maps;
using Mitoshi.Reporting.Pages;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Validation;

/// <summary>The report of a validation: plots, another map, refits.</summary>
internal static class ValidationReport
{
    public static Report Of(ValidationOutcome outcome, MapUnderTest map, RandomStream random)
    {
        List<Section> sections = [new Section(("How good is it?", "精度"), [.. Key(outcome), .. outcome.Warnings().Select(warning => new Warning(warning)), Table.From(outcome.Errors())])];
        if (outcome.Plots is { } plots)
        {
            sections.Add(new Section(("Against the plots", "プロットとの比較"), [.. PlotItems(plots, map), .. Figures(plots.Values, ("plots", "プロット"), random)]));
        }

        if (outcome.Raster is { } raster)
        {
            sections.Add(new Section(($"Against {outcome.ReferenceName}", $"{outcome.ReferenceName} との比較"), [.. RasterItems(outcome, raster), .. Figures(raster.Pixels, (outcome.ReferenceName, outcome.ReferenceName), random)]));
        }

        if (outcome.Folds.Count > 0)
        {
            sections.Add(new Section(("The model refitted", "モデルの再学習"), [.. FoldItems(outcome.Folds)]));
        }

        sections.Add(new Section(("What is not known", "わかっていないこと"), [.. Limits(outcome)]));
        Text title = outcome.Plots is not null ? ("Map against plots", "地図とプロットの比較") : outcome.Raster is not null ? ($"Map against {outcome.ReferenceName}", $"地図と {outcome.ReferenceName} の比較") : ("Model refitted", "モデルの再学習");
        return new Report(title, (outcome.MapName, outcome.MapName), sections) { IsSimulated = outcome.IsSimulated };
    }

    private static IEnumerable<Item> Key(ValidationOutcome outcome)
    {
        if (outcome.Main is not { } main)
        {
            yield break;
        }

        MapAccuracy accuracy = main.Accuracy;
        List<KeyFigure> figures =
        [
            new($"{accuracy.Rmse:0.0} Mg/ha", ($"RMSE, {accuracy.Count:#,0} {main.Name.En}", $"RMSE（{main.Name.Ja} {accuracy.Count:#,0}）")),
            new($"{accuracy.Bias:+0.0;-0.0} Mg/ha", ("bias, map minus reference", "偏り（地図−参照）")),
            new($"{accuracy.RSquared:0.00}", ("R² = 1 − SSE/SST", "R² = 1 − SSE/SST")),
        ];
        if (main.Coverage is { } coverage)
        {
            figures.Add(new($"{100 * coverage.All.Coverage:0.0} %", ("of the 90 % intervals hold the reference", "90 % 区間が参照値を含む割合")));
        }

        yield return new KeyFigures(figures);
    }

    private static IEnumerable<Item> PlotItems(PlotComparison plots, MapUnderTest map)
    {
        ComparedValues values = plots.Values;
        HashSet<int> outliers = [.. values.Outliers().Select(outlier => outlier.Index)];
        yield return new Figure(MapPicture(plots, map, outliers), (
            outliers.Count > 0 ? "The map and the plots; red rings: plots whose residual lies more than 3.5 robust deviations from the median." : "The map and the plots; no plot lies more than 3.5 robust deviations from the median residual.",
            outliers.Count > 0 ? "地図とプロット。赤い輪は残差が中央値から頑健な標準偏差の3.5倍を超えるプロット。" : "地図とプロット。残差が中央値から頑健な標準偏差の3.5倍を超えるプロットはない。")) { IsWide = true };
        double top = Math.Max(1, Enumerable.Range(0, values.Count).Max(i => Math.Max(values.Map[i], values.Truth[i] + plots.Plots[i].ValueError)));
        (double, double)[] Chosen(bool isOutlier) => [.. Enumerable.Range(0, values.Count).Where(i => outliers.Contains(i) == isOutlier).Select(i => (values.Truth[i], values.Map[i]))];
        double[] errors = [.. Enumerable.Range(0, values.Count).Where(i => !outliers.Contains(i)).Select(i => plots.Plots[i].ValueError)];
        List<ChartMark> marks = [new LineMark([(0, 0), (top, top)]) { IsDashed = true, Colour = Colours.Grey, Name = "1 : 1" }, new PointMark(Chosen(isOutlier: false)) { ErrorX = errors, Radius = 3, Name = ("plots", "プロット") }];
        if (outliers.Count > 0)
        {
            marks.Add(new PointMark(Chosen(isOutlier: true)) { Colour = Colours.Vermilion, Radius = 4, Name = ("outliers", "外れ値") });
        }

        yield return new Figure(new Chart(Axis.Numbers(("Field (Mg/ha)", "現地 (Mg/ha)"), 0, top), Axis.Numbers(("Map over the plot (Mg/ha)", "プロット内の地図 (Mg/ha)"), 0, top), marks) { Width = 460, Height = 420 }
            .ToSvg(("Map against plots", "地図とプロット")), ("The map's mean over each plot's own area against the field value; bars: the plot's standard error.", "各プロットの面積での地図の平均と現地の値。横棒はプロットの標準誤差。"));
        if (outliers.Count > 0)
        {
            yield return Table.From(ValidationTables.Outliers(plots));
        }
    }

    private static string MapPicture(PlotComparison plots, MapUnderTest map, HashSet<int> outliers)
    {
        using RasterSource source = new(Reopen(map), [0]);
        (float[] shown, _) = ReportMaps.Shrink(source, 0);
        return (ReportMaps.Figure(source, 0, ("AGB (Mg/ha)", "AGB (Mg/ha)"), ColourMap.Biomass, 0, AccuracyFigures.NiceMax(shown)) with
        {
            Points = [.. Enumerable.Range(0, plots.Plots.Count).Where(i => !outliers.Contains(i)).Select(i => (plots.Plots[i].X, plots.Plots[i].Y))],
            Marked = [.. outliers.Order().Select(i => (plots.Plots[i].X, plots.Plots[i].Y, plots.Plots[i].Id))],
            Outlines = [.. plots.Plots.Where(plot => plot.Outline is not null).SelectMany(plot => plot.Outline!.Rings.Select(ring => (IReadOnlyList<(double X, double Y)>)[.. ring.X.Zip(ring.Y)]))],
        }).ToSvg();
    }

    // The source closes what it is given; the map stays open for others.
    private static RasterFile Reopen(MapUnderTest map) => RasterFile.Open(map.Agb.Path, map.Grid.Crs.IsLocal ? Crs.Local : null, Math.Abs(map.Grid.Transform.ColumnX));

    private static IEnumerable<Item> RasterItems(ValidationOutcome outcome, RasterComparison raster)
    {
        Grid grid = outcome.Grid;
        string name = outcome.ReferenceName;
        float[] difference = [.. raster.Agb.Zip(raster.Truth, (map, truth) => map - truth)];
        double reach = Math.Max(50, AccuracyFigures.NiceMax([.. difference.Select(MathF.Abs)]));
        double top = Math.Max(AccuracyFigures.NiceMax(raster.Agb), AccuracyFigures.NiceMax(raster.Truth));
        string Picture(float[] values, string unit, ColourMap colours, double min, double max, bool isHalf)
        {
            using MemorySource source = new(grid, [new Layer("shown", "Mg/ha")], values);
            MapFigure figure = ReportMaps.Figure(source, 0, (unit, unit), colours, min, max);
            return (isHalf ? figure with { PictureWidth = ReportMaps.HalfWidth } : figure).ToSvg();
        }

        yield return new Figure(Picture(raster.Agb, "AGB (Mg/ha)", ColourMap.Biomass, 0, top, isHalf: true), ("The map.", "地図。"));
        yield return new Figure(Picture(raster.Truth, "AGB (Mg/ha)", ColourMap.Biomass, 0, top, isHalf: true), ($"{name}, on the map's grid.", $"{name}（地図の格子）。"));
        yield return new Figure(Picture(difference, "ΔAGB (Mg/ha)", ColourMap.Change, -reach, reach, isHalf: false), ("Map minus the other: red where the map is lower.", "地図 − 比較対象。赤は地図が低い場所。")) { IsWide = true };
        yield return new Figure(AccuracyFigures.DensityScatter(raster.Truth, raster.Agb, ($"AGB, {name} (Mg/ha)", $"AGB（{name}）(Mg/ha)"), ("AGB, map (Mg/ha)", "AGB（地図）(Mg/ha)")), ("Map against the other, darker for more pixels; dashed: equality.", "地図と比較対象。濃いほど画素が多い。破線は一致。"));
        yield return new Figure(AccuracyFigures.Histograms([((name, name), raster.Truth, Colours.Orange), (("map", "地図"), raster.Agb, Colours.Blue)], ("AGB (Mg/ha)", "AGB (Mg/ha)")), ("How often each AGB occurs.", "AGBの度数分布。"));
    }

    private static IEnumerable<Item> Figures(ComparedValues values, Text referenceName, RandomStream random)
    {
        ValueClasses classes = ValueClasses.Biomass;
        Text[] names = [.. Enumerable.Range(0, classes.Count).Select(i => (Text)classes.Name(i))];
        double[] byTruth = [.. ClassScores.Of(values.Truth, values.Map, values.Truth, classes).Select(score => score.Bias)], byMap = [.. ClassScores.Of(values.Truth, values.Map, values.Map, classes).Select(score => score.Bias)];
        yield return new Figure(AccuracyFigures.ClassBars(names, byTruth, byMap, ("Bias (Mg/ha)", "偏り (Mg/ha)"), ("by reference", "参照の階級別"), ("by map", "地図の階級別")),
            ("Bias by class: of the reference it shows regression to the mean, of the map what a user meets.", "階級別の偏り。参照の階級では平均への回帰が、地図の階級では利用者が出会うものが見える。"));
        if (values.Coverage is { } coverage)
        {
            yield return new Figure(AccuracyFigures.Coverage(names, [.. coverage.ByTruth.Select(score => score.Coverage)], [.. coverage.ByPrediction.Select(score => score.Coverage)]),
                ("How often the map's 90 % intervals hold the reference; dashed: what they promise.", "地図の90 % 区間が参照値を含む割合。破線は約束の値。"));
        }

        if (values.ResidualVariogram(random) is { } variogram)
        {
            yield return new Figure(AccuracyFigures.Variogram([.. variogram.Bins.Select(bin => (bin.DistanceMean, bin.Matheron))], variogram.Model is { } model ? model.At : null, ("residuals", "残差")),
                (variogram.Model is { Sill: > 0 } fitted
                    ? $"Residuals by distance: alike up to about {fitted.Range:#,0} m; an area's mean is less certain than independent pixels would make it." : "Residuals by distance: near ones are no more alike than far ones.",
                 variogram.Model is { Sill: > 0 } same
                    ? $"距離別の残差の違い。約{same.Range:#,0} mまで似ており、面積平均の不確かさは独立な場合より大きい。" : "距離別の残差の違い。近い残差が遠い残差より似ているとはいえない。"));
        }

        yield return Table.From(ValidationTables.Classes(referenceName.En, values)) with
        {
            Columns = Table.From(ValidationTables.Classes(referenceName.En, values)).Columns.Select(column => column.En == $"n by {referenceName.En}" ? ($"n by {referenceName.En}", $"n（{referenceName.Ja}別）") : column).ToArray(),
        };
    }

    private static IEnumerable<Item> FoldItems(IReadOnlyList<FoldComparison> folds)
    {
        FoldComparison[] done = [.. folds.Where(fold => fold.Values is not null)];
        if (done.Length > 0)
        {
            double[] errors = [.. done.Select(fold => fold.Values!.Accuracy.Rmse)];
            yield return new Figure(new Chart(Axis.Of(("Held out", "除き方"), [.. done.Select(fold => FoldComparison.Name(fold.Kind))]), Axis.Numbers("RMSE (Mg/ha)", 0, errors.Max()),
                [new BarMark(errors) { Colour = Colours.Green, Labels = [.. errors.Select(error => (Text)$"{error:0.0}")] }]).ToSvg(("Error by the way of holding out", "除き方別の誤差")),
                ("Error of the same settings when pixels are held out in several ways. The distance between random folds and blocks is what near neighbours give away.", "同じ設定で画素の除き方だけを変えた誤差。無作為とブロックの差は、隣の画素が教えてしまう分。"));
        }

        yield return Table.From(ValidationTables.Folds(folds));
    }

    private static IEnumerable<Item> Limits(ValidationOutcome outcome)
    {
        yield return new Paragraph(("A reference that the model was trained on flatters the map; the model's own report predicts blocks that it did not see.", "学習に使った参照データとの比較は地図を良く見せます。モデルの報告書は見ていないブロックでの予測です。"));
        yield return new Paragraph(("The reference has errors of its own (allometry, sampling of the pixel, position, date); they are part of the RMSE and are not taken off.", "参照データ自身の誤差（アロメトリー、画素の標本、位置、時期）はRMSEに含まれ、差し引いていません。"));
        if (outcome.Plots is not null)
        {
            yield return new Paragraph((
                double.IsNaN(outcome.Dates.Growth) ? $"Plots were not grown to the date of the map; those within {outcome.Dates.WindowYears:0.#} years of it are compared as measured." : $"Plots with trees were brought to the date of the map by {outcome.Dates.Growth:0.##} ± {outcome.Dates.GrowthDeviation:0.##} Mg/ha a year; a harvest in between is not seen.",
                double.IsNaN(outcome.Dates.Growth) ? $"プロットは地図の時期まで成長させず、{outcome.Dates.WindowYears:0.#}年以内のものを調査値のまま比べました。" : $"木のあるプロットは年{outcome.Dates.Growth:0.##} ± {outcome.Dates.GrowthDeviation:0.##} Mg/haで地図の時期に合わせました。その間の伐採は考慮していません。"));
            yield return new Paragraph(("The interval over a plot is the mean of its pixels' intervals: right where their errors go together, wide where they don't.", "プロットの区間は画素の区間の平均です。誤差が連動する場合に正しく、そうでなければ広めです。"));
        }
    }
}
