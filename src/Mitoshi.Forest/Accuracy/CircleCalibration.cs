using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Accuracy;

/// <summary>Bias correction and intervals of circles, each fold's fitted on the other folds.</summary>
internal static class CircleCalibration
{
    /// <summary>Corrects predictions by distribution matching fitted on the other folds.</summary>
    public static double[] Correct(PooledCircles circles, double[] predictions, double strength)
    {
        double[] corrected = new double[predictions.Length];
        for (int fold = 0; fold < BlockFolds.Count; fold++)
        {
            int[] others = Rows(circles, fold, isHeld: false);
            DistributionMatching matching = DistributionMatching.Fit([.. others.Select(i => predictions[i])], [.. others.Select(i => circles.Truth[i])], strength);
            foreach (int i in Rows(circles, fold, isHeld: true))
            {
                corrected[i] = matching.Apply(predictions[i]);
            }
        }

        return corrected;
    }

    /// <summary>90 % intervals of all circles, quantiles and calibration from the other folds.</summary>
    public static (double[] Lower, double[] Upper) Intervals(PooledCircles circles, FeatureTable spread, double[] predictions, ProcessContext context)
    {
        double[] lower = new double[predictions.Length], upper = new double[predictions.Length];
        using IProgressTask progress = context.Progress.Start(("Intervals calibrated on other folds", "他の分割で校正する区間"), BlockFolds.Count);
        for (int fold = 0; fold < BlockFolds.Count; fold++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int[] others = Rows(circles, fold, isHeld: false), held = Rows(circles, fold, isHeld: true);
            ResidualIntervals intervals = ResidualIntervals.Fit(
                spread.SelectRows(others), [.. others.Select(i => predictions[i])], [.. others.Select(i => circles.Truth[i])], [.. others.Select(i => circles.Fold[i])],
                new ResidualIntervalSettings(), context.Threads);
            float[] low = new float[held.Length], high = new float[held.Length];
            intervals.Predict(spread.SelectRows(held).Values, [.. held.Select(i => (float)predictions[i])], low, high);
            for (int j = 0; j < held.Length; j++)
            {
                (lower[held[j]], upper[held[j]]) = (low[j], high[j]);
            }

            progress.Advance(1);
        }

        return (lower, upper);
    }

    private static int[] Rows(PooledCircles circles, int fold, bool isHeld)
        => [.. Enumerable.Range(0, circles.Fold.Length).Where(i => circles.Fold[i] == fold == isHeld)];
}
