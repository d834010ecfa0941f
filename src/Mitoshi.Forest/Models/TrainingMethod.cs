namespace Mitoshi.Forest.Models;

/// <summary>How AGB comes from features.</summary>
public enum TrainingMethod
{
    /// <summary>Boosted trees from features to AGB.</summary>
    Boosting,

    /// <summary>A random forest.</summary>
    Forest,

    /// <summary>The same forest, with intervals from the samples in its leaves (Meinshausen 2006), calibrated out of fold.</summary>
    QuantileForest,

    /// <summary>Boosted trees from features to canopy height, then AGB = a H^b by species or land cover.</summary>
    TwoStage,

    /// <summary>The water-cloud model of the radar scenes alone: a physical baseline.</summary>
    WaterCloud,

    /// <summary>The others joined by weights, where out-of-fold errors say that it pays; else the best of them.</summary>
    Stacked,
}

/// <summary>Names of the methods for people.</summary>
internal static class TrainingMethodNames
{
    public static Text NameOf(TrainingMethod method) => method switch
    {
        TrainingMethod.Boosting => ("boosted trees", "ブースティング木"),
        TrainingMethod.Forest => ("random forest", "ランダムフォレスト"),
        TrainingMethod.QuantileForest => ("quantile forest", "分位点フォレスト"),
        TrainingMethod.TwoStage => ("two stages: height, then AGB by class", "2段階(樹高→階級別AGB)"),
        TrainingMethod.WaterCloud => ("water cloud (radar alone)", "ウォータークラウド(レーダのみ)"),
        _ => ("stacked", "積み重ね"),
    };
}
