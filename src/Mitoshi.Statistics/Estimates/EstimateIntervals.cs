namespace Mitoshi.Statistics;

/// <summary>Intervals and totals of an <see cref="Estimate"/>.</summary>
public static class EstimateIntervals
{
    /// <summary>The quantile that turns the standard error into a half-width: Student's with the estimate's degrees of freedom.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="level">Nominal coverage, for example 0.90.</param>
    public static double Quantile(this Estimate estimate, double level)
        => StudentDistribution.Quantile(0.5 + (level / 2), estimate.DegreesOfFreedom);

    /// <summary>Half the width of the two-sided interval at any level, in the unit of the estimate.</summary>
    public static double HalfWidth(this Estimate estimate, double level) => estimate.Quantile(level) * estimate.Error.Magnitude;

    /// <summary>Half the width of the two-sided 90 % interval.</summary>
    public static HalfWidth90 HalfWidth90(this Estimate estimate) => new(estimate.HalfWidth(0.90));

    /// <summary>Half the width of the two-sided 95 % interval.</summary>
    public static HalfWidth95 HalfWidth95(this Estimate estimate) => new(estimate.HalfWidth(0.95));

    /// <summary>The two-sided interval, value -+ t se.</summary>
    public static Interval Interval(this Estimate estimate, double level)
    {
        double half = estimate.HalfWidth(level);
        return new Interval(estimate.Value - half, estimate.Value + half, level);
    }

    /// <summary>Variance of the estimator: the squared standard error.</summary>
    public static double Variance(this Estimate estimate) => estimate.Error.Magnitude * estimate.Error.Magnitude;

    /// <summary>The total over an area from a mean per hectare: value and error times the area, which is taken as known.</summary>
    /// <param name="mean">Mean per hectare.</param>
    /// <param name="areaHectares">Area.</param>
    /// <param name="unit">Unit of the total, for example Mg.</param>
    public static Estimate Total(this Estimate mean, double areaHectares, Unit unit)
        => mean with { Value = mean.Value * areaHectares, Unit = unit, Error = new StandardError(mean.Error.Magnitude * areaHectares) };

    internal static Estimate FromVariance(double value, Unit unit, double variance, double degreesOfFreedom, string method)
        => new(value, unit, new StandardError(Math.Sqrt(Math.Max(variance, 0))), degreesOfFreedom, method);
}
