using System.Buffers;

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
    private readonly int[][] _leafOfRank;
    private readonly int[][] _leafStart;
    private readonly int[][] _leafRanks;

    /// <param name="mean">The trees.</param>
    /// <param name="labelsSorted">Labels of the training samples, ascending; the place of one is its rank.</param>
    /// <param name="leafOfRank">Trees × ranks: the leaf that each training sample falls into.</param>
    internal QuantileForest(TreeEnsemble mean, float[] labelsSorted, int[][] leafOfRank)
    {
        Mean = mean;
        _labelsSorted = labelsSorted;
        _leafOfRank = leafOfRank;
        (_leafStart, _leafRanks) = (new int[leafOfRank.Length][], new int[leafOfRank.Length][]);
        for (int tree = 0; tree < leafOfRank.Length; tree++)
        {
            (_leafStart[tree], _leafRanks[tree]) = Sort(leafOfRank[tree], mean.Trees[tree].LeafCount);
        }
    }

    /// <summary>The forest as a model of the mean.</summary>
    public TreeEnsemble Mean { get; }

    /// <summary>Bytes that <see cref="Predict"/> needs beside its arguments, however many samples it is given.</summary>
    public long ScratchBytes => (long)_labelsSorted.Length * (sizeof(double) + sizeof(int));

    internal ReadOnlySpan<float> LabelsSorted => _labelsSorted;

    internal IReadOnlyList<int[]> LeafOfRank => _leafOfRank;

    /// <summary>Fits a forest and keeps the samples of its leaves.</summary>
    /// <inheritdoc cref="ForestTrainer.Train"/>
    public static QuantileForest Train(FeatureTable table, ReadOnlySpan<float> labels, ForestSettings settings, RandomStream random, int threads = 1)
        => From(ForestTrainer.Train(table, labels, settings, random, threads), table, labels);

    /// <summary>Drops training samples down the trees of a forest.</summary>
    public static QuantileForest From(TreeEnsemble forest, FeatureTable table, ReadOnlySpan<float> labels)
    {
        Require.SameLength(table.RowCount, labels.Length, nameof(labels));
        float[] given = labels.ToArray();
        int[] rowOfRank = [.. Enumerable.Range(0, given.Length).OrderBy(row => given[row]).ThenBy(row => row)];
        int[][] leaves = [.. forest.Trees.Select(_ => new int[rowOfRank.Length])];
        for (int tree = 0; tree < leaves.Length; tree++)
        {
            for (int rank = 0; rank < rowOfRank.Length; rank++)
            {
                leaves[tree][rank] = forest.Trees[tree].LeafOf(table.Values, table.RowCount, rowOfRank[rank]);
            }
        }

        return new QuantileForest(forest, [.. rowOfRank.Select(row => given[row])], leaves);
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
        double[] weights = ArrayPool<double>.Shared.Rent(_labelsSorted.Length);
        int[] ranks = ArrayPool<int>.Shared.Rent(_labelsSorted.Length);
        Array.Clear(weights);
        for (int sample = 0; sample < sampleCount; sample++)
        {
            Span<int> touched = ranks.AsSpan(0, Weigh(planarFeatures, sampleCount, sample, weights, ranks));
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
        }

        ArrayPool<double>.Shared.Return(weights);
        ArrayPool<int>.Shared.Return(ranks);
    }

    // Gives the number of training samples with a weight; their ranks stand first in touched, in no order.
    private int Weigh(ReadOnlySpan<float> planarFeatures, int sampleCount, int sample, double[] weights, int[] touched)
    {
        int count = 0;
        for (int tree = 0; tree < _leafStart.Length; tree++)
        {
            int leaf = Mean.Trees[tree].LeafOf(planarFeatures, sampleCount, sample);
            ReadOnlySpan<int> ranks = _leafRanks[tree].AsSpan(_leafStart[tree][leaf].._leafStart[tree][leaf + 1]);
            double weight = 1.0 / (_leafStart.Length * (double)ranks.Length);
            foreach (int rank in ranks)
            {
                if (weights[rank] == 0)
                {
                    touched[count++] = rank;
                }

                weights[rank] += weight;
            }
        }

        return count;
    }

    // Counting sort of the samples by leaf.
    private static (int[] Starts, int[] Ranks) Sort(int[] leafOfRank, int leafCount)
    {
        int[] starts = new int[leafCount + 1];
        foreach (int leaf in leafOfRank)
        {
            starts[leaf + 1]++;
        }

        for (int leaf = 0; leaf < leafCount; leaf++)
        {
            starts[leaf + 1] += starts[leaf];
        }

        int[] next = starts[..^1], ranks = new int[leafOfRank.Length];
        for (int rank = 0; rank < leafOfRank.Length; rank++)
        {
            ranks[next[leafOfRank[rank]]++] = rank;
        }

        return (starts, ranks);
    }
}
