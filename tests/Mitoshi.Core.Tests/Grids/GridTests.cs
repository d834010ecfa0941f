namespace Mitoshi.Core.Tests.Grids;

public sealed class GridTests
{
    [Fact]
    public void Map_and_pixel_coordinates_are_inverse()
        => Gen.Double[-1e6, 1e6].Array[4].Sample(numbers =>
        {
            AffineTransform transform = new(numbers[0], 10, 0.5, numbers[1], -0.25, -10);
            (double x, double y) = transform.ToMap(numbers[2], numbers[3]);
            (double column, double row) = transform.ToPixel(x, y);
            Assert.Equal(numbers[2], column, 1e-5);
            Assert.Equal(numbers[3], row, 1e-5);
        });

    [Fact]
    public void Tiles_cover_every_pixel_once()
    {
        Grid grid = new(Crs.Local, AffineTransform.NorthUp(0, 0, 10), 1000, 700);
        Assert.Equal(grid.PixelCount, grid.Tiles(256).Sum(window => (long)window.PixelCount));
    }
}
