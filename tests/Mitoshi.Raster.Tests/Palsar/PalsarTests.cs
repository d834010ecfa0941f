namespace Mitoshi.Raster.Tests.Palsar;

public sealed class PalsarTests
{
    [Fact]
    public void A_digital_number_of_6310_is_minus_7_decibels()
    {
        float[] power = new float[1];
        PalsarCalibration.ToPower((ushort[])[6310], power);
        Assert.Equal(-7.0, 10 * Math.Log10(power[0]), tolerance: 0.002);
    }

    [Fact]
    public void Both_no_data_numbers_are_missing()
    {
        float[] power = new float[3];
        PalsarCalibration.ToPower((ushort[])[0, 1, 2], power);
        Assert.Equal([true, true, false], power.Select(float.IsNaN));
        PalsarCalibration.ToPower((float[])[0, 1, float.NaN], power);
        Assert.All(power, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void The_vector_path_gives_the_same_bits_as_the_scalar_twin()
        => Gen.OneOf(Gen.UShort, Gen.Const<ushort>(0), Gen.Const<ushort>(1)).Array[0, 100].Sample(numbers =>
        {
            float[] expected = new float[numbers.Length], actual = new float[numbers.Length], floats = [.. numbers.Select(number => (float)number)];
            PalsarCalibration.ToPowerScalar(numbers, expected);
            PalsarCalibration.ToPower(numbers, actual);
            SameBits.Assert(expected, actual);
            PalsarCalibration.ToPower(floats, actual);
            SameBits.Assert(expected, actual);
        });

    [Fact]
    public void Nothing_is_allocated()
    {
        ushort[] numbers = new ushort[100];
        float[] power = new float[100];
        Allocation.AssertNone(() => PalsarCalibration.ToPower(numbers, power));
    }

    [Fact]
    public void Only_land_is_kept_and_ocean_when_asked_for()
    {
        byte[] mask = [PalsarMask.NoData, PalsarMask.Ocean, PalsarMask.Layover, PalsarMask.Shadow, PalsarMask.Land, 77];
        float[] land = [1, 2, 3, 4, 5, 6], water = [1, 2, 3, 4, 5, 6];
        PalsarMask.Apply(mask, keepOcean: false, land);
        PalsarMask.Apply(mask, keepOcean: true, water);
        Assert.Equal([float.NaN, float.NaN, float.NaN, float.NaN, 5, float.NaN], land);
        Assert.Equal([float.NaN, 2, float.NaN, float.NaN, 5, float.NaN], water);
    }

    [Fact]
    public void Day_2300_of_PALSAR_2_is_the_9th_of_September_2020()
    {
        // The date that JAXA's metadata of tile N23W161, 2020, states.
        Assert.Equal(new DateOnly(2020, 9, 9), PalsarDates.ToDate(PalsarSensor.Palsar2, 2300));
        Assert.Equal(2300, PalsarDates.FromDate(PalsarSensor.Palsar2, new DateOnly(2020, 9, 9)));
        Assert.Null(PalsarDates.ToDate(PalsarSensor.Palsar2, 1));
        Assert.Null(PalsarDates.ToDate(PalsarSensor.Palsar, 0));
        Assert.Equal(new DateOnly(2007, 1, 24), PalsarDates.ToDate(PalsarSensor.Palsar, 365));
    }

    [Fact]
    public void A_day_before_the_launch_has_no_number()
        => Assert.Throws<ArgumentOutOfRangeException>(() => PalsarDates.FromDate(PalsarSensor.Palsar2, new DateOnly(2014, 5, 24)));

    [Fact]
    public void Incidence_of_90_degrees_is_half_pi()
    {
        float[] radians = new float[3];
        PalsarIncidence.ToRadians([0, 1, 90], radians);
        Assert.Equal([true, true, false], radians.Select(float.IsNaN));
        Assert.Equal(Math.PI / 2, radians[2], tolerance: 1e-6);
    }

    [Fact]
    public void Two_passes_that_differ_by_one_decibel_meet_after_the_offset()
    {
        RandomStream random = new(1, "palsar.offsets");
        float[] power = new float[20_000];
        ushort[] days = new ushort[power.Length];
        for (int i = 0; i < power.Length; i++)
        {
            days[i] = (ushort)(i < 10_000 ? 700 : 714);
            power[i] = (float)(0.03 * random.NextGamma(16) / 16 * (i < 10_000 ? 1 : Math.Pow(10, 0.1)));
        }

        PalsarDateOffsets offsets = new();
        offsets.Add(power.AsSpan(0, 5000), days.AsSpan(0, 5000));
        offsets.Add(power.AsSpan(5000), days.AsSpan(5000));
        PalsarDateOffsets.Apply(offsets.Offsets(), days, power);
        Assert.Equal(10 * Math.Log10(Median(power[..10_000])), 10 * Math.Log10(Median(power[10_000..])), tolerance: 0.02);
    }

    [Fact]
    public void A_date_with_few_pixels_and_missing_dates_keep_their_values()
    {
        PalsarDateOffsets offsets = new();
        offsets.Add([0.1f, 0.2f, float.NaN, 0.1f], [700, 700, 700, 1]);
        Assert.Equal(1, Assert.Single(offsets.Offsets()).Value);
        float[] power = [0.5f];
        PalsarDateOffsets.Apply(offsets.Offsets(), [1], power);
        Assert.Equal([0.5f], power);
    }

    [Fact]
    public void A_tile_name_says_where_when_and_what()
    {
        Assert.Equal(new PalsarTileName(23, -161, 2020, PalsarLayer.Hv, PalsarSensor.Palsar2), PalsarTileName.TryParse("N23W161_20_sl_HV_F02DAR_crop.tif"));
        Assert.Equal(new PalsarTileName(-3, 115, 2009, PalsarLayer.Mask, PalsarSensor.Palsar), PalsarTileName.TryParse("S03E115_09_mask"));
        Assert.Equal(PalsarLayer.Incidence, PalsarTileName.TryParse("N36E140_21_linci_F02DAR.tif")?.Layer);
        Assert.Null(PalsarTileName.TryParse("hh_dn.tif"));
    }

    private static double Median(float[] values) => values.Order().ElementAt(values.Length / 2);
}
