namespace Mitoshi.Statistics;

/// <summary>One stratum of a stratified sample.</summary>
/// <param name="Weight">W_h, its share of the area; the weights sum to 1.</param>
/// <param name="Values">Plot values y of the stratum, at least 2.</param>
public sealed record Stratum(double Weight, IReadOnlyList<double> Values);

/// <summary>Expansion from strata that are sampled independently.</summary>
public static class StratifiedSample
{
    /// <summary>ybar = sum W_h ybar_h; Var = sum W_h^2 s_h^2 / n_h, with Satterthwaite's degrees of freedom.</summary>
    /// <param name="strata">The strata; weights sum to 1.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <param name="isPostStratified">
    /// True when the strata were made after the draw (from a map): adds sum (1 - W_h) s_h^2 / n^2 for the random sizes (Cochran 1977, eq. 5A.42).
    /// </param>
    /// <returns>df = (sum g_h)^2 / sum(g_h^2 / (n_h - 1)), g_h = W_h^2 s_h^2 / n_h.</returns>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.bad_weights</c>, <c>statistics.not_finite</c>.</exception>
    public static Estimate Mean(IReadOnlyList<Stratum> strata, Unit unit, bool isPostStratified = false)
    {
        RequireWeights([.. strata.Select(stratum => stratum.Weight)]);
        double mean = 0, variance = 0, fourth = 0, extra = 0;
        int total = 0;
        for (int h = 0; h < strata.Count; h++)
        {
            double[] values = [.. strata[h].Values];
            if (values.Length < 2)
            {
                throw StatisticsErrors.TooFew(($"stratum {h + 1}", $"層{h + 1}"), values.Length, 2);
            }

            StatisticsErrors.RequireFinite(values, ($"stratum {h + 1}", $"層{h + 1}"));
            double w = strata[h].Weight, spread = SampleMoments.Variance(values), g = w * w * spread / values.Length;
            mean += w * SampleMoments.Mean(values);
            variance += g;
            fourth += g * g / (values.Length - 1);
            extra += (1 - w) * spread;
            total += values.Length;
        }

        double degreesOfFreedom = fourth > 0 ? variance * variance / fourth : total - strata.Count;
        if (isPostStratified)
        {
            variance += extra / ((double)total * total);
        }

        return EstimateIntervals.FromVariance(mean, unit, variance, degreesOfFreedom, isPostStratified ? "stratified.post" : "stratified");
    }

    internal static void RequireWeights(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
            if (!(weight >= 0))
            {
                sum = double.NaN;
            }
        }

        if (!(Math.Abs(sum - 1) < 1e-6))
        {
            throw new MitoshiException(
                "statistics.bad_weights",
                found: ($"area shares that sum to {sum:0.######}", $"面積割合の合計が{sum:0.######}"),
                expected: ("shares of the area, none negative, that sum to 1", "負でなく、合計が1の面積割合"),
                remedy: ("Divide every stratum's area by the whole area.", "各層の面積を全体の面積で割ってください。"));
        }
    }
}
