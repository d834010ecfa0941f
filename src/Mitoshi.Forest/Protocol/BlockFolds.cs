namespace Mitoshi.Forest.Protocol;

/// <summary>Folds of the validation protocol: blocks of 32 × 32 pixels (320 m), fold = (block column + 2 block row) mod 5, the same for every site.</summary>
public static class BlockFolds
{
    /// <summary>Pixels along the edge of a block.</summary>
    public const int Block = 32;

    /// <summary>Number of folds.</summary>
    public const int Count = 5;

    /// <summary>Fold of a pixel.</summary>
    public static int Of(int row, int column) => ((column / Block) + (2 * (row / Block))) % Count;

    /// <summary>Fold of every pixel, row by row.</summary>
    public static int[] OfPixels(int columns, int rows)
    {
        int[] folds = new int[columns * rows];
        for (int i = 0; i < folds.Length; i++)
        {
            folds[i] = Of(i / columns, i % columns);
        }

        return folds;
    }

    /// <summary>Fold of every circle, row by row; no circle crosses a block.</summary>
    public static int[] OfCircles(int columns, int rows)
    {
        int across = CircleGrid.CountAlong(columns), down = CircleGrid.CountAlong(rows);
        int[] folds = new int[across * down];
        for (int i = 0; i < folds.Length; i++)
        {
            folds[i] = Of(i / across * CircleGrid.Cell, i % across * CircleGrid.Cell);
        }

        return folds;
    }
}
