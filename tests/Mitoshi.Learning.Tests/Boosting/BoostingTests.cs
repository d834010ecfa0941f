using Mitoshi.Learning.Native;

namespace Mitoshi.Learning.Tests.Boosting;

public sealed class BoostingTests
{
    private static readonly BoostingSettings Small = new() { Rounds = 60, Leaves = 31, LeafSamplesMin = 5 };

    [Fact]
    public void The_sum_of_leaves_is_exactly_what_LightGBM_answers()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(3000);
        foreach (BoostingObjective objective in Enum.GetValues<BoostingObjective>())
        {
            string text = BoostingTrainer.TrainToText(table, labels, Small with { Objective = objective, Quantile = 0.9 }, null, null, 1);
            TreeEnsemble ensemble = LightGbmText.Parse(text, table);
            using LightGbmBooster booster = LightGbmBooster.Load(text);
            (FeatureTable fresh, _) = Simulated.Samples(2000, seed: 2, missing: 0.2);
            double[] expected = new double[fresh.RowCount];
            booster.Predict(fresh.Values, fresh.RowCount, fresh.FeatureCount, isRowMajor: false, expected);
            for (int row = 0; row < fresh.RowCount; row++)
            {
                Assert.Equal(expected[row], ensemble.PredictOne(fresh.Values, fresh.RowCount, row));
            }
        }
    }

    [Fact]
    public void A_model_survives_its_file_bit_for_bit()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(2000);
        TreeEnsemble ensemble = BoostingTrainer.Train(table, labels, Small);
        byte[] file = TreeEnsembleFile.Write(ensemble);
        TreeEnsemble read = TreeEnsembleFile.Read(file, "model.json");
        Assert.Equal(file, TreeEnsembleFile.Write(read));
        Assert.Equal(ensemble.PredictOne(table.Values, table.RowCount, 17), read.PredictOne(table.Values, table.RowCount, 17));
    }

    [Fact]
    public void The_model_does_not_depend_on_the_thread_count()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(4000);
        BoostingSettings settings = Small with { BaggingFraction = 0.7, FeatureFraction = 0.7 };
        Assert.Equal(
            TreeEnsembleFile.Write(BoostingTrainer.Train(table, labels, settings, threads: 1)),
            TreeEnsembleFile.Write(BoostingTrainer.Train(table, labels, settings, threads: 2)));
    }

    [Fact]
    public void Early_stopping_ends_before_the_model_learns_noise()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(1500);
        bool[] isValidation = [.. Enumerable.Range(0, 1500).Select(row => row >= 1000)];
        TreeEnsemble ensemble = BoostingTrainer.Train(table, labels, Small with { Rounds = 2000, LearningRate = 0.2, EarlyStoppingRounds = 20 }, isValidation: isValidation);
        Assert.InRange(ensemble.Trees.Count, 5, 500);
    }

    [Fact]
    public void A_monotone_feature_never_turns_back()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(3000, missing: 0);
        TreeEnsemble ensemble = BoostingTrainer.Train(table, labels, Small with { Monotone = new Dictionary<string, int> { ["x0"] = 1 } });
        float[] sample = new float[table.FeatureCount];
        double last = double.NegativeInfinity;
        for (sample[0] = -3; sample[0] <= 3; sample[0] += 0.01f)
        {
            double now = ensemble.PredictOne(sample, 1, 0);
            Assert.True(now >= last);
            last = now;
        }
    }

    [Fact]
    public void The_90_percent_quantile_model_lies_above_about_nine_of_ten_labels()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(8000);
        TreeEnsemble ensemble = BoostingTrainer.Train(table, labels, Small with { Objective = BoostingObjective.Quantile, Quantile = 0.9, LeafSamplesMin = 40 });
        int below = Enumerable.Range(0, table.RowCount).Count(row => labels[row] <= ensemble.PredictOne(table.Values, table.RowCount, row));
        Assert.InRange(below / (double)table.RowCount, 0.87, 0.94);
    }

    [Fact]
    public void A_NaN_label_is_refused_by_name()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(100);
        labels[42] = float.NaN;
        MitoshiException error = Assert.Throws<MitoshiException>(() => BoostingTrainer.Train(table, labels, Small));
        Assert.Equal("learning.bad_label", error.Code);
        Assert.Contains("42", error.Found.En);
    }

    [Fact]
    public void A_setting_outside_its_limits_is_refused_by_name()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(100);
        (BoostingSettings Wrong, string Name)[] cases =
        [
            (Small with { Leaves = 1 }, "leaves"),
            (Small with { LearningRate = 0 }, "learning rate"),
            (Small with { Quantile = 1 }, "quantile"),
            (Small with { Bins = 1 }, "bins"),
            (Small with { BaggingFraction = double.NaN }, "bagging fraction"),
            (Small with { Monotone = new Dictionary<string, int> { ["species"] = 1 } }, "species"),
            (Small with { Monotone = new Dictionary<string, int> { ["nowhere"] = 1 } }, "nowhere"),
        ];
        foreach ((BoostingSettings wrong, string name) in cases)
        {
            MitoshiException error = Assert.Throws<MitoshiException>(() => BoostingTrainer.Train(table, labels, wrong));
            Assert.Equal("learning.bad_setting", error.Code);
            Assert.Contains(name, error.Found.En);
        }
    }

    [Fact]
    public void Labels_that_are_all_the_same_give_that_label()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(200);
        labels.AsSpan().Fill(42);
        TreeEnsemble ensemble = BoostingTrainer.Train(table, labels, Small);
        Assert.Equal(42, ensemble.PredictOne(table.Values, table.RowCount, 3), 1e-5);
    }

    [Fact]
    public void A_missing_OpenMP_library_names_the_package_to_install()
    {
        MitoshiException error = LightGbm.LibraryMissing(new DllNotFoundException("libgomp.so.1: cannot open shared object file"));
        Assert.Equal("learning.library_missing", error.Code);
        Assert.Contains("libgomp1", error.Remedy.En);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"format":"mitoshi.trees/2"}""")]
    [InlineData("""{"format":"mitoshi.trees/1","features":["a"],"categorical":[],"trees":[{"feature":[0],"threshold":[1],"missing_left":[true],"classes_left":[null],"left":[0],"right":[-1],"gain":[1],"leaf":[1,2],"leaf_samples":[1,1]}]}""")]
    [InlineData("""{"format":"mitoshi.trees/1","features":["a"],"categorical":[],"trees":[{"feature":[7],"threshold":[1],"missing_left":[true],"classes_left":[null],"left":[-1],"right":[-2],"gain":[1],"leaf":[1,2],"leaf_samples":[1,1]}]}""")]
    public void A_damaged_model_file_is_refused(string text)
        => Assert.Equal("learning.bad_model", Assert.Throws<MitoshiException>(() => TreeEnsembleFile.Read(System.Text.Encoding.UTF8.GetBytes(text), "model.json")).Code);
}
