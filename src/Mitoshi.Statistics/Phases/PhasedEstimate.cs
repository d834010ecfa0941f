namespace Mitoshi.Statistics;

/// <summary>Ways to estimate a small area in a phased inventory.</summary>
public enum SmallAreaMethod
{
    /// <summary>Synthetic prediction plus the mean residual of the area's own plots (PSMALL; SMALL with known means).</summary>
    Small,

    /// <summary>Model extended by the area's indicator, so that its residuals sum to zero (EXTPSYNTH; EXTSYNTH with known means).</summary>
    Extended,

    /// <summary>Prediction only (PSYNTH; SYNTH with known means). Its variance holds no bias of the model in this area.</summary>
    Synthetic,
}

/// <summary>An estimate of a phased inventory with both variances.</summary>
/// <param name="Estimate">The mean with the g-weight variance, the one to report.</param>
/// <param name="VarianceGWeight">g-weight variance.</param>
/// <param name="VarianceExternal">External variance; null for synthetic estimates, which have none, and for a single plot.</param>
/// <param name="Field">Field units n2 (clusters or points) in the whole inventory.</param>
/// <param name="FieldInArea">n2G; equal to <paramref name="Field"/> for a global estimate.</param>
/// <param name="First">n1, or null for known means in a two-phase estimate.</param>
/// <param name="FirstInArea">n1G, or null.</param>
/// <param name="RSquared">Of the full model at the field points.</param>
/// <param name="Warnings">What limits the interval.</param>
public sealed record PhasedEstimate(
    Estimate Estimate, double VarianceGWeight, double? VarianceExternal, int Field, int FieldInArea, int? First, int? FirstInArea,
    double RSquared, IReadOnlyList<Text> Warnings)
{
    /// <summary>The mean with the external variance, or null where there is none.</summary>
    public Estimate? WithExternalVariance => VarianceExternal is { } variance
        ? Estimate with { Error = new StandardError(Math.Sqrt(variance)), Method = Estimate.Method + ".external" }
        : null;

    /// <summary>R^2 of the reduced model of a three-phase estimate.</summary>
    public double? RSquaredReduced { get; init; }

    /// <summary>n0, or null when the reduced means are known or there are two phases.</summary>
    public int? Zeroth { get; init; }

    /// <summary>n0G, or null.</summary>
    public int? ZerothInArea { get; init; }
}
