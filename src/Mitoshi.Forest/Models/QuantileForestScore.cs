using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Models;

/// <summary>The quantile forest (Meinshausen 2006) out of fold: its median as a map, and its own 90 % intervals, which nothing calibrates.</summary>
internal static class QuantileForestScore
{
    private static readonly double[] Levels = [0.05, 0.5, 0.95];

    public static MethodScore Of(TrainingRows rows, double[] truth, ProcessContext context)
    {
        double[] median = new double[truth.Length];
        double width = 0;
        int covered = 0;
        foreach (int fold in rows.Folds.Distinct().Order())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            FeatureTable table = rows.Of(fold);
            int[] training = [.. Enumerable.Range(0, truth.Length).Where(row => rows.Folds[row] != fold)], held = [.. Enumerable.Range(0, truth.Length).Where(row => rows.Folds[row] == fold)];
            FeatureTable known = table.SelectRows(training);
            QuantileForest forest = QuantileForest.Train(known, CrossValidation.Pick(rows.Agb, training), MethodTrainer.ForestOf(table), context.Random("quantile forest"), context.Threads);
            float[] output = new float[Levels.Length * held.Length];
            forest.Predict(table.SelectRows(held).Values, held.Length, Levels, output);
            for (int i = 0; i < held.Length; i++)
            {
                (float low, float high) = (output[i], output[(2 * held.Length) + i]);
                median[held[i]] = output[held.Length + i];
                width += high - low;
                covered += rows.Agb[held[i]] >= low && rows.Agb[held[i]] <= high ? 1 : 0;
            }
        }

        return new MethodScore(("quantile forest (median)", "分位点フォレスト(中央値)"), MapAccuracy.Of(truth, median), ((double)covered / truth.Length, width / truth.Length));
    }
}
