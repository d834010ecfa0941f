namespace Mitoshi.Registry;

/// <summary>How many tiles a level of a tree has.</summary>
/// <param name="Level">Tile level.</param>
/// <param name="Full">Full tiles.</param>
/// <param name="PartialWidth">Hashes in the partial tile after them; 0 when there is none.</param>
public sealed record TileLayout(int Level, ulong Full, int PartialWidth)
{
    /// <summary>The tiles of a tree, level by level; none for an empty one.</summary>
    public static IReadOnlyList<TileLayout> Of(ulong size)
    {
        List<TileLayout> levels = [];
        for (ulong hashes = size; hashes > 0; hashes /= TilePath.FullWidth)
        {
            levels.Add(new TileLayout(levels.Count, hashes / TilePath.FullWidth, (int)(hashes % TilePath.FullWidth)));
        }

        return levels;
    }
}
