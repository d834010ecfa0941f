using Mitoshi.Catalog.Import;
using Mitoshi.Catalog.Stack;
using Mitoshi.Gdal;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Stack;

public sealed class StackCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scenes_of_two_projections_come_to_lie_on_one_grid_with_their_cloud()
    {
        // Simulated: values grow by one for each 10 m to the east, so that every pixel tells where it was. The place is the middle of UTM zone 54.
        Write("a_20240609.tif", new Grid(new Crs("EPSG:32654"), AffineTransform.NorthUp(499_000, 4_000_000, 10), 200, 200), (column, _) => column);
        Write("b_20240619.tif", new Grid(new Crs("EPSG:32654"), AffineTransform.NorthUp(499_500, 3_999_500, 10), 100, 100), (column, _) => column + 50);
        Write("c_20240709.tif", new Grid(Crs.Wgs84, AffineTransform.NorthUp(140.9, 36.2, 0.001), 200, 100), (_, _) => 7);
        ProcessContext context = new() { Workspace = new Workspace(_folder.File("workspace")) };
        await new AddToCatalog { Paths = [_folder.File("in")] }.RunTypedAsync(context);
        TimeStack stack = await new StackCatalog { Place = "141.0,36.139", Size = 800, Output = _folder.File("stack") }.RunTypedAsync(context);
        Assert.Equal(3, stack.Scenes.Count(scene => scene.File is not null));
        float[][] pictures = [.. stack.Scenes.Select(scene => Read(_folder.File("stack/" + scene.File), stack.Grid!))];
        // 141 E is easting 500,000: column 100 of the first scene.
        (double column, _) = stack.Grid!.Transform.ToPixel(500_000, 3_999_400);
        int middle = ((stack.Grid.Height / 2) * stack.Grid.Width) + (int)column;
        Assert.Equal(100, pictures[0][middle]);
        Assert.Equal(100, pictures[1][middle]);
        Assert.All(pictures[2], value => Assert.Equal(7, value));
        Assert.All(pictures[0].Zip(pictures[1]), pair => Assert.True(float.IsNaN(pair.Second) || pair.First == pair.Second));
        string[] table = File.ReadAllLines(stack.Table);
        Assert.Equal(4, table.Length);
        Assert.StartsWith("2024-06-09T00:00:00Z,\"rasters\",\"a_20240609\",2024-06-09_rasters_a_20240609.tif", table[1]);
    }

    [Theory]
    [InlineData("Tokyo", "stack.bad_place")]
    [InlineData("141,90", "stack.bad_place")]
    [InlineData("179,0,-179,1", "stack.bad_place")]
    [InlineData("10,10", "stack.nothing")]
    public async Task A_place_that_cannot_be_stacked_says_why(string place, string code)
        => Assert.Equal(code, (await Assert.ThrowsAsync<MitoshiException>(() => new StackCatalog { Place = place, Output = _folder.File("s") }.RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.Path) }))).Code);

    private static float[] Read(string path, Grid grid)
    {
        using RasterFile raster = RasterFile.Open(path);
        Assert.Equal(grid, raster.Grid);
        float[] values = new float[grid.PixelCount];
        raster.ReadPhysical(grid.Whole, [0], values);
        return values;
    }

    private void Write(string name, Grid grid, Func<int, int, float> value)
    {
        Directory.CreateDirectory(_folder.File("in"));
        float[] values = [.. Enumerable.Range(0, grid.Width * grid.Height).Select(i => value(i % grid.Width, i / grid.Width))];
        using RasterWriter writer = RasterWriter.Create(_folder.File("in/" + name), grid, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN });
        writer.Write<float>(grid.Whole, 0, values);
        writer.Commit();
    }
}
