using Mitoshi.Learning;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>Features of a whole, small area at once: to train on, or to map a chip. Large areas go window by window through the executor.</summary>
public static class FeatureComputation
{
    private const int StripRows = 32;

    /// <summary>Computes the features of every pixel, on several threads; the bits do not depend on their number.</summary>
    /// <param name="set">The recipe.</param>
    /// <param name="cube">The layers.</param>
    /// <param name="shifts">How the scenes are moved.</param>
    /// <param name="threads">Worker threads.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>A table with a row for each pixel, row by row.</returns>
    public static FeatureTable Whole(FeatureSet set, ICube cube, SceneShifts shifts, int threads, CancellationToken cancellation = default)
    {
        int columns = cube.Grid.Width, rows = cube.Grid.Height, pixelCount = columns * rows;
        IReadOnlyList<string> names = set.Names;
        float[] planar = new float[checked(names.Count * pixelCount)];
        Window[] strips = [.. Enumerable.Range(0, (rows + StripRows - 1) / StripRows)
            .Select(strip => new Window(0, strip * StripRows, columns, Math.Min(StripRows, rows - (strip * StripRows))))];
        Parallel.ForEach(strips, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellation }, strip =>
        {
            float[] features = new float[names.Count * strip.PixelCount];
            set.Compute(cube, shifts, strip, features);
            for (int feature = 0; feature < names.Count; feature++)
            {
                features.AsSpan(feature * strip.PixelCount, strip.PixelCount).CopyTo(planar.AsSpan((feature * pixelCount) + (strip.Row * columns)));
            }
        });
        return new FeatureTable(names, planar, pixelCount, set.CategoricalNames);
    }

    /// <summary>Some rows of several tables of the same features, one table after the other.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="isWanted">For each table, true for the rows that are wanted.</param>
    public static FeatureTable Join(IReadOnlyList<FeatureTable> tables, IReadOnlyList<bool[]> isWanted)
    {
        int rowCount = isWanted.Sum(rows => rows.Count(wanted => wanted)), featureCount = tables[0].FeatureCount;
        float[] planar = new float[checked(featureCount * rowCount)];
        for (int feature = 0; feature < featureCount; feature++)
        {
            int to = feature * rowCount;
            for (int table = 0; table < tables.Count; table++)
            {
                ReadOnlySpan<float> column = tables[table].Column(feature);
                bool[] wanted = isWanted[table];
                for (int row = 0; row < column.Length; row++)
                {
                    if (wanted[row])
                    {
                        planar[to++] = column[row];
                    }
                }
            }
        }

        return new FeatureTable(tables[0].Names, planar, rowCount, tables[0].CategoricalNames);
    }
}
