using System.Globalization;
using System.Text;
using Mitoshi.Learning.Native;

namespace Mitoshi.Learning;

/// <summary>Grows boosted regression trees with LightGBM (Ke et al. 2017, NIPS 30:3146); prediction is Mitoshi's own (<see cref="TreePredictor"/>).</summary>
public static class BoostingTrainer
{
    /// <summary>Fits a model.</summary>
    /// <param name="table">Samples; NaN is missing and goes to the better side of each split.</param>
    /// <param name="labels">One finite label per sample.</param>
    /// <param name="settings">How to grow.</param>
    /// <param name="weights">One weight per sample, above 0; null for equal weights.</param>
    /// <param name="isValidation">True for the samples that are held out for early stopping: whole blocks, never random pixels. Null: no early stopping.</param>
    /// <param name="threads">Threads of the trainer; the model does not depend on it. More than there are processors is very slow.</param>
    /// <exception cref="MitoshiException"><c>learning.bad_setting</c>, <c>learning.bad_label</c>, <c>learning.too_few_samples</c>, <c>learning.training_failed</c>, <c>learning.library_missing</c>.</exception>
    public static TreeEnsemble Train(
        FeatureTable table, ReadOnlySpan<float> labels, BoostingSettings settings, float[]? weights = null, bool[]? isValidation = null, int threads = 1)
        => LightGbmText.Parse(TrainToText(table, labels, settings, weights, isValidation, threads), table);

    /// <summary>The same model as LightGBM writes it.</summary>
    internal static string TrainToText(
        FeatureTable table, ReadOnlySpan<float> labels, BoostingSettings settings, float[]? weights, bool[]? isValidation, int threads)
    {
        Check(table, labels, weights, isValidation);
        BoostingChecks.Check(settings, table);
        LightGbm.Silence();
        string parameters = Parameters(table, settings, threads);
        if (isValidation is null)
        {
            using LightGbmDataset all = LightGbmDataset.Create(table, labels, weights, parameters);
            using LightGbmBooster grown = LightGbmBooster.Create(all, validation: null, parameters);
            int rounds = 0;
            while (rounds < settings.Rounds && !grown.Grow())
            {
                rounds++;
            }

            return grown.Save(Math.Max(rounds, 1));
        }

        (int[] trainingRows, int[] validationRows) = Split(isValidation);
        using LightGbmDataset training = Bin(table, labels, weights, trainingRows, parameters, reference: null);
        using LightGbmDataset validation = Bin(table, labels, weights, validationRows, parameters, training);
        using LightGbmBooster booster = LightGbmBooster.Create(training, validation, parameters);
        return booster.Save(GrowUntilNoBetter(booster, settings));
    }

    private static int GrowUntilNoBetter(LightGbmBooster booster, BoostingSettings settings)
    {
        double lossBest = double.PositiveInfinity;
        int roundsBest = 1;
        for (int round = 1; round <= settings.Rounds && round - roundsBest <= settings.EarlyStoppingRounds; round++)
        {
            bool isFinished = booster.Grow();
            double loss = booster.ValidationLoss();
            if (loss < lossBest)
            {
                (lossBest, roundsBest) = (loss, round);
            }

            if (isFinished)
            {
                break;
            }
        }

        return roundsBest;
    }

    private static string Parameters(FeatureTable table, BoostingSettings settings, int threads)
    {
        StringBuilder text = new();
        void Add(string key, object number) => text.Append(CultureInfo.InvariantCulture, $"{key}={number} ");
        Add("objective", settings.Objective switch
        {
            BoostingObjective.Mean => "regression",
            BoostingObjective.Median => "regression_l1",
            _ => "quantile",
        });
        if (settings.Objective == BoostingObjective.Quantile)
        {
            Add("alpha", settings.Quantile);
        }

        Add("num_iterations", settings.Rounds);
        Add("learning_rate", settings.LearningRate);
        Add("num_leaves", settings.Leaves);
        Add("min_data_in_leaf", settings.LeafSamplesMin);
        Add("lambda_l2", settings.L2);
        Add("max_bin", settings.Bins);
        Add("feature_fraction", settings.FeatureFraction);
        if (settings.BaggingFraction < 1)
        {
            Add("bagging_fraction", settings.BaggingFraction);
            Add("bagging_freq", 1);
        }

        AddFeatureLists(table, settings, Add);
        Add("seed", settings.Seed);
        Add("num_threads", threads);
        text.Append("deterministic=true force_row_wise=true feature_pre_filter=false verbosity=-1");
        return text.ToString();
    }

    private static void AddFeatureLists(FeatureTable table, BoostingSettings settings, Action<string, object> add)
    {
        List<int> categorical = [];
        int[] directions = new int[table.FeatureCount];
        for (int feature = 0; feature < table.FeatureCount; feature++)
        {
            if (table.IsCategorical(feature))
            {
                categorical.Add(feature);
            }

            directions[feature] = settings.Monotone.GetValueOrDefault(table.Names[feature]);
        }

        if (categorical.Count > 0)
        {
            add("categorical_feature", string.Join(',', categorical));
        }

        if (settings.Monotone.Count > 0)
        {
            add("monotone_constraints", string.Join(',', directions));
        }
    }

    private static LightGbmDataset Bin(
        FeatureTable table, ReadOnlySpan<float> labels, float[]? weights, int[] rows, string parameters, LightGbmDataset? reference)
    {
        float[] labelsOfRows = new float[rows.Length], weightsOfRows = new float[weights is null ? 0 : rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            labelsOfRows[i] = labels[rows[i]];
            if (weights is not null)
            {
                weightsOfRows[i] = weights[rows[i]];
            }
        }

        return LightGbmDataset.Create(table.SelectRows(rows), labelsOfRows, weightsOfRows, parameters, reference);
    }

    private static (int[] Training, int[] Validation) Split(bool[] isValidation)
    {
        List<int> training = [], validation = [];
        for (int row = 0; row < isValidation.Length; row++)
        {
            (isValidation[row] ? validation : training).Add(row);
        }

        if (training.Count == 0 || validation.Count == 0)
        {
            throw new MitoshiException("learning.too_few_samples",
                found: ($"{training.Count} training and {validation.Count} validation samples", $"学習用の標本が{training.Count}個、検証用の標本が{validation.Count}個です"),
                expected: ("at least one of each", "それぞれ1個以上"),
                remedy: ("Give more blocks, or train without early stopping", "ブロックを増やすか、早期打ち切りなしで学習してください"));
        }

        return ([.. training], [.. validation]);
    }

    private static void Check(FeatureTable table, ReadOnlySpan<float> labels, float[]? weights, bool[]? isValidation)
    {
        Require.SameLength(table.RowCount, labels.Length, nameof(labels));
        Require.SameLength(table.RowCount, weights?.Length ?? table.RowCount, nameof(weights));
        Require.SameLength(table.RowCount, isValidation?.Length ?? table.RowCount, nameof(isValidation));
        SampleChecks.EnoughSamples(table.RowCount, table.FeatureCount);
        SampleChecks.FiniteLabels(labels);
    }
}
