namespace Mitoshi.Credits.Uncertainty;

/// <summary>What a simulation gave.</summary>
/// <param name="Draws">Number of draws.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Sd">Standard deviation of the draws: for an estimate it plays the part of the standard error.</param>
/// <param name="P5">5 % quantile.</param>
/// <param name="P95">95 % quantile.</param>
/// <param name="IsConverged">True when doubling the draws changed the half-width by less than 1 %.</param>
internal sealed record Simulation(int Draws, double Mean, double Sd, double P5, double P95, bool IsConverged)
{
    /// <summary>Half-width of the 90 % interval.</summary>
    public double HalfWidth90 => (P95 - P5) / 2;

    /// <summary>Moments and quantiles of draws; the sums have a fixed tree.</summary>
    public static Simulation Of(ReadOnlySpan<double> values, bool isConverged)
    {
        double mean = Sum(values, 0) / values.Length;
        double sd = Math.Sqrt(Sum(values, mean, isSquared: true) / (values.Length - 1));
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return new Simulation(values.Length, mean, sd, Quantile(sorted, 0.05), Quantile(sorted, 0.95), isConverged);
    }

    // Pairwise, so that the rounding error stays small for millions of draws.
    private static double Sum(ReadOnlySpan<double> values, double centre, bool isSquared = false)
    {
        if (values.Length > 128)
        {
            int half = values.Length / 2;
            return Sum(values[..half], centre, isSquared) + Sum(values[half..], centre, isSquared);
        }

        double sum = 0;
        foreach (double value in values)
        {
            double difference = value - centre;
            sum += isSquared ? difference * difference : difference;
        }

        return sum;
    }

    // Linear interpolation between order statistics (Hyndman & Fan 1996, type 7).
    private static double Quantile(double[] sorted, double probability)
    {
        double place = probability * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
