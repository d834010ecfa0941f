namespace Mitoshi.Raster;

/// <summary>The measures of a grey-level co-occurrence matrix p(i, j), in the order of the output bands of <see cref="GreyLevelTexture"/>.</summary>
public enum TextureMeasure
{
    /// <summary>Sum of i p, in levels.</summary>
    Mean,

    /// <summary>Sum of (i - mean)^2 p.</summary>
    Variance,

    /// <summary>Sum of (i - j)^2 p.</summary>
    Contrast,

    /// <summary>Sum of |i - j| p.</summary>
    Dissimilarity,

    /// <summary>Sum of p / (1 + (i - j)^2).</summary>
    Homogeneity,

    /// <summary>Angular second moment: sum of p^2.</summary>
    AngularSecondMoment,

    /// <summary>-Sum of p ln p, in nats.</summary>
    Entropy,

    /// <summary>Sum of (i - mean)(j - mean) p / variance; NaN where the variance is 0.</summary>
    Correlation,
}
