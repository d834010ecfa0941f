using System.Text.Json.Serialization;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Models;

/// <summary>Out-of-fold errors of the methods side by side, and the one that is taken.</summary>
/// <param name="Chosen">The method that the model uses.</param>
/// <param name="Predictions">Its out-of-fold predictions in Mg/ha.</param>
/// <param name="Weights">Weight of each method in it; a single 1 unless stacking pays.</param>
/// <param name="Scores">Error of each method that was tried.</param>
/// <param name="Words">Why this method, for the report; null when the user named it.</param>
internal sealed record MethodComparison(
    TrainingMethod Chosen, double[] Predictions, IReadOnlyList<(TrainingMethod Method, double Weight)> Weights, IReadOnlyList<MethodScore> Scores, Text? Words)
{
    /// <summary>Out-of-fold quantiles of the quantile forest, where it was tried.</summary>
    [JsonIgnore]
    public OutOfFoldQuantiles? Quantiles { get; init; }

    // A stack that wins by less is not worth several models in every pixel.
    private const double WorthwhileGain = 0.005;

    /// <summary>Cross-validates one method, or all that the samples allow.</summary>
    public static MethodComparison Of(TrainingMethod wanted, bool comparesAll, TrainingRows rows, MethodTrainer trainer, ProcessContext context)
    {
        trainer.Require(wanted, rows);
        IReadOnlyList<TrainingMethod> tried = comparesAll || wanted == TrainingMethod.Stacked ? trainer.Possible(rows) : [wanted];
        double[] truth = Array.ConvertAll(rows.Agb, value => (double)value);
        OutOfFoldQuantiles? quantiles = tried.Contains(TrainingMethod.QuantileForest) ? new OutOfFoldQuantiles(truth.Length) : null;
        Dictionary<TrainingMethod, double[]> predictions = tried.ToDictionary(method => method, method => CrossValidation.Predict(rows, trainer, method, context, quantiles));
        List<MethodScore> scores = [.. tried.Select(method => new MethodScore(TrainingMethodNames.NameOf(method), MapAccuracy.Of(truth, predictions[method]), method == TrainingMethod.QuantileForest ? quantiles!.Against(truth) : null))];
        if (tried.Count == 1 || (wanted != TrainingMethod.Stacked && !comparesAll))
        {
            return new MethodComparison(wanted, predictions[wanted], [(wanted, 1)], scores, null) { Quantiles = quantiles };
        }

        // The quantile forest predicts what the forest does; a stack has no use for the same column twice.
        tried = [.. tried.Where(method => method != TrainingMethod.QuantileForest)];
        double[] stacked = CrossFitted(tried, predictions, rows);
        MapAccuracy joined = MapAccuracy.Of(truth, stacked);
        TrainingMethod best = tried.MinBy(method => MapAccuracy.Of(truth, predictions[method]).Rmse);
        double bestRmse = MapAccuracy.Of(truth, predictions[best]).Rmse;
        scores.Add(new MethodScore(TrainingMethodNames.NameOf(TrainingMethod.Stacked), joined, null));
        if (wanted != TrainingMethod.Stacked)
        {
            return new MethodComparison(wanted, predictions[wanted], [(wanted, 1)], scores, null) { Quantiles = quantiles };
        }

        bool pays = joined.Rmse < (1 - WorthwhileGain) * bestRmse;
        Text name = TrainingMethodNames.NameOf(best);
        Text words = pays
            ? ($"Stacking pays: out-of-fold RMSE {joined.Rmse:0.0} against {bestRmse:0.0} Mg/ha of the best single method ({name.En}).", $"積み重ねは有効:分割外RMSE {joined.Rmse:0.0}(最良の単独法 {name.Ja} は {bestRmse:0.0} Mg/ha)。")
            : ($"Stacking does not pay (out-of-fold RMSE {joined.Rmse:0.0} against {bestRmse:0.0} Mg/ha); the model is the best single method: {name.En}.", $"積み重ねは有効でないため(分割外RMSE {joined.Rmse:0.0} 対 {bestRmse:0.0} Mg/ha)、最良の単独法を採用:{name.Ja}。");
        return pays
            ? new MethodComparison(TrainingMethod.Stacked, stacked, Weigh(tried, predictions, rows.Agb, [.. Enumerable.Range(0, truth.Length)]), scores, words)
            : new MethodComparison(best, predictions[best], [(best, 1)], scores, words);
    }

    // The weights of a fold come from the other folds, or the stack would judge itself.
    private static double[] CrossFitted(IReadOnlyList<TrainingMethod> tried, Dictionary<TrainingMethod, double[]> predictions, TrainingRows rows)
    {
        double[] stacked = new double[rows.Agb.Length];
        foreach (int fold in rows.Folds.Distinct())
        {
            IReadOnlyList<(TrainingMethod Method, double Weight)> weights = Weigh(tried, predictions, rows.Agb, [.. Enumerable.Range(0, stacked.Length).Where(row => rows.Folds[row] != fold)]);
            foreach (int row in Enumerable.Range(0, stacked.Length).Where(row => rows.Folds[row] == fold))
            {
                stacked[row] = weights.Sum(item => item.Weight * predictions[item.Method][row]);
            }
        }

        return stacked;
    }

    private static IReadOnlyList<(TrainingMethod Method, double Weight)> Weigh(
        IReadOnlyList<TrainingMethod> tried, Dictionary<TrainingMethod, double[]> predictions, float[] agb, int[] rows)
    {
        float[] planar = [.. tried.SelectMany(method => rows.Select(row => (float)predictions[method][row]))];
        double[] weights = StackingWeights.NonNegative(planar, CrossValidation.Pick(agb, rows));
        return [.. tried.Zip(weights).Where(pair => pair.Second > 0)];
    }
}

/// <summary>Out-of-fold error of one method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Accuracy">Errors in Mg/ha.</param>
/// <param name="Intervals">Coverage and mean width of its own 90 % intervals, where it has some.</param>
internal sealed record MethodScore(Text Name, MapAccuracy Accuracy, (double Coverage, double MeanWidth)? Intervals);
