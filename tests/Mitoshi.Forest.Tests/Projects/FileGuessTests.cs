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
    [InlineData("T54SUE_20240501T012345_B04_10m.jp2", "input", LayerRole.Sentinel2, "B4")]
    [InlineData("T54SUE_20240501T012345_B8A_20m.jp2", "input", LayerRole.Sentinel2, "B8A")]
    [InlineData("T54SUE_20240501T012345_B12_20m.jp2", "input", LayerRole.Sentinel2, "B12")]
    [InlineData("T54SUE_20240501T012345_SCL_20m.jp2", "mask", LayerRole.Sentinel2, "")]
    [InlineData("S1A_IW_GRDH_1SDV_20240501T012345_20240501T012410_053000_066C00_1234_VH.tif", "input", LayerRole.Sentinel1, "VH")]
    [InlineData("ETH_GlobalCanopyHeight_10m_2020_N36E138_Map.tif", "input", LayerRole.CanopyHeight, "")]
    [InlineData("Forest_height_2019_NASIA.tif", "input", LayerRole.CanopyHeight, "")]
    [InlineData("height_2020.tif", "height", LayerRole.CanopyHeight, "")]
    [InlineData("chm_2m_2020.tif", "height", LayerRole.CanopyHeight, "")]
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

    [Theory]
    [InlineData("S1A_IW_20240501T012345_DVP_RTC20_G_gpuned_1A2B_VV.tif", "power")]
    [InlineData("S1A_IW_20240501T012345_DVP_RTC20_G_gdunem_1A2B_VV.tif", "decibel")]
    [InlineData("S1A_IW_20240501T012345_DVP_RTC20_G_saunem_1A2B_VV.tif", "")]
    [InlineData("S1_20240501_ascending.tif", "decibel")]
    public void Terrain_corrected_radar_says_in_its_name_what_its_numbers_are(string name, string unit)
        => Assert.Equal((LayerRole.Sentinel1, unit), (FileGuess.Of(name)!.Role, FileGuess.Of(name)!.Unit));

    [Theory]
    [InlineData("T54SUE_20240501T012345_TCI_10m.jp2")]
    [InlineData("T54SUE_20240501T012345_AOT_10m.jp2")]
    [InlineData("T54SUE_20240501T012345_WVP_10m.jp2")]
    public void Pictures_and_atmosphere_of_a_scene_are_no_reflectance(string name) => Assert.Null(FileGuess.Of(name));

    [Fact]
    public void A_name_that_says_nothing_is_not_guessed() => Assert.Null(FileGuess.Of("picture.tif"));
}
