namespace Mitoshi.Raster.Tests.Indices;

public sealed class IndexTests
{
    [Fact]
    public void The_ndvi_of_a_green_leaf_is_worked_out_by_hand()
    {
        // nir 0.45, red 0.05: 0.40 / 0.50.
        float[] ndvi = new float[1];
        NormalizedDifference.Compute([0.45f], [0.05f], ndvi);
        Assert.Equal(0.8, ndvi[0], tolerance: 1e-6);
    }

    [Fact]
    public void An_index_is_undefined_where_the_sum_is_not_positive()
    {
        float[] index = new float[4];
        NormalizedDifference.Compute([0, -0.02f, float.NaN, 0.01f], [0, 0.01f, 0.1f, -0.02f], index);
        Assert.All(index, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Swapping_the_bands_changes_the_sign()
        => Gen.Select(Gen.Double[0.001, 1].Array[20], Gen.Double[0.001, 1].Array[20]).Sample((a, b) =>
        {
            float[] first = [.. a.Select(value => (float)value)], second = [.. b.Select(value => (float)value)], there = new float[20], back = new float[20];
            NormalizedDifference.Compute(first, second, there);
            NormalizedDifference.Compute(second, first, back);
            Assert.Equal(there, back.Select(value => -value));
        });

    [Fact]
    public void Evi_is_worked_out_by_hand()
    {
        // 2.5 (0.40 - 0.05) / (0.40 + 0.30 - 0.225 + 1) = 0.875 / 1.475
        float[] evi = new float[1];
        EnhancedVegetationIndex.Compute([0.40f], [0.05f], [0.03f], evi);
        Assert.Equal(0.59322, evi[0], tolerance: 1e-5);
    }

    [Fact]
    public void A_bright_grey_surface_has_the_tasselled_cap_of_its_weights()
    {
        // The sums of the published weights: brightness 2.2893, greenness -0.2864, wetness -0.5883.
        float[] bands = [.. Enumerable.Repeat(1f, 6)], component = new float[1];
        double[] found = [.. new[] { TasselledCap.TmBrightness, TasselledCap.TmGreenness, TasselledCap.TmWetness }.Select(cap =>
        {
            cap.Compute(bands, component);
            return (double)component[0];
        })];
        Assert.Equal([2.2893, -0.2864, -0.5883], found, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void The_axes_of_a_tasselled_cap_are_orthogonal_and_of_length_1()
    {
        // A law of the transformation: a mistyped weight breaks it. The published weights have four digits.
        TasselledCap[][] tables = [[TasselledCap.TmBrightness, TasselledCap.TmGreenness, TasselledCap.TmWetness], [TasselledCap.OliBrightness, TasselledCap.OliGreenness, TasselledCap.OliWetness]];
        foreach (TasselledCap[] table in tables)
        {
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    double product = table[i].Weights.Zip(table[j].Weights, (a, b) => (double)a * b).Sum();
                    Assert.Equal(i == j ? 1 : 0, product, tolerance: 0.003);
                }
            }
        }
    }

    [Fact]
    public void The_vector_paths_give_the_same_bits_as_the_scalar_twins()
        => Gen.Select(SameBits.Values.Array[37], SameBits.Values.Array[37], SameBits.Values.Array[37]).Sample((a, b, c) =>
        {
            float[] expected = new float[37], actual = new float[37];
            NormalizedDifference.ComputeScalar(a, b, expected);
            NormalizedDifference.Compute(a, b, actual);
            SameBits.Assert(expected, actual);
            EnhancedVegetationIndex.ComputeScalar(a, b, c, expected);
            EnhancedVegetationIndex.Compute(a, b, c, actual);
            SameBits.Assert(expected, actual);
            a.CopyTo(expected, 0);
            a.CopyTo(actual, 0);
            TasselledCap.AddWeightedScalar(b, 0.3f, expected);
            TasselledCap.AddWeighted(b, 0.3f, actual);
            SameBits.Assert(expected, actual);
        });

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] bands = new float[600], values = new float[100];
        Allocation.AssertNone(() => NormalizedDifference.Compute(values, values, values));
        Allocation.AssertNone(() => EnhancedVegetationIndex.Compute(values, values, values, values));
        Allocation.AssertNone(() => TasselledCap.TmWetness.Compute(bands, values));
    }
}
