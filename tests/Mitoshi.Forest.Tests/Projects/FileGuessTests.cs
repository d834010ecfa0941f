using Mitoshi.Forest.Projects;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Tests.Projects;

public sealed class FileGuessTests
{
    [Theory]
    [InlineData("S1_00.tif", LayerRole.Sentinel1, 9)]
    [InlineData("S2_03.tif", LayerRole.Sentinel2, 12)]
    [InlineData("S2_11.tif", LayerRole.Sentinel2, 8)]
    public void The_chips_count_months_from_september(string name, LayerRole role, int month)
    {
        FileGuess? guess = FileGuess.Of(name);
        Assert.Equal((role, month), (guess!.Role, guess.Month));
    }

    [Theory]
    [InlineData("N36E138_20_sl_HV_F02DAR.tif", "input", LayerRole.Palsar, "HV")]
    [InlineData("N36E138_20_mask_F02DAR.tif", "mask", LayerRole.Palsar, "")]
    [InlineData("S2A_MSIL2A_20240501T012345_N0510_R031_T54SUE.tif", "input", LayerRole.Sentinel2, "")]
    [InlineData("LC08_L2SP_107035_20200420_02_T1_SR_B4.TIF", "input", LayerRole.Landsat, "B4")]
    [InlineData("stand_dem.tif", "input", LayerRole.Elevation, "")]
    [InlineData("agb.tif", "agb", LayerRole.Other, "")]
    [InlineData("plots_2020.csv", "plots", LayerRole.Other, "")]
    public void A_name_says_use_role_and_band(string name, string use, LayerRole role, string band)
    {
        FileGuess guess = FileGuess.Of(name)!;
        Assert.Equal((use, role, band), (guess.Use, guess.Role, guess.Bands));
    }

    [Fact]
    public void The_baseline_stands_in_the_product_name()
        => Assert.Equal("05.10", FileGuess.Of("S2A_MSIL2A_20240501T012345_N0510_R031_T54SUE.tif")!.Baseline);

    [Fact]
    public void A_name_that_says_nothing_is_not_guessed() => Assert.Null(FileGuess.Of("picture.tif"));
}
