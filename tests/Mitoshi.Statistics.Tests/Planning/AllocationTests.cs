namespace Mitoshi.Statistics.Tests.Planning;

public sealed class AllocationTests
{
    [Fact]
    public void Whole_numbers_sum_to_n_and_lie_within_one_of_the_exact_share()
        => Gen.Select(Gen.Int[1, 5000], Gen.Double[0.01, 1].Array[1, 12]).Sample((n, raw) =>
        {
            double sum = raw.Sum();
            double[] weights = [.. raw.Select(w => w / sum)];
            int[] allocation = Allocation.Proportional(n, weights);
            Assert.Equal(n, allocation.Sum());
            for (int h = 0; h < weights.Length; h++)
            {
                Assert.True(Math.Abs(allocation[h] - (n * weights[h])) < 1);
            }
        });

    [Fact]
    public void A_floor_is_kept_and_the_sum_stays() => Assert.Equal([5, 5, 90], Allocation.WithFloor([1, 2, 97], 5));

    [Fact]
    public void The_size_by_Student_is_the_smallest_that_is_narrow_enough() => Gen.Select(Gen.Double[0.1, 2], Gen.Double[0.02, 0.5]).Sample((cv, target) =>
    {
        int n = SampleSize.SimpleRandom(cv, target, 0.9);
        Assert.True(StudentDistribution.Quantile(0.95, n - 1) * cv / Math.Sqrt(n) <= target);
        Assert.True(n == 2 || StudentDistribution.Quantile(0.95, n - 2) * cv / Math.Sqrt(n - 1) > target);
    }, iter: 300);
}
