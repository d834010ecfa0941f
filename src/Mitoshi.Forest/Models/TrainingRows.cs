using Mitoshi.Forest.Features;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Models;

/// <summary>A site that is ready to train on: its scenes, its labels, how its scenes are moved.</summary>
/// <param name="Name">Name.</param>
/// <param name="Cube">Scenes.</param>
/// <param name="Agb">Reference AGB in Mg/ha, rows × columns, NaN is unknown.</param>
/// <param name="Height">Reference canopy height in metres, or null.</param>
/// <param name="Shifts">Shifts of its scenes.</param>
internal sealed record TrainingSite(string Name, ICube Cube, float[] Agb, float[]? Height, SceneShifts Shifts);

/// <summary>Pixels with labels, their features, and the folds of their blocks.</summary>
/// <param name="Table">Features.</param>
/// <param name="Agb">Labels in Mg/ha.</param>
/// <param name="Height">Labels in metres, NaN where there is none.</param>
/// <param name="Folds">Fold of each row: whole blocks of 32 × 32 pixels.</param>
/// <param name="X">Easting of each row in metres; sites lie far apart.</param>
/// <param name="Y">Northing.</param>
internal sealed record TrainingRows(FeatureTable Table, float[] Agb, float[] Height, int[] Folds, double[] X, double[] Y)
{
    private const int WindowSize = 128;

    // Pairs of two sites must never meet in one lag of a variogram.
    internal const double SiteDistanceMetres = 1e7;

    /// <summary>Draws at most <paramref name="most"/> labelled pixels at random and computes their features.</summary>
    public static TrainingRows Draw(IReadOnlyList<TrainingSite> sites, FeatureSet features, int most, ProcessContext context)
    {
        List<(int Site, int Pixel)> chosen = Choose(sites, most, context.Random("training rows"));
        int featureCount = features.Names.Count, rowCount = chosen.Count;
        float[] planar = new float[checked(featureCount * rowCount)];
        float[] agb = new float[rowCount], height = new float[rowCount];
        int[] folds = new int[rowCount];
        double[] x = new double[rowCount], y = new double[rowCount];
        List<(int Site, Window Window, List<int> Rows)> work = [];
        foreach (IGrouping<(int Site, int Row, int Column), int> group in Enumerable.Range(0, rowCount).GroupBy(row => TileOf(sites, chosen[row])))
        {
            Grid grid = sites[group.Key.Site].Cube.Grid;
            int column = group.Key.Column * WindowSize, top = group.Key.Row * WindowSize;
            work.Add((group.Key.Site, new Window(column, top, Math.Min(WindowSize, grid.Width - column), Math.Min(WindowSize, grid.Height - top)), [.. group]));
        }

        using IProgressTask progress = context.Progress.Start(("Features of the training pixels", "学習画素の特徴量"), work.Count);
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Max(1, context.Threads), CancellationToken = context.Cancellation };
        Parallel.ForEach(work, options, item =>
        {
            TrainingSite site = sites[item.Site];
            float[] block = new float[featureCount * item.Window.PixelCount];
            features.Compute(site.Cube, site.Shifts, item.Window, block);
            foreach (int row in item.Rows)
            {
                int pixel = chosen[row].Pixel, pixelRow = pixel / site.Cube.Grid.Width, pixelColumn = pixel % site.Cube.Grid.Width;
                int inBlock = ((pixelRow - item.Window.Row) * item.Window.Columns) + pixelColumn - item.Window.Column;
                for (int feature = 0; feature < featureCount; feature++)
                {
                    planar[((long)feature * rowCount) + row] = block[(feature * item.Window.PixelCount) + inBlock];
                }

                agb[row] = site.Agb[pixel];
                height[row] = site.Height?[pixel] ?? float.NaN;
                folds[row] = BlockFolds.Of(pixelRow, pixelColumn);
                (double mapX, double mapY) = site.Cube.Grid.Transform.ToMap(pixelColumn + 0.5, pixelRow + 0.5);
                (x[row], y[row]) = (mapX + (item.Site * SiteDistanceMetres), mapY);
            }

            progress.Advance(1);
        });
        return new TrainingRows(new FeatureTable(features.Names, planar, rowCount, features.CategoricalNames), agb, height, folds, x, y);
    }

    private static (int Site, int Row, int Column) TileOf(IReadOnlyList<TrainingSite> sites, (int Site, int Pixel) place)
    {
        int width = sites[place.Site].Cube.Grid.Width;
        return (place.Site, place.Pixel / width / WindowSize, place.Pixel % width / WindowSize);
    }

    private static List<(int Site, int Pixel)> Choose(IReadOnlyList<TrainingSite> sites, int most, RandomStream random)
    {
        List<(int Site, int Pixel)> labelled = [];
        for (int site = 0; site < sites.Count; site++)
        {
            for (int pixel = 0; pixel < sites[site].Agb.Length; pixel++)
            {
                if (float.IsFinite(sites[site].Agb[pixel]))
                {
                    labelled.Add((site, pixel));
                }
            }
        }

        if (labelled.Count > most)
        {
            (int Site, int Pixel)[] shuffled = [.. labelled];
            random.Shuffle<(int Site, int Pixel)>(shuffled);
            labelled = [.. shuffled.Take(most).Order()];
        }

        return labelled;
    }
}
