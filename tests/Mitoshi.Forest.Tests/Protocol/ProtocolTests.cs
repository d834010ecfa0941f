using Mitoshi.Forest.Protocol;
using Mitoshi.Raster.Cubes;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Protocol;

public sealed class ProtocolTests
{
    [Fact]
    public void The_weights_of_a_circle_are_the_exact_areas()
    {
        double[] quarter = [0.0128495, 0.0685683, 0.0685683, 0.1000139];
        Assert.Equal(quarter[0], CircleGrid.Weights[0], tolerance: 5e-8);
        Assert.Equal(quarter[1], CircleGrid.Weights[1], tolerance: 5e-8);
        Assert.Equal(quarter[2], CircleGrid.Weights[4], tolerance: 5e-8);
        Assert.Equal(quarter[3], CircleGrid.Weights[5], tolerance: 5e-8);
        Assert.Equal(1, CircleGrid.Weights.Sum(), tolerance: 1e-12);
        for (int k = 0; k < 16; k++)
        {
            Assert.Equal(CircleGrid.Weights[k], CircleGrid.Weights[15 - k], tolerance: 1e-15);
        }
    }

    [Fact]
    public void A_chip_has_4096_circles_and_625_hectares()
    {
        float[] ones = new float[256 * 256];
        Array.Fill(ones, 1);
        Assert.Equal(4096, CircleGrid.Means(ones, 256).Length);
        Assert.Equal(625, HectareGrid.Means(ones, 256).Length);
        Assert.All(CircleGrid.Means(ones, 256), mean => Assert.Equal(1, mean, tolerance: 1e-12));
    }

    [Fact]
    public void Folds_follow_the_diagonal_and_no_circle_crosses_a_block()
    {
        int[] pixels = BlockFolds.OfPixels(256, 256), circles = BlockFolds.OfCircles(256, 256);
        Assert.Equal((0, 1, 2, 4, 1), (pixels[0], pixels[32], pixels[32 * 256], pixels[(64 * 256) + 31], pixels[(64 * 256) + 64]));
        for (int circle = 0; circle < circles.Length; circle++)
        {
            int row = circle / 64 * 4, column = circle % 64 * 4;
            Assert.Equal(circles[circle], pixels[(row * 256) + column]);
            Assert.Equal(circles[circle], pixels[((row + 3) * 256) + column + 3]);
        }
    }

    [Fact]
    public void An_unknown_pixel_takes_no_weight()
    {
        float[] pixels = [.. Enumerable.Repeat(8f, 16)];
        pixels[0] = float.NaN;
        Assert.Equal(8, CircleGrid.Means(pixels, 4)[0], tolerance: 1e-12);
    }

    [Fact]
    public void The_circles_of_the_chips_fall_into_the_classes_of_the_protocol()
    {
        string root = SharedData.Require("forest/biomassters");
        int[] counts = new int[6];
        foreach (string site in new[] { "0060c0a5", "288afc34" })
        {
            string folder = Path.Combine(root, site);
            ChipCube cube = ChipCube.Read(folder);
            foreach (double biomass in CircleGrid.Means(ChipCube.ReadBiomass(folder, cube.Grid), cube.Grid.Width))
            {
                counts[Learning.ValueClasses.Biomass.Of(biomass)]++;
            }
        }

        Assert.Equal([3381, 1685, 1497, 879, 661, 89], counts);
    }

    [Fact]
    public void A_chip_is_read_as_power_and_reflectance_with_its_months()
    {
        ChipCube cube = ChipCube.Read(SharedData.Require("forest/biomassters/288afc34"));
        Assert.True(cube.Grid.Crs.IsLocal);
        Assert.Equal(10, cube.Grid.Transform.ColumnX);
        CubeLayer[] descending = [.. cube.Layers.Where(layer => layer.Orbit == "descending")];
        Assert.Equal([8, 8], descending.Select(layer => layer.Month));
        int index = cube.Layers.ToList().FindIndex(layer => layer is { Role: LayerRole.Sentinel1, Band: "VV", Orbit: "ascending", Month: 9 });
        float[] power = new float[4];
        cube.Read(new Window(-1, 0, 2, 2), [index], power);
        Assert.True(float.IsNaN(power[0]));
        Assert.InRange(power[1], 1e-4f, 10f);
    }

    [Fact]
    public void A_folder_without_scenes_is_named()
    {
        using TemporaryFolder folder = new();
        Assert.Equal("forest.no_chip", Assert.Throws<MitoshiException>(() => ChipCube.Read(folder.Path)).Code);
    }
}
