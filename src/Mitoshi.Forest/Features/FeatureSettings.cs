namespace Mitoshi.Forest.Features;

/// <summary>Which features are made of the layers.</summary>
public enum FeatureMode
{
    /// <summary>Every month and orbit on its own, with three scales of surroundings: the most accurate where the reference is.</summary>
    Full,

    /// <summary>Every month and orbit on its own, with one scale of surroundings: half of the features.</summary>
    Fast,

    /// <summary>
    /// Seasonal statistics of what all areas have in at least half of the months: for a model that is carried to another area. Single months, and
    /// an orbit that one of the areas lacks, win cross-validation at home and can triple the error elsewhere.
    /// </summary>
    Transferable,
}

/// <summary>How features are made.</summary>
public sealed record FeatureSettings
{
    /// <summary>Which features.</summary>
    public FeatureMode Mode { get; init; } = FeatureMode.Full;

    /// <summary>Months of the growing season, 1 to 12: optical medians.</summary>
    public IReadOnlyList<int> GrowingSeason { get; init; } = [5, 6, 7, 8, 9];

    /// <summary>Months of summer, 1 to 12: radar.</summary>
    public IReadOnlyList<int> Summer { get; init; } = [6, 7, 8, 9];

    /// <summary>Months of winter, 1 to 12: radar.</summary>
    public IReadOnlyList<int> Winter { get; init; } = [12, 1, 2, 3];

    /// <summary>Composites and texture.</summary>
    public FeatureOptions Options { get; init; } = new();

    /// <summary>Filters of a mode.</summary>
    public IReadOnlyList<FeatureFilter> Filters => Mode switch
    {
        FeatureMode.Full => [new(FilterKind.None), new(FilterKind.Gaussian, 1.2), new(FilterKind.Gaussian, 3), new(FilterKind.Gaussian, 8)],
        FeatureMode.Fast => [new(FilterKind.None), new(FilterKind.Gaussian, 2)],
        _ => [new(FilterKind.None), new(FilterKind.Gaussian, 4), new(FilterKind.Deviation, 2)],
    };
}
