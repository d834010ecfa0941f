namespace Mitoshi.Statistics;

/// <summary>Change between two dates.</summary>
public static class ChangeEstimator
{
    /// <summary>d = second - first; Var = V1 + V2 - 2 rho sqrt(V1 V2). Report the interval for rho = 0 beside it.</summary>
    /// <param name="first">Estimate at the first date.</param>
    /// <param name="second">Estimate at the second date, same unit.</param>
    /// <param name="errorCorrelation">
    /// rho, from paired out-of-fold residuals at plots measured twice, or from forest known to be unchanged; 0 for independent samples. It must be stated.
    /// </param>
    /// <exception cref="MitoshiException"><c>statistics.bad_correlation</c>, <c>statistics.shape_mismatch</c> when units differ.</exception>
    public static Estimate Difference(Estimate first, Estimate second, double errorCorrelation)
    {
        if (!(errorCorrelation is >= -1 and <= 1))
        {
            throw new MitoshiException(
                "statistics.bad_correlation",
                found: ($"a correlation of {errorCorrelation}", $"相関{errorCorrelation}"),
                expected: ("a number from -1 to 1", "-1から1までの数"),
                remedy: ("State the correlation of the errors of both dates.", "両時点の誤差の相関を与えてください。"));
        }

        if (first.Unit != second.Unit)
        {
            throw StatisticsErrors.ShapeMismatch(
                ($"{first.Unit} at the first date, {second.Unit} at the second", $"第一時点は{first.Unit}、第二時点は{second.Unit}"), ("one unit", "同じ単位"));
        }

        double variance = first.Variance() + second.Variance() - (2 * errorCorrelation * first.Error.Magnitude * second.Error.Magnitude);
        return EstimateIntervals.FromVariance(
            second.Value - first.Value, first.Unit, variance, Math.Min(first.DegreesOfFreedom, second.DegreesOfFreedom), "change.difference");
    }

    /// <summary>
    /// Model-assisted change from plots measured twice: mean_N(map2 - map1) + mean_n((y2 - y1) - (map2 - map1)); Var = V(difference residual)/n
    /// (McRoberts et al. 2015, Remote Sens. Environ. 164:36).
    /// </summary>
    /// <param name="mapChangeMean">Mean of map2 - map1 over the area.</param>
    /// <param name="mapChange">map2 - map1 at the n plots.</param>
    /// <param name="plotChange">y2 - y1 at the same plots.</param>
    /// <param name="unit">Unit of both.</param>
    public static Estimate ModelAssisted(double mapChangeMean, ReadOnlySpan<double> mapChange, ReadOnlySpan<double> plotChange, Unit unit)
        => DifferenceEstimator.Mean(mapChangeMean, mapChange, plotChange, unit) with { Method = "change.model_assisted" };

    /// <summary>
    /// Mean change where nothing changed, with its standard error: beyond 2 se it is a bias between the dates, to be removed or reported.
    /// </summary>
    public static StableGround StableGround(ReadOnlySpan<double> mapChange, Unit unit)
    {
        Estimate mean = SimpleRandomSample.Mean(mapChange, unit);
        return new StableGround(mean, new StandardDeviation(Math.Sqrt(SampleMoments.Variance(mapChange))), Math.Abs(mean.Value) > 2 * mean.Error.Magnitude);
    }
}

/// <summary>Check of a change map over ground that did not change.</summary>
/// <param name="Mean">Mean change.</param>
/// <param name="Spread">Spread of single pixels.</param>
/// <param name="IsBiased">True when the mean is beyond 2 standard errors.</param>
public sealed record StableGround(Estimate Mean, StandardDeviation Spread, bool IsBiased);
