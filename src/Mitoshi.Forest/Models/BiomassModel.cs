using System.Text.Json.Nodes;
using Mitoshi.Forest.Features;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>A trained model: everything that a map needs, and everything that must be said about it.</summary>
public sealed record BiomassModel
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Recipe of the features.</summary>
    public required FeatureSet Features { get; init; }

    /// <summary>From features to AGB in Mg/ha.</summary>
    public required AgbModel Agb { get; init; }

    /// <summary>From features to canopy height in metres, or null without a height reference.</summary>
    public TreeEnsemble? Height { get; init; }

    /// <summary>Mean error of the out-of-fold predictions in Mg/ha, taken off before <see cref="Matching"/>.</summary>
    public double Offset { get; init; }

    /// <summary>Bias correction, fitted on out-of-fold predictions only.</summary>
    public required DistributionMatching Matching { get; init; }

    /// <summary>90 % intervals by boosted quantiles of the residual, calibrated by class of prediction on other folds; null where <see cref="ForestIntervals"/> gives them.</summary>
    public required ResidualIntervals? Intervals { get; init; }

    /// <summary>90 % intervals by the leaves of the forest itself, calibrated in the same manner; null for other methods.</summary>
    public QuantileForestIntervals? ForestIntervals { get; init; }

    /// <summary>Relative standard error of a reference pixel, which the intervals leave out.</summary>
    public double ReferenceError => ForestIntervals?.ReferenceError ?? Intervals!.ReferenceError;

    /// <summary>Names of the features that the width of the intervals depends on; the prediction itself stands before them.</summary>
    public required IReadOnlyList<string> SpreadNames { get; init; }

    /// <summary>Where the model may claim its accuracy.</summary>
    public required AreaOfApplicability Applicability { get; init; }

    /// <summary>Training samples for the check of the population: some thousands, all features.</summary>
    public required FeatureTable Sample { get; init; }

    /// <summary>Folds of <see cref="Sample"/>.</summary>
    public required int[] SampleFolds { get; init; }

    /// <summary>Shifts of the scenes of each training site, by its name.</summary>
    public required IReadOnlyDictionary<string, SceneShifts> Shifts { get; init; }

    /// <summary>Figures of accuracy, the residual variogram, what it was trained on.</summary>
    public required JsonObject Metrics { get; init; }
}
