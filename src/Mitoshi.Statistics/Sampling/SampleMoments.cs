namespace Mitoshi.Statistics;

/// <summary>Mean, variance and skewness of a sample.</summary>
internal static class SampleMoments
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>V(v), with n - 1.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), sum = 0;
        foreach (double value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return sum / (values.Length - 1);
    }

    /// <summary>Fisher's g1 = m3 / m2^1.5; 0 for a constant sample.</summary>
    public static double Skewness(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), second = 0, third = 0;
        foreach (double value in values)
        {
            double d = value - mean;
            second += d * d;
            third += d * d * d;
        }

        second /= values.Length;
        third /= values.Length;
        return second > 0 ? third / Math.Pow(second, 1.5) : 0;
    }
}
