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
        using IProgressTask progress = context.Progress.Start(("Intervals calibrated on other folds", "他の分割で校正する区間"), 1);
        (_, double[] lower, double[] upper) = ResidualIntervals.CrossFit(spread, predictions, [.. circles.Truth], [.. circles.Fold], new ResidualIntervalSettings(), context.Threads);
        progress.Advance(1);
        return (lower, upper);
    }

    private static int[] Rows(PooledCircles circles, int fold, bool isHeld)
        => [.. Enumerable.Range(0, circles.Fold.Length).Where(i => circles.Fold[i] == fold == isHeld)];
}
