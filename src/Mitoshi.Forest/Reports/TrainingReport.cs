using Mitoshi.Forest.Models;
using Mitoshi.Learning;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Pages;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Reports;

/// <summary>The model card: how good the model is, where, and what is not known.</summary>
internal static class TrainingReport
{
    public static SummaryTable Accuracy(TrainingOutcome outcome)
    {
        MapAccuracy raw = MapAccuracy.Of(outcome.Truth, outcome.Predicted), corrected = MapAccuracy.Of(outcome.Truth, outcome.Corrected);
        IReadOnlyList<Text> Row(Text name, MapAccuracy figures)
            => [name, $"{figures.Rmse:0.0}", $"{figures.Mae:0.0}", $"{figures.Bias:+0.0;-0.0}", $"{figures.RSquared:0.00}"];
        return new SummaryTable(($"Accuracy on {outcome.Truth.Length:#,0} pixels, predicted by models that did not see their blocks (Mg/ha)", $"精度(見ていないブロックの {outcome.Truth.Length:#,0} 画素、Mg/ha)"),
            ["", "RMSE", "MAE", ("bias", "偏り"), "R²"],
            [Row(("as predicted", "補正前"), raw), Row(("after bias correction", "補正後"), corrected)]);
    }

    public static SummaryTable CoverageTable(TrainingOutcome outcome) => new(("90 % intervals, calibrated on other blocks", "90 % 区間(別のブロックで校正)"),
        [("class of predicted AGB", "予測AGBの階級"), "n", ("coverage", "被覆率"), ("mean width", "平均幅")],
        [.. outcome.Coverage.ByPrediction.Prepend(outcome.Coverage.All).Where(score => score.Count > 0).Select(score => (IReadOnlyList<Text>)
            [score.Group == "all" ? ("all", "全体") : (Text)score.Group, $"{score.Count:#,0}", $"{100 * score.Coverage:0.0} %", $"{score.MeanWidth:0.0}"])]);

    public static Report Of(TrainingOutcome outcome, bool isSimulated)
    {
        MapAccuracy raw = MapAccuracy.Of(outcome.Truth, outcome.Predicted);
        string sites = string.Join(", ", outcome.Model.Metrics["sites"]!.AsArray().Select(site => site!.GetValue<string>()));
        return new Report(("Forest biomass model: accuracy", "森林バイオマスモデル:精度"), ($"Model {outcome.Model.Name}, trained on {sites}", $"モデル {outcome.Model.Name}、学習サイト {sites}"),
        [
            new Section(("How good is it?", "精度"),
            [
                new KeyFigures(
                [
                    new($"{raw.Rmse:0.0} Mg/ha", ("RMSE of a 10 m pixel, blocks not seen", "RMSE(10 m画素、見ていないブロック)")),
                    new($"{raw.Bias:+0.0;-0.0} Mg/ha", ("bias", "偏り")),
                    new($"{raw.RSquared:0.00}", "R²"),
                    new($"{100 * outcome.Coverage.All.Coverage:0.0} %", ("of the 90 % intervals hold the truth", "90 % 区間が真値を含む割合")),
                    new($"{outcome.Coverage.All.MeanWidth:0} Mg/ha", ("mean width of the intervals", "区間の平均幅")),
                ]),
                .. Figures(outcome),
            ]),
            MethodFigures.Of(outcome),
            new Section(("Tables", "表"), [Table.From(Accuracy(outcome)), ClassTable(outcome), Table.From(CoverageTable(outcome))]),
            new Section(("What is not known", "わかっていないこと"), [.. Limits(outcome)]),
        ]) { IsSimulated = isSimulated };
    }

    private static IEnumerable<Item> Figures(TrainingOutcome outcome)
    {
        float[] truth = Array.ConvertAll(outcome.Truth, value => (float)value), corrected = Array.ConvertAll(outcome.Corrected, value => (float)value);
        ValueClasses classes = ValueClasses.Biomass;
        Text[] names = [.. Enumerable.Range(0, classes.Count).Select(i => (Text)classes.Name(i))];
        double[] Bias(double[] predicted, double[] by) => [.. ClassScores.Of(outcome.Truth, predicted, by, classes).Select(score => score.Bias)];
        yield return new Figure(AccuracyFigures.DensityScatter(truth, corrected, ("Reference AGB (Mg/ha)", "参照AGB (Mg/ha)"), ("Predicted AGB (Mg/ha)", "予測AGB (Mg/ha)")),
            ("Predicted against reference AGB of pixels whose blocks the model did not see. Darker: more pixels. Dashed: equality.", "見ていないブロックの予測AGBと参照AGB。濃いほど多い。破線は一致。"));
        yield return new Figure(AccuracyFigures.ClassBars(names, Bias(outcome.Predicted, outcome.Truth), Bias(outcome.Corrected, outcome.Truth), ("Bias (Mg/ha)", "偏り (Mg/ha)"), ("as predicted", "補正前"), ("corrected", "補正後")),
            ("Bias by class of true AGB. It cannot vanish where the scenes do not tell stands apart (regression to the mean).", "真のAGBの階級別の偏り。画像で区別できない範囲では0にならない(平均への回帰)。"));
        yield return new Figure(AccuracyFigures.ClassBars(names, Bias(outcome.Corrected, outcome.Corrected), null, ("Bias (Mg/ha)", "偏り (Mg/ha)"), "", ""),
            ("Bias by class of predicted AGB: what a user of the map meets.", "予測AGBの階級別の偏り:地図の利用者が出会うもの。"));
        yield return new Figure(AccuracyFigures.Coverage(names, [.. outcome.Coverage.ByTruth.Select(score => score.Coverage)], [.. outcome.Coverage.ByPrediction.Select(score => score.Coverage)]),
            ("How often the 90 % intervals hold the truth. By class of prediction the promise is kept; by class of truth no method can promise it.", "90 % 区間が真値を含む割合。約束できるのは予測値の階級別で、真値の階級別にはどの方法も約束できない。"));
        yield return new Figure(AccuracyFigures.Histograms([(("reference", "参照"), truth, Colours.Orange), (("predicted", "予測"), corrected, Colours.Blue)], ("AGB (Mg/ha)", "AGB (Mg/ha)")),
            ("How often each AGB occurs.", "AGBの度数分布。"));
        yield return new Figure(AccuracyFigures.Variogram([.. outcome.Variogram.Select(bin => (bin.DistanceMean, bin.Matheron))], outcome.VariogramFit is { } fit ? fit.At : null),
            ("Residuals of near pixels are alike; an area's mean is less certain than independent pixels would make it.", "近い画素の残差は似ているので、面積平均の不確かさは独立な画素の場合より大きい。"));
        yield return new Figure(AccuracyFigures.Importance(outcome.Importance, ("Share of the gain", "ゲインの割合")), ("The features that the model uses most. A name is sensor, band, orbit, month (m05: May), and how wide it looks (g2: a Gaussian mean of 2 pixels; d2: the deviation).", "モデルがよく使う特徴量。名前はセンサ、バンド、軌道、月(m05 は5月)、見る広さ(g2 は2画素のガウス平均、d2 はばらつき)の順。"));
    }

    private static Table ClassTable(TrainingOutcome outcome)
    {
        ValueClasses classes = ValueClasses.Biomass;
        IReadOnlyList<ClassScore> before = ClassScores.Of(outcome.Truth, outcome.Predicted, outcome.Truth, classes), after = ClassScores.Of(outcome.Truth, outcome.Corrected, outcome.Truth, classes);
        string Number(double value) => double.IsNaN(value) ? "-" : $"{value:+0.0;-0.0}";
        return new Table(("By class of true AGB (Mg/ha)", "真のAGBの階級別 (Mg/ha)"), [("class", "階級"), "n", ("bias", "偏り"), ("bias corrected", "補正後の偏り"), "RMSE"],
            [.. before.Select((score, i) => (IReadOnlyList<Text>)[score.Class, $"{score.Count:#,0}", Number(score.Bias), Number(after[i].Bias), double.IsNaN(score.Rmse) ? "-" : $"{score.Rmse:0.0}"])]);
    }

    private static IEnumerable<Item> Limits(TrainingOutcome outcome)
    {
        yield return new Warning(("These figures hold for the landscapes of the training sites and scenes like theirs. For another area the map report compares the populations; where they differ, no accuracy is claimed until plots are there.",
            "これらの値は学習サイトと同様の景観・画像に限ります。別の地域では地図の報告書が母集団を比較し、異なる場合はプロットが得られるまで精度を主張しません。"));
        yield return new Paragraph(("The reference has errors of its own (allometry, position, date); they are part of the RMSE above and are not taken off.",
            "参照データ自身の誤差(アロメトリ、位置、時期)は上のRMSEに含まれ、差し引いていません。"));
        if (outcome.Model.Shifts.Values.Any(shifts => shifts.Scenes.Count > 0))
        {
            yield return new Paragraph(("Scenes were laid on the reference by two numbers each. For the figures above the shifts of each fold were fitted without its blocks; those of the map see the whole reference.",
                "画像は参照データに重ねました(1画像あたり2つの数)。上の値では各分割のブロックを除いて当てはめ、地図では参照データ全体を使います。"));
        }

        if (outcome.VariogramFit is null)
        {
            yield return new Paragraph(("No variogram could be fitted to the residuals: area means take the widest assumption.", "残差にバリオグラムを当てはめられなかったため、面積平均は最も広い仮定をとります。"));
        }
    }
}
