using System.Globalization;
using Mitoshi.Forest.Models;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Accuracy;

/// <summary>The benchmark for a person: tables with targets, and what may not be claimed.</summary>
internal static class BenchmarkSummary
{
    private static readonly Text Met = ("met", "達成"), Missed = ("MISSED", "未達");

    public static Summary Of(BenchmarkResult result)
    {
        List<IReadOnlyList<Text>> targets = [.. Targets(result)];
        Text method = TrainingMethodNames.NameOf(result.Method);
        string mode = result.Mode.ToString().ToLowerInvariant();
        return new Summary(($"Accuracy on {string.Join(", ", result.Sites)} ({mode}, {method.En})", $"精度:{string.Join("、", result.Sites)}({mode}、{method.Ja})"))
        {
            Notes = Notes(result),
            Tables =
            [
                new SummaryTable(("Block cross-validation (320 m), Mg/ha", "ブロック交差検証(320 m)、Mg/ha"),
                    [("level", "単位"), "n", "RMSE", "MAE", ("bias", "偏り"), "R²"], [.. LevelRows(result)]),
                new SummaryTable(("Circles by class", "円形プロット、階級別"),
                    [("Mg/ha", "Mg/ha"), ("n", "数"), ("bias by truth", "真値別の偏り"), ("half matched", "半補正"), ("fully matched", "全補正"), ("bias by prediction", "予測別の偏り"), ("coverage by truth", "真値別被覆率"), ("coverage by prediction", "予測別被覆率")],
                    [.. ClassRows(result)]),
                new SummaryTable(("Another site: boosted trees of all of one, applied to the other (circles)", "他サイトへの適用(ブースティング木、円形プロット)"),
                    [("from", "学習"), ("to", "適用"), "RMSE", ("bias", "偏り"), "R²", ("shift AUC", "母集団差AUC"), ("outside AOA", "適用域外"), ("intervals", "区間"), ("30 plots: coverage", "30点の被覆率"), ("width", "幅の比")],
                    [.. result.CrossSite.Select(CrossRow)]),
                .. Methods(result),
                new SummaryTable(("Targets", "目標"), [("what", "項目"), ("figure", "値"), ("target", "目標"), ""], targets),
            ],
            NextSteps = [("mitoshi forest train PROJECT.yaml   (the same features and boosting on your own data)", "mitoshi forest train プロジェクト.yaml   (同じ特徴量と学習を自分のデータで)")],
        };
    }

    private static List<Text> Notes(BenchmarkResult result)
    {
        VariogramModel variogram = result.ResidualVariogram;
        List<Text> notes =
        [
            ($"Residuals of circles: nugget {F(variogram.Nugget, 0)}, sill {F(variogram.Sill, 0)} (Mg/ha)², range {F(variogram.Range, 0)} m: errors of an area's mean do not shrink with the root of the number of pixels.",
                $"円形プロットの残差:ナゲット {F(variogram.Nugget, 0)}、シル {F(variogram.Sill, 0)} (Mg/ha)²、レンジ {F(variogram.Range, 0)} m。地域平均の誤差は画素数の平方根では減りません。"),
            double.IsNaN(result.ExpectedErrorElsewhere)
                ? ("The error at another site is not known: there is one site only, and cross-validation at home does not tell.", "他サイトでの誤差は不明です。サイトが一つしかなく、同じサイトの交差検証からは分かりません。")
                : ($"At a new site expect an RMSE near {F(result.ExpectedErrorElsewhere, 0)} Mg/ha on circles (leave-site-out), not the figure of the block cross-validation.",
                    $"新しいサイトでは、ブロック交差検証の値ではなく、RMSE {F(result.ExpectedErrorElsewhere, 0)} Mg/ha 程度(円形プロット、サイト除外検証)を見込んでください。"),
        ];
        if (result.OwnIntervals is { } own)
        {
            notes.Add(($"The quantile forest alone, on circles: its 90 % intervals cover {Percent(own.Coverage)} at a mean width of {F(own.MeanWidth, 0)} Mg/ha; below they are calibrated.",
                $"分位点フォレスト単独(円):90 %区間の被覆率 {Percent(own.Coverage)}、平均幅 {F(own.MeanWidth, 0)} Mg/ha。以下は校正後。"));
        }

        foreach (CrossSiteResult pair in result.CrossSite.Where(pair => !pair.HasValidIntervals))
        {
            notes.Add(($"{pair.To} is a different population than {pair.From} (AUC {F(pair.Shift.Auc, 3)}, by {string.Join(", ", pair.Shift.StrongestFeatures)}): accuracy unknown until plots are there; intervals are withheld.",
                $"{pair.To} は {pair.From} と異なる母集団です(AUC {F(pair.Shift.Auc, 3)}、{string.Join("、", pair.Shift.StrongestFeatures)})。現地プロットがあるまで精度は不明で、区間は示しません。"));
        }

        return notes;
    }

    private static IEnumerable<SummaryTable> Methods(BenchmarkResult result) => result.Methods.Count < 2 ? [] :
    [
        new SummaryTable(("Single methods, RMSE before the offset is taken off, Mg/ha", "単独の方法のRMSE(平均誤差の除去前)、Mg/ha"), [("method", "方法"), ("pixel", "画素"), ("0.1 ha circle", "0.1 ha円"), ("1 ha", "1 ha"), ("bias, circle", "偏り、円")],
            [.. result.Methods.Select(method => (IReadOnlyList<Text>)[method.Name, .. method.Levels.Select(level => (Text)F(level.Rmse, 2)), F(method.Levels[1].Bias, 2)])]),
    ];

    private static IEnumerable<IReadOnlyList<Text>> LevelRows(BenchmarkResult result)
    {
        (Text Name, MapAccuracy Accuracy)[] rows =
        [
            (("pixel", "画素"), result.Levels[0]), (("0.1 ha circle", "0.1 ha円"), result.Levels[1]), (("1 ha", "1 ha"), result.Levels[2]),
            .. result.Sites.Select((site, s) => ((Text)($"circle, {site}", $"円、{site}"), result.CirclesBySite[s])),
            (("circle, plain mean of 16 pixels", "円、16画素の単純平均"), result.PlainCircles), (("circle, half matched", "円、半補正"), result.HalfMatched),
            (("circle, fully matched", "円、全補正"), result.FullMatched), (("circle, before the offset", "円、平均誤差の除去前"), result.Uncorrected[1]),
        ];
        foreach ((Text name, MapAccuracy accuracy) in rows)
        {
            yield return [name, accuracy.Count.ToString(CultureInfo.InvariantCulture), F(accuracy.Rmse, 2), F(accuracy.Mae, 2), F(accuracy.Bias, 2), F(accuracy.RSquared, 3)];
        }
    }

    private static IEnumerable<IReadOnlyList<Text>> ClassRows(BenchmarkResult result)
    {
        for (int c = 0; c < result.ByTruth.Count; c++)
        {
            yield return
            [
                result.ByTruth[c].Class, result.ByTruth[c].Count.ToString(CultureInfo.InvariantCulture), F(result.ByTruth[c].Bias, 1), F(result.HalfMatchedByTruth[c].Bias, 1),
                F(result.FullMatchedByTruth[c].Bias, 1), F(result.ByPrediction[c].Bias, 1), Percent(result.Coverage.ByTruth[c].Coverage), Percent(result.Coverage.ByPrediction[c].Coverage),
            ];
        }
    }

    private static IReadOnlyList<Text> CrossRow(CrossSiteResult pair) =>
    [
        pair.From, pair.To, F(pair.Circles.Rmse, 1), F(pair.Circles.Bias, 1), F(pair.Circles.RSquared, 2), F(pair.Shift.Auc, 3), Percent(pair.TargetOutside),
        pair.HasValidIntervals ? ("valid", "有効") : ("withheld", "非表示"), Percent(pair.Plots.Coverage), F(pair.Plots.WidthRatio, 2),
    ];

    // The targets of the validation protocol.
    private static IEnumerable<IReadOnlyList<Text>> Targets(BenchmarkResult result)
    {
        yield return AtMost(("RMSE, pixel", "RMSE、画素"), result.Levels[0].Rmse, 41, 2);
        yield return AtMost(("RMSE, circle", "RMSE、円"), result.Levels[1].Rmse, 24, 2);
        yield return AtMost(("RMSE, hectare", "RMSE、1 ha"), result.Levels[2].Rmse, 14, 2);
        yield return AtMost(("bias, largest of the levels", "偏り(最大)"), result.Levels.Max(level => Math.Abs(level.Bias)), 1, 2);
        yield return AtMost(("half matching: bias in classes of truth 0-200", "半補正:真値0〜200の偏り"), result.HalfMatchedByTruth.Take(4).Max(score => Math.Abs(score.Bias)), 6, 1);
        yield return AtMost(("half matching: RMSE up, %", "半補正:RMSEの増加、%"), 100 * ((result.HalfMatched.Rmse / result.Levels[1].Rmse) - 1), 1, 2);
        CoverageReport coverage = result.Coverage;
        yield return Between(("coverage of 90 % intervals, %", "90 %区間の被覆率、%"), 100 * coverage.All.Coverage, 88, 92);
        yield return Between(("coverage in the worst fold, low, %", "最低の分割の被覆率、%"), 100 * coverage.ByFold.Min(fold => fold.Coverage), 86, 94);
        yield return Between(("coverage in the worst fold, high, %", "最高の分割の被覆率、%"), 100 * coverage.ByFold.Max(fold => fold.Coverage), 86, 94);
        yield return AtLeast(("coverage, classes of prediction with 100+ circles, %", "予測階級別の被覆率(100個以上)、%"), 100 * coverage.ByPrediction.Where(group => group.Count >= 100).Min(group => group.Coverage), 87);
        yield return AtLeast(("coverage, classes of truth to 300, %", "真値階級別の被覆率(300まで)、%"), 100 * coverage.ByTruth.Take(5).Where(group => group.Count > 0).Min(group => group.Coverage), 85);
        if (coverage.ByTruth[^1].Count > 0)
        {
            yield return AtLeast(("coverage, truth above 300, %", "真値300超の被覆率、%"), 100 * coverage.ByTruth[^1].Coverage, 55);
        }

        yield return AtMost(("mean width of the intervals", "区間の平均幅"), coverage.All.MeanWidth, 68, 1);
        foreach (CrossSiteResult pair in result.CrossSite)
        {
            yield return AtMost(($"RMSE, {pair.From} to {pair.To}", $"RMSE、{pair.From}から{pair.To}"), pair.Circles.Rmse, pair == result.CrossSite[0] ? 54 : 56, 1);
            yield return Between(($"coverage with 30 plots of {pair.To}, %", $"{pair.To}の30点での被覆率、%"), 100 * pair.Plots.Coverage, 93, 97);
            yield return AtMost(($"width with 30 plots of {pair.To}, of plots alone", $"{pair.To}の30点での幅(プロットのみに対する比)"), pair.Plots.WidthRatio, 0.65, 2);
        }
    }

    private static IReadOnlyList<Text> AtMost(Text what, double figure, double limit, int digits) => [what, F(figure, digits), $"≤ {F(limit, 2)}", figure <= limit ? Met : Missed];

    private static IReadOnlyList<Text> AtLeast(Text what, double figure, double limit) => [what, F(figure, 1), $"≥ {F(limit, 0)}", figure >= limit ? Met : Missed];

    private static IReadOnlyList<Text> Between(Text what, double figure, double low, double high) => [what, F(figure, 1), $"{F(low, 0)}-{F(high, 0)}", figure >= low && figure <= high ? Met : Missed];

    private static string F(double number, int digits) => double.IsNaN(number) ? "-" : number.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "-" : F(100 * share, 1) + " %";
}
