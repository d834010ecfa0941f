using Mitoshi.Forest.Features;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Accuracy;

/// <summary>A quantile forest grown on circles: the quantiles of pixels do not add up to those of a circle.</summary>
internal sealed class CircleForest(IReadOnlyList<ReferenceSite> sites, PooledCircles circles, ProcessContext context)
{
    private readonly OutOfFoldQuantiles _quantiles = new(circles.Truth.Length);

    /// <summary>Out-of-fold means in Mg/ha.</summary>
    public double[] Predicted { get; } = new double[circles.Truth.Length];

    /// <summary>Coverage and mean width of the forest's own intervals, which nothing has calibrated.</summary>
    public (double Coverage, double MeanWidth) Own => _quantiles.Against(circles.Truth);

    /// <summary>Grows the forest of one fold and predicts the circles of that fold.</summary>
    public void Fold(int fold, IReadOnlyList<FeatureTable> pixels)
    {
        FeatureTable table = circles.Pool(sites, pixels);
        int[] training = [.. Enumerable.Range(0, circles.Fold.Length).Where(i => circles.Fold[i] != fold)], held = [.. Enumerable.Range(0, circles.Fold.Length).Where(i => circles.Fold[i] == fold)];
        QuantileForest forest = QuantileForest.Train(table.SelectRows(training), [.. training.Select(i => (float)circles.Truth[i])], MethodTrainer.ForestOf(table), context.Random("quantile forest"), context.Threads);
        _quantiles.Fill(forest, table, held);
        float[] output = new float[held.Length];
        new TreePredictor(forest.Mean).Predict(table.SelectRows(held).Values, held.Length, output);
        for (int i = 0; i < held.Length; i++)
        {
            Predicted[held[i]] = Math.Max(0, output[i]);
        }
    }

    /// <summary>Calibrated intervals, each fold's by the others.</summary>
    /// <param name="predictions">Predictions after bias correction, which decide the class.</param>
    public (double[] Lower, double[] Upper) Intervals(double[] predictions) => _quantiles.Honest(predictions, circles.Truth, circles.Fold, new ResidualIntervalSettings());
}
