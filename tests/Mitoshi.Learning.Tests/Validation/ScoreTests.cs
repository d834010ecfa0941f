namespace Mitoshi.Learning.Tests.Validation;

public sealed class ScoreTests
{
    [Theory]
    [InlineData(-3, 0)]
    [InlineData(0, 0)]
    [InlineData(49.9, 0)]
    [InlineData(50, 1)]
    [InlineData(299.9, 4)]
    [InlineData(300, 5)]
    [InlineData(900, 5)]
    public void Classes_are_closed_on_the_left(double biomass, int expected) => Assert.Equal(expected, ValueClasses.Biomass.Of(biomass));

    [Fact]
    public void Classes_have_readable_names() => Assert.Equal(["0-50", "50-100", "100-150", "150-200", "200-300", "300+"], Enumerable.Range(0, 6).Select(ValueClasses.Biomass.Name));

    [Fact]
    public void Bias_by_class_is_the_mean_error_within_it()
    {
        IReadOnlyList<ClassScore> scores = ClassScores.Of([10, 20, 60], [13, 21, 50], [10, 20, 60], ValueClasses.Biomass);
        Assert.Equal((2, 2.0), (scores[0].Count, scores[0].Bias));
        Assert.Equal(-10, scores[1].Bias);
        Assert.True(double.IsNaN(scores[2].Bias));
    }

    [Fact]
    public void Coverage_counts_both_ends_as_inside()
    {
        CoverageReport report = CoverageReport.Of([1, 2, 3, 60], [1, 0, 4, 50], [2, 2, 5, 70], [1, 2, 3, 40], [0, 0, 1, 1], ValueClasses.Biomass);
        Assert.Equal(0.75, report.All.Coverage);
        Assert.Equal(1.0, report.ByFold[0].Coverage);
        Assert.Equal(0.5, report.ByFold[1].Coverage);
        Assert.Equal(1.0, report.ByTruth[1].Coverage);
        Assert.Equal(6.0, report.All.MeanWidth);
    }
}
