namespace Mitoshi.Raster;

/// <summary>Full resolution and overviews: each level is half as large, until one tile holds it all.</summary>
internal static class CogLevels
{
    public static IReadOnlyList<TileLattice> Of(Grid grid, int tileSize)
    {
        List<TileLattice> levels = [new TileLattice(grid, tileSize)];
        while (levels[^1].Count > 1)
        {
            Grid finer = levels[^1].Grid;
            levels.Add(new TileLattice(finer with { Width = (finer.Width + 1) / 2, Height = (finer.Height + 1) / 2 }, tileSize));
        }

        return levels;
    }
}
