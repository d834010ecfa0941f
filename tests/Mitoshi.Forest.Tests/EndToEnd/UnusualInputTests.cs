using Mitoshi.Forest.Features;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Models;
using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Tests.EndToEnd;

/// <summary>Files that are unusual and right must be read right; those that cannot be must say so.</summary>
public sealed class UnusualInputTests(BadInputTests.Landscape landscape) : IClassFixture<BadInputTests.Landscape>
{
    [Fact]
    public void A_raster_that_runs_south_up_from_the_right_or_turned_is_the_same_land()
    {
        // A plane over easting and northing: whatever way the rows run, it must be that plane again.
        Grid plain = CubeBuilder.GridOf(landscape.Site());
        (double east, double north) = plain.Transform.ToMap(64, 64);
        AffineTransform[] ways =
        [
            AffineTransform.NorthUp(east - 2000, north + 2000, 10) with { OriginY = north - 2000, RowY = 10 },
            AffineTransform.NorthUp(east - 2000, north + 2000, 10) with { OriginX = east + 2000, ColumnX = -10 },
            Turned(east, north, degrees: 30),
        ];
        foreach (AffineTransform way in ways)
        {
            ForestSite site = landscape.Site() with { Crs = plain.Crs.Definition, Extent = Extent(plain), Inputs = [new ForestInput { Path = Plane(plain.Crs, way), Role = LayerRole.Elevation }] };
            using FileCube cube = CubeBuilder.Build(site, CubeBuilder.GridOf(site));
            float[] values = new float[plain.Whole.PixelCount];
            cube.Read(cube.Grid.Whole, [0], values);
            for (int pixel = 0; pixel < values.Length; pixel += 97)
            {
                (double x, double y) = cube.Grid.Transform.ToMap((pixel % plain.Width) + 0.5, (pixel / plain.Width) + 0.5);
                Assert.Equal(Height(x - east, y - north), values[pixel], tolerance: 0.02);
            }
        }
    }

    [Fact]
    public void A_south_up_raster_as_first_input_gives_the_lattice_its_own_land()
    {
        Grid plain = CubeBuilder.GridOf(landscape.Site());
        (double west, double north) = plain.Transform.ToMap(0, 0);
        string path = Plane(plain.Crs, AffineTransform.NorthUp(west, north - 4000, 10) with { RowY = 10 });
        Assert.Equal(AffineTransform.NorthUp(west, north, 10), CubeBuilder.GridOf(new ForestSite { Inputs = [new ForestInput { Path = path, Role = LayerRole.Elevation }] }).Transform);
    }

    [Fact]
    public void Classes_of_neighbouring_tiles_join()
    {
        Grid grid = CubeBuilder.GridOf(landscape.Site());
        ForestInput Half(string name, int from, float code) => new() { Path = landscape.WriteGrid(name, whole => whole.Crop(new Window(from, 0, 64, 128)), code), Role = LayerRole.LandCover };
        ForestSite site = landscape.Site() with { Crs = grid.Crs.Definition, Extent = Extent(grid), Inputs = [Half("left.tif", 0, 3), Half("right.tif", 64, 7)] };
        using FileCube cube = CubeBuilder.Build(site, CubeBuilder.GridOf(site));
        FeatureSet set = FeatureSet.For(cube.Layers, new FeatureSettings());
        float[] values = new float[set.Names.Count * grid.Whole.PixelCount];
        set.Compute(cube, SceneShifts.None, grid.Whole, values);
        Assert.Single(set.Names);
        Assert.Equal([3, 7], [values[63], values[64]]);
    }

    [Fact]
    public async Task The_order_of_the_inputs_does_not_change_a_map()
    {
        ForestSite turned = landscape.Site() with { Crs = "EPSG:32654", Extent = Extent(CubeBuilder.GridOf(landscape.Site())) };
        turned = turned with { Inputs = [.. turned.Inputs.Reverse()] };
        MappedForest one = await landscape.Map("ordered", landscape.Site()), other = await landscape.Map("turned", turned);
        Assert.Equal(LandscapeRun.ReadAt(one.Sites[0].Folder, MapFiles.Agb), LandscapeRun.ReadAt(other.Sites[0].Folder, MapFiles.Agb));
    }

    [Theory]
    [InlineData("EPSG:4326", 10, "site.in_degrees")]
    [InlineData("EPSG:32654", 0.1, "site.too_large")]
    public async Task A_lattice_that_no_map_can_have_is_refused(string crs, double resolution, string code)
        => Assert.Equal(code, await landscape.CodeOf(landscape.Site() with { Crs = crs, Extent = [0, 0, 100_000, 100_000], Resolution = resolution }));

    [Fact]
    public async Task A_reference_whose_no_data_value_is_not_declared_and_a_negative_plot_are_refused()
    {
        Assert.Equal("train.negative_reference", await landscape.TrainCodeOf(landscape.WriteGrid("undeclared.tif", grid => grid, value: -9999)));
        string plots = landscape.File("negative.csv");
        File.WriteAllText(plots, "plot,x,y,area_ha,agb\nA,640500,4139500,0.1,-5\n");
        TrainForest train = new() { Model = "refused", Sites = [landscape.Site() with { Agb = null, Plots = plots }] };
        Assert.Equal("plots.bad_number", (await Assert.ThrowsAsync<MitoshiException>(() => train.RunTypedAsync(landscape.Context))).Code);
    }

    [Fact]
    public async Task What_is_made_from_files_that_say_they_are_simulated_says_so_without_being_told()
    {
        MappedForest map = await landscape.Map("marked", landscape.Site());
        Assert.True(map.Sites[0].Verdict.IsSimulated);
        Assert.Contains("Simulated data", File.ReadAllText(map.Sites[0].Report), StringComparison.Ordinal);
    }

    private static float Height(double east, double north) => (float)(500 + (0.05 * east) - (0.03 * north));

    private static double[] Extent(Grid grid)
    {
        (double west, double north) = grid.Transform.ToMap(0, 0);
        (double east, double south) = grid.Transform.ToMap(grid.Width, grid.Height);
        return [west, south, east, north];
    }

    private static AffineTransform Turned(double east, double north, double degrees)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        AffineTransform turned = new(0, 10 * cosine, 10 * sine, 0, 10 * sine, -10 * cosine);
        (double x, double y) = turned.ToMap(200, 200);
        return turned with { OriginX = east - x, OriginY = north - y };
    }

    private string Plane(Crs crs, AffineTransform transform)
    {
        Grid plain = CubeBuilder.GridOf(landscape.Site()), grid = new(crs, transform, 400, 400);
        (double east, double north) = plain.Transform.ToMap(64, 64);
        string path = landscape.File($"plane{transform.GetHashCode():X}.tif");
        using RasterWriter writer = RasterWriter.Create(path, grid, new RasterFormat(PixelType.Float32, 1));
        float[] values = new float[grid.Whole.PixelCount];
        for (int pixel = 0; pixel < values.Length; pixel++)
        {
            (double x, double y) = grid.Transform.ToMap((pixel % 400) + 0.5, (pixel / 400) + 0.5);
            values[pixel] = Height(x - east, y - north);
        }

        writer.Write<float>(grid.Whole, 0, values);
        writer.Commit();
        return path;
    }
}
