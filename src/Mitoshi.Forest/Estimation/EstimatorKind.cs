namespace Mitoshi.Forest;

/// <summary>Estimators of an area's mean.</summary>
public enum EstimatorKind
{
    /// <summary>The best one that the sample allows.</summary>
    Auto,

    /// <summary>Plots alone.</summary>
    Expansion,

    /// <summary>Plots in strata of the map.</summary>
    PostStratified,

    /// <summary>Map plus mean residual; the map must not have been fitted on these plots.</summary>
    Difference,

    /// <summary>Plots regressed on the map (GREG, g-weight variance).</summary>
    Regression,

    /// <summary>Regression over all plots plus the area's own residual (extended synthetic estimator).</summary>
    SmallArea,

    /// <summary>Unit-level EBLUP over all areas.</summary>
    Eblup,

    /// <summary>Regression over all plots, without plots of the area.</summary>
    Synthetic,

    /// <summary>All areas together, each a stratum with an estimate from its own plots; for the row of all areas only.</summary>
    Stratified,

    /// <summary>Map with its own error and spatial correlation.</summary>
    ModelBased,
}

/// <summary>How plots were chosen.</summary>
public enum SampleKind
{
    /// <summary>By chance, or on a grid with a random start.</summary>
    Probability,

    /// <summary>By judgement or by access: no design-based estimate is allowed.</summary>
    Purposive,
}

/// <summary>One estimator tried for an area.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Estimate">Its answer; null when it is not allowed.</param>
/// <param name="Reason">Why it is allowed, or why not.</param>
public sealed record EstimatorOption(EstimatorKind Kind, Estimate? Estimate, Text Reason);
