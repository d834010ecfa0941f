using Mitoshi.Forest.Features;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>Samples with labels, their features, and the folds of their blocks.</summary>
/// <param name="Table">Features as the final model sees them.</param>
/// <param name="Agb">Labels in Mg/ha.</param>
/// <param name="Height">Labels in metres, NaN where there is none.</param>
/// <param name="Folds">Fold of each row: whole blocks of 32 × 32 pixels.</param>
/// <param name="X">Easting of each row in metres; sites lie far apart.</param>
/// <param name="Y">Northing.</param>
/// <param name="Sites">Site of each row.</param>
/// <param name="Places">Block of each row on the ground: the same number for the same block at two dates, and never one number for two places.</param>
internal sealed record TrainingRows(FeatureTable Table, float[] Agb, float[] Height, int[] Folds, double[] X, double[] Y, int[] Sites, int[] Places)
{
    private const int WindowSize = 128;

    // Pairs of two sites must never meet in one lag of a variogram.
    internal const double SiteDistanceMetres = 1e7;

    /// <summary>Features by fold, where scenes were laid on the reference without the fold's labels; null when nothing was laid on it.</summary>
    public IReadOnlyDictionary<int, FeatureTable>? ByFold { get; init; }

    /// <summary>The features with which a fold is held out.</summary>
    public FeatureTable Of(int fold) => ByFold?[fold] ?? Table;

    /// <summary>Each row as it looks when its own fold is held out.</summary>
    public FeatureTable Held()
    {
        if (ByFold is null)
        {
            return Table;
        }

        float[] planar = new float[Table.Values.Length];
        for (int feature = 0; feature < Table.FeatureCount; feature++)
        {
            for (int row = 0; row < Folds.Length; row++)
            {
                planar[(feature * Folds.Length) + row] = ByFold[Folds[row]].Column(feature)[row];
            }
        }

        return new FeatureTable(Table.Names, planar, Folds.Length, Table.CategoricalNames);
    }

    /// <summary>Draws at most <paramref name="most"/> labelled pixels at random, or takes all plots, and computes their features.</summary>
    public static TrainingRows Draw(IReadOnlyList<TrainingSite> sites, FeatureSet features, int most, ProcessContext context)
    {
        List<Sample> chosen = Choose(sites, most, context.Random("training rows"));
        int[] folds = [.. chosen.Select(sample => FoldOf(sites[sample.Site], sample.Pixel))];
        double[] x = new double[chosen.Count], y = new double[chosen.Count];
        int[] places = new int[chosen.Count];
        Dictionary<(int Site, double Left, double Top), int> numbers = [];
        for (int row = 0; row < chosen.Count; row++)
        {
            Grid grid = sites[chosen[row].Site].Cube.Grid;
            (double mapX, double mapY) = grid.Transform.ToMap((chosen[row].Pixel % grid.Width) + 0.5, (chosen[row].Pixel / grid.Width) + 0.5);
            (x[row], y[row]) = (mapX + (chosen[row].Site * SiteDistanceMetres), mapY);
            // Grids without a CRS all begin at 0: there each site is a place of its own.
            int blockRow = chosen[row].Pixel / grid.Width / BlockFolds.Block, blockColumn = chosen[row].Pixel % grid.Width / BlockFolds.Block;
            (double left, double top) = grid.Transform.ToMap(blockColumn * BlockFolds.Block, blockRow * BlockFolds.Block);
            (int, double, double) block = (grid.Crs.IsLocal ? chosen[row].Site : -1, Math.Round(left, 3), Math.Round(top, 3));
            numbers.TryAdd(block, numbers.Count);
            places[row] = numbers[block];
        }

        TrainingRows rows = new(Compute(sites, chosen, features, context), [.. chosen.Select(sample => sample.Agb)], [.. chosen.Select(sample => sample.Height)], folds, x, y, [.. chosen.Select(sample => sample.Site)], places);
        if (sites.All(site => site.Registration is null))
        {
            return rows;
        }

        int[][] foldsOfPixels = [.. sites.Select(site => BlockFolds.OfPixels(site.Cube.Grid.Width, site.Cube.Grid.Height))];
        return rows with
        {
            ByFold = folds.Distinct().Order().ToDictionary(fold => fold, fold => Compute([.. sites.Select((site, s) => site.WithoutFold(foldsOfPixels[s], fold))], chosen, features, context)),
        };
    }

    private static int FoldOf(TrainingSite site, int pixel) => BlockFolds.Of(pixel / site.Cube.Grid.Width, pixel % site.Cube.Grid.Width);

    private static FeatureTable Compute(IReadOnlyList<TrainingSite> sites, List<Sample> chosen, FeatureSet features, ProcessContext context)
    {
        int featureCount = features.Names.Count, rowCount = chosen.Count;
        float[] planar = new float[checked(featureCount * rowCount)];
        List<(int Site, Window Window, List<int> Rows)> work = [];
        foreach (IGrouping<(int Site, int Row, int Column), int> group in Enumerable.Range(0, rowCount).GroupBy(row => TileOf(sites, chosen[row])))
        {
            Grid grid = sites[group.Key.Site].Cube.Grid;
            int column = group.Key.Column * WindowSize, top = group.Key.Row * WindowSize;
            work.Add((group.Key.Site, new Window(column, top, Math.Min(WindowSize, grid.Width - column), Math.Min(WindowSize, grid.Height - top)), [.. group]));
        }

        using IProgressTask progress = context.Progress.Start(("Features of the training samples", "学習標本の特徴量"), work.Count);
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
            }

            progress.Advance(1);
        });
        return new FeatureTable(features.Names, planar, rowCount, features.CategoricalNames);
    }

    private static (int Site, int Row, int Column) TileOf(IReadOnlyList<TrainingSite> sites, Sample place)
    {
        int width = sites[place.Site].Cube.Grid.Width;
        return (place.Site, place.Pixel / width / WindowSize, place.Pixel % width / WindowSize);
    }

    private static List<Sample> Choose(IReadOnlyList<TrainingSite> sites, int most, RandomStream random)
    {
        List<Sample> labelled = [];
        for (int site = 0; site < sites.Count; site++)
        {
            if (sites[site].Plots is { } plots)
            {
                labelled.AddRange(plots.Pixels.Select((pixel, plot) => new Sample(site, pixel, plots.Agb[plot], plots.Height[plot])));
            }

            for (int pixel = 0; pixel < sites[site].Agb.Length; pixel++)
            {
                if (float.IsFinite(sites[site].Agb[pixel]))
                {
                    labelled.Add(new Sample(site, pixel, sites[site].Agb[pixel], sites[site].Height?[pixel] ?? float.NaN));
                }
            }
        }

        if (labelled.Count > most)
        {
            Sample[] shuffled = [.. labelled];
            random.Shuffle<Sample>(shuffled);
            labelled = [.. shuffled.Take(most).OrderBy(sample => sample.Site).ThenBy(sample => sample.Pixel)];
        }

        return labelled;
    }

    private readonly record struct Sample(int Site, int Pixel, float Agb, float Height);
}
