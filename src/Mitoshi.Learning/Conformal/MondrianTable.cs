using Mitoshi.Statistics;

namespace Mitoshi.Learning;

/// <summary>
/// Conformal quantiles by class of prediction (Mondrian; Vovk 2012): the ceil((n + 1)(1 - alpha))-th smallest score of each class. A class with
/// too few calibration samples shares with the next lower one. The promise, coverage of at least 1 - alpha in each class, is for exchangeable
/// data: calibrate on whole blocks, test on other blocks.
/// </summary>
public sealed record MondrianTable
{
    /// <summary>Share that may fall outside: 0.1 for 90 % intervals.</summary>
    public required double Alpha { get; init; }

    /// <summary>Lower edges of the classes of prediction.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>For each class, what is added at both ends, in the unit of the scores; may be negative for quantile scores. Infinite without enough samples anywhere.</summary>
    public required IReadOnlyList<double> Quantiles { get; init; }

    /// <summary>Calibration samples behind each class's quantile.</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <summary>Fits the table.</summary>
    /// <param name="scores">Score of each calibration sample: |y - p|, |y - p| / u, or max(lower - y, y - upper).</param>
    /// <param name="predictions">Its prediction, which decides the class.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="alpha">Share that may fall outside.</param>
    /// <param name="fewest">A class with fewer samples is merged with the next lower one (the lowest with the next higher).</param>
    public static MondrianTable Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> predictions, ValueClasses classes, double alpha, int fewest = 100)
    {
        Require.SameLength(scores.Length, predictions.Length, nameof(predictions));
        List<double>[] byClass = [.. Enumerable.Range(0, classes.Count).Select(_ => new List<double>())];
        for (int i = 0; i < scores.Length; i++)
        {
            byClass[classes.Of(predictions[i])].Add(scores[i]);
        }

        double[] quantiles = new double[classes.Count];
        int[] counts = new int[classes.Count];
        for (int top = classes.Count - 1; top >= 0;)
        {
            int bottom = top;
            List<double> pooled = [.. byClass[top]];
            while (pooled.Count < fewest && bottom > 0)
            {
                bottom--;
                pooled.AddRange(byClass[bottom]);
            }

            for (int above = top + 1; pooled.Count < fewest && above < classes.Count; above++)
            {
                pooled.AddRange(byClass[above]);
            }

            double quantile = ConformalHalfWidth.Of(pooled.ToArray(), alpha) ?? double.PositiveInfinity;
            for (int index = bottom; index <= top; index++)
            {
                (quantiles[index], counts[index]) = (quantile, pooled.Count);
            }

            top = bottom - 1;
        }

        return new MondrianTable { Alpha = alpha, Edges = [.. classes.Edges], Quantiles = quantiles, Counts = counts };
    }

    /// <summary>The quantile for a prediction.</summary>
    public double For(double prediction) => Quantiles[new ValueClasses(Edges).Of(prediction)];
}
