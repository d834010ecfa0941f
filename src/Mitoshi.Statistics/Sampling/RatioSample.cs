namespace Mitoshi.Statistics;

/// <summary>Mean per area from plots that lie partly outside it.</summary>
public static class RatioSample
{
    /// <summary>sum w y / sum w, w the share of each plot inside; Var = 1/(n(n-1)) sum (w/wbar)^2 (y - mean)^2 (Cochran 1977, ch. 6).</summary>
    /// <param name="values">Values per area of the inside part.</param>
    /// <param name="weights">Shares inside, above 0.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.not_finite</c>.</exception>
    public static Estimate Mean(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, Unit unit)
    {
        StatisticsErrors.RequireSameLength(values.Length, weights.Length, ("weights", "重み"));
        StatisticsErrors.RequireFinite(values, ("plot values", "プロットの値"));
        if (values.Length < 2)
        {
            throw StatisticsErrors.TooFew(("plots", "プロット"), values.Length, 2);
        }

        return EstimateIntervals.FromVariance(
            ClusterMoments.Mean(values, weights), unit, ClusterMoments.Variance(values, weights) / values.Length, values.Length - 1, "ratio");
    }
}
