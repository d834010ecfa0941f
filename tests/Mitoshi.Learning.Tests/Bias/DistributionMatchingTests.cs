namespace Mitoshi.Learning.Tests.Bias;

public sealed class DistributionMatchingTests
{
    [Fact]
    public void Full_matching_restores_the_distribution()
    {
        RandomStream random = new(2, "matching");
        double[] truth = [.. Enumerable.Range(0, 5000).Select(_ => 300 * random.NextDouble())];
        double[] shrunk = [.. truth.Select(value => 150 + (0.6 * (value - 150)))];
        DistributionMatching matching = DistributionMatching.Fit(shrunk, truth, strength: 1);
        Assert.All(shrunk.Zip(truth), pair => Assert.Equal(pair.Second, matching.Apply(pair.First), tolerance: 1.0));
    }

    [Fact]
    public void No_strength_changes_nothing() => Assert.Equal(17, DistributionMatching.Fit([1, 2, 30], [4, 50, 90], strength: 0).Apply(17), tolerance: 1e-12);

    [Fact]
    public void Beyond_the_ends_the_shift_of_the_end_applies()
    {
        DistributionMatching matching = DistributionMatching.Fit([10, 20], [12, 26], strength: 1);
        Assert.Equal((31, 7), (matching.Apply(25), matching.Apply(5)));
    }

    [Fact]
    public void It_never_turns_the_order_round()
        => Gen.Double[0, 300].Array[5, 50].Select(Gen.Double[0, 300].Array[5, 50]).Sample((predictions, truth) =>
        {
            DistributionMatching matching = DistributionMatching.Fit(predictions, truth, strength: 0.5);
            double last = -1;
            for (double at = 0; at <= 320; at += 4)
            {
                double corrected = matching.Apply(at);
                Assert.True(corrected >= last - 1e-9);
                last = corrected;
            }
        });
}
