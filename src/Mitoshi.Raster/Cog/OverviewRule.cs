namespace Mitoshi.Raster;

/// <summary>How four pixels become one in the reduced copies of a raster.</summary>
public enum OverviewRule
{
    /// <summary>Mean of those with data: for quantities.</summary>
    Average,

    /// <summary>The most frequent, among equals the first of the four: for classes.</summary>
    Mode,

    /// <summary>The upper left one.</summary>
    Nearest,
}
