namespace Mitoshi.Raster.Tests.Reflectance;

public sealed class Sentinel2Tests
{
    [Theory]
    [InlineData("04.00", null, -1000)]
    [InlineData("05.09", false, -1000)]
    [InlineData("N0509", null, -1000)]
    [InlineData("0400", null, -1000)]
    [InlineData("5.1", null, -1000)]
    [InlineData("03.01", null, 0)]
    [InlineData("N0214", null, 0)]
    [InlineData("02.14", false, 0)]
    [InlineData("05.09", true, 0)]
    [InlineData(null, true, 0)]
    public void The_offset_follows_from_baseline_and_catalogue(string? baseline, bool? isAlreadyApplied, int expected)
        => Assert.Equal(expected, Sentinel2Offset.Decide("scene", baseline, isAlreadyApplied).Number);

    [Theory]
    [InlineData(null, "reflectance.baseline_unknown")]
    [InlineData(" ", "reflectance.baseline_unknown")]
    [InlineData("latest", "reflectance.bad_baseline")]
    [InlineData("00.00", "reflectance.bad_baseline")]
    [InlineData("4.001", "reflectance.bad_baseline")]
    [InlineData("-4.00", "reflectance.bad_baseline")]
    public void A_baseline_that_says_nothing_is_an_error_with_a_code(string? baseline, string code)
        => Assert.Equal(code, Assert.Throws<MitoshiException>(() => Sentinel2Offset.Decide("scene", baseline, null)).Code);

    [Fact]
    public void The_same_surface_has_the_same_reflectance_before_and_after_baseline_4()
    {
        float[] before = new float[3], after = new float[3];
        Sentinel2Reflectance.Compute((ushort[])[300, 0, 9000], Sentinel2Offset.None, before);
        Sentinel2Reflectance.Compute((ushort[])[1300, 0, 10000], Sentinel2Offset.Minus1000, after);
        Assert.Equal(before, after);
        Assert.Equal(0.03, before[0], tolerance: 1e-7);
        Assert.True(float.IsNaN(before[1]));
    }

    [Fact]
    public void The_vector_path_gives_the_same_bits_as_the_scalar_twin()
        => Gen.OneOf(Gen.UShort, Gen.Const<ushort>(0)).Array[0, 90].Sample(numbers =>
        {
            float[] expected = new float[numbers.Length], actual = new float[numbers.Length];
            Sentinel2Reflectance.ComputeScalar(numbers, Sentinel2Offset.Minus1000, expected);
            Sentinel2Reflectance.Compute(numbers, Sentinel2Offset.Minus1000, actual);
            SameBits.Assert(expected, actual);
            Sentinel2Reflectance.Compute([.. numbers.Select(number => (float)number)], Sentinel2Offset.Minus1000, actual);
            SameBits.Assert(expected, actual);
        });

    [Fact]
    public void Nothing_is_allocated()
    {
        ushort[] numbers = new ushort[100];
        float[] reflectance = new float[100];
        Allocation.AssertNone(() => Sentinel2Reflectance.Compute(numbers, Sentinel2Offset.None, reflectance));
    }

    [Fact]
    public void Scenes_that_agree_pass()
        => OffsetStep.Check([Floor("a", 0.002), Floor("b", 0.012), Floor("hazy", 0.055), Floor("cloudy", double.NaN)]);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.1)]
    public void A_step_of_a_tenth_between_dates_is_an_error_that_names_the_scenes(double step)
    {
        MitoshiException error = Assert.Throws<MitoshiException>(() => OffsetStep.Check([Floor("a", 0.002), Floor("b", 0.02), Floor("odd one", 0.008 + step), Floor("c", 0.013)]));
        Assert.Equal("reflectance.offset_step", error.Code);
        Assert.Contains("odd one (2022-06-01)", error.Found.En, StringComparison.Ordinal);
        Assert.Contains("odd one (2022-06-01)", error.Found.Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void All_scenes_below_zero_means_that_the_offset_was_applied_twice()
        => Assert.Equal("reflectance.offset_twice", Assert.Throws<MitoshiException>(() => OffsetStep.Check([Floor("a", -0.097), Floor("b", -0.09)])).Code);

    [Fact]
    public void The_floor_of_a_scene_is_the_first_percentile_of_its_darkest_band()
    {
        ReflectanceFloor floor = new(bandCount: 2);
        floor.Add(0, [.. Enumerable.Range(0, 1000).Select(i => 0.2f + (i / 10_000f))]);
        floor.Add(1, [.. Enumerable.Range(0, 1000).Select(i => i / 1000f), float.NaN]);
        Assert.Equal(0.009, floor.Level(), tolerance: 0.001);
        Assert.True(double.IsNaN(new ReflectanceFloor(bandCount: 3).Level()));
    }

    private static SceneFloor Floor(string name, double level) => new(name, new DateOnly(2022, 6, 1), level);
}
