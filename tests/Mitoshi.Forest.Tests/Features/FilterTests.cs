using Mitoshi.Forest.Features;

namespace Mitoshi.Forest.Tests.Features;

public sealed class FilterTests
{
    [Fact]
    public void A_gaussian_of_a_constant_is_the_constant_also_beside_gaps()
    {
        float[] image = new float[15 * 15], filtered = new float[7 * 7];
        Array.Fill(image, 3.7f);
        image[7 * 15] = image[16] = float.NaN;
        GaussianFilter.Apply(image, 15, GaussianFilter.Taps(1.2, 4), filtered);
        Assert.All(filtered, mean => Assert.Equal(3.7f, mean, tolerance: 1e-5f));
    }

    [Fact]
    public void Gaps_and_no_gaps_give_the_same_bits_where_no_gap_is_near()
    {
        RandomStream random = new(1, "image");
        float[] image = [.. Enumerable.Range(0, 30 * 30).Select(_ => (float)random.NextDouble())], holed = [.. image], a = new float[22 * 22], b = new float[22 * 22];
        holed[0] = float.NaN;
        GaussianFilter.Apply(image, 30, GaussianFilter.Taps(1.2, 4), a);
        GaussianFilter.Apply(holed, 30, GaussianFilter.Taps(1.2, 4), b);
        Assert.Equal(BitConverter.SingleToInt32Bits(a[^1]), BitConverter.SingleToInt32Bits(b[^1]));
        Assert.NotEqual(a[0], b[0]);
    }

    [Fact]
    public void Nothing_but_gaps_stays_a_gap()
    {
        float[] image = new float[81], filtered = new float[1];
        Array.Fill(image, float.NaN);
        GaussianFilter.Apply(image, 9, GaussianFilter.Taps(1.2, 4), filtered);
        Assert.True(float.IsNaN(filtered[0]));
    }

    [Fact]
    public void The_taps_are_those_of_the_normal_density()
    {
        float[] taps = GaussianFilter.Taps(1, 3);
        Assert.Equal(1, taps.Sum(), tolerance: 1e-6f);
        Assert.Equal(Math.Exp(-0.5), taps[4] / taps[3], tolerance: 1e-6);
    }

    [Fact]
    public void A_plane_moves_by_a_fraction_exactly()
    {
        int edge = 10 + (2 * BilinearShift.Margin);
        float[] image = [.. Enumerable.Range(0, edge * edge).Select(k => (2f * (k / edge)) + (5f * (k % edge)))], moved = new float[100];
        BilinearShift.Apply(image, edge, rows: 1.25, columns: -2.5, moved);
        float expected = (2f * (BilinearShift.Margin - 1.25f)) + (5f * (BilinearShift.Margin + 2.5f));
        Assert.Equal(expected, moved[0], tolerance: 1e-3f);
    }

    [Fact]
    public void The_deviation_of_a_checkerboard_is_half_its_step()
    {
        Window grown = new(-6, -6, 13, 13);
        float[] image = [.. Enumerable.Range(0, 169).Select(k => k % 2 == 0 ? 1f : 3f)], deviation = new float[1];
        FilterKernel.Apply(image, grown, new FeatureFilter(FilterKind.Deviation, 2), new Window(0, 0, 1, 1), deviation);
        Assert.Equal(1f, deviation[0], tolerance: 1e-3f);
    }
}
