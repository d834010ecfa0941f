namespace Mitoshi.Learning;

/// <summary>
/// A forest that predicts any quantile: it keeps the labels of its leaves. The distribution at <c>x</c> gives training sample <c>i</c> the weight
/// <c>w_i(x) = (1/T) Σ_t 1{x_i in the leaf of x} / (samples in that leaf)</c>, over all training samples (Meinshausen 2006, J. Machine Learning Research 7:983, equation 4);
/// the quantile is the smallest label whose cumulated weight reaches the level (equation 6).
/// </summary>
public sealed class QuantileForest
{
    // What rounding may take from a cumulated weight that should reach a level exactly.
    private const double WeightTolerance = 1e-12;

    private readonly float[] _labelsSorted;
    private readonly int[][] _leafStart;
    private readonly int[][] _leafRanks;

    private QuantileForest(TreeEnsemble mean, float[] labelsSorted, int[][] leafStart, int[][] leafRanks)
    {
        Mean = mean;
        _labelsSorted = labelsSorted;
        _leafStart = leafStart;
        _leafRanks = leafRanks;
    }

    /// <summary>The forest as a model of the mean.</summary>
    public TreeEnsemble Mean { get; }

    /// <summary>Fits a forest and keeps the samples of its leaves.</summary>
    /// <inheritdoc cref="ForestTrainer.Train"/>
    public static QuantileForest Train(FeatureTable table, ReadOnlySpan<float> labels, ForestSettings settings, RandomStream random, int threads = 1)
        => From(ForestTrainer.Train(table, labels, settings, random, threads), table, labels);

    /// <summary>Drops training samples down the trees of a forest.</summary>
    public static QuantileForest From(TreeEnsemble forest, FeatureTable table, ReadOnlySpan<float> labels)
    {
        Require.SameLength(table.RowCount, labels.Length, nameof(labels));
        float[] sorted = labels.ToArray();
        int[] rowOfRank = new int[sorted.Length];
        for (int row = 0; row < rowOfRank.Length; row++)
        {
            rowOfRank[row] = row;
        }

        Array.Sort(sorted, rowOfRank);
        int[][] starts = new int[forest.Trees.Count][], ranks = new int[forest.Trees.Count][];
        for (int tree = 0; tree < starts.Length; tree++)
        {
            (starts[tree], ranks[tree]) = Sort(forest.Trees[tree], table, rowOfRank);
        }

        return new QuantileForest(forest, sorted, starts, ranks);
    }

    /// <summary>Predicts quantiles.</summary>
    /// <param name="planarFeatures">Features × samples, NaN is missing.</param>
    /// <param name="sampleCount">Number of samples.</param>
    /// <param name="levels">Levels, ascending, between 0 and 1.</param>
    /// <param name="output">Receives levels × samples, in the unit of the labels.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<float> planarFeatures, int sampleCount, ReadOnlySpan<double> levels, Span<float> output)
    {
        Require.SameLength(checked(Mean.FeatureNames.Count * sampleCount), planarFeatures.Length, nameof(planarFeatures));
        Require.SameLength(checked(levels.Length * sampleCount), output.Length, nameof(output));
        double[] weights = new double[_labelsSorted.Length];
        List<int> touched = [];
        for (int sample = 0; sample < sampleCount; sample++)
        {
            Weigh(planarFeatures, sampleCount, sample, weights, touched);
            touched.Sort();
            double cumulated = 0;
            int level = 0;
            foreach (int rank in touched)
            {
                cumulated += weights[rank];
                weights[rank] = 0;
                for (; level < levels.Length && cumulated >= levels[level] - WeightTolerance; level++)
                {
                    output[(level * sampleCount) + sample] = _labelsSorted[rank];
                }
            }

            for (; level < levels.Length; level++)
            {
                output[(level * sampleCount) + sample] = _labelsSorted[touched[^1]];
            }

            touched.Clear();
        }
    }

    private void Weigh(ReadOnlySpan<float> planarFeatures, int sampleCount, int sample, double[] weights, List<int> touched)
    {
        for (int tree = 0; tree < _leafStart.Length; tree++)
        {
            int leaf = Mean.Trees[tree].LeafOf(planarFeatures, sampleCount, sample);
            ReadOnlySpan<int> ranks = _leafRanks[tree].AsSpan(_leafStart[tree][leaf].._leafStart[tree][leaf + 1]);
            double weight = 1.0 / (_leafStart.Length * (double)ranks.Length);
            foreach (int rank in ranks)
            {
                if (weights[rank] == 0)
                {
                    touched.Add(rank);
                }

                weights[rank] += weight;
            }
        }
    }

    // Counting sort of the samples by leaf.
    private static (int[] Starts, int[] Ranks) Sort(Tree tree, FeatureTable table, int[] rowOfRank)
    {
        int[] leafOfRank = new int[rowOfRank.Length], starts = new int[tree.LeafCount + 1];
        for (int rank = 0; rank < rowOfRank.Length; rank++)
        {
            leafOfRank[rank] = tree.LeafOf(table.Values, table.RowCount, rowOfRank[rank]);
            starts[leafOfRank[rank] + 1]++;
        }

        for (int leaf = 0; leaf < tree.LeafCount; leaf++)
        {
            starts[leaf + 1] += starts[leaf];
        }

        int[] next = starts[..^1], ranks = new int[rowOfRank.Length];
        for (int rank = 0; rank < rowOfRank.Length; rank++)
        {
            ranks[next[leafOfRank[rank]]++] = rank;
        }

        return (starts, ranks);
    }
}
