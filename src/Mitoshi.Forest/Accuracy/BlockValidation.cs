using Mitoshi.Forest.Features;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Accuracy;

/// <summary>Block cross-validation of the protocol: every block is predicted by a model, and registered by shifts, that never saw its labels.</summary>
public static class BlockValidation
{
    /// <summary>Predicts every pixel of every site out of fold by boosted trees.</summary>
    /// <inheritdoc cref="Predict(IReadOnlyList{ReferenceSite}, BiomassSettings, IReadOnlyList{TrainingMethod}, ProcessContext, Action{int, IReadOnlyList{FeatureTable}})"/>
    public static IReadOnlyList<float[]> Predict(IReadOnlyList<ReferenceSite> sites, BiomassSettings settings, ProcessContext context)
        => Predict(sites, settings, [TrainingMethod.Boosting], context)[0];

    /// <summary>Predicts every pixel of every site out of fold by several methods.</summary>
    /// <param name="sites">The sites, pooled for training.</param>
    /// <param name="settings">Features and boosting, the same for every fold.</param>
    /// <param name="methods">The methods.</param>
    /// <param name="context">Threads, progress, cancellation.</param>
    /// <param name="onFold">Gets the number of each fold, and the features of all pixels of each site as they are when it is held out.</param>
    /// <returns>For each method and site, rows × columns of predicted biomass in Mg/ha, not below 0.</returns>
    internal static IReadOnlyList<IReadOnlyList<float[]>> Predict(
        IReadOnlyList<ReferenceSite> sites, BiomassSettings settings, IReadOnlyList<TrainingMethod> methods, ProcessContext context, Action<int, IReadOnlyList<FeatureTable>>? onFold = null)
    {
        FeatureSet set = FeatureSet.ForAreas([.. sites.Select(site => site.Cube.Layers)], settings.Features);
        SceneRegistration[] registrations = [.. sites.Select(site => new SceneRegistration(site.Cube))];
        int[][] folds = [.. sites.Select(site => BlockFolds.OfPixels(site.Columns, site.Rows))];
        float[][][] predictions = [.. methods.Select(_ => sites.Select(site => new float[site.Biomass.Length]).ToArray())];
        MethodTrainer trainer = new(set, settings);
        using IProgressTask progress = context.Progress.Start(("Block cross-validation", "ブロック交差検証"), BlockFolds.Count * methods.Count);
        for (int fold = 0; fold < BlockFolds.Count; fold++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            bool[][] isTraining = [.. sites.Select((site, s) => IsTraining(site, folds[s], fold))];
            FeatureTable[] tables = [.. sites.Select((site, s)
                => FeatureComputation.Whole(set, site.Cube, registrations[s].ToReference(site.Biomass, isTraining[s]), context.Threads, context.Cancellation))];
            onFold?.Invoke(fold, tables);
            FeatureTable training = FeatureComputation.Join(tables, isTraining);
            float[] labels = Labels(sites, isTraining), noHeight = [.. labels.Select(_ => float.NaN)];
            for (int method = 0; method < methods.Count; method++)
            {
                Regression model = trainer.Train(methods[method], training, labels, noHeight, context).Compile(set.Names);
                for (int s = 0; s < sites.Count; s++)
                {
                    Fill(predictions[method][s], model, tables[s], [.. Enumerable.Range(0, folds[s].Length).Where(pixel => folds[s][pixel] == fold)]);
                }

                progress.Advance(1);
            }
        }

        return predictions;
    }

    private static void Fill(float[] predictions, Regression model, FeatureTable table, int[] held)
    {
        float[] output = new float[held.Length];
        model(table.SelectRows(held).Values, held.Length, output);
        for (int j = 0; j < held.Length; j++)
        {
            predictions[held[j]] = Math.Max(0, output[j]);
        }
    }

    internal static float[] Labels(IReadOnlyList<ReferenceSite> sites, IReadOnlyList<bool[]> isWanted)
        => [.. sites.SelectMany((site, s) => site.Biomass.Where((_, pixel) => isWanted[s][pixel]))];

    // A pixel without a label trains nothing; it is predicted all the same.
    private static bool[] IsTraining(ReferenceSite site, int[] folds, int fold)
        => [.. folds.Select((own, pixel) => own != fold && float.IsFinite(site.Biomass[pixel]))];
}
