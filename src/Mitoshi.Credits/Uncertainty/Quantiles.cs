using MathNet.Numerics.Distributions;

namespace Mitoshi.Credits.Uncertainty;

/// <summary>Half-width of a two-sided interval in standard errors.</summary>
internal static class Quantiles
{
    /// <summary>Normal quantile for a two-sided level: 1.645 at 0.90, 1.960 at 0.95.</summary>
    public static double Normal(double level) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.5 + (level / 2));

    /// <summary>Student quantile for a two-sided level.</summary>
    public static double Student(double level, double degreesOfFreedom)
        => double.IsPositiveInfinity(degreesOfFreedom) ? Normal(level) : StudentT.InvCDF(0, 1, degreesOfFreedom, 0.5 + (level / 2));
}
