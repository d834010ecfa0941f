namespace Mitoshi.Learning;

/// <summary>Scores and intervals of conformal prediction. All promise marginal coverage for exchangeable samples, and nothing for another population.</summary>
public static class Conformal
{
    /// <summary>Split-conformal score |y - p| / u (Lei et al. 2018, J. Am. Stat. Assoc. 113:1094).</summary>
    /// <param name="truth">y.</param>
    /// <param name="prediction">p.</param>
    /// <param name="spread">u, the local scale, above 0.</param>
    public static double Score(double truth, double prediction, double spread = 1) => Math.Abs(truth - prediction) / spread;

    /// <summary>Conformalised quantile score max(lower - y, y - upper) (Romano et al. 2019, eq. 6); negative inside.</summary>
    public static double QuantileScore(double truth, double lower, double upper) => Math.Max(lower - truth, truth - upper);

    /// <summary>
    /// CV+ interval (Barber et al. 2021, Ann. Stat. 49:486, section 3): the floor(alpha (n + 1))-th smallest of p_(-k(i)) - s_i and the
    /// ceil((1 - alpha)(n + 1))-th smallest of p_(-k(i)) + s_i over all calibration samples i. Covers at least 1 - 2 alpha, about 1 - alpha in practice.
    /// </summary>
    /// <param name="foldPredictions">p_(-k) of the place: the prediction of the model that did not see fold k.</param>
    /// <param name="scores">s_i = |y_i - p_(-k(i))(x_i)|.</param>
    /// <param name="folds">k(i).</param>
    /// <param name="alpha">Share that may fall outside.</param>
    /// <returns>The interval; an end is infinite when there are too few samples for it.</returns>
    public static Interval CrossValidationPlus(ReadOnlySpan<double> foldPredictions, ReadOnlySpan<double> scores, ReadOnlySpan<int> folds, double alpha)
    {
        Require.SameLength(scores.Length, folds.Length, nameof(folds));
        int n = scores.Length;
        double[] lows = new double[n], highs = new double[n];
        for (int i = 0; i < n; i++)
        {
            lows[i] = foldPredictions[folds[i]] - scores[i];
            highs[i] = foldPredictions[folds[i]] + scores[i];
        }

        Array.Sort(lows);
        Array.Sort(highs);
        int low = (int)Math.Floor((alpha * (n + 1)) + 1e-12), high = (int)Math.Ceiling(((1 - alpha) * (n + 1)) - 1e-12);
        return new Interval(low < 1 ? double.NegativeInfinity : lows[low - 1], high > n ? double.PositiveInfinity : highs[high - 1], 1 - alpha);
    }
}
