namespace Mitoshi.Raster.Tests.Landsat;

public sealed class LandsatTests
{
    private const string Small = """
        GROUP = L1_METADATA_FILE
          GROUP = PRODUCT_METADATA
            SPACECRAFT_ID = "LANDSAT_5"
            SENSOR_ID = "TM"
            DATE_ACQUIRED = 1988-08-14
            SUN_ELEVATION = 30.0
            RADIANCE_MULT_BAND_3 = 1.044
            RADIANCE_ADD_BAND_3 = -2.21398
          END_GROUP = PRODUCT_METADATA
        END_GROUP = L1_METADATA_FILE
        END
        """;

    [Fact]
    public void The_ends_of_the_valid_range_are_reflectance_0_and_1()
    {
        float[] reflectance = new float[5];
        LandsatReflectance.Surface([0, 7272, 7273, 43636, 43637], reflectance);
        Assert.Equal([true, true, false, false, true], reflectance.Select(float.IsNaN));
        Assert.Equal(0, reflectance[2], tolerance: 1e-5);
        Assert.Equal(1, reflectance[3], tolerance: 1e-5);
    }

    [Fact]
    public void Surface_temperature_is_in_kelvin()
    {
        // 44,000 x 0.00341802 + 149 = 299.393 K
        float[] kelvin = new float[2];
        LandsatReflectance.SurfaceTemperature([44_000, 0], kelvin);
        Assert.Equal(299.393, kelvin[0], tolerance: 0.001);
        Assert.True(float.IsNaN(kelvin[1]));
    }

    [Theory]
    [InlineData(21824, 0)]   // clear, low confidences: USGS's example of a clear land pixel
    [InlineData(21952, 0)]   // clear water
    [InlineData(1, 1)]       // fill
    [InlineData(22280, 1)]   // high confidence cloud
    [InlineData(23888, 1)]   // cloud shadow
    [InlineData(30048, 1)]   // snow
    [InlineData(21826, 1)]   // dilated cloud over clear land
    [InlineData(54596, 1)]   // high confidence cirrus
    public void The_quality_values_of_the_handbook_are_read(ushort quality, byte expected)
    {
        byte[] rejected = new byte[1];
        LandsatMask.Reject([quality], LandsatQuality.Masked, rejected);
        Assert.Equal(expected, rejected[0]);
    }

    [Fact]
    public void Metadata_are_read_with_and_without_a_group()
    {
        LandsatMetadata metadata = LandsatMetadata.Parse("small_MTL.txt", Small + "\n\0\0");
        Assert.Equal("LANDSAT_5", metadata.Spacecraft);
        Assert.Equal("TM", metadata.Sensor);
        Assert.Equal(new DateOnly(1988, 8, 14), metadata.Date);
        Assert.Equal(30, metadata.SunElevationDegrees);
        Assert.Equal("TM", metadata.Text("SENSOR_ID", "PRODUCT_METADATA"));
        Assert.Null(metadata.FindNumber("SUN_ELEVATION", "IMAGE_ATTRIBUTES"));
    }

    [Fact]
    public void Reflectance_at_the_satellite_is_worked_out_by_hand()
    {
        // L = 100 x 1.044 - 2.21398 = 102.18602; d = 1.012848; pi L d^2 / (1536 x 0.5) = 0.42881
        float[] reflectance = new float[2];
        new LandsatLevel1(LandsatMetadata.Parse("small_MTL.txt", Small)).Reflectance("3").Apply([100, 255], fillNumber: 255, reflectance);
        Assert.Equal(0.42881, reflectance[0], tolerance: 1e-5);
        Assert.True(float.IsNaN(reflectance[1]));
    }

    [Fact]
    public void Later_metadata_carry_the_reflectance_scale_and_distance_themselves()
    {
        string text = Small.Replace("SUN_ELEVATION = 30.0", "SUN_ELEVATION = 30.0\nREFLECTANCE_MULT_BAND_3 = 2.0E-05\nREFLECTANCE_ADD_BAND_3 = -0.1\nEARTH_SUN_DISTANCE = 1.01", StringComparison.Ordinal)
            .Replace("PRODUCT_METADATA", "LEVEL1_RADIOMETRIC_RESCALING", StringComparison.Ordinal);
        LandsatLevel1 level1 = new(LandsatMetadata.Parse("later_MTL.txt", text));
        Assert.Equal(new LinearScale(2.0E-05 / Math.Sin(Math.PI / 6), -0.1 / Math.Sin(Math.PI / 6)), level1.Reflectance("3"));
        Assert.Equal(1.01, level1.EarthSunDistance);
    }

    [Fact]
    public void Brightness_temperature_is_worked_out_by_hand()
    {
        // 1260.56 / ln(607.76 / 8.75 + 1) = 296.25 K
        float[] kelvin = new float[2];
        new LandsatLevel1(LandsatMetadata.Parse("small_MTL.txt", Small)).BrightnessTemperature([8.75f, float.NaN], "6", kelvin);
        Assert.Equal(296.25, kelvin[0], tolerance: 0.01);
        Assert.True(float.IsNaN(kelvin[1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing here")]
    [InlineData("GROUP = A\n X = 1\nEND_GROUP = B\nEND")]
    [InlineData("END_GROUP = A\nEND")]
    [InlineData("GROUP = A\n X = 1\n")]
    public void Damaged_metadata_are_an_error_with_a_code(string text)
        => Assert.Equal("landsat.bad_metadata", Assert.Throws<MitoshiException>(() => LandsatMetadata.Parse("bad_MTL.txt", text)).Code);

    [Fact]
    public void A_missing_key_and_a_word_for_a_number_are_errors_that_name_the_key()
    {
        LandsatMetadata metadata = LandsatMetadata.Parse("small_MTL.txt", Small.Replace("= 30.0", "= high", StringComparison.Ordinal));
        Assert.Contains("SUN_ELEVATION = high", Assert.Throws<MitoshiException>(() => metadata.SunElevationDegrees).Found.En, StringComparison.Ordinal);
        Assert.Contains("RADIANCE_MULT_BAND_9 is missing", Assert.Throws<MitoshiException>(() => metadata.Number("RADIANCE_MULT_BAND_9")).Found.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LANDSAT_9", "3")]
    [InlineData("LANDSAT_5", "6")]
    public void Without_constants_there_is_no_reflectance(string spacecraft, string band)
    {
        LandsatMetadata metadata = LandsatMetadata.Parse("x_MTL.txt", Small.Replace("LANDSAT_5", spacecraft, StringComparison.Ordinal));
        Assert.Equal("landsat.unknown_sensor", Assert.Throws<MitoshiException>(() => new LandsatLevel1(metadata).Reflectance(band)).Code);
    }
}
