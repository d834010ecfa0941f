using Mitoshi.Statistics;

namespace Mitoshi.Learning;

/// <summary>How residual intervals are fitted.</summary>
public sealed record ResidualIntervalSettings
{
    /// <summary>Share that may fall outside: 0.1 for 90 % intervals.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <summary>How the quantiles of the residual are grown; the quantile itself is set here.</summary>
    public BoostingSettings Boosting { get; init; } = new()
    {
        Objective = BoostingObjective.Quantile, Rounds = 120, LearningRate = 0.05, Leaves = 15, LeafSamplesMin = 40, L2 = 1, Bins = 63,
        FeatureFraction = 0.5, BaggingFraction = 0.7,
    };

    /// <summary>Classes of prediction that are calibrated each on its own.</summary>
    public ValueClasses Classes { get; init; } = ValueClasses.Biomass;

    /// <summary>No interval reaches below this: biomass is not negative.</summary>
    public double Floor { get; init; }
}

/// <summary>
/// Intervals around predictions that exist already: boosted quantiles of the out-of-fold residual, conformalised by class of prediction (CQR of
/// Romano et al. 2019 with the Mondrian classes of Vovk 2012). Each fold's quantiles come from models of the other folds, and the scores of all
/// folds calibrate together; at a new place the fold models' quantiles are averaged.
/// </summary>
public sealed record ResidualIntervals
{
    /// <summary>A model of the lower residual quantile for each fold.</summary>
    public required IReadOnlyList<TreeEnsemble> Lower { get; init; }

    /// <summary>A model of the upper residual quantile for each fold.</summary>
    public required IReadOnlyList<TreeEnsemble> Upper { get; init; }

    /// <summary>The calibration.</summary>
    public required MondrianTable Table { get; init; }

    /// <summary>No interval reaches below this.</summary>
    public required double Floor { get; init; }

    /// <summary>
    /// Relative standard error of the reference values, 0 when it is unknown. The calibration measures prediction against reference, error of the reference
    /// included: Var(reference - prediction) = Var(truth - prediction) + Var(reference error) when the two are independent. Intervals at new places are for
    /// the truth, so each end comes nearer by that part: d² becomes d² - (z r p)², and never less than a quarter of d².
    /// </summary>
    public double ReferenceError { get; init; }

    /// <summary>Fits quantiles and calibration.</summary>
    /// <param name="features">What the spread may depend on, n samples; the prediction itself should be among them.</param>
    /// <param name="predictions">Out-of-fold predictions; in-sample ones give intervals that are far too narrow.</param>
    /// <param name="truth">Reference values.</param>
    /// <param name="folds">Fold of each sample: whole blocks. Numbers may have gaps.</param>
    /// <param name="settings">How.</param>
    /// <param name="threads">Threads of the trainer; the result does not depend on it.</param>
    /// <exception cref="MitoshiException"><c>learning.too_few_folds</c>, and those of <see cref="BoostingTrainer"/>.</exception>
    public static ResidualIntervals Fit(
        FeatureTable features, double[] predictions, double[] truth, int[] folds, ResidualIntervalSettings settings, int threads = 1)
    {
        int[] numbers = [.. folds.Distinct().Order()];
        Folds.RequireFolds(folds.Length, numbers.Length);
        List<TreeEnsemble> lowers = [], uppers = [];
        double[] scores = new double[truth.Length];
        foreach (int fold in numbers)
        {
            int[] training = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] != fold)];
            int[] held = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)];
            FeatureTable table = features.SelectRows(training);
            float[] residuals = [.. training.Select(i => (float)(truth[i] - predictions[i]))];
            TreeEnsemble Train(double quantile) => BoostingTrainer.Train(table, residuals, settings.Boosting with { Objective = BoostingObjective.Quantile, Quantile = quantile }, threads: threads);
            (TreeEnsemble lower, TreeEnsemble upper) = (Train(settings.Alpha / 2), Train(1 - (settings.Alpha / 2)));
            lowers.Add(lower);
            uppers.Add(upper);
            float[] ends = new float[2 * held.Length];
            new TreePredictor(lower, upper).Predict(features.SelectRows(held).Values, held.Length, ends);
            for (int j = 0; j < held.Length; j++)
            {
                int i = held[j];
                double low = Math.Max(settings.Floor, predictions[i] + ends[j]), high = predictions[i] + ends[held.Length + j];
                scores[i] = Conformal.QuantileScore(truth[i], low, high);
            }
        }

        return new ResidualIntervals
        {
            Lower = lowers, Upper = uppers, Floor = settings.Floor, Table = MondrianTable.Fit(scores, predictions, settings.Classes, settings.Alpha),
        };
    }

    /// <summary>Intervals at new places.</summary>
    /// <param name="planarFeatures">Features × n, in the order of the table that was fitted.</param>
    /// <param name="predictions">Predictions, n.</param>
    /// <param name="lower">Receives n lower ends.</param>
    /// <param name="upper">Receives n upper ends; never below the lower ones.</param>
    public void Predict(ReadOnlySpan<float> planarFeatures, ReadOnlySpan<float> predictions, Span<float> lower, Span<float> upper)
        => Predict(Predictor(), planarFeatures, predictions, lower, upper);

    private static double Nearer(double end, double reference)
        => reference == 0 ? end : Math.Sign(end) * Math.Sqrt(Math.Max((end * end) - (reference * reference), end * end / 4));

    /// <summary>All quantile models in one predictor; made once by who predicts block after block.</summary>
    public TreePredictor Predictor() => new([.. Lower, .. Upper]);

    /// <summary>Intervals at new places, by a predictor that is kept from block to block.</summary>
    /// <param name="predictor">From <see cref="Predictor"/>.</param>
    /// <param name="planarFeatures">Features × n, in the order of the table that was fitted.</param>
    /// <param name="predictions">Predictions, n.</param>
    /// <param name="lower">Receives n lower ends.</param>
    /// <param name="upper">Receives n upper ends; never below the lower ones.</param>
    public void Predict(TreePredictor predictor, ReadOnlySpan<float> planarFeatures, ReadOnlySpan<float> predictions, Span<float> lower, Span<float> upper)
    {
        int n = predictions.Length, folds = Lower.Count;
        Require.SameLength(n, lower.Length, nameof(lower));
        Require.SameLength(n, upper.Length, nameof(upper));
        float[] ends = new float[2 * folds * n];
        predictor.Predict(planarFeatures, n, ends);
        ValueClasses classes = new(Table.Edges);
        double relative = ReferenceError == 0 ? 0 : ReferenceError * NormalDistribution.Quantile(1 - (Table.Alpha / 2));
        for (int i = 0; i < n; i++)
        {
            double low = 0, high = 0;
            for (int fold = 0; fold < folds; fold++)
            {
                low += ends[(fold * n) + i];
                high += ends[((folds + fold) * n) + i];
            }

            double margin = Table.Quantiles[classes.Of(predictions[i])];
            double reference = relative * predictions[i];
            double bottom = Math.Max(Floor, predictions[i] + Nearer((low / folds) - margin, reference));
            lower[i] = (float)bottom;
            upper[i] = (float)Math.Max(bottom, predictions[i] + Nearer((high / folds) + margin, reference));
        }
    }
}
