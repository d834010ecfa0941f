using Mitoshi.Raster;

namespace Mitoshi.Raster.Tests.Terrain;

public sealed class TerrainTests
{
    private const int Columns = 14, Rows = 11;

    [Theory]
    [InlineData(TerrainLayer.Slope, "slope")]
    [InlineData(TerrainLayer.Aspect, "aspect")]
    [InlineData(TerrainLayer.PositionIndex, "tpi")]
    [InlineData(TerrainLayer.RuggednessIndex, "tri")]
    [InlineData(TerrainLayer.Roughness, "roughness")]
    public void A_layer_agrees_with_gdaldem(TerrainLayer layer, string file)
    {
        float[] expected = GoldenNumbers.ReadAsciiGrid($"Terrain/golden/gdaldem/{file}.asc");
        float[] actual = Compute(GoldenNumbers.ReadAsciiGrid("Terrain/golden/gdaldem/dem.asc"), Columns, Rows, PixelSize.Square(10));
        GoldenNumbers.AssertClose(expected, actual.AsSpan((int)layer * Columns * Rows, Columns * Rows), 2e-4);
    }

    [Theory]
    [InlineData(0, -1, 0)]      // falls to the north
    [InlineData(-1, 0, 90)]     // falls to the east
    [InlineData(0, 1, 180)]
    [InlineData(1, 0, 270)]
    [InlineData(-1, -1, 45)]
    public void A_plane_faces_where_it_falls(int eastRise, int northRise, double expectedAspect)
    {
        float[] plane = [.. Enumerable.Range(0, 9).Select(i => (float)((eastRise * (i % 3) * 20) - (northRise * (i / 3) * 20)))];
        float[] layers = new float[TerrainShape.LayerCount];
        TerrainShape.Compute(plane, new Window(0, 0, 1, 1), PixelSize.Square(20), layers);
        Assert.Equal(expectedAspect, layers[(int)TerrainLayer.Aspect], tolerance: 1e-4);
        Assert.Equal(Math.Cos(expectedAspect * Math.PI / 180), layers[(int)TerrainLayer.Northness], tolerance: 1e-6);
        Assert.Equal(Math.Sin(expectedAspect * Math.PI / 180), layers[(int)TerrainLayer.Eastness], tolerance: 1e-6);
        Assert.Equal(Math.Atan(Math.Sqrt((eastRise * eastRise) + (northRise * northRise))) * 180 / Math.PI, layers[(int)TerrainLayer.Slope], tolerance: 1e-4);
        Assert.Equal(0, layers[(int)TerrainLayer.PositionIndex], tolerance: 1e-5);
    }

    [Fact]
    public void Pixels_that_are_not_square_keep_their_own_spacing()
    {
        // Rises 10 m east over 22 m and nothing north: 24.44 degrees, whatever the height of the pixel.
        float[] plane = [.. Enumerable.Range(0, 9).Select(i => (i % 3) * 10f)], layers = new float[TerrainShape.LayerCount];
        TerrainShape.Compute(plane, new Window(0, 0, 1, 1), new PixelSize(22, 31), layers);
        Assert.Equal(24.444, layers[(int)TerrainLayer.Slope], tolerance: 0.001);
    }

    [Fact]
    public void A_pixel_of_0_8_seconds_at_22_degrees_has_the_size_in_metres_of_the_ellipsoid()
    {
        PixelSize pixel = PixelSize.OfDegrees(0.8 / 3600, 0.8 / 3600, 22.0);
        Assert.Equal(22.946, pixel.EastMetres, tolerance: 0.005);
        Assert.Equal(24.605, pixel.NorthMetres, tolerance: 0.005);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] dem = new float[100], layers = new float[64 * TerrainShape.LayerCount];
        Allocation.AssertNone(() => TerrainShape.Compute(dem, new Window(0, 0, 8, 8), PixelSize.Square(10), layers));
    }

    private static float[] Compute(float[] elevation, int columns, int rows, PixelSize pixel)
    {
        float[] padded = new float[(columns + 2) * (rows + 2)], layers = new float[TerrainShape.LayerCount * columns * rows];
        padded.AsSpan().Fill(float.NaN);
        for (int row = 0; row < rows; row++)
        {
            elevation.AsSpan(row * columns, columns).CopyTo(padded.AsSpan(((row + 1) * (columns + 2)) + 1));
        }

        TerrainShape.Compute(padded, new Window(0, 0, columns, rows), pixel, layers);
        return layers;
    }
}
