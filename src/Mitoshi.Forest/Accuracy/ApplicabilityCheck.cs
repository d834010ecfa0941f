using Mitoshi.Forest.Features;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Accuracy;

/// <summary>Area of applicability between two sites, on circles, equal weights, unmoved seasonal images: the protocol's reference case.</summary>
/// <param name="FeatureCount">Features that are finite at both sites and vary at the training site.</param>
/// <param name="MeanDistance">Mean distance of all pairs of training circles.</param>
/// <param name="Threshold">Largest training index not above Q3 + 1.5 IQR.</param>
/// <param name="TrainingOutside">Share of training circles outside.</param>
/// <param name="TargetOutside">Share of target circles outside.</param>
public sealed record ApplicabilityCheck(int FeatureCount, double MeanDistance, double Threshold, double TrainingOutside, double TargetOutside)
{
    /// <summary>Fits on one site and looks at the other; tells with the same features whether they are one population.</summary>
    internal static (ApplicabilityCheck Check, PopulationShift Shift) Between(ReferenceSite from, ReferenceSite to, ProcessContext context)
    {
        FeatureSet set = FeatureSet.For([.. from.ClearCube.Layers.Concat(to.ClearCube.Layers).Distinct()], new FeatureSettings { Mode = FeatureMode.Transferable })
            with { Filters = [new FeatureFilter(FilterKind.None)] };
        FeatureTable a = Circles(set, from, context), b = Circles(set, to, context);
        string[] usable = [.. Enumerable.Range(0, a.FeatureCount).Where(feature => IsFinite(a.Column(feature)) && IsFinite(b.Column(feature))).Select(feature => a.Names[feature])];
        (a, b) = (a.SelectFeatures(usable), b.SelectFeatures(usable));
        int[] foldsA = BlockFolds.OfCircles(from.Columns, from.Rows), foldsB = BlockFolds.OfCircles(to.Columns, to.Rows);
        AreaOfApplicability area = AreaOfApplicability.Fit(a, foldsA);
        double outside = area.Indices(b).Count(area.IsOutside) / (double)b.RowCount;
        return (new ApplicabilityCheck(area.FeatureNames.Count, area.MeanDistance, area.Threshold, area.TrainingOutside, outside),
            PopulationShift.Measure(a, foldsA, b, foldsB, context.Threads));
    }

    private static FeatureTable Circles(FeatureSet set, ReferenceSite site, ProcessContext context)
        => PooledCircles.Means(FeatureComputation.Whole(set, site.ClearCube, SceneShifts.None, context.Threads, context.Cancellation), site.Columns);

    private static bool IsFinite(ReadOnlySpan<float> column)
    {
        foreach (float number in column)
        {
            if (!float.IsFinite(number))
            {
                return false;
            }
        }

        return true;
    }
}
