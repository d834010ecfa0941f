namespace Mitoshi.Learning;

/// <summary>
/// Bias correction by matching distribution functions: corrected = (1 - k) p + k F_true^-1(F_pred(p)). Fit it on out-of-fold predictions only.
/// Full matching (k = 1) restores the histogram and raises the RMSE; half matching is the default. State k and both errors.
/// </summary>
public sealed record DistributionMatching
{
    /// <summary>Quantiles of the predictions at equal steps from 0 to 1.</summary>
    public required IReadOnlyList<double> Predicted { get; init; }

    /// <summary>Quantiles of the truth at the same steps.</summary>
    public required IReadOnlyList<double> True { get; init; }

    /// <summary>k: 0 corrects nothing, 1 matches fully.</summary>
    public double Strength { get; init; } = 0.5;

    /// <summary>Fits it.</summary>
    /// <param name="predictions">Out-of-fold predictions.</param>
    /// <param name="truth">Reference values.</param>
    /// <param name="strength">k.</param>
    /// <param name="quantileCount">Points of the grid of quantiles.</param>
    public static DistributionMatching Fit(ReadOnlySpan<double> predictions, ReadOnlySpan<double> truth, double strength = 0.5, int quantileCount = 200)
        => new() { Predicted = Quantiles(predictions, quantileCount), True = Quantiles(truth, quantileCount), Strength = strength };

    /// <summary>The corrected prediction, not below 0; beyond the ends of what was seen the shift of the end applies.</summary>
    public double Apply(double prediction)
    {
        int last = Predicted.Count - 1;
        double matched;
        if (prediction <= Predicted[0])
        {
            matched = prediction + True[0] - Predicted[0];
        }
        else if (prediction >= Predicted[last])
        {
            matched = prediction + True[last] - Predicted[last];
        }
        else
        {
            int low = 0, high = last;
            while (high - low > 1)
            {
                int middle = (low + high) / 2;
                (low, high) = Predicted[middle] <= prediction ? (middle, high) : (low, middle);
            }

            double step = Predicted[high] - Predicted[low], share = step > 0 ? (prediction - Predicted[low]) / step : 0;
            matched = True[low] + (share * (True[high] - True[low]));
        }

        return Math.Max(0, ((1 - Strength) * prediction) + (Strength * matched));
    }

    // Linear interpolation between order statistics (definition 7 of Hyndman & Fan 1996).
    private static double[] Quantiles(ReadOnlySpan<double> numbers, int count)
    {
        double[] sorted = numbers.ToArray();
        Array.Sort(sorted);
        double[] quantiles = new double[count];
        for (int i = 0; i < count; i++)
        {
            double at = i / (double)(count - 1) * (sorted.Length - 1);
            int below = Math.Min((int)at, sorted.Length - 1), above = Math.Min(below + 1, sorted.Length - 1);
            quantiles[i] = sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
        }

        return quantiles;
    }
}
