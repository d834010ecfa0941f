namespace Mitoshi.Forest.Simulation;

/// <summary>Stands as a mosaic of warped polygons of about 1 hectare, as the sub-compartments of private forests in Japan, and what grows on them.</summary>
/// <param name="StandOf">Index of the stand of each pixel.</param>
/// <param name="Stands">The stands.</param>
internal sealed record StandMosaic(int[] StandOf, IReadOnlyList<Stand> Stands)
{
    private const int Spacing = 10;

    /// <summary>Makes the mosaic.</summary>
    /// <param name="random">Its stream.</param>
    /// <param name="terrain">Lowland is farmed and built on; species follow the elevation.</param>
    /// <param name="size">Edge in pixels.</param>
    /// <param name="years">First and last year of the observations.</param>
    public static StandMosaic Make(RandomStream random, Terrain terrain, int size, (int First, int Last) years)
    {
        int cells = ((size + Spacing - 1) / Spacing) + 2;
        (double Column, double Row)[] centres = Centres(random.Fork("centres"), cells);
        float[] warpColumns = NoiseField.Make(random.Fork("warp/columns"), size, 24, octaves: 2), warpRows = NoiseField.Make(random.Fork("warp/rows"), size, 24, octaves: 2);
        int[] standOf = new int[size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                int pixel = (row * size) + column;
                standOf[pixel] = Nearest(centres, cells, column + (2.5 * warpColumns[pixel]), row + (2.5 * warpRows[pixel]));
            }
        }

        StandPlanner planner = new(random.Fork("stands"), terrain, size, years);
        return new StandMosaic(standOf, [.. centres.Select((centre, index) => planner.Plan(index, centre))]);
    }

    // One centre for each cell of a lattice that begins one cell outside the grid.
    private static (double Column, double Row)[] Centres(RandomStream random, int cells)
    {
        (double Column, double Row)[] centres = new (double, double)[cells * cells];
        for (int i = 0; i < centres.Length; i++)
        {
            centres[i] = (((i % cells) - 1 + random.NextDouble()) * Spacing, ((i / cells) - 1 + random.NextDouble()) * Spacing);
        }

        return centres;
    }

    private static int Nearest((double Column, double Row)[] centres, int cells, double column, double row)
    {
        int cellColumn = Math.Clamp((int)Math.Floor(column / Spacing) + 1, 0, cells - 1), cellRow = Math.Clamp((int)Math.Floor(row / Spacing) + 1, 0, cells - 1);
        int nearest = -1;
        double smallest = double.PositiveInfinity;
        for (int y = Math.Max(cellRow - 2, 0); y <= Math.Min(cellRow + 2, cells - 1); y++)
        {
            for (int x = Math.Max(cellColumn - 2, 0); x <= Math.Min(cellColumn + 2, cells - 1); x++)
            {
                (double centreColumn, double centreRow) = centres[(y * cells) + x];
                double distance = ((centreColumn - column) * (centreColumn - column)) + ((centreRow - row) * (centreRow - row));
                if (distance < smallest)
                {
                    (nearest, smallest) = ((y * cells) + x, distance);
                }
            }
        }

        return nearest;
    }
}
