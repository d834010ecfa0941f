namespace Mitoshi.Learning;

/// <summary>Grows random forests for regression (Breiman 2001, doi:10.1023/A:1010933404324).</summary>
public static class ForestTrainer
{
    /// <summary>Fits a forest; the sum of its leaf values is the mean over the trees.</summary>
    /// <param name="table">Samples; a missing value goes to the better side of each split.</param>
    /// <param name="labels">One finite label per sample.</param>
    /// <param name="settings">How to grow.</param>
    /// <param name="random">Tree <c>i</c> draws from the fork <c>tree/i</c>, so the forest does not depend on the threads.</param>
    /// <param name="threads">Trees grown at the same time.</param>
    /// <exception cref="MitoshiException"><c>learning.bad_label</c>, <c>learning.too_few_samples</c>, <c>learning.too_many_classes</c>.</exception>
    public static TreeEnsemble Train(FeatureTable table, ReadOnlySpan<float> labels, ForestSettings settings, RandomStream random, int threads = 1)
    {
        Require.SameLength(table.RowCount, labels.Length, nameof(labels));
        SampleChecks.EnoughSamples(table.RowCount, table.FeatureCount);
        SampleChecks.FiniteLabels(labels);
        BinnedTable binned = new(table);
        float[] labelsOfRows = labels.ToArray();
        Tree[] trees = new Tree[settings.Trees];
        Parallel.For(0, trees.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, tree =>
        {
            RandomStream own = random.Fork($"tree/{tree}");
            int[] rows = Draw(table.RowCount, settings, own);
            trees[tree] = new TreeGrower(binned, labelsOfRows, settings, own).Grow(rows, 1.0 / settings.Trees);
        });
        return new TreeEnsemble { FeatureNames = table.Names, CategoricalNames = table.CategoricalNames, Trees = trees };
    }

    private static int[] Draw(int rowCount, ForestSettings settings, RandomStream random)
    {
        int wanted = Math.Max(1, (int)Math.Round(settings.SampleFraction * rowCount));
        int[] rows = new int[settings.DrawsWithReplacement ? wanted : rowCount];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = settings.DrawsWithReplacement ? random.NextInt(rowCount) : i;
        }

        if (settings.DrawsWithReplacement)
        {
            return rows;
        }

        random.Shuffle(rows.AsSpan());
        return rows[..Math.Min(wanted, rowCount)];
    }
}
