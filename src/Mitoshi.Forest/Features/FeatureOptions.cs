using Mitoshi.Raster;

namespace Mitoshi.Forest.Features;

/// <summary>How the dates of optical scenes are joined.</summary>
public enum CompositeKind
{
    /// <summary>Every month on its own.</summary>
    None,

    /// <summary>Median of each band.</summary>
    Median,

    /// <summary>The date that is nearest to all others: a spectrum that was seen.</summary>
    Medoid,

    /// <summary>The point in the space of all bands with the smallest summed distance to the dates.</summary>
    GeometricMedian,
}

/// <summary>The <c>features:</c> of a project file.</summary>
public sealed record FeatureOptions
{
    /// <summary>Composite of the optical dates.</summary>
    [Parameter(En = "Optical scenes of many dates as one composite of the season instead of month by month", Ja = "多時期の光学画像を月ごとでなく季節の合成画像にする")]
    public CompositeKind Composite { get; init; }

    /// <summary>First month of the season.</summary>
    [Parameter(En = "First month of the composite; a season may run over the turn of the year", Ja = "合成の最初の月(年をまたいでもよい)", Min = 1, Max = 12)]
    public int FromMonth { get; init; } = 5;

    /// <summary>Last month of the season.</summary>
    [Parameter(En = "Last month of the composite", Ja = "合成の最後の月", Min = 1, Max = 12)]
    public int ToMonth { get; init; } = 9;

    /// <summary>Layers whose texture is taken.</summary>
    [Parameter(En = "Layers whose texture (grey-level co-occurrence, 7 x 7) is taken, for example \"palsar_HV s2_B8\"; all their dates joined", Ja = "テクスチャ(同時生起行列、7×7)をとるレイヤ(例 \"palsar_HV s2_B8\")。全時期を合わせて使う")]
    public string Texture { get; init; } = "";

    /// <summary>Measures of texture.</summary>
    [Parameter(En = "Measures: mean variance contrast dissimilarity homogeneity angular_second_moment entropy correlation", Ja = "指標:mean variance contrast dissimilarity homogeneity angular_second_moment entropy correlation")]
    public TextureMeasure[] TextureMeasures { get; init; } = [TextureMeasure.Contrast, TextureMeasure.Homogeneity, TextureMeasure.Entropy];

    /// <summary>Lower limit of the grey levels.</summary>
    [Parameter(En = "Lower limit of the 32 grey levels; default -30 dB for radar, 0 for reflectance", Ja = "32階調の下限。既定はレーダ -30 dB、反射率 0")]
    public double? TextureLowest { get; init; }

    /// <summary>Upper limit of the grey levels.</summary>
    [Parameter(En = "Upper limit of the 32 grey levels; default 0 dB for radar, 0.5 for reflectance", Ja = "32階調の上限。既定はレーダ 0 dB、反射率 0.5")]
    public double? TextureHighest { get; init; }

    /// <summary>Months of the season, from the first to the last.</summary>
    internal IReadOnlyList<int> Months => [.. Enumerable.Range(0, (((ToMonth - FromMonth) % 12) + 12) % 12 + 1).Select(step => ((FromMonth - 1 + step) % 12) + 1)];
}
