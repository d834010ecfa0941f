using Mitoshi.Statistics;

namespace Mitoshi.Statistics.Tests.ModelBased;

/// <summary>Simulated residuals with known errors of clusters: the stated covariance is that of many draws, and intervals of means hold what they promise.</summary>
public sealed class LevelErrorTests
{
    private const int Draws = 2000, Clusters = 40, PerCluster = 30;
    private static readonly double[] Edges = [0, 100, 500];

    [Fact]
    public void The_covariance_is_that_of_the_mean_errors_over_many_draws()
    {
        double[,] actual = new double[2, 2], stated = new double[2, 2];
        for (int draw = 0; draw < Draws; draw++)
        {
            (double[] predictions, double[] residuals, int[] clusters) = Draw(new RandomStream((ulong)draw, "level error"));
            LevelError level = LevelError.Of(predictions, residuals, clusters, Edges);
            double[] means = [Mean(predictions, residuals, 0, 100), Mean(predictions, residuals, 100, 1e9)];
            for (int c = 0; c < 2; c++)
            {
                for (int d = 0; d < 2; d++)
                {
                    actual[c, d] += means[c] * means[d] / Draws;
                    stated[c, d] += level.Covariance[c, d] / Draws;
                }
            }
        }

        Assert.InRange(stated[0, 0] / actual[0, 0], 0.9, 1.1);
        Assert.InRange(stated[1, 1] / actual[1, 1], 0.9, 1.1);
        Assert.InRange(stated[0, 1] / actual[0, 1], 0.85, 1.15);
    }

    [Fact]
    public void The_interval_of_a_mean_holds_the_truth_as_often_as_it_says()
    {
        double[] area = [3, 1, 0];
        int held = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            (double[] predictions, double[] residuals, int[] clusters) = Draw(new RandomStream((ulong)draw, "level coverage"));
            LevelError level = LevelError.Of(predictions, residuals, clusters, Edges);
            double error = (0.75 * Mean(predictions, residuals, 0, 100)) + (0.25 * Mean(predictions, residuals, 100, 1e9)), variance = level.Between(area, area);
            held += Math.Abs(error) <= StudentDistribution.Quantile(0.975, level.DegreesOfFreedom(variance, variance)) * Math.Sqrt(variance) ? 1 : 0;
        }

        Assert.InRange(held / (double)Draws, 0.93, 0.97);
    }

    [Fact]
    public void A_class_without_samples_is_one_with_its_neighbour()
    {
        (double[] predictions, double[] residuals, int[] clusters) = Draw(new RandomStream(1, "level error"));
        LevelError level = LevelError.Of(predictions, residuals, clusters, Edges);
        Assert.Equal(level.Covariance[1, 1], level.Covariance[2, 2]);
        Assert.Equal(level.Covariance[1, 1], level.Covariance[1, 2]);
        LevelError empty = LevelError.Of([.. predictions.Select(value => value + 100)], residuals, clusters, Edges);
        Assert.Equal(empty.Covariance[1, 1], empty.Covariance[0, 0]);
        Assert.Equal("statistics.too_few", Assert.Throws<MitoshiException>(() => LevelError.Of(predictions, residuals, new int[predictions.Length], Edges)).Code);
    }

    // Each cluster is off as a whole, by an error that its two classes partly share; its pixels add errors of their own.
    private static (double[] Predictions, double[] Residuals, int[] Clusters) Draw(RandomStream random)
    {
        int n = Clusters * PerCluster;
        double[] predictions = new double[n], residuals = new double[n];
        int[] clusters = [.. Enumerable.Range(0, n).Select(i => i / PerCluster)];
        for (int cluster = 0; cluster < Clusters; cluster++)
        {
            double shared = 10 * random.NextNormal(), low = 8 * random.NextNormal(), high = 20 * random.NextNormal();
            for (int i = cluster * PerCluster; i < (cluster + 1) * PerCluster; i++)
            {
                predictions[i] = 200 * random.NextDouble();
                residuals[i] = shared + (predictions[i] < 100 ? low : high) + (15 * random.NextNormal());
            }
        }

        return (predictions, residuals, clusters);
    }

    private static double Mean(double[] predictions, double[] residuals, double from, double to)
        => predictions.Zip(residuals).Where(pair => pair.First >= from && pair.First < to).Average(pair => pair.Second);
}
