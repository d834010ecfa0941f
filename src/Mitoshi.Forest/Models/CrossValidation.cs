using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>Predictions of rows by models that did not see their blocks.</summary>
internal static class CrossValidation
{
    /// <summary>Out-of-fold predictions, not below 0.</summary>
    public static float[] Predict(TrainingRows rows, BoostingSettings boosting, ProcessContext context)
    {
        float[] predictions = new float[rows.Agb.Length];
        int[] folds = [.. rows.Folds.Distinct().Order()];
        using IProgressTask progress = context.Progress.Start(("Block cross-validation", "ブロック交差検証"), folds.Length);
        foreach (int fold in folds)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int[] training = [.. Enumerable.Range(0, predictions.Length).Where(row => rows.Folds[row] != fold)];
            int[] held = [.. Enumerable.Range(0, predictions.Length).Where(row => rows.Folds[row] == fold)];
            TreeEnsemble model = BoostingTrainer.Train(rows.Table.SelectRows(training), Pick(rows.Agb, training), boosting, threads: context.Threads);
            float[] output = new float[held.Length];
            new TreePredictor(model).Predict(rows.Table.SelectRows(held).Values, held.Length, output);
            for (int i = 0; i < held.Length; i++)
            {
                predictions[held[i]] = Math.Max(output[i], 0);
            }

            progress.Advance(1);
        }

        return predictions;
    }

    internal static float[] Pick(float[] values, int[] rows)
    {
        float[] picked = new float[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            picked[i] = values[rows[i]];
        }

        return picked;
    }
}
