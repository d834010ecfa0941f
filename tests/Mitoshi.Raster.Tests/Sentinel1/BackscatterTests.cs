namespace Mitoshi.Raster.Tests.Sentinel1;

public sealed class BackscatterTests
{
    [Fact]
    public void The_same_scene_in_either_unit_gives_the_same_power()
    {
        float[] fromPower = new float[4], fromDecibels = new float[4];
        Backscatter.ToPower([0.1f, 0, -9999, float.NaN], BackscatterUnit.Power, fromPower);
        Backscatter.ToPower([-10, 0, -9999, float.NaN], BackscatterUnit.Decibels, fromDecibels);
        GoldenNumbers.AssertClose(fromPower, fromDecibels, 1e-7);
        Assert.Equal([false, true, true, true], fromPower.Select(float.IsNaN));
    }

    [Fact]
    public void Negative_power_is_missing()
    {
        float[] power = new float[1];
        Backscatter.ToPower([-0.01f], BackscatterUnit.Power, power);
        Assert.True(float.IsNaN(power[0]));
    }

    [Fact]
    public void Gamma_is_twice_sigma_at_60_degrees()
    {
        float[] gamma = new float[2];
        Backscatter.SigmaToGamma([0.1f, 0.1f], [0.5f, 0], gamma);
        Assert.Equal(0.2, gamma[0], tolerance: 1e-7);
        Assert.True(float.IsNaN(gamma[1]));
    }

    [Fact]
    public void The_vector_path_gives_the_same_bits_as_the_scalar_twin()
        => Gen.Select(SameBits.Values.Array[29], SameBits.Values.Array[29]).Sample((sigma, cosine) =>
        {
            float[] expected = new float[29], actual = new float[29];
            Backscatter.SigmaToGammaScalar(sigma, cosine, expected);
            Backscatter.SigmaToGamma(sigma, cosine, actual);
            SameBits.Assert(expected, actual);
        });

    [Fact]
    public void Statistics_over_dates_agree_with_numpy()
    {
        float[] decibels = GoldenNumbers.ReadCsv("Sentinel1/golden/numpy/decibels.csv"), expected = GoldenNumbers.ReadCsv("Sentinel1/golden/numpy/statistics.csv");
        float[] power = new float[decibels.Length], actual = new float[expected.Length];
        Decibels.ToPower(decibels, power);
        TemporalStatistics.MeanDecibels(power, actual.AsSpan(0, 9));
        TemporalStatistics.DeviationDecibels(decibels, actual.AsSpan(9, 9));
        double[] fractions = [0, 0.1, 0.5, 0.9, 1];
        for (int i = 0; i < fractions.Length; i++)
        {
            TemporalStatistics.PercentileDecibels(decibels, fractions[i], actual.AsSpan(18 + (9 * i), 9));
        }

        TemporalStatistics.Count(power, actual.AsSpan(63, 9));
        GoldenNumbers.AssertClose(expected, actual, 2e-5);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] cube = new float[120], image = new float[10];
        Allocation.AssertNone(() => TemporalStatistics.MeanDecibels(cube, image));
        Allocation.AssertNone(() => TemporalStatistics.DeviationDecibels(cube, image));
        Allocation.AssertNone(() => TemporalStatistics.PercentileDecibels(cube, 0.9, image));
        Allocation.AssertNone(() => Backscatter.ToPower(cube, BackscatterUnit.Decibels, cube));
    }
}
