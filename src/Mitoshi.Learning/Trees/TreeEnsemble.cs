namespace Mitoshi.Learning;

/// <summary>Trees whose leaf values add up to a prediction.</summary>
public sealed record TreeEnsemble
{
    /// <summary>Name of each feature, in the order that prediction expects.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>Names of the features that are classes.</summary>
    public required IReadOnlyList<string> CategoricalNames { get; init; }

    /// <summary>The trees, in the order in which they were grown.</summary>
    public required IReadOnlyList<Tree> Trees { get; init; }

    /// <summary>The definition of a prediction: the leaf values of one sample, added in double precision in the order of the trees.</summary>
    /// <param name="planarFeatures">Features × samples, NaN is missing.</param>
    /// <param name="sampleCount">Number of samples.</param>
    /// <param name="sample">Which sample.</param>
    /// <remarks>Read this one to know what <see cref="TreePredictor"/> computes.</remarks>
    public double PredictOne(ReadOnlySpan<float> planarFeatures, int sampleCount, int sample)
    {
        double sum = 0;
        foreach (Tree tree in Trees)
        {
            sum += tree.LeafValue[tree.LeafOf(planarFeatures, sampleCount, sample)];
        }

        return sum;
    }

    /// <summary>Gain importance: the loss that the splits on each feature took away in training, as shares that add up to 1 (or all 0 without a split).</summary>
    public double[] GainImportance()
    {
        double[] gain = new double[FeatureNames.Count];
        double total = 0;
        foreach (Tree tree in Trees)
        {
            for (int node = 0; node < tree.NodeCount; node++)
            {
                gain[tree.Feature[node]] += tree.Gain[node];
                total += tree.Gain[node];
            }
        }

        for (int feature = 0; feature < gain.Length && total > 0; feature++)
        {
            gain[feature] /= total;
        }

        return gain;
    }
}
