using System.Text.Json;
using Mitoshi.Statistics;
using Mitoshi.Testing;

namespace Mitoshi.Learning.Tests.Validation;

public sealed class ReferenceVectorTests
{
    [Fact]
    public void The_metrics_of_a_map_agree_with_the_reference_vectors()
    {
        JsonElement vector = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/vectors/validation_vectors.json"))).RootElement.GetProperty("metrics");
        double[] Numbers(string name) => [.. vector.GetProperty(name).EnumerateArray().Select(item => item.GetDouble())];
        MapAccuracy accuracy = MapAccuracy.Of(Numbers("reference"), Numbers("prediction"));
        double Answer(string name) => vector.GetProperty("answer").GetProperty(name).GetDouble();
        Assert.Equal(Answer("rmse"), accuracy.Rmse, tolerance: 1e-9);
        Assert.Equal(Answer("mae"), accuracy.Mae, tolerance: 1e-9);
        Assert.Equal(Answer("bias_pred_minus_ref"), accuracy.Bias, tolerance: 1e-9);
        Assert.Equal(Answer("r2_one_minus_sse_sst"), accuracy.RSquared, tolerance: 1e-9);
        double[] reference = Numbers("reference"), prediction = Numbers("prediction");
        IReadOnlyList<ClassScore> classes = ClassScores.Of(reference, prediction, reference, ValueClasses.Biomass);
        Assert.Equal(accuracy.Bias, classes.Where(score => score.Count > 0).Sum(score => score.Count * score.Bias) / reference.Length, tolerance: 1e-9);
    }
}
