using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Validation;

/// <summary>Tables of a validation, for terminal and report alike.</summary>
internal static class ValidationTables
{
    public static SummaryTable Errors(Text referenceName, IEnumerable<ComparedValues> supports) => new(
        ($"Map minus {referenceName.En} (Mg/ha)", $"地図 − {referenceName.Ja} (Mg/ha)"),
        [("support", "支持面"), "n", "RMSE", "MAE", ("bias", "偏り"), "R²", ("mean of map", "地図の平均"), ("mean of the other", "比較対象の平均"), ("90 % intervals hold", "90 % 区間の被覆率")],
        [.. supports.Select(Row)]);

    public static SummaryTable Classes(string referenceName, ComparedValues values)
    {
        ValueClasses classes = ValueClasses.Biomass;
        CoverageReport? coverage = values.Coverage;
        IReadOnlyList<ClassScore> byTruth = ClassScores.Of(values.Truth, values.Map, values.Truth, classes), byMap = ClassScores.Of(values.Truth, values.Map, values.Map, classes);
        return new SummaryTable(($"By class of AGB (Mg/ha), {values.Name.En}", $"AGBの階級別 (Mg/ha)、{values.Name.Ja}"),
            [("class", "階級"), ($"n by {referenceName}", $"n({referenceName}別)"), ("bias", "偏り"), ("coverage", "被覆率"), ("n by map", "n(地図別)"), ("bias", "偏り"), ("coverage", "被覆率")],
            [.. Enumerable.Range(0, classes.Count).Select(i => (IReadOnlyList<Text>)
            [
                classes.Name(i), $"{byTruth[i].Count:#,0}", Number(byTruth[i].Bias), Percent(coverage?.ByTruth[i].Coverage), $"{byMap[i].Count:#,0}", Number(byMap[i].Bias), Percent(coverage?.ByPrediction[i].Coverage),
            ]), [("all", "全体"), $"{values.Count:#,0}", Number(values.Accuracy.Bias), Percent(coverage?.All.Coverage), $"{values.Count:#,0}", Number(values.Accuracy.Bias), Percent(coverage?.All.Coverage)]]);
    }

    public static SummaryTable Outliers(PlotComparison plots) => new(
        ("Plots that differ most: look at them before anything else", "差の大きいプロット：まず確かめるもの"),
        [("plot", "プロット"), ("field", "現地"), ("map", "地図"), ("map minus field", "地図−現地"), ("robust deviations", "頑健な標準偏差の倍数")],
        [.. plots.Values.Outliers().Take(15).Select(outlier => (IReadOnlyList<Text>)
        [
            plots.Plots[outlier.Index].Id, $"{plots.Values.Truth[outlier.Index]:0.0}", $"{plots.Values.Map[outlier.Index]:0.0}",
            $"{plots.Values.Map[outlier.Index] - plots.Values.Truth[outlier.Index]:+0.0;-0.0}", $"{outlier.Deviations:+0.0;-0.0}",
        ])]);

    public static SummaryTable Folds(IReadOnlyList<FoldComparison> folds) => new(
        ("The model refitted with pixels held out in several ways (Mg/ha)", "画素の除き方を変えてモデルを再学習 (Mg/ha)"),
        [("held out", "除き方"), ("folds", "分割"), "n", "RMSE", ("bias", "偏り"), "R²", ("what it says", "意味")],
        [.. folds.Select(fold => fold.Values is { } values
            ? (IReadOnlyList<Text>)[FoldComparison.Name(fold.Kind), $"{fold.Folds}", $"{values.Count:#,0}", $"{values.Accuracy.Rmse:0.0}", $"{values.Accuracy.Bias:+0.0;-0.0}", $"{values.Accuracy.RSquared:0.00}", fold.Note]
            : [FoldComparison.Name(fold.Kind), "–", "–", "–", "–", "–", fold.Note])]) { IsText = true };

    private static IReadOnlyList<Text> Row(ComparedValues values)
    {
        MapAccuracy accuracy = values.Accuracy;
        return
        [
            values.Name, $"{accuracy.Count:#,0}", $"{accuracy.Rmse:0.0}", $"{accuracy.Mae:0.0}", $"{accuracy.Bias:+0.0;-0.0}", $"{accuracy.RSquared:0.00}", $"{values.Map.Average():0.0}", $"{values.Truth.Average():0.0}",
            Percent(values.Coverage?.All.Coverage),
        ];
    }

    private static string Number(double value) => double.IsNaN(value) ? "–" : $"{value:+0.0;-0.0}";

    private static string Percent(double? share) => share is null or double.NaN ? "–" : $"{100 * share:0.0} %";
}
