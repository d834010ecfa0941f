using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>Predictions of rows by models that did not see their blocks.</summary>
internal static class CrossValidation
{
    /// <summary>Out-of-fold predictions in Mg/ha, not below 0.</summary>
    /// <param name="rows">Samples.</param>
    /// <param name="trainer">Trains.</param>
    /// <param name="method">What.</param>
    /// <param name="context">Threads, progress, cancellation.</param>
    /// <param name="quantiles">Receives the quantiles of a quantile forest, where that is the method.</param>
    public static double[] Predict(TrainingRows rows, MethodTrainer trainer, TrainingMethod method, ProcessContext context, OutOfFoldQuantiles? quantiles = null)
    {
        double[] predictions = new double[rows.Agb.Length];
        int[] folds = [.. rows.Folds.Distinct().Order()];
        Text name = TrainingMethodNames.NameOf(method);
        using IProgressTask progress = context.Progress.Start(($"Block cross-validation, {name.En}", $"ブロック交差検証({name.Ja})"), folds.Length);
        foreach (int fold in folds)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            FeatureTable table = rows.Of(fold);
            int[] training = [.. Enumerable.Range(0, predictions.Length).Where(row => rows.Folds[row] != fold)];
            int[] held = [.. Enumerable.Range(0, predictions.Length).Where(row => rows.Folds[row] == fold)];
            AgbPart model = trainer.Train(method, table.SelectRows(training), Pick(rows.Agb, training), Pick(rows.Height, training), context);
            float[] output = new float[held.Length];
            model.Compile(table.Names)(table.SelectRows(held).Values, held.Length, output);
            for (int i = 0; i < held.Length; i++)
            {
                predictions[held[i]] = Math.Max(output[i], 0);
            }

            if (model is QuantileForestPart own)
            {
                quantiles?.Fill(own.Forest, table, held);
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
