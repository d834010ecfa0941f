using Mitoshi.Testing;

namespace Mitoshi.Raster.Tests.RealData;

/// <summary>The figures were computed with numpy and rasterio from the same files (see golden/SOURCE.md).</summary>
public sealed class RealOpticalTests
{
    private const string Scene = "forest/landsat5_amazon/LT52240631988227CUB02_";

    [Theory]
    [InlineData("1", 38.92706787906036, 0.08288436230259896)]
    [InlineData("2", 27.991315499606614, 0.06580525846823737)]
    [InlineData("3", 15.897255023041474, 0.04369930679443522)]
    [InlineData("4", 53.80365454198044, 0.2203417186180107)]
    [InlineData("5", 5.117485899741485, 0.09821494915437214)]
    [InlineData("7", 0.7625556086321232, 0.03858698502496072)]
    public void A_Landsat_5_band_has_the_radiance_and_reflectance_that_numpy_computes(string band, double radianceMean, double reflectanceMean)
    {
        LandsatLevel1 level1 = new(Metadata());
        float[] numbers = RealInputs.Read<float>(Scene + $"B{band}.TIF"), radiance = new float[numbers.Length], reflectance = new float[numbers.Length];
        level1.Radiance(band).Apply(numbers, fillNumber: 255, radiance);
        level1.Reflectance(band).Apply(numbers, fillNumber: 255, reflectance);
        Assert.Equal(radianceMean, RealInputs.Mean(radiance), tolerance: 1e-5);
        Assert.Equal(reflectanceMean, RealInputs.Mean(reflectance), tolerance: 1e-7);
    }

    [Fact]
    public void The_thermal_band_has_the_temperature_that_numpy_computes()
    {
        LandsatLevel1 level1 = new(Metadata());
        float[] values = RealInputs.Read<float>(Scene + "B6.TIF");
        level1.Radiance("6").Apply(values, fillNumber: 255, values);
        level1.BrightnessTemperature(values, "6", values);
        Assert.Equal(296.2504691895621, RealInputs.Mean(values), tolerance: 1e-4);
    }

    [Fact]
    public void The_metadata_of_the_scene_are_read()
    {
        LandsatMetadata metadata = Metadata();
        Assert.Equal(("LANDSAT_5", "TM", new DateOnly(1988, 8, 14), 49.75588889), (metadata.Spacecraft, metadata.Sensor, metadata.Date, metadata.SunElevationDegrees));
    }

    [Theory]
    [InlineData("0060c0a5")]
    [InlineData("288afc34")]
    public void The_months_of_a_chip_show_no_step_until_one_gets_the_offset_twice(string chip)
    {
        SceneFloor[] floors = [.. Enumerable.Range(0, 12).Select(month => new SceneFloor($"S2_{month:00}", new DateOnly(2020, 1, 15).AddMonths(month), Floor(chip, month, Sentinel2Offset.None)))];
        OffsetStep.Check(floors);
        floors[9] = floors[9] with { Level = Floor(chip, 9, Sentinel2Offset.Minus1000) };
        Assert.Equal("reflectance.offset_step", Assert.Throws<MitoshiException>(() => OffsetStep.Check(floors)).Code);
    }

    [Theory]
    [InlineData("0060c0a5", -16.70709482925749, 1.3146588243348691)]
    [InlineData("288afc34", -17.675802902404385, 1.5080882817727335)]
    public void A_year_of_Sentinel_1_has_the_statistics_that_numpy_computes(string chip, double meanOfMeans, double meanOfDeviations)
    {
        const int Pixels = 256 * 256;
        float[] decibels = new float[12 * Pixels], power = new float[12 * Pixels], mean = new float[Pixels], deviation = new float[Pixels];
        for (int month = 0; month < 12; month++)
        {
            short[] numbers = RealInputs.Read<short>($"forest/biomassters/{chip}/S1_{month:00}.tif", bandIndex: 1);
            for (int i = 0; i < Pixels; i++)
            {
                decibels[(month * Pixels) + i] = numbers[i] == short.MinValue ? float.NaN : numbers[i] * 0.01f;
            }
        }

        Backscatter.ToPower(decibels, BackscatterUnit.Decibels, power);
        Decibels.FromPower(power, decibels);
        TemporalStatistics.MeanDecibels(power, mean);
        TemporalStatistics.DeviationDecibels(decibels, deviation);
        Assert.Equal(meanOfMeans, RealInputs.Mean(mean), tolerance: 2e-5);
        Assert.Equal(meanOfDeviations, RealInputs.Mean(deviation), tolerance: 2e-5);
    }

    private static LandsatMetadata Metadata() => LandsatMetadata.Parse("LT52240631988227CUB02_MTL.txt", File.ReadAllText(SharedData.Require(Scene + "MTL.txt")));

    private static double Floor(string chip, int month, Sentinel2Offset offset)
    {
        string path = $"forest/biomassters/{chip}/S2_{month:00}.tif";
        byte[] probability = [.. RealInputs.Read<ushort>(path, bandIndex: 10).Select(percent => (byte)percent)], rejected = new byte[256 * 256];
        MaskDilation.Reject(probability, halo: 0, new CloudProbability(CloudProbability.DefaultPercent), new DiskRadius(0, PixelSize.Square(10)), new Window(0, 0, 256, 256), rejected);
        ReflectanceFloor floor = new(bandCount: 10);
        float[] reflectance = new float[256 * 256];
        for (int band = 0; band < 10; band++)
        {
            Sentinel2Reflectance.Compute(RealInputs.Read<ushort>(path, band), offset, reflectance);
            MaskedValues.Apply(rejected, reflectance);
            floor.Add(band, reflectance);
        }

        return floor.Level();
    }
}
