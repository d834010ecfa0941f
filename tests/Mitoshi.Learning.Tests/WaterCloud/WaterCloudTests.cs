namespace Mitoshi.Learning.Tests.WaterCloud;

public sealed class WaterCloudTests
{
    private static readonly WaterCloudModel Model = new(0.02, 0.09, 0.006);

    [Fact]
    public void The_fit_is_that_of_the_peer()
    {
        double[] volumes = [.. Enumerable.Range(0, 60).Select(k => 400 * FormulaSamples.U(k, 1))];
        double[] powers = [.. volumes.Select((volume, k) => Model.Power(volume) + (0.004 * (FormulaSamples.U(k, 2) - 0.5)))];
        WaterCloudFit fit = WaterCloudFit.Of(volumes, powers);
        double[] expected = FormulaSamples.GoldenNumbers("water_cloud");
        Assert.Equal(expected[0], fit.Model.GroundPower, 1e-5 * expected[0]);
        Assert.Equal(expected[1], fit.Model.VegetationPower, 1e-5 * expected[1]);
        Assert.Equal(expected[2], fit.Model.Decay, 1e-5 * expected[2]);
        Assert.InRange(fit.R2, 0.99, 1);
    }

    [Fact]
    public void The_inverse_undoes_the_model()
        => Gen.Double[0, 400].Sample(volume => Assert.Equal(volume, Model.Volume(Model.Power(volume), 1000), 1e-6));

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0.02, 0)]
    [InlineData(0.09, 500)]
    [InlineData(0.2, 500)]
    [InlineData(0.0899999, 500)]
    [InlineData(double.NaN, double.NaN)]
    public void Backscatter_beyond_the_ends_gives_the_ends(double power, double expected)
        => Assert.Equal(expected, Model.Volume(power, volumeMax: 500));

    [Fact]
    public void A_forest_darker_than_its_ground_is_inverted_too()
    {
        WaterCloudModel wet = new(0.09, 0.02, 0.01);
        Assert.Equal(120, wet.Volume(wet.Power(120), 500), 1e-9);
        Assert.Equal(0, wet.Volume(0.2, 500));
    }

    [Fact]
    public void Dates_are_weighted_by_their_contrast_and_a_missing_date_is_left_out()
    {
        WaterCloudModel dull = new(0.05, 0.06, 0.006);
        double expected = ((Model.ContrastDecibels * 100) + (dull.ContrastDecibels * 200)) / (Model.ContrastDecibels + dull.ContrastDecibels);
        Assert.Equal(expected, WaterCloudModel.Volume([Model, dull, Model], [Model.Power(100), dull.Power(200), double.NaN], 500), 1e-6);
        Assert.True(double.IsNaN(WaterCloudModel.Volume([Model], [double.NaN], 500)));
    }

    [Fact]
    public void Decibels_are_refused()
    {
        double[] volumes = [.. Enumerable.Range(0, 30).Select(k => k * 10.0)];
        double[] decibels = [.. volumes.Select(volume => 10 * Math.Log10(Model.Power(volume)))];
        Assert.Equal("learning.water_cloud", Assert.Throws<MitoshiException>(() => WaterCloudFit.Of(volumes, decibels)).Code);
        Assert.Equal("learning.water_cloud", Assert.Throws<MitoshiException>(() => WaterCloudFit.Of([1, 2], [0.1, 0.2])).Code);
        Assert.Equal("learning.water_cloud", Assert.Throws<MitoshiException>(() => WaterCloudFit.Of([5, 5, 5, 5, 5], [0.1, 0.2, 0.1, 0.2, 0.1])).Code);
    }
}
