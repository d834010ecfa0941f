namespace Mitoshi.Statistics;

/// <summary>Mean, spread and percentiles of simulated values.</summary>
public sealed class DrawSummary
{
    private readonly double[] _sorted;

    /// <summary>Takes the draws.</summary>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.not_finite</c>.</exception>
    public DrawSummary(ReadOnlySpan<double> draws)
    {
        if (draws.Length < 2)
        {
            throw StatisticsErrors.TooFew(("draws", "抽選"), draws.Length, 2);
        }

        StatisticsErrors.RequireFinite(draws, ("draws", "抽選値"));
        Mean = SampleMoments.Mean(draws);
        Deviation = new StandardDeviation(Math.Sqrt(SampleMoments.Variance(draws)));
        _sorted = draws.ToArray();
        Array.Sort(_sorted);
    }

    /// <summary>Mean of the draws.</summary>
    public double Mean { get; }

    /// <summary>Their standard deviation: the standard error of what was simulated.</summary>
    public StandardDeviation Deviation { get; }

    /// <summary>The value below which this share of the draws lies, linear between neighbours.</summary>
    public double Percentile(double probability)
    {
        double position = probability * (_sorted.Length - 1);
        int below = Math.Clamp((int)Math.Floor(position), 0, _sorted.Length - 1), above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((position - below) * (_sorted[above] - _sorted[below]));
    }

    /// <summary>The two-sided percentile interval.</summary>
    public Interval Interval(double level) => new(Percentile((1 - level) / 2), Percentile((1 + level) / 2), level);
}
