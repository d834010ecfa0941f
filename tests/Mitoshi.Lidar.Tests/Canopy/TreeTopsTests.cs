namespace Mitoshi.Lidar.Tests.Canopy;

public sealed class TreeTopsTests
{
    [Fact]
    public void A_plateau_is_one_tree()
    {
        CanopyRaster canopy = Raster(9, (4, 4, 20), (5, 4, 20), (4, 5, 20));
        Assert.Equal([new TreeTop(4, 4, 20)], Tops(canopy, new TreeTops()));
    }

    [Fact]
    public void Two_tops_within_the_disc_are_one_and_beyond_it_two()
    {
        Assert.Single(Tops(Raster(12, (4, 4, 20), (6, 4, 18)), new TreeTops { WindowMetres = 2 }));
        Assert.Equal(2, Tops(Raster(12, (4, 4, 20), (7, 4, 18)), new TreeTops { WindowMetres = 2 }).Count);
    }

    [Fact]
    public void A_disc_that_grows_with_height_merges_tall_crowns_only()
    {
        TreeTops growing = new() { WindowMetres = 1, WindowPerMetre = 0.1 };
        Assert.Single(Tops(Raster(12, (4, 4, 30), (7, 4, 28)), growing));
        Assert.Equal(2, Tops(Raster(12, (4, 4, 8), (7, 4, 7)), growing).Count);
    }

    [Fact]
    public void Shrubs_and_places_without_data_are_no_trees()
        => Assert.Empty(Tops(Raster(9, (4, 4, 4.9f), (7, 7, float.NaN)), new TreeTops()));

    [Fact]
    public void Small_holes_are_filled_and_large_ones_stay()
    {
        float[] heights = [.. Enumerable.Repeat(10f, 21 * 21)];
        heights[(3 * 21) + 3] = float.NaN;
        for (int row = 8; row < 19; row++)
        {
            heights.AsSpan((row * 21) + 8, 11).Fill(float.NaN);
        }

        CanopyRaster filled = new CanopyRaster(21, 21, 1, heights).WithFilledHoles(rings: 3);
        Assert.Equal(10, filled.Heights[(3 * 21) + 3]);
        Assert.True(float.IsNaN(filled.Heights[(13 * 21) + 13]));
    }

    [Fact]
    public void A_deep_pit_takes_the_median_and_a_shallow_one_stays()
    {
        Assert.Equal(0, new CanopyRaster(3, 3, 1, [10, 10, 10, 10, 7, 10, 10, 10, 10]).WithoutPits(2).Heights.Count(h => h < 10));
        Assert.Equal(8.5f, new CanopyRaster(3, 3, 1, [10, 10, 10, 10, 8.5f, 10, 10, 10, 10]).WithoutPits(2).Heights[4]);
    }

    // Cells of half a metre, all of height 1 but those named.
    private static CanopyRaster Raster(int size, params (int Column, int Row, float Height)[] cells)
    {
        float[] heights = [.. Enumerable.Repeat(1f, size * size)];
        foreach ((int column, int row, float height) in cells)
        {
            heights[(row * size) + column] = height;
        }

        return new CanopyRaster(size, size, 0.5, heights);
    }

    private static List<TreeTop> Tops(CanopyRaster canopy, TreeTops search) => search.Find(canopy, new Window(0, 0, canopy.Columns, canopy.Rows));
}
