namespace Mitoshi.Learning;

/// <summary>How a random forest is grown.</summary>
public sealed record ForestSettings
{
    /// <summary>Number of trees.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Fewest samples of a leaf.</summary>
    public int LeafSamplesMin { get; init; } = 5;

    /// <summary>Share of the features that each node chooses from, above 0 and at most 1, rounded down but at least one; a third is usual for regression.</summary>
    public double FeatureFraction { get; init; } = 1.0 / 3;

    /// <summary>Samples that each tree draws, as a share of all, above 0.</summary>
    public double SampleFraction { get; init; } = 1;

    /// <summary>True to draw them with replacement (the bootstrap), false without.</summary>
    public bool DrawsWithReplacement { get; init; } = true;
}
