namespace Mitoshi.Statistics;

/// <summary>Expansion from clusters of points.</summary>
public static class ClusterSample
{
    /// <summary>
    /// Mean over clusters weighted by their number of points M(x): sum M Y / sum M;
    /// Var = 1/(n(n-1)) sum (M/Mbar)^2 (Y - mean)^2 (Mandallaz 2007, ch. 4).
    /// </summary>
    /// <param name="clusters">Name of the cluster of each point.</param>
    /// <param name="values">Value of each point.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <returns>Mean with n - 1 degrees of freedom, n the number of clusters.</returns>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.not_finite</c>.</exception>
    public static Estimate Mean(IReadOnlyList<string> clusters, IReadOnlyList<double> values, Unit unit)
    {
        StatisticsErrors.RequireSameLength(clusters.Count, values.Count, ("values", "値"));
        StatisticsErrors.RequireFinite([.. values], ("point values", "点の値"));
        SortedDictionary<string, (double Sum, int Count)> sums = new(StringComparer.Ordinal);
        for (int i = 0; i < clusters.Count; i++)
        {
            (double sum, int count) = sums.GetValueOrDefault(clusters[i]);
            sums[clusters[i]] = (sum + values[i], count + 1);
        }

        if (sums.Count < 2)
        {
            throw StatisticsErrors.TooFew(("clusters", "集落"), sums.Count, 2);
        }

        double[] means = [.. sums.Values.Select(pair => pair.Sum / pair.Count)], sizes = [.. sums.Values.Select(pair => (double)pair.Count)];
        return EstimateIntervals.FromVariance(
            ClusterMoments.Mean(means, sizes), unit, ClusterMoments.Variance(means, sizes) / means.Length, means.Length - 1, "cluster");
    }
}

/// <summary>Moments of cluster values that weigh by M(x) / Mbar; with M = 1 they are the plain ones.</summary>
internal static class ClusterMoments
{
    public static double Mean(ReadOnlySpan<double> values, ReadOnlySpan<double> sizes)
    {
        double sum = 0, weight = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += sizes[i] * values[i];
            weight += sizes[i];
        }

        return sum / weight;
    }

    /// <summary>sum (M/Mbar)^2 (v - mean)^2 / (n - 1).</summary>
    public static double Variance(ReadOnlySpan<double> values, ReadOnlySpan<double> sizes)
        => values.Length < 2 ? double.NaN : Moment(values, sizes, Mean(values, sizes)) / (values.Length - 1);

    /// <summary>sum (M/Mbar)^2 (v - centre)^2.</summary>
    public static double Moment(ReadOnlySpan<double> values, ReadOnlySpan<double> sizes, double centre)
    {
        double sizeMean = SampleMoments.Mean(sizes), sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double d = sizes[i] / sizeMean * (values[i] - centre);
            sum += d * d;
        }

        return sum;
    }
}
