namespace Mitoshi.Learning.Tests.Allometry;

public sealed class AllometryTests
{
    [Fact]
    public void The_line_in_logarithms_is_that_of_the_peer()
    {
        double[] heights = [.. Enumerable.Range(0, 60).Select(k => 3 + (27 * FormulaSamples.U(k, 3)))];
        double[] agb = [.. heights.Select((height, k) => 0.9 * Math.Pow(height, 1.6) * Math.Exp(0.5 * (FormulaSamples.U(k, 4) - 0.5)))];
        HeightAllometry fit = HeightAllometry.Fit(heights, agb);
        double[] expected = FormulaSamples.GoldenNumbers("allometry");
        Assert.Equal(expected[0], fit.LogFactor, 1e-10);
        Assert.Equal(expected[1], fit.Exponent, 1e-10);
        Assert.Equal(expected[2], fit.LogVariance, 1e-10);
    }

    [Fact]
    public void The_correction_removes_the_bias_and_the_stated_spread_is_the_spread()
    {
        // Simulated: AGB = 0.5 H^1.8 e^error, error sd 0.3; predicted from heights with an error of 1 m.
        RandomStream random = new(7, "allometry");
        double Draw(double height) => 0.5 * Math.Pow(height, 1.8) * Math.Exp(0.3 * random.NextNormal());
        double[] heights = [.. Enumerable.Range(0, 500).Select(_ => 5 + (25 * random.NextDouble()))];
        HeightAllometry fit = HeightAllometry.Fit(heights, [.. heights.Select(Draw)]);

        double error = 0, squares = 0, stated = 0;
        const int Draws = 40000;
        for (int draw = 0; draw < Draws; draw++)
        {
            (double predicted, StandardDeviation spread) = fit.Predict(20 + random.NextNormal(), new StandardDeviation(1));
            double difference = predicted - Draw(20);
            error += difference / Draws;
            squares += difference * difference / Draws;
            stated += spread.Magnitude * spread.Magnitude / Draws;
        }

        double mean = 0.5 * Math.Pow(20, 1.8) * Math.Exp(0.045);
        Assert.InRange(error / mean, -0.03, 0.03);
        Assert.InRange(Math.Sqrt(stated / squares), 0.95, 1.05);
    }

    [Fact]
    public void A_class_with_few_samples_takes_the_overall_curve()
    {
        int[] classes = [.. Enumerable.Range(0, 43).Select(i => i < 40 ? 1 : 9)];
        double[] heights = [.. classes.Select((_, i) => 5.0 + i)], agb = [.. heights.Select(height => 2 * height)];
        AllometryTable table = AllometryTable.Fit(classes, heights, agb);
        Assert.Same(table.Overall, table.Of(9));
        Assert.NotSame(table.Overall, table.Of(1));
        Assert.Equal(2 * 17, table.Of(1).Predict(17, new StandardDeviation(0)).AgbMgPerHa, 1e-9);
    }

    [Fact]
    public void Samples_of_one_height_are_refused()
        => Assert.Equal("learning.too_few_samples", Assert.Throws<MitoshiException>(() => HeightAllometry.Fit([9, 9, 9, 9, 9, 9], [1, 2, 3, 4, 5, 6])).Code);
}
