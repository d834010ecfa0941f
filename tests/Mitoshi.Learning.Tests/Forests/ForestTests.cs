namespace Mitoshi.Learning.Tests.Forests;

public sealed class ForestTests
{
    private static readonly int[] TrainingRows = [.. Enumerable.Range(0, 2000)];
    private static readonly int[] TestRows = [.. Enumerable.Range(2000, 1000)];

    [Fact]
    public void A_forest_is_as_accurate_as_the_peers_forest()
    {
        (FeatureTable table, float[] labels, double[] truth) = FormulaSamples.Friedman();
        TreeEnsemble forest = ForestTrainer.Train(table.SelectRows(TrainingRows), labels.AsSpan(0, 2000), new ForestSettings(), new RandomStream(1, "forest"), threads: 2);
        float[] predictions = new float[1000];
        new TreePredictor(forest).Predict(table.SelectRows(TestRows).Values, 1000, predictions);
        double rmse = Math.Sqrt(TestRows.Average(row => Math.Pow(predictions[row - 2000] - truth[row], 2)));
        Assert.InRange(rmse / FormulaSamples.Golden.GetProperty("forest_rmse_mean").GetDouble(), 0.97, 1.03);
    }

    [Fact]
    public void A_forest_does_not_depend_on_the_threads()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(800);
        ForestSettings settings = new() { Trees = 12, SampleFraction = 0.5, DrawsWithReplacement = false };
        byte[] one = TreeEnsembleFile.Write(ForestTrainer.Train(table, labels, settings, new RandomStream(3, "f"), threads: 1));
        byte[] four = TreeEnsembleFile.Write(ForestTrainer.Train(table, labels, settings, new RandomStream(3, "f"), threads: 4));
        Assert.Equal(one, four);
        TreeChecks.Sound(TreeEnsembleFile.Read(one, "forest"));
    }

    [Fact]
    public void A_tree_of_all_samples_finds_a_step_a_class_and_a_gap()
    {
        // Labels: 0 or 10 by x <= 3, +100 for classes 1 and 4, +1000 where x is missing.
        float[] x = [1, 2, 3, 4, 5, 6, 1, 2, 5, 6, float.NaN, float.NaN], species = [0, 2, 3, 0, 2, 3, 1, 4, 1, 4, 0, 2];
        float[] labels = [0, 0, 0, 10, 10, 10, 100, 100, 110, 110, 1000, 1000];
        FeatureTable table = new(["x", "species"], [.. x, .. species], 12, ["species"]);
        ForestSettings settings = new() { Trees = 1, LeafSamplesMin = 1, FeatureFraction = 1, DrawsWithReplacement = false };
        TreeEnsemble tree = ForestTrainer.Train(table, labels, settings, new RandomStream(1, "t"));
        for (int row = 0; row < 12; row++)
        {
            Assert.Equal(labels[row], tree.PredictOne(table.Values, 12, row), 1e-9);
        }
    }

    [Fact]
    public void A_quantile_is_the_smallest_label_whose_cumulated_weight_reaches_the_level()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(300);
        QuantileForest forest = QuantileForest.Train(table, labels, new ForestSettings { Trees = 20 }, new RandomStream(2, "q"));
        (FeatureTable fresh, _) = Simulated.Samples(40, seed: 8);
        double[] levels = [0.05, 0.5, 0.95];
        float[] actual = new float[3 * 40];
        forest.Predict(fresh.Values, 40, levels, actual);
        for (int sample = 0; sample < 40; sample++)
        {
            // Equation 4 of Meinshausen (2006), word by word.
            double[] weights = new double[300];
            foreach (Tree tree in forest.Mean.Trees)
            {
                int leaf = tree.LeafOf(fresh.Values, 40, sample);
                int[] members = [.. Enumerable.Range(0, 300).Where(row => tree.LeafOf(table.Values, 300, row) == leaf)];
                Array.ForEach(members, row => weights[row] += 1.0 / members.Length / 20);
            }

            Assert.Equal(1, weights.Sum(), 1e-9);
            for (int level = 0; level < 3; level++)
            {
                float expected = labels.Order().First(label => Enumerable.Range(0, 300).Where(row => labels[row] <= label).Sum(row => weights[row]) >= levels[level] - 1e-12);
                Assert.Equal(expected, actual[(level * 40) + sample]);
            }
        }
    }

    [Fact]
    public void The_90_percent_interval_of_a_quantile_forest_holds_at_least_90_percent_of_fresh_samples()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(3000);
        QuantileForest forest = QuantileForest.Train(table, labels, new ForestSettings(), new RandomStream(1, "q"), threads: 2);
        (FeatureTable fresh, float[] truth) = Simulated.Samples(1000, seed: 4);
        float[] quantiles = new float[2000];
        forest.Predict(fresh.Values, 1000, [0.05, 0.95], quantiles);
        int held = Enumerable.Range(0, 1000).Count(row => truth[row] >= quantiles[row] && truth[row] <= quantiles[1000 + row]);
        Assert.InRange(held, 880, 990);
    }
}
