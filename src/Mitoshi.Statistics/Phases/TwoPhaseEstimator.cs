namespace Mitoshi.Statistics;

/// <summary>
/// Two-phase regression estimators of points or clusters (Mandallaz 2013, Can. J. For. Res. 43:441; Hill, Massey &amp; Mandallaz 2021,
/// J. Stat. Softw. 97(4)).
/// </summary>
public static class TwoPhaseEstimator
{
    /// <summary>Mean over the whole inventory.</summary>
    /// <param name="inventory">Its points.</param>
    /// <param name="knownMean">Mean of each auxiliary over the area, the intercept (1) first, when it is known exactly; else the first phase estimates it.</param>
    /// <returns>
    /// Zbar'beta; g-weight variance Zbar'S_beta Zbar (+ beta'S_Z beta when Zbar is estimated); external variance V_s1(yhat)/n1 + V_s2(R)/n2.
    /// n2 - p degrees of freedom.
    /// </returns>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.singular_design</c>, <c>statistics.not_finite</c>.</exception>
    public static PhasedEstimate Mean(PhasedInventory inventory, IReadOnlyList<double>? knownMean = null)
    {
        inventory.Check(isThreePhase: false);
        SampledUnits first = SampledUnits.Of(inventory, inventory.Full, 1, null), field = SampledUnits.Of(inventory, inventory.Full, 2, null);
        PhasedSupport.RequireField(field.Count, inventory.Full.ColumnCount);
        InternalModel model = InternalModel.Fit(field, field, inventory.Full.Names);
        double[] mean = PhasedSupport.MeanOf(first, inventory.Full, knownMean);
        double variance = LinearAlgebra.Quadratic(mean, model.Covariance);
        double external = ClusterMoments.Variance(model.Residuals, field.Sizes) / field.Count;
        if (knownMean is null)
        {
            variance += LinearAlgebra.Quadratic(model.Coefficients, first.MeanCovariance(mean));
            external += ClusterMoments.Variance(first.Predict(model.Coefficients), first.Sizes) / first.Count;
        }

        string method = knownMean is null ? "two_phase.global" : "two_phase.global.exhaustive";
        Estimate estimate = EstimateIntervals.FromVariance(
            LinearAlgebra.Dot(mean, model.Coefficients), inventory.Unit, variance, field.Count - inventory.Full.ColumnCount, method);
        int? firstCount = knownMean is null ? first.Count : null;
        return new PhasedEstimate(
            estimate, variance, external, field.Count, field.Count, firstCount, firstCount, inventory.RSquared(inventory.Full),
            SampleWarnings.For(model.Residuals));
    }

    /// <summary>Mean of one small area.</summary>
    /// <param name="inventory">Points of the whole inventory, with <see cref="PhasedInventory.Areas"/>.</param>
    /// <param name="area">Name of the area.</param>
    /// <param name="method">Which estimator.</param>
    /// <param name="knownMean">Mean of each auxiliary over this area, the intercept (1) first, when known exactly.</param>
    /// <returns>n2G - 1 degrees of freedom (n2 - p for the synthetic estimator).</returns>
    /// <exception cref="MitoshiException"><c>statistics.no_sample_in_area</c> and those of the global estimator.</exception>
    public static PhasedEstimate SmallArea(PhasedInventory inventory, string area, SmallAreaMethod method, IReadOnlyList<double>? knownMean = null)
    {
        inventory.Check(isThreePhase: false);
        PhasedSupport.RequireArea(inventory, area, method, knownMean is not null);
        if (method == SmallAreaMethod.Extended)
        {
            inventory = inventory.WithIndicator(area);
            knownMean = knownMean is null ? null : LinearAlgebra.Append([.. knownMean], 1);
        }

        SampledUnits field = SampledUnits.Of(inventory, inventory.Full, 2, null), fieldG = SampledUnits.Of(inventory, inventory.Full, 2, area);
        SampledUnits firstG = SampledUnits.Of(inventory, inventory.Full, 1, area), first = SampledUnits.Of(inventory, inventory.Full, 1, null);
        PhasedSupport.RequireField(field.Count, inventory.Full.ColumnCount);
        InternalModel model = InternalModel.Fit(field, field, inventory.Full.Names);
        double[] mean = PhasedSupport.MeanOf(firstG, inventory.Full, knownMean), residuals = fieldG.Residuals(model.Coefficients);
        double value = LinearAlgebra.Dot(mean, model.Coefficients), variance = LinearAlgebra.Quadratic(mean, model.Covariance);
        if (knownMean is null)
        {
            variance += LinearAlgebra.Quadratic(model.Coefficients, firstG.MeanCovariance(mean));
        }

        double ratio = knownMean is null ? fieldG.Count / (double)firstG.Count : 0;
        double residualVariance = ClusterMoments.Variance(residuals, fieldG.Sizes) / fieldG.Count;
        double? external = null;
        if (method != SmallAreaMethod.Synthetic && fieldG.Count > 1)
        {
            external = (1 - ratio) * residualVariance;
            if (knownMean is null)
            {
                // For clusters the peer implementation takes the second moment of the residuals where points take V(Y).
                external += fieldG.IsClustered
                    ? ClusterMoments.Moment(residuals, fieldG.Sizes, 0) / (fieldG.Count - 1) / firstG.Count
                    : SampleMoments.Variance(fieldG.Values) / firstG.Count;
            }
        }

        if (method == SmallAreaMethod.Small)
        {
            value += ClusterMoments.Mean(residuals, fieldG.Sizes);
            variance += residualVariance;
        }

        string name = PhasedSupport.Name("two_phase", method, knownMean is not null);
        double degreesOfFreedom = PhasedSupport.DegreesOfFreedom(method, fieldG.Count, field.Count, inventory.Full.ColumnCount);
        return new PhasedEstimate(
            EstimateIntervals.FromVariance(value, inventory.Unit, variance, degreesOfFreedom, name), variance, external,
            field.Count, fieldG.Count, knownMean is null ? first.Count : null, knownMean is null ? firstG.Count : null,
            inventory.RSquared(inventory.Full), PhasedSupport.Warnings(method, fieldG, field.Count, residuals, isThreePhase: false));
    }
}
