namespace Mitoshi.Tiles.Tests.Statistics;

public sealed class ValueStatisticsTests
{
    [Fact]
    public void Figures_of_1_to_101_are_known()
    {
        float[] values = [.. Enumerable.Range(1, 101).Select(i => (float)i).Append(float.NaN)];
        ValueStatistics figures = ValueStatistics.Of(values);

        // Type 7: 1 + 0.02 × 100 = 3. Variance of 1 … n with divisor n: (n² - 1) / 12.
        Assert.Equal((101, 101, 1), (figures.Count, figures.ValidPixels, figures.MaskedPixels));
        Assert.Equal((1, 101, 51, 51, 3, 99), (figures.Min, figures.Max, figures.Mean, figures.Median, figures.Percentile2, figures.Percentile98));
        Assert.Equal(Math.Sqrt(((101.0 * 101) - 1) / 12), figures.StandardDeviation, 1e-9);
        Assert.Equal(101, figures.Histogram.Sum());
    }

    [Fact]
    public void Whole_weights_are_as_repetition()
        => Gen.Select(Gen.Int[-50, 50], Gen.Int[0, 4]).Array[1, 40].Where(pairs => pairs.Any(pair => pair.Item2 > 0)).Sample(pairs =>
        {
            ValueStatistics weighted = ValueStatistics.Of([.. pairs.Select(pair => (float)pair.Item1)], [.. pairs.Select(pair => (float)pair.Item2)]);
            ValueStatistics repeated = ValueStatistics.Of([.. pairs.SelectMany(pair => Enumerable.Repeat((float)pair.Item1, pair.Item2))]);
            Assert.Equal((repeated.Count, repeated.Min, repeated.Max), (weighted.Count, weighted.Min, weighted.Max));
            Assert.Equal(repeated.Mean, weighted.Mean, 1e-9);
            Assert.Equal(repeated.StandardDeviation, weighted.StandardDeviation, 1e-9);
        });

    [Fact]
    public void No_value_has_no_figures()
    {
        ValueStatistics figures = ValueStatistics.Of([float.NaN, float.NaN]);
        Assert.True(double.IsNaN(figures.Mean));
        Assert.Equal((0, 2), (figures.ValidPixels, figures.MaskedPixels));
    }
}
