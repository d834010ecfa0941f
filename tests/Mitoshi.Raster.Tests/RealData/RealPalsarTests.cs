namespace Mitoshi.Raster.Tests.RealData;

/// <summary>The figures were computed with numpy and rasterio from the same files (see golden/SOURCE.md).</summary>
public sealed class RealPalsarTests
{
    private const string Tile = "forest/palsar2_mosaic/N23W161_20_";

    [Fact]
    public void The_mask_of_the_tile_has_the_values_that_JAXA_defines()
    {
        byte[] mask = RealInputs.Read<byte>(Tile + "mask_F02DAR_crop.tif");
        Assert.Equal(
            [(PalsarMask.NoData, 13742), (PalsarMask.Ocean, 108595), (PalsarMask.Shadow, 202), (PalsarMask.Land, 2461)],
            mask.CountBy(value => value).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData("HH", -7.902924, -11.462827, -18.126682)]
    [InlineData("HV", -17.046046, -19.723007, -30.032022)]
    public void Land_and_sea_have_the_backscatter_that_numpy_computes(string polarisation, double landMean, double landMeanOfDecibels, double seaMean)
    {
        ushort[] numbers = RealInputs.Read<ushort>(Tile + $"sl_{polarisation}_F02DAR_crop.tif");
        byte[] mask = RealInputs.Read<byte>(Tile + "mask_F02DAR_crop.tif");
        float[] power = new float[numbers.Length], decibels = new float[numbers.Length];
        PalsarCalibration.ToPower(numbers, power);
        Assert.Equal(13742, power.Count(float.IsNaN));
        float[] withSea = [.. power];
        PalsarMask.Apply(mask, keepOcean: false, power);
        PalsarMask.Apply(mask, keepOcean: true, withSea);
        Decibels.FromPower(power, decibels);
        Assert.Equal(2461, RealInputs.Count(power));
        Assert.Equal(landMean, 10 * Math.Log10(RealInputs.Mean(power)), tolerance: 1e-5);
        Assert.Equal(landMeanOfDecibels, RealInputs.Mean(decibels), tolerance: 1e-5);
        Assert.Equal(seaMean, 10 * Math.Log10(RealInputs.Mean(withSea.Where((_, i) => mask[i] == PalsarMask.Ocean))), tolerance: 1e-5);
    }

    [Fact]
    public void Every_seen_pixel_was_seen_on_the_day_that_the_metadata_state()
    {
        ushort[] days = RealInputs.Read<ushort>(Tile + "date_F02DAR_crop.tif");
        DateOnly?[] dates = [.. days.Select(day => PalsarDates.ToDate(PalsarSensor.Palsar2, day))];
        Assert.Equal(13742, dates.Count(date => date is null));
        Assert.Equal(111258, dates.Count(date => date == new DateOnly(2020, 9, 9)));
    }

    [Fact]
    public void The_incidence_over_the_sea_lies_within_the_beam()
    {
        // JAXA's metadata: 33.687 degrees at near range, 38.623 at far range.
        byte[] degrees = RealInputs.Read<byte>(Tile + "linci_F02DAR_crop.tif"), mask = RealInputs.Read<byte>(Tile + "mask_F02DAR_crop.tif");
        float[] radians = new float[degrees.Length];
        PalsarIncidence.ToRadians(degrees, radians);
        Assert.Equal(13742, radians.Count(float.IsNaN));
        double mean = RealInputs.Mean(radians.Where((_, i) => mask[i] == PalsarMask.Ocean)) * 180 / Math.PI;
        Assert.InRange(mean, 33.687, 38.623);
    }

    [Theory]
    [InlineData("hh", 9935, -5.685791)]
    [InlineData("hv", 4441, -11.605730)]
    public void Juupajoki_reads_as_numpy_reads_it(string polarisation, int numberInTheMiddle, double mean)
    {
        ushort[] numbers = RealInputs.Read<ushort>($"forest/palsar2_juupajoki/{polarisation}_dn.tif");
        float[] power = new float[numbers.Length];
        PalsarCalibration.ToPower(numbers, power);
        Assert.Equal(numberInTheMiddle, numbers[(300 * 720) + 300]);
        Assert.Equal(mean, 10 * Math.Log10(RealInputs.Mean(power)), tolerance: 1e-5);
    }
}
