namespace Mitoshi.Statistics;

/// <summary>
/// The map corrected by the plots: unbiased whatever the map, if the map was not fitted on these plots
/// (Särndal, Swensson &amp; Wretman 1992; McRoberts et al. 2013, Remote Sens. Environ. 128:268).
/// </summary>
public static class DifferenceEstimator
{
    /// <summary>mu = mean_N(yhat) + mean_n(e), e = y - yhat; Var = (1 - n/N) V(e) / n.</summary>
    /// <param name="mapMean">Mean of the map over all N units of the area.</param>
    /// <param name="sampleMap">Map value at the n plots; out-of-fold predictions when the map was fitted on these plots.</param>
    /// <param name="sampleReference">Plot value y.</param>
    /// <param name="unit">Unit of both.</param>
    /// <param name="populationSize">N; infinity for no finite-population correction.</param>
    /// <returns>Mean with n - 1 degrees of freedom.</returns>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.not_finite</c>.</exception>
    public static Estimate Mean(
        double mapMean, ReadOnlySpan<double> sampleMap, ReadOnlySpan<double> sampleReference, Unit unit, double populationSize = double.PositiveInfinity)
    {
        StatisticsErrors.RequireSameLength(sampleMap.Length, sampleReference.Length, ("plot values", "プロットの値"));
        double[] residuals = Residuals(sampleMap, sampleReference);
        Estimate correction = SimpleRandomSample.Mean(residuals, unit, populationSize);
        return correction with { Value = mapMean + correction.Value, Method = "difference" };
    }

    /// <summary>How many times more plots the same interval would need without the map: Var_SRS / Var_difference = V(y) / V(e).</summary>
    public static double RelativeEfficiency(ReadOnlySpan<double> sampleMap, ReadOnlySpan<double> sampleReference)
    {
        StatisticsErrors.RequireSameLength(sampleMap.Length, sampleReference.Length, ("plot values", "プロットの値"));
        return SampleMoments.Variance(sampleReference) / SampleMoments.Variance(Residuals(sampleMap, sampleReference));
    }

    private static double[] Residuals(ReadOnlySpan<double> map, ReadOnlySpan<double> reference)
    {
        double[] residuals = new double[map.Length];
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = reference[i] - map[i];
        }

        return residuals;
    }
}
