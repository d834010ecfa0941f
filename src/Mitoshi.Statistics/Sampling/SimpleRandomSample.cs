namespace Mitoshi.Statistics;

/// <summary>Expansion from a simple random sample. A systematic grid treated so is conservative (Cochran 1977).</summary>
public static class SimpleRandomSample
{
    /// <summary>ybar = sum y / n; Var = s^2 / n (1 - n/N).</summary>
    /// <param name="values">Plot values, length n of at least 2.</param>
    /// <param name="unit">Their unit.</param>
    /// <param name="populationSize">N, number of units that could have been drawn; infinity for points in an area.</param>
    /// <returns>Mean with n - 1 degrees of freedom.</returns>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.not_finite</c>, <c>statistics.shape_mismatch</c>.</exception>
    public static Estimate Mean(ReadOnlySpan<double> values, Unit unit, double populationSize = double.PositiveInfinity)
    {
        if (values.Length < 2)
        {
            throw StatisticsErrors.TooFew(("simple random sample", "単純無作為標本"), values.Length, 2);
        }

        StatisticsErrors.RequireFinite(values, ("plot values", "プロットの値"));
        double variance = SampleMoments.Variance(values) / values.Length * FinitePopulation(values.Length, populationSize);
        return EstimateIntervals.FromVariance(SampleMoments.Mean(values), unit, variance, values.Length - 1, "srs");
    }

    /// <summary>1 - n/N.</summary>
    internal static double FinitePopulation(int sampleSize, double populationSize)
    {
        if (sampleSize > populationSize)
        {
            throw StatisticsErrors.ShapeMismatch(
                ($"{sampleSize} units drawn of a population of {populationSize:0}", $"母集団{populationSize:0}から{sampleSize}単位"),
                ("a population at least as large as the sample", "標本以上の大きさの母集団"));
        }

        return double.IsPositiveInfinity(populationSize) ? 1 : 1 - (sampleSize / populationSize);
    }
}
