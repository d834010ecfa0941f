namespace Mitoshi.Learning;

/// <summary>How boosted trees are grown. The defaults suit about 10⁵ pixels. Same settings, same samples, same model, whatever the thread count.</summary>
public sealed record BoostingSettings
{
    /// <summary>What the model predicts.</summary>
    public BoostingObjective Objective { get; init; } = BoostingObjective.Mean;

    /// <summary>Which quantile, between 0 and 1; read for <see cref="BoostingObjective.Quantile"/> only.</summary>
    public double Quantile { get; init; } = 0.5;

    /// <summary>Number of trees; the most there can be when early stopping is on.</summary>
    public int Rounds { get; init; } = 300;

    /// <summary>Shrinkage of each tree, above 0 and at most 1.</summary>
    public double LearningRate { get; init; } = 0.08;

    /// <summary>Most leaves of a tree.</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>Fewest samples of a leaf.</summary>
    public int LeafSamplesMin { get; init; } = 30;

    /// <summary>L2 penalty on leaf values.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>Most bins of a feature, 2 to 65535. With 255 or fewer a feature is one byte in prediction.</summary>
    public int Bins { get; init; } = 255;

    /// <summary>Share of the features that each tree may use, above 0 and at most 1.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Share of the samples that each tree sees, above 0 and at most 1.</summary>
    public double BaggingFraction { get; init; } = 1;

    /// <summary>Features whose effect may only rise (+1) or only fall (-1), by name.</summary>
    public IReadOnlyDictionary<string, int> Monotone { get; init; } = new Dictionary<string, int>();

    /// <summary>Stops when the loss on the validation rows has not improved for this many rounds; read only when such rows are given.</summary>
    public int EarlyStoppingRounds { get; init; } = 30;

    /// <summary>Seed of bagging and of feature sampling.</summary>
    public int Seed { get; init; } = 1;
}
