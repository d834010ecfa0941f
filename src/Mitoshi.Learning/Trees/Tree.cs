namespace Mitoshi.Learning;

/// <summary>
/// One regression tree. A node is a place in the arrays below; a child that is negative is the leaf <c>~child</c>. A tree of one leaf has no node.
/// </summary>
public sealed record Tree
{
    /// <summary>Feature that each node asks about.</summary>
    public required int[] Feature { get; init; }

    /// <summary>A sample goes left when its value is at most this; NaN where the node asks about a class.</summary>
    public required double[] Threshold { get; init; }

    /// <summary>Where a missing value goes.</summary>
    public required bool[] MissingGoesLeft { get; init; }

    /// <summary>For a node that asks about a class: the classes that go left, ascending. Null for the others. A missing class goes right.</summary>
    public required int[]?[] ClassesLeft { get; init; }

    /// <summary>Left child of each node.</summary>
    public required int[] Left { get; init; }

    /// <summary>Right child of each node.</summary>
    public required int[] Right { get; init; }

    /// <summary>Loss that each split took away in training.</summary>
    public required double[] Gain { get; init; }

    /// <summary>What each leaf adds to the prediction.</summary>
    public required double[] LeafValue { get; init; }

    /// <summary>Training samples of each leaf.</summary>
    public required int[] LeafSamples { get; init; }

    /// <summary>Number of nodes.</summary>
    public int NodeCount => Feature.Length;

    /// <summary>Number of leaves.</summary>
    public int LeafCount => LeafValue.Length;

    /// <summary>True when a sample with this value of the node's feature goes left.</summary>
    public bool GoesLeft(int node, float featureValue)
    {
        if (ClassesLeft[node] is int[] classes)
        {
            // A class is the whole part of its number, as LightGBM reads it: -0.5 is class 0.
            return featureValue > -1 && featureValue < int.MaxValue && Array.BinarySearch(classes, (int)featureValue) >= 0;
        }

        return float.IsNaN(featureValue) ? MissingGoesLeft[node] : featureValue <= Threshold[node];
    }

    /// <summary>The leaf where a sample of planar features ends.</summary>
    /// <param name="planarFeatures">Features × samples.</param>
    /// <param name="sampleCount">Number of samples.</param>
    /// <param name="sample">Which sample.</param>
    public int LeafOf(ReadOnlySpan<float> planarFeatures, int sampleCount, int sample)
    {
        int node = NodeCount == 0 ? -1 : 0;
        while (node >= 0)
        {
            node = GoesLeft(node, planarFeatures[(Feature[node] * sampleCount) + sample]) ? Left[node] : Right[node];
        }

        return ~node;
    }
}
