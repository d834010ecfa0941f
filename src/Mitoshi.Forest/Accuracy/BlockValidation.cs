using Mitoshi.Forest.Features;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Accuracy;

/// <summary>Block cross-validation of the protocol: every block is predicted by a model, and registered by shifts, that never saw its labels.</summary>
public static class BlockValidation
{
    /// <summary>Predicts every pixel of every site out of fold.</summary>
    /// <param name="sites">The sites, pooled for training.</param>
    /// <param name="settings">Features and boosting, the same for every fold.</param>
    /// <param name="context">Threads, progress, cancellation.</param>
    /// <returns>For each site, rows × columns of predicted biomass in Mg/ha, not below 0.</returns>
    public static IReadOnlyList<float[]> Predict(IReadOnlyList<ReferenceSite> sites, BiomassSettings settings, ProcessContext context)
    {
        FeatureSet set = FeatureSet.ForAreas([.. sites.Select(site => site.Cube.Layers)], settings.Features);
        SceneRegistration[] registrations = [.. sites.Select(site => new SceneRegistration(site.Cube))];
        int[][] folds = [.. sites.Select(site => BlockFolds.OfPixels(site.Columns, site.Rows))];
        float[][] predictions = [.. sites.Select(site => new float[site.Biomass.Length])];
        using IProgressTask progress = context.Progress.Start(("Block cross-validation", "ブロック交差検証"), BlockFolds.Count);
        for (int fold = 0; fold < BlockFolds.Count; fold++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            bool[][] isTraining = [.. sites.Select((site, s) => IsTraining(site, folds[s], fold))];
            FeatureTable[] tables = [.. sites.Select((site, s)
                => FeatureComputation.Whole(set, site.Cube, registrations[s].ToReference(site.Biomass, isTraining[s]), context.Threads, context.Cancellation))];
            TreeEnsemble model = BoostingTrainer.Train(FeatureComputation.Join(tables, isTraining), Labels(sites, isTraining), settings.Boosting, threads: context.Threads);
            TreePredictor predictor = new(model);
            for (int s = 0; s < sites.Count; s++)
            {
                int[] held = [.. Enumerable.Range(0, folds[s].Length).Where(pixel => folds[s][pixel] == fold)];
                float[] output = new float[held.Length];
                predictor.Predict(tables[s].SelectRows(held).Values, held.Length, output);
                for (int j = 0; j < held.Length; j++)
                {
                    predictions[s][held[j]] = Math.Max(0, output[j]);
                }
            }

            progress.Advance(1);
        }

        return predictions;
    }

    internal static float[] Labels(IReadOnlyList<ReferenceSite> sites, IReadOnlyList<bool[]> isWanted)
        => [.. sites.SelectMany((site, s) => site.Biomass.Where((_, pixel) => isWanted[s][pixel]))];

    // A pixel without a label trains nothing; it is predicted all the same.
    private static bool[] IsTraining(ReferenceSite site, int[] folds, int fold)
        => [.. folds.Select((own, pixel) => own != fold && float.IsFinite(site.Biomass[pixel]))];
}
