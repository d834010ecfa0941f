namespace Mitoshi.Statistics;

/// <summary>Split-conformal half-widths (Vovk 2012; Lei et al. 2018). The class of a Mondrian split must be known when predicting.</summary>
public static class ConformalHalfWidth
{
    /// <summary>The k-th smallest score with k = ceil((n + 1)(1 - alpha)); null (no bound) when k exceeds n.</summary>
    /// <param name="scores">Absolute residuals, or residuals over their predicted spread, of calibration samples of one class.</param>
    /// <param name="alpha">Share that may fall outside, for example 0.1.</param>
    public static double? Of(ReadOnlySpan<double> scores, double alpha)
    {
        int k = Rank(scores.Length, alpha);
        if (k > scores.Length)
        {
            return null;
        }

        double[] sorted = scores.ToArray();
        Array.Sort(sorted);
        return sorted[k - 1];
    }

    /// <summary>k = ceil((n + 1)(1 - alpha)), at least 1.</summary>
    public static int Rank(int count, double alpha) => Math.Max(1, (int)Math.Ceiling(((count + 1) * (1 - alpha)) - 1e-12));
}
