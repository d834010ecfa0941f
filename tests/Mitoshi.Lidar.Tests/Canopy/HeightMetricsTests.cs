namespace Mitoshi.Lidar.Tests.Canopy;

public sealed class HeightMetricsTests
{
    [Fact]
    public void Moments_and_percentiles_are_those_of_their_definitions()
    {
        // 1, 2 ... 9: mean 5, sample sd sqrt(7.5), no skew, kurtosis 9 x 708 / 60^2 = 1.77.
        Dictionary<string, float> metrics = Of([9, 1, 8, 2, 7, 3, 6, 4, 5], first: 6, firstAbove: 3);
        Assert.Equal(9, metrics["zmax"]);
        Assert.Equal(5, metrics["zmean"]);
        Assert.Equal(Math.Sqrt(7.5), metrics["zsd"], 1e-6);
        Assert.Equal(0, metrics["zskew"], 1e-6);
        Assert.Equal(1.77, metrics["zkurt"], 1e-6);
        Assert.Equal(100 * 4 / 9.0, metrics["pzabovezmean"], 1e-4);
        Assert.Equal(100 * 7 / 9.0, metrics["pzabove2"], 1e-4);
        Assert.Equal(3, metrics["zq25"], 1e-6);
        Assert.Equal(8.6, metrics["zq95"], 1e-5);
        Assert.Equal(50, metrics["cover_first"]);
        Assert.Equal(0.09, metrics["density"], 1e-6);
    }

    [Fact]
    public void Returns_that_are_spread_evenly_have_an_entropy_of_1()
        => Assert.Equal(1, Of([0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f], 8, 6)["zentropy"], 1e-6);

    [Fact]
    public void A_cell_without_returns_knows_only_its_density()
    {
        Dictionary<string, float> metrics = Of([], 0, 0);
        Assert.Equal(0, metrics["density"]);
        Assert.All(metrics.Where(pair => pair.Key != "density"), pair => Assert.True(float.IsNaN(pair.Value)));
    }

    [Fact]
    public void The_order_of_returns_does_not_matter()
        => Gen.Float[0, 40].Array[1, 50].Sample(heights =>
        {
            float[] other = [.. heights];
            Array.Reverse(other);
            Assert.Equal(Of(heights, 1, 1), Of(other, 1, 1));
        });

    private static Dictionary<string, float> Of(float[] heights, int first, int firstAbove)
    {
        float[] metrics = new float[HeightMetrics.Names.Count];
        HeightMetrics.Calculate([.. heights], first, firstAbove, 100, metrics);
        return HeightMetrics.Names.Zip(metrics).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
