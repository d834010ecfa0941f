namespace Mitoshi.Learning.Tests.Importance;

public sealed class ImportanceTests
{
    private static readonly FeatureTable Table = FormulaSamples.Friedman().Table;

    private static readonly Regression Known = (values, count, output) =>
    {
        for (int i = 0; i < count; i++)
        {
            output[i] = (3 * values[i]) - (2 * values[count + i]);
        }
    };

    [Fact]
    public void Shuffling_a_linear_feature_adds_twice_its_variance_times_its_squared_slope()
    {
        float[] labels = new float[Table.RowCount];
        Known(Table.Values, Table.RowCount, labels);
        IReadOnlyList<FeatureImportance> importance = FeatureImportance.ByPermutation(Known, Table, labels, new RandomStream(1, "importance"), repeats: 20);
        Assert.Equal(["x0", "x1"], importance.Take(2).Select(item => item.Feature));

        // Uniform features: variance 1/12. The model is exact, so the RMSE grows from 0 to sqrt(2 slope² / 12).
        Assert.Equal(Math.Sqrt(2 * 9 / 12.0), importance[0].RmseIncrease, 0.02);
        Assert.Equal(Math.Sqrt(2 * 4 / 12.0), importance[1].RmseIncrease, 0.02);
        Assert.All(importance.Skip(2), item => Assert.Equal(0, item.RmseIncrease));
    }

    [Fact]
    public void A_group_is_shuffled_together()
    {
        float[] labels = new float[Table.RowCount];
        Known(Table.Values, Table.RowCount, labels);
        Dictionary<string, string[]> groups = new() { ["both"] = ["x0", "x1"], ["rest"] = ["x5", "x6"] };
        IReadOnlyList<FeatureImportance> importance = FeatureImportance.ByPermutation(Known, Table, labels, new RandomStream(1, "importance"), groups: groups);
        Assert.Equal("both", importance[0].Feature);
        Assert.Equal(Math.Sqrt(2 * 13 / 12.0), importance[0].RmseIncrease, 0.05);
    }

    [Fact]
    public void The_partial_dependence_of_an_additive_model_is_its_own_term()
    {
        PartialDependence curve = PartialDependence.Of(Known, Table, "x1", pointCount: 9);
        Assert.Equal(9, curve.FeatureValues.Length);
        for (int i = 1; i < 9; i++)
        {
            double slope = (curve.Predictions[i] - curve.Predictions[0]) / (curve.FeatureValues[i] - curve.FeatureValues[0]);
            Assert.Equal(-2, slope, 1e-4);
        }
    }

    [Fact]
    public void Gain_importance_finds_the_features_that_matter()
    {
        (FeatureTable table, float[] labels, _) = FormulaSamples.Friedman();
        double[] gain = BoostingTrainer.Train(table, labels, new BoostingSettings { Rounds = 50 }).GainImportance();
        Assert.Equal(1, gain.Sum(), 1e-12);
        Assert.True(gain[..5].Min() > gain[5..].Max());
    }
}
