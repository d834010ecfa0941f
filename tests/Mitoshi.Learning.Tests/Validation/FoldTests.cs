namespace Mitoshi.Learning.Tests.Validation;

public sealed class FoldTests
{
    [Fact]
    public void Random_folds_differ_by_one_sample_at_most()
    {
        int[] folds = Folds.Random(103, 5, new RandomStream(1, "folds"));
        int[] sizes = [.. folds.GroupBy(fold => fold).Select(group => group.Count())];
        Assert.Equal(5, sizes.Length);
        Assert.True(sizes.Max() - sizes.Min() <= 1);
    }

    [Fact]
    public void Blocks_follow_the_diagonal_pattern_of_the_protocol()
    {
        double[] x = [5, 325, 5, 1605, -5], y = [5, 5, 325, 5, 5];
        Assert.Equal([0, 1, 2, 0, 4], Folds.Blocks(x, y, blockSize: 320));
    }

    [Fact]
    public void Every_site_is_a_fold_of_its_own() => Assert.Equal([0, 1, 0, 2], Folds.Groups(["b", "a", "b", "c"]));

    [Fact]
    public void Fewer_samples_than_folds_are_refused()
        => Assert.Equal("learning.too_few_folds", Assert.Throws<MitoshiException>(() => Folds.Random(3, 5, new RandomStream(1, "x"))).Code);

    [Fact]
    public void The_distance_of_two_distributions_is_the_mean_shift()
        => Assert.Equal(2.5, NearestNeighbourMatching.Wasserstein([1, 2, 3], [3.5, 4.5, 5.5]), tolerance: 1e-12);

    [Fact]
    public void The_distance_counts_samples_of_unequal_size_by_share()
        => Assert.Equal(0.5, NearestNeighbourMatching.Wasserstein([0, 1], [1]), tolerance: 1e-12);

    [Fact]
    public void Matching_keeps_clusters_together_when_predictions_lie_far_from_them()
    {
        RandomStream random = new(7, "clusters");
        List<(double X, double Y)> samples = [], points = [];
        for (int cluster = 0; cluster < 10; cluster++)
        {
            double x = 1000 * random.NextDouble(), y = 1000 * random.NextDouble();
            for (int i = 0; i < 10; i++)
            {
                samples.Add((x + random.NextDouble(), y + random.NextDouble()));
            }
        }

        for (int i = 0; i < 300; i++)
        {
            points.Add((1000 * random.NextDouble(), 1000 * random.NextDouble()));
        }

        NearestNeighbourMatching.Matching matching = NearestNeighbourMatching.Choose(samples, points, foldCount: 5, new RandomStream(1, "knndm"));
        Assert.True(matching.Clusters <= 20, $"{matching.Clusters} clusters");
        Assert.Equal(5, matching.Fold.Distinct().Count());
    }

    [Fact]
    public void Matching_stays_near_random_folds_when_samples_are_spread_like_the_predictions()
    {
        RandomStream random = new(8, "uniform");
        (double X, double Y)[] Points(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble(), random.NextDouble()))];
        (double X, double Y)[] samples = Points(100), points = Points(400);
        Assert.True(NearestNeighbourMatching.Choose(samples, points, 5, new RandomStream(1, "knndm")).Wasserstein < 0.02);
    }
}
