using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>5 and 95 % quantiles of rows by quantile forests that did not see their blocks, in Mg/ha.</summary>
/// <param name="rowCount">Number of rows.</param>
internal sealed class OutOfFoldQuantiles(int rowCount)
{
    /// <summary>Lower quantile of each row.</summary>
    public double[] Lower { get; } = new double[rowCount];

    /// <summary>Upper quantile of each row.</summary>
    public double[] Upper { get; } = new double[rowCount];

    /// <summary>Share of the labels that lie within, and mean width: what the forest promises before anything calibrates it.</summary>
    public (double Coverage, double MeanWidth) Against(double[] truth)
        => (Enumerable.Range(0, truth.Length).Count(row => truth[row] >= Lower[row] && truth[row] <= Upper[row]) / (double)truth.Length, Enumerable.Range(0, truth.Length).Average(row => Upper[row] - Lower[row]));

    /// <summary>Predicts the rows that were held out of a forest.</summary>
    public void Fill(QuantileForest forest, FeatureTable table, int[] held)
    {
        float[] quantiles = new float[2 * held.Length];
        forest.Predict(table.SelectRows(held).Values, held.Length, QuantileForestIntervals.Levels(new ResidualIntervalSettings().Alpha), quantiles);
        for (int i = 0; i < held.Length; i++)
        {
            (Lower[held[i]], Upper[held[i]]) = (quantiles[i], quantiles[held.Length + i]);
        }
    }

    /// <summary>Calibrates, and judges each fold by a calibration of the others.</summary>
    /// <param name="forest">The forest of all rows.</param>
    /// <param name="predictions">Out-of-fold predictions after bias correction.</param>
    /// <param name="truth">Labels.</param>
    /// <param name="folds">Folds.</param>
    /// <param name="settings">Classes and share outside.</param>
    public (QuantileForestIntervals Intervals, CoverageReport Coverage) Calibrate(QuantileForest forest, double[] predictions, double[] truth, int[] folds, ResidualIntervalSettings settings)
    {
        (double[] lower, double[] upper) = Honest(predictions, truth, folds, settings);
        MondrianTable all = QuantileForestIntervals.Calibrate(Lower, Upper, predictions, truth, settings);
        return (new QuantileForestIntervals { Forest = forest, Table = all, Floor = settings.Floor }, CoverageReport.Of(truth, lower, upper, predictions, folds, ValueClasses.Biomass));
    }

    /// <summary>The interval of each row by a calibration of the other folds.</summary>
    public (double[] Lower, double[] Upper) Honest(double[] predictions, double[] truth, int[] folds, ResidualIntervalSettings settings)
    {
        double[] lower = new double[truth.Length], upper = new double[truth.Length];
        foreach (int fold in folds.Distinct().Order())
        {
            int[] others = [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] != fold)];
            MondrianTable table = QuantileForestIntervals.Calibrate(Pick(Lower, others), Pick(Upper, others), Pick(predictions, others), Pick(truth, others), settings);
            foreach (int row in Enumerable.Range(0, folds.Length).Where(row => folds[row] == fold))
            {
                (double low, double high) = QuantileForestIntervals.Ends(Lower[row], Upper[row], table.For(predictions[row]), predictions[row]);
                (lower[row], upper[row]) = (Math.Max(settings.Floor, low), high);
            }
        }

        return (lower, upper);
    }

    private static double[] Pick(double[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);
}
