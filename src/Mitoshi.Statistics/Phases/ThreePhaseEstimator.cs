namespace Mitoshi.Statistics;

/// <summary>
/// Three-phase regression estimators: the reduced model carries the step s0 to s1, the full model the step s1 to s2
/// (Mandallaz 2014, Can. J. For. Res. 44:383; Hill, Massey &amp; Mandallaz 2021).
/// </summary>
public static class ThreePhaseEstimator
{
    /// <summary>Mean over the whole inventory: (Zbar0_reduced - Zbar1_reduced)'alpha + Zbar1'beta.</summary>
    /// <param name="inventory">Its points, with <see cref="PhasedInventory.Reduced"/>.</param>
    /// <param name="knownReducedMean">Means of the reduced auxiliaries, the intercept (1) first, when known exactly.</param>
    /// <returns>n2 - p degrees of freedom; variance alpha'S_Z0 alpha + (n2/n1) Zbar0'S_alpha Zbar0 + (1 - n2/n1) Zbar1'S_beta Zbar1.</returns>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.singular_design</c>, <c>statistics.not_finite</c>.</exception>
    public static PhasedEstimate Mean(PhasedInventory inventory, IReadOnlyList<double>? knownReducedMean = null)
        => Estimate(inventory, null, SmallAreaMethod.Extended, knownReducedMean);

    /// <summary>Mean of one small area.</summary>
    /// <param name="inventory">Points of the whole inventory, with areas and reduced auxiliaries.</param>
    /// <param name="area">Name of the area.</param>
    /// <param name="method">Which estimator.</param>
    /// <param name="knownReducedMean">Means of the reduced auxiliaries over this area, the intercept (1) first, when known exactly.</param>
    /// <exception cref="MitoshiException"><c>statistics.no_sample_in_area</c> and those of the global estimator.</exception>
    public static PhasedEstimate SmallArea(PhasedInventory inventory, string area, SmallAreaMethod method, IReadOnlyList<double>? knownReducedMean = null)
    {
        PhasedSupport.RequireArea(inventory, area, method, isExhaustive: false);
        if (method == SmallAreaMethod.Extended)
        {
            inventory = inventory.WithIndicator(area);
            knownReducedMean = knownReducedMean is null ? null : LinearAlgebra.Append([.. knownReducedMean], 1);
        }

        return Estimate(inventory, area, method, knownReducedMean);
    }

    private static PhasedEstimate Estimate(PhasedInventory inventory, string? area, SmallAreaMethod method, IReadOnlyList<double>? knownMean)
    {
        inventory.Check(isThreePhase: true);
        DesignMatrix reduced = inventory.Reduced!, full = inventory.Full;
        SampledUnits zeroth = SampledUnits.Of(inventory, reduced, 0, null), zerothG = SampledUnits.Of(inventory, reduced, 0, area);
        SampledUnits firstReduced = SampledUnits.Of(inventory, reduced, 1, null), firstReducedG = SampledUnits.Of(inventory, reduced, 1, area);
        SampledUnits firstG = SampledUnits.Of(inventory, full, 1, area);
        SampledUnits fieldReduced = SampledUnits.Of(inventory, reduced, 2, null), field = SampledUnits.Of(inventory, full, 2, null);
        SampledUnits fieldReducedG = SampledUnits.Of(inventory, reduced, 2, area), fieldG = SampledUnits.Of(inventory, full, 2, area);
        PhasedSupport.RequireField(field.Count, full.ColumnCount);

        // The global estimate from clusters keeps the A of s2; all others calibrate the reduced model on s1.
        SampledUnits normal = area is null && field.IsClustered ? fieldReduced : firstReduced;
        InternalModel alpha = InternalModel.Fit(fieldReduced, normal, reduced.Names), beta = InternalModel.Fit(field, field, full.Names);
        double[] mean0 = PhasedSupport.MeanOf(zerothG, reduced, knownMean), mean1Reduced = firstReducedG.MeanRow(), mean1 = firstG.MeanRow();
        double[] residualsReduced = fieldReducedG.Residuals(alpha.Coefficients), residuals = fieldG.Residuals(beta.Coefficients);

        double value = LinearAlgebra.Dot(mean0, alpha.Coefficients) - LinearAlgebra.Dot(mean1Reduced, alpha.Coefficients)
            + LinearAlgebra.Dot(mean1, beta.Coefficients);
        double share = field.Count / (double)firstReduced.Count;
        double variance = (share * LinearAlgebra.Quadratic(mean0, alpha.Covariance)) + ((1 - share) * LinearAlgebra.Quadratic(mean1, beta.Covariance));
        if (knownMean is null)
        {
            variance += LinearAlgebra.Quadratic(alpha.Coefficients, zerothG.MeanCovariance(mean0));
        }

        double residualVariance = ClusterMoments.Variance(residuals, fieldG.Sizes) / fieldG.Count;
        double? external = (area is not null && method == SmallAreaMethod.Synthetic) || fieldG.Count < 2
            ? null
            : External(area is null, knownMean is not null, alpha, zerothG, firstG.Count, fieldG, fieldReducedG, residualsReduced, residuals);
        if (area is not null && method == SmallAreaMethod.Small)
        {
            value += ClusterMoments.Mean(residuals, fieldG.Sizes);
            variance += residualVariance;
        }

        string name = area is null
            ? "three_phase.global" + (knownMean is null ? "" : ".exhaustive")
            : PhasedSupport.Name("three_phase", method, knownMean is not null);
        double degreesOfFreedom = area is null
            ? field.Count - full.ColumnCount
            : PhasedSupport.DegreesOfFreedom(method, fieldG.Count, field.Count, full.ColumnCount);
        return new PhasedEstimate(
            EstimateIntervals.FromVariance(value, inventory.Unit, variance, degreesOfFreedom, name), variance, external,
            field.Count, fieldG.Count, firstReduced.Count, firstG.Count, inventory.RSquared(full), area is null ? SampleWarnings.For(residuals) : PhasedSupport.Warnings(method, fieldG, field.Count, residuals, isThreePhase: true))
        {
            RSquaredReduced = inventory.RSquared(reduced),
            Zeroth = knownMean is null ? zeroth.Count : null,
            ZerothInArea = knownMean is null ? zerothG.Count : null,
        };
    }

    private static double External(
        bool isGlobal, bool isExhaustive, InternalModel alpha, SampledUnits zeroth, int firstCount, SampledUnits field, SampledUnits fieldReduced,
        double[] residualsReduced, double[] residuals)
    {
        double n0 = zeroth.Count, n1 = firstCount, n2 = field.Count;
        if (isGlobal && isExhaustive && !field.IsClustered)
        {
            // Mandallaz (2014) divides by n2 here, not n2 - 1.
            return (LinearAlgebra.Dot(residualsReduced, residualsReduced) / (n1 * n2))
                + ((1 - (n2 / n1)) * LinearAlgebra.Dot(residuals, residuals) / (n2 * n2));
        }

        double lastStep = (1 - (n2 / n1)) * ClusterMoments.Variance(residuals, field.Sizes) / n2;
        double middleStep = ClusterMoments.Variance(residualsReduced, field.Sizes) / n1;
        if (isExhaustive)
        {
            return middleStep + lastStep;
        }

        double[] predictions = zeroth.Predict(alpha.Coefficients);
        if (isGlobal)
        {
            return (ClusterMoments.Variance(predictions, zeroth.Sizes) / n0) + middleStep + lastStep;
        }

        if (field.IsClustered)
        {
            double centre = SampleMoments.Mean(fieldReduced.Predict(alpha.Coefficients));
            return (ClusterMoments.Moment(predictions, zeroth.Sizes, centre) / (n0 * (n0 - 1))) + middleStep + lastStep;
        }

        return (SampleMoments.Variance(field.Values) / n0) + ((1 - (n1 / n0)) * middleStep) + lastStep;
    }
}
