using System.Diagnostics;
using System.Runtime.Intrinsics;
using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Testing;

namespace Mitoshi.Tiles.Tests.Terrain;

public sealed class TerrainTests
{
    [Theory]
    [InlineData(3776.24f)]
    [InlineData(0f)]
    [InlineData(-10.7f)]
    [InlineData(8848.86f)]
    public void Codes_give_the_height_back_to_their_step(float height)
    {
        byte[] rgba = new byte[4];
        TerrainCode.Mapbox.Encode([Vector128.Create(height, 0, 0, 1)], rgba);
        Assert.Equal(height, -10000 + (((rgba[0] * 65536) + (rgba[1] * 256) + rgba[2]) * 0.1), 0.0501);
        TerrainCode.Terrarium.Encode([Vector128.Create(height, 0, 0, 1)], rgba);
        Assert.Equal(height, (rgba[0] * 256) + rgba[1] + (rgba[2] / 256.0) - 32768, 0.00196);
    }

    [Fact]
    public void Heights_survive_a_tile_in_PNG_and_WebP()
    {
        using TestScene scene = new(CogFormat.Float32, size: 400);
        using TileDataset dataset = scene.Open();
        Grid grid = scene.Grid.Crop(new Window(200, 50, 128, 128));
        float[] heights = PictureRenderer.Values([[new BandOf(dataset, 0)]], grid, new PictureOptions());
        foreach (PictureFormat format in (PictureFormat[])[PictureFormat.Png, PictureFormat.WebP])
        {
            using Picture picture = PictureRenderer.Render([[new BandOf(dataset, 0)]], grid, new PictureOptions { Terrain = TerrainCode.Mapbox, Format = format });
            byte[] rgba = Decoded.Rgba(picture.Bytes.Span);
            for (int i = 0; i < heights.Length; i++)
            {
                Assert.Equal(heights[i], -10000 + (((rgba[4 * i] * 65536) + (rgba[(4 * i) + 1] * 256) + rgba[(4 * i) + 2]) * 0.1), 0.051);
            }
        }
    }

    [Fact]
    public void Where_there_are_no_data_the_height_is_0_and_opaque_so_that_a_browser_keeps_it()
    {
        using TestScene scene = new(CogFormat.Float32, size: 300);
        using TileDataset dataset = scene.Open();
        Grid beyond = scene.Grid.Crop(new Window(-40, -40, 64, 64));
        using Picture picture = PictureRenderer.Render([[new BandOf(dataset, 0)]], beyond, new PictureOptions { Terrain = TerrainCode.Mapbox, Format = PictureFormat.Png });
        byte[] rgba = Decoded.Rgba(picture.Bytes.Span);
        Assert.Equal((0.0, 255), (Math.Round(-10000 + (((rgba[0] * 65536) + (rgba[1] * 256) + rgba[2]) * 0.1), 3), rgba[3]));
        Assert.False(picture.IsEmpty);
    }

    [Fact]
    public void Shade_is_that_of_gdaldem()
    {
        using TestScene scene = new(CogFormat.Float32, size: 300);
        using TileDataset dataset = scene.Open();
        using TemporaryFolder folder = new();
        string shade = folder.File("shade.tif");
        using System.Diagnostics.Process? gdaldem = Start("gdaldem", "hillshade", "-q", "-z", "0.05", scene.Path, shade);
        Assert.SkipWhen(gdaldem is null, "SKIPPED: gdaldem is not installed (package gdal-bin)");
        gdaldem!.WaitForExit();
        Window window = new(180, 40, 100, 100);
        byte[] expected = new byte[window.PixelCount];
        using (RasterFile file = RasterFile.Open(shade))
        {
            file.Read(window, [0], expected.AsSpan());
        }

        float[] actual = PictureRendererShade(dataset, scene.Grid.Crop(window));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1.01));
    }

    private static float[] PictureRendererShade(TileDataset dataset, Grid grid)
    {
        using Picture picture = PictureRenderer.Render([[new BandOf(dataset, 0)]], grid, new PictureOptions { Hillshade = new Hillshade(Exaggeration: 0.05), Resampling = Resampling.Nearest, Format = PictureFormat.Png });
        return [.. Decoded.Rgba(picture.Bytes.Span).Where((_, i) => i % 4 == 0).Select(value => (float)value)];
    }

    private static System.Diagnostics.Process? Start(string program, params string[] arguments)
    {
        try
        {
            return System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
