using Mitoshi.Forest.Features;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Accuracy;

/// <summary>What a model of one site is worth on another.</summary>
/// <param name="From">Name of the training site.</param>
/// <param name="To">Name of the target site.</param>
/// <param name="Circles">Errors on the target's circles.</param>
/// <param name="Shift">Whether the two are one population.</param>
/// <param name="TargetOutside">Share of the target's circles outside of the area of applicability.</param>
/// <param name="Plots">What 30 plots of the target would give.</param>
public sealed record CrossSiteResult(string From, string To, MapAccuracy Circles, PopulationShift Shift, double TargetOutside, PlotDraws Plots)
{
    /// <summary>False when intervals made on the training site must not be shown for the target.</summary>
    public bool HasValidIntervals => !Shift.IsDifferentPopulation;
}

/// <summary>Trains on all of one site and predicts all of another; nothing of the target's label is used.</summary>
internal static class CrossSite
{
    /// <summary>Every ordered pair of sites.</summary>
    public static IReadOnlyList<CrossSiteResult> Run(IReadOnlyList<ReferenceSite> sites, int draws, ProcessContext context)
    {
        if (sites.Count < 2)
        {
            return [];
        }

        BiomassSettings settings = BiomassSettings.Transferable;
        FeatureSet set = FeatureSet.ForAreas([.. sites.Select(site => site.ClearCube.Layers)], settings.Features);
        FeatureTable[] tables = [.. sites.Select(site => PooledCircles.Means(
            FeatureComputation.Whole(set, site.ClearCube, new SceneRegistration(site.ClearCube).RadarToOptical(), context.Threads, context.Cancellation), site.Columns))];
        List<CrossSiteResult> results = [];
        using IProgressTask progress = context.Progress.Start(("Other sites", "他サイトへの適用"), sites.Count * (sites.Count - 1));
        for (int from = 0; from < sites.Count; from++)
        {
            for (int to = 0; to < sites.Count; to++)
            {
                if (from != to)
                {
                    results.Add(Pair(sites[from], tables[from], sites[to], tables[to], settings, draws, context));
                    progress.Advance(1);
                }
            }
        }

        return results;
    }

    private static CrossSiteResult Pair(
        ReferenceSite from, FeatureTable fromTable, ReferenceSite to, FeatureTable toTable, BiomassSettings settings, int draws, ProcessContext context)
    {
        double[] label = CircleGrid.Means(from.Biomass, from.Columns), truth = CircleGrid.Means(to.Biomass, to.Columns);
        int[] labelled = [.. Enumerable.Range(0, label.Length).Where(i => double.IsFinite(label[i]))], judged = [.. Enumerable.Range(0, truth.Length).Where(i => double.IsFinite(truth[i]))];
        TreeEnsemble model = BoostingTrainer.Train(fromTable.SelectRows(labelled), [.. labelled.Select(i => (float)label[i])], settings.Boosting, threads: context.Threads);
        float[] output = new float[toTable.RowCount];
        new TreePredictor(model).Predict(toTable.Values, toTable.RowCount, output);
        double[] prediction = [.. judged.Select(i => Math.Max(0.0, output[i]))], judgedTruth = [.. judged.Select(i => truth[i])];

        (ApplicabilityCheck check, PopulationShift shift) = ApplicabilityCheck.Between(from, to, context);
        return new CrossSiteResult(
            from.Name, to.Name, MapAccuracy.Of(judgedTruth, prediction), shift, check.TargetOutside,
            PlotDraws.Simulate(prediction, judgedTruth, draws, context.Random($"plots {from.Name} {to.Name}")));
    }
}
