using Mitoshi.Raster;

namespace Mitoshi.Forest.Features;

/// <summary>How a plane comes from its slots or from two other planes.</summary>
public enum PlaneStatistic
{
    /// <summary>Mean over the slots: of the power for backscatter (decibels in the end), of the numbers for others. The value itself for one slot.</summary>
    Mean,

    /// <summary>Mean of decibels. Biased low by speckle; for comparison with what others publish.</summary>
    MeanOfDecibels,

    /// <summary>Standard deviation of decibels over the slots.</summary>
    DeviationOfDecibels,

    /// <summary>Median over the slots.</summary>
    Median,

    /// <summary>Smallest value over the slots.</summary>
    Minimum,

    /// <summary>(a - b) / max(a + b, 0.001) of two planes.</summary>
    NormalizedDifference,

    /// <summary>a - b of two planes; of decibels for backscatter.</summary>
    Difference,

    /// <summary>Median of a band over the dates of a season.</summary>
    SeasonMedian,

    /// <summary>A band of the medoid of a season's dates.</summary>
    Medoid,

    /// <summary>A band of the geometric median of a season's dates.</summary>
    GeometricMedian,

    /// <summary>A measure of the grey-level co-occurrence of another plane.</summary>
    Texture,
}

/// <summary>One image from which features are made.</summary>
public sealed record FeaturePlane
{
    /// <summary>Name of the plane; its features are named after it.</summary>
    public required string Name { get; init; }

    /// <summary>How it is computed.</summary>
    public required PlaneStatistic Statistic { get; init; }

    /// <summary>The slots it is made of; empty for a plane of two planes.</summary>
    public IReadOnlyList<LayerSlot> Slots { get; init; } = [];

    /// <summary>The two planes a and b that it is made of, the plane whose texture it is, or empty.</summary>
    public IReadOnlyList<FeaturePlane> Operands { get; init; } = [];

    /// <summary>Months of a composite, 1 to 12; empty for other planes.</summary>
    public IReadOnlyList<int> Months { get; init; } = [];

    /// <summary>Which of its slots, the bands of a composite, the plane shows.</summary>
    public int BandIndex { get; init; }

    /// <summary>Measure of texture.</summary>
    public TextureMeasure Measure { get; init; }

    /// <summary>Limits of the grey levels of texture.</summary>
    public TextureLevels Levels { get; init; }

    /// <summary>True for a composite of many dates.</summary>
    internal bool IsComposite => Statistic is PlaneStatistic.SeasonMedian or PlaneStatistic.Medoid or PlaneStatistic.GeometricMedian;

    /// <summary>True for texture: it has looked at its surroundings already and takes no filter.</summary>
    internal bool IsTexture => Statistic == PlaneStatistic.Texture;

    /// <summary>True when its slots give linear power, which becomes decibels once dates are averaged and before anything is filtered.</summary>
    internal bool IsPower => Statistic == PlaneStatistic.Mean && Slots[0].IsPower;

    /// <summary>True when it holds class codes.</summary>
    internal bool IsClass => Slots.Count > 0 && Slots[0].IsClass;
}
