namespace Mitoshi.Learning;

/// <summary>What a boosted model predicts.</summary>
public enum BoostingObjective
{
    /// <summary>The conditional mean (squared error).</summary>
    Mean,

    /// <summary>The conditional median (absolute error).</summary>
    Median,

    /// <summary>A conditional quantile (pinball loss, Koenker &amp; Bassett 1978).</summary>
    Quantile,
}
