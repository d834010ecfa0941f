using Mitoshi.Forest.Change;

namespace Mitoshi.Forest.Tests.Change;

public sealed class ChangeKernelTests
{
    [Theory]
    [InlineData(0, 10 * 1.41421356)]
    [InlineData(0.5, 10)]
    [InlineData(0.95, 3.16227766)]
    public void The_standard_deviation_of_a_difference_is_that_of_the_closed_form(double correlation, double expectedDeviation)
    {
        Block result = Run(correlation, bias: 0, agb1: 100, agb2: 150, deviation: 10);
        Assert.Equal(50, result.Band(0)[0], 1e-4);
        Assert.Equal(50 - (1.6448536 * expectedDeviation), result.Band(1)[0], 2e-3);
        Assert.Equal(50 + (1.6448536 * expectedDeviation), result.Band(2)[0], 2e-3);
    }

    [Fact]
    public void No_difference_is_not_detected_and_never_a_loss()
        => Assert.Equal((float)ChangeClass.NotDetected, Run(correlation: 0.95, bias: 0, agb1: 120, agb2: 120, deviation: 5).Band(3)[0]);

    [Fact]
    public void A_loss_beyond_the_interval_is_a_loss_and_a_gain_a_gain()
    {
        Assert.Equal((float)ChangeClass.Loss, Run(0, 0, agb1: 200, agb2: 50, deviation: 20).Band(3)[0]);
        Assert.Equal((float)ChangeClass.Gain, Run(0, 0, agb1: 50, agb2: 200, deviation: 20).Band(3)[0]);
    }

    [Fact]
    public void A_bias_between_the_dates_is_taken_off_every_pixel()
        => Assert.Equal(38, Run(0, bias: 12, agb1: 100, agb2: 150, deviation: 10).Band(0)[0], 1e-4);

    [Fact]
    public void Missing_on_one_date_is_missing_in_the_change()
        => Assert.True(float.IsNaN(Run(0, 0, agb1: float.NaN, agb2: 150, deviation: 10).Band(3)[0]));

    [Fact]
    public void Stable_ground_gives_back_the_bias_and_the_correlation_that_it_was_made_with()
    {
        const int Pixels = 200_000;
        const double Rho = 0.6, Deviation = 20, Bias = 7;
        RandomStream random = new(1, "stable ground");
        float[] bands = new float[6 * Pixels], stable = new float[Pixels];
        for (int i = 0; i < Pixels; i++)
        {
            double shared = random.NextNormal(), e1 = (Math.Sqrt(Rho) * shared) + (Math.Sqrt(1 - Rho) * random.NextNormal()), e2 = (Math.Sqrt(Rho) * shared) + (Math.Sqrt(1 - Rho) * random.NextNormal());
            float agb1 = (float)(150 + (Deviation * e1)), agb2 = (float)(150 + Bias + (Deviation * e2)), half = (float)(1.6448536 * Deviation);
            (bands[i], bands[Pixels + i], bands[(2 * Pixels) + i]) = (agb1, agb1 - half, agb1 + half);
            (bands[(3 * Pixels) + i], bands[(4 * Pixels) + i], bands[(5 * Pixels) + i]) = (agb2, agb2 - half, agb2 + half);
            stable[i] = i % 10 == 0 ? 0 : 1;
        }

        StableGround ground = new();
        ground.Add(bands, stable, Pixels);
        Assert.Equal(Pixels * 9 / 10, ground.Count);
        Assert.Equal(Bias, ground.MeanMgPerHa, 0.2);
        Assert.Equal(Rho, ground.Correlation, 0.01);
    }

    private static Block Run(double correlation, double bias, float agb1, float agb2, float deviation)
    {
        float half = 1.6448536f * deviation;
        Block input = new(new Window(0, 0, 1, 1), ChangeKernel.InputCount), output = new(new Window(0, 0, 1, 1), 4);
        float[] values = [agb1, agb1 - half, agb1 + half, agb2, agb2 - half, agb2 + half];
        values.CopyTo(input.Values);
        new ChangeKernel(correlation, bias).Apply(input, output);
        return output;
    }
}
