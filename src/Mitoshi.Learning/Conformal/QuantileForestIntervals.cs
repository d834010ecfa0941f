using Mitoshi.Statistics;

namespace Mitoshi.Learning;

/// <summary>
/// Intervals of a quantile forest (Meinshausen 2006), conformalised by class of prediction (CQR of Romano et al. 2019 with the Mondrian classes of Vovk 2012):
/// the forest's own quantiles, moved apart or together by what forests that had not seen a block were off by there.
/// </summary>
public sealed record QuantileForestIntervals
{
    /// <summary>The forest, grown on all samples.</summary>
    public required QuantileForest Forest { get; init; }

    /// <summary>The calibration, from out-of-fold quantiles.</summary>
    public required MondrianTable Table { get; init; }

    /// <summary>No interval reaches below this.</summary>
    public required double Floor { get; init; }

    /// <summary>Relative standard error of the reference values; see <see cref="ResidualIntervals.ReferenceError"/>.</summary>
    public double ReferenceError { get; init; }

    /// <summary>The two levels of an interval that leaves <paramref name="alpha"/> outside.</summary>
    public static double[] Levels(double alpha) => [alpha / 2, 1 - (alpha / 2)];

    /// <summary>Calibrates quantiles of samples that their forests had not seen.</summary>
    /// <param name="lower">Lower quantiles, out of fold.</param>
    /// <param name="upper">Upper quantiles, out of fold.</param>
    /// <param name="predictions">Out-of-fold predictions, which decide the class.</param>
    /// <param name="truth">Reference values.</param>
    /// <param name="settings">Share outside, classes, floor.</param>
    public static MondrianTable Calibrate(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double[] predictions, double[] truth, ResidualIntervalSettings settings)
    {
        double[] scores = new double[truth.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Conformal.QuantileScore(truth[i], Math.Max(settings.Floor, lower[i]), upper[i]);
        }

        return MondrianTable.Fit(scores, predictions, settings.Classes, settings.Alpha);
    }

    /// <summary>Intervals at new places; each holds its prediction.</summary>
    /// <param name="planarFeatures">Features × n, in the order of the forest's names.</param>
    /// <param name="predictions">Predictions, n.</param>
    /// <param name="lower">Receives n lower ends.</param>
    /// <param name="upper">Receives n upper ends.</param>
    public void Predict(ReadOnlySpan<float> planarFeatures, ReadOnlySpan<float> predictions, Span<float> lower, Span<float> upper)
    {
        int n = predictions.Length;
        float[] quantiles = new float[2 * n];
        Forest.Predict(planarFeatures, n, Levels(Table.Alpha), quantiles);
        double relative = ReferenceError == 0 ? 0 : ReferenceError * NormalDistribution.Quantile(1 - (Table.Alpha / 2));
        ValueClasses classes = new(Table.Edges);
        for (int i = 0; i < n; i++)
        {
            double margin = Table.Quantiles[classes.Of(predictions[i])], reference = relative * predictions[i];
            (double low, double high) = Ends(quantiles[i], quantiles[n + i], margin, predictions[i]);
            lower[i] = (float)Math.Max(Floor, predictions[i] + ResidualIntervals.Nearer(low - predictions[i], reference));
            upper[i] = (float)(predictions[i] + ResidualIntervals.Nearer(high - predictions[i], reference));
        }
    }

    /// <summary>The ends of one interval: quantiles moved by the margin, never past the prediction.</summary>
    public static (double Lower, double Upper) Ends(double lowQuantile, double highQuantile, double margin, double prediction)
        => (Math.Min(lowQuantile - margin, prediction), Math.Max(highQuantile + margin, prediction));
}
