using System.Text.Json.Nodes;
using Mitoshi.Forest.Maps;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Models;

/// <summary>What the model card says of method, support and use, beside the figures of accuracy.</summary>
internal static class ModelCard
{
    private const int PairsFewest = 100, RowsOfBlockFewest = 10, BlocksFewest = 10;
    private const double RSquaredFewest = 0.1;

    /// <summary>Adds it to the metrics, which go with the model.</summary>
    public static void Add(JsonObject metrics, MethodComparison comparison, TrainingRows rows, double[] truth, double[] corrected, PlotSettings? plots)
    {
        metrics["method"] = ParameterDescription.ToUnderscores(comparison.Chosen.ToString());
        metrics["weights"] = new JsonObject(comparison.Weights.Select(item => KeyValuePair.Create(ParameterDescription.ToUnderscores(item.Method.ToString()), (JsonNode?)item.Weight)));
        metrics["compared"] = new JsonArray([.. comparison.Scores.Select(score => (JsonNode)new JsonObject
        {
            ["method"] = score.Name.En, ["rmse"] = score.Accuracy.Rmse, ["mae"] = score.Accuracy.Mae, ["bias"] = score.Accuracy.Bias, ["r2"] = score.Accuracy.RSquared,
        })]);
        metrics["support_ha"] = plots?.SupportHectares;
        metrics["epoch_correlation"] = EpochCorrelation(rows, truth, corrected);
        AddLevel(metrics, rows, truth, corrected);
        double rSquared = MapAccuracy.Of(truth, comparison.Predictions).RSquared;
        if (rSquared < RSquaredFewest)
        {
            metrics["not_usable"] = new JsonObject
            {
                ["en"] = $"the scenes explain next to nothing of the reference (cross-validated R² {rSquared:0.00}): a map of the mean would do as well",
                ["ja"] = $"画像は参照データをほとんど説明しません(交差検証 R² {rSquared:0.00})。平均値の地図と変わりません",
            };
        }
    }

    /// <summary>What must be said aloud.</summary>
    public static IReadOnlyList<Text> Remarks(TrainingOutcome outcome)
    {
        List<Text> remarks = [];
        JsonObject metrics = outcome.Model.Metrics;
        if (NotUsable(metrics) is { } reason)
        {
            remarks.Add(($"Not usable, because {reason.En}.", $"使えません:{reason.Ja}。"));
        }

        if (outcome.Comparison.Words is { } words)
        {
            remarks.Add(words);
        }

        if (outcome.Model.ReferenceError is > 0 and double error)
        {
            remarks.Add(($"The reference itself errs by {100 * error:0.#} %: on a map the intervals, which are for the truth, are narrower by that part than those measured here against the reference.",
                $"参照データ自身の誤差は {100 * error:0.#} %:地図上の区間は真値に対するものなので、参照データに対して測ったここでの区間よりその分だけ狭くなります。"));
        }

        if (metrics["support_ha"] is { } support)
        {
            remarks.Add(($"Trained on plots alone: map and intervals speak of circles of {support.GetValue<double>():0.00} ha around a pixel, not of the pixel.",
                $"プロットのみで学習:地図と区間は画素ではなく、画素を中心とする {support.GetValue<double>():0.00} ha の円についてのものです。"));
        }

        return remarks;
    }

    /// <summary>Why a model should not be used, or null.</summary>
    public static Text? NotUsable(JsonObject metrics) => metrics["not_usable"] is { } reason ? (reason["en"]!.GetValue<string>(), reason["ja"]!.GetValue<string>()) : null;

    /// <summary>The methods side by side.</summary>
    public static IReadOnlyList<SummaryTable> Tables(TrainingOutcome outcome) => outcome.Comparison.Scores.Count < 2 ? [] :
    [
        new SummaryTable(("Methods, out-of-fold errors (Mg/ha)", "方法の比較(分割外の誤差、Mg/ha)"), [("method", "方法"), "RMSE", "MAE", ("bias", "偏り"), "R²", ("its own 90 % intervals", "固有の90 % 区間")],
            [.. outcome.Comparison.Scores.Select(score => (IReadOnlyList<Text>)
            [
                score.Name, $"{score.Accuracy.Rmse:0.0}", $"{score.Accuracy.Mae:0.0}", $"{score.Accuracy.Bias:+0.0;-0.0}", $"{score.Accuracy.RSquared:0.00}",
                score.Intervals is { } own ? ($"cover {100 * own.Coverage:0.0} %, width {own.MeanWidth:0}", $"被覆率 {100 * own.Coverage:0.0} %、幅 {own.MeanWidth:0}") : "-",
            ])]),
    ];

    // The mean of a map errs also because its model saw a sample of places: whole blocks tell how much. Both dates of a block are one cluster.
    private static void AddLevel(JsonObject metrics, TrainingRows rows, double[] truth, double[] corrected)
    {
        double[] residuals = [.. truth.Zip(corrected, (reference, prediction) => reference - prediction)];
        metrics[MapLevel.Key] = MapLevel.ToJson(LevelError.Of(corrected, residuals, rows.Places, ValueClasses.Biomass.Edges));
        (double First, double Second)[] pairs = [.. Enumerable.Range(0, residuals.Length).GroupBy(row => rows.Places[row])
            .Select(block => block.GroupBy(row => rows.Sites[row]).OrderBy(site => site.Key).Where(site => site.Count() >= RowsOfBlockFewest).Select(site => site.Average(row => residuals[row])).ToArray())
            .Where(means => means.Length == 2).Select(means => (means[0], means[1]))];
        double scale = Math.Sqrt(pairs.Sum(pair => pair.First * pair.First) * pairs.Sum(pair => pair.Second * pair.Second));
        metrics[MapLevel.EpochKey] = pairs.Length >= BlocksFewest && scale > 0 ? Math.Clamp(pairs.Sum(pair => pair.First * pair.Second) / scale, 0, 0.95) : null;
    }

    // Where two sites show one place at two dates, the out-of-fold errors of the dates tell how far they go together.
    private static double? EpochCorrelation(TrainingRows rows, double[] truth, double[] corrected)
    {
        const double SiteDistanceMetres = TrainingRows.SiteDistanceMetres;
        Dictionary<(double X, double Y), int> first = [];
        double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (int row = 0; row < truth.Length; row++)
        {
            (double X, double Y) place = (rows.X[row] - (Math.Round(rows.X[row] / SiteDistanceMetres) * SiteDistanceMetres), rows.Y[row]);
            if (!first.TryAdd(place, row))
            {
                double one = corrected[first[place]] - truth[first[place]], two = corrected[row] - truth[row];
                (n, a, b, aa, bb, ab) = (n + 1, a + one, b + two, aa + (one * one), bb + (two * two), ab + (one * two));
            }
        }

        double variances = (aa - (a * a / n)) * (bb - (b * b / n));
        return n >= PairsFewest && variances > 0 ? Math.Clamp((ab - (a * b / n)) / Math.Sqrt(variances), 0, 0.95) : null;
    }
}
