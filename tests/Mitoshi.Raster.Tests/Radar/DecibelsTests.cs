namespace Mitoshi.Raster.Tests.Radar;

public sealed class DecibelsTests
{
    [Fact]
    public void Decibels_of_powers_agree_with_the_logarithm()
    {
        float[] power = [.. Enumerable.Range(0, 8000).Select(i => (float)Math.Pow(10, -6 + (i / 1000.0)))], decibels = new float[power.Length];
        Decibels.FromPower(power, decibels);
        for (int i = 0; i < power.Length; i++)
        {
            Assert.Equal(10 * Math.Log10(power[i]), decibels[i], tolerance: 5e-6);
        }
    }

    [Fact]
    public void Powers_of_decibels_agree_with_the_exponential()
    {
        float[] decibels = [.. Enumerable.Range(0, 8001).Select(i => -60 + (i / 100f))], power = new float[decibels.Length];
        Decibels.ToPower(decibels, power);
        for (int i = 0; i < power.Length; i++)
        {
            Assert.Equal(1, power[i] / Math.Pow(10, decibels[i] / 10.0), tolerance: 1e-6);
        }
    }

    [Fact]
    public void Power_that_is_not_positive_and_finite_has_no_decibels()
    {
        float[] decibels = new float[5];
        Decibels.FromPower([0, -1, float.NaN, float.PositiveInfinity, 1], decibels);
        Assert.Equal([float.NaN, float.NaN, float.NaN, float.NaN, 0], decibels);
    }

    [Fact]
    public void The_vector_paths_give_the_same_bits_as_the_scalar_twins()
        => SameBits.Values.Array[0, 60].Sample(values =>
        {
            float[] expected = new float[values.Length], actual = new float[values.Length];
            Decibels.FromPowerScalar(values, expected);
            Decibels.FromPower(values, actual);
            SameBits.Assert(expected, actual);
            Decibels.ToPowerScalar(values, expected);
            Decibels.ToPower(values, actual);
            SameBits.Assert(expected, actual);
        });

    [Fact]
    public void The_mean_of_power_is_higher_than_the_mean_of_decibels()
    {
        // A checkerboard of -6 and -14 dB: the mean power is -8.37 dB, the mean of the decibels -10.
        float[] power = new float[2];
        Decibels.ToPower([-6, -14], power);
        Assert.Equal(-8.372, 10 * Math.Log10((power[0] + power[1]) / 2), tolerance: 0.001);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] values = new float[100];
        Allocation.AssertNone(() => Decibels.FromPower(values, values));
        Allocation.AssertNone(() => Decibels.ToPower(values, values));
    }
}
