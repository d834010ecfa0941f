using Mitoshi.Statistics;

namespace Mitoshi.Credits.Uncertainty;

/// <summary>Half-width of a two-sided interval in standard errors.</summary>
internal static class Quantiles
{
    /// <summary>Normal quantile for a two-sided level: 1.645 at 0.90, 1.960 at 0.95.</summary>
    public static double Normal(double level) => NormalDistribution.Quantile(0.5 + (level / 2));

    /// <summary>
    /// Student quantile for a two-sided level, as CDFLIB finds it. The check figures of the methodologies were made with that library, whose
    /// search stops at a relative 1e-8; a claim must reproduce them to 1e-9, which the exact quantile does not (2.3e-9 apart at 4 degrees of
    /// freedom).
    /// </summary>
    public static double Student(double level, double degreesOfFreedom)
        => double.IsPositiveInfinity(degreesOfFreedom) ? Normal(level) : CdflibStudent.UpperQuantile(0.5 + (level / 2), degreesOfFreedom);
}
