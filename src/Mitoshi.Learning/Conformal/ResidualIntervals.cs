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
    /// <param name="threads">Models grown at a time; the result does not depend on it.</param>
    /// <exception cref="MitoshiException"><c>learning.too_few_folds</c>, and those of <see cref="BoostingTrainer"/>.</exception>
    public static ResidualIntervals Fit(
        FeatureTable features, double[] predictions, double[] truth, int[] folds, ResidualIntervalSettings settings, int threads = 1)
        => new ResidualFits(features, predictions, truth, folds, settings).WithoutFold(null, threads);

    /// <summary>
    /// The same, and the interval of every sample as it is where the sample's own fold took no part, neither in the quantiles nor in the calibration:
    /// from these the coverage can be told.
    /// </summary>
    /// <inheritdoc cref="Fit" path="/param"/>
    /// <inheritdoc cref="Fit" path="/exception"/>
    public static (ResidualIntervals Intervals, double[] Lower, double[] Upper) CrossFit(
        FeatureTable features, double[] predictions, double[] truth, int[] folds, ResidualIntervalSettings settings, int threads = 1)
    {
        ResidualFits fits = new(features, predictions, truth, folds, settings);
        (double[] lower, double[] upper) = fits.Held(threads);
        return (fits.WithoutFold(null, threads), lower, upper);
    }

    /// <summary>Intervals at new places.</summary>
    /// <param name="planarFeatures">Features × n, in the order of the table that was fitted.</param>
    /// <param name="predictions">Predictions, n.</param>
    /// <param name="lower">Receives n lower ends.</param>
    /// <param name="upper">Receives n upper ends; never below the lower ones.</param>
    public void Predict(ReadOnlySpan<float> planarFeatures, ReadOnlySpan<float> predictions, Span<float> lower, Span<float> upper)
        => Predict(Predictor(), planarFeatures, predictions, lower, upper);

    internal static double Nearer(double end, double reference)
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
