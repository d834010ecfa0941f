using Mitoshi.Forest.Models;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Accuracy;

/// <summary>Every figure of the validation protocol.</summary>
public sealed record BenchmarkResult : ProcessResult
{
    /// <summary>Chips that took part.</summary>
    public required IReadOnlyList<string> Sites { get; init; }

    /// <summary>Settings that were used.</summary>
    public required BenchmarkMode Mode { get; init; }

    /// <summary>From features to AGB.</summary>
    public TrainingMethod Method { get; init; }

    /// <summary>Pixel, circle, hectare of each single method that took part, as it is.</summary>
    public IReadOnlyList<(Text Name, IReadOnlyList<MapAccuracy> Levels)> Methods { get; init; } = [];

    /// <summary>Coverage and mean width of the quantile forest's intervals on circles before their calibration; null for other methods.</summary>
    public (double Coverage, double MeanWidth)? OwnIntervals { get; init; }

    /// <summary>Pixel, circle, hectare of the model as it is.</summary>
    public required IReadOnlyList<MapAccuracy> Uncorrected { get; init; }

    /// <summary>Pixel, circle, hectare after the mean error of the other folds was taken off.</summary>
    public required IReadOnlyList<MapAccuracy> Levels { get; init; }

    /// <summary>Circles of each site.</summary>
    public required IReadOnlyList<MapAccuracy> CirclesBySite { get; init; }

    /// <summary>Circles as plain means of their pixels.</summary>
    public required MapAccuracy PlainCircles { get; init; }

    /// <summary>Circles by class of truth.</summary>
    public required IReadOnlyList<ClassScore> ByTruth { get; init; }

    /// <summary>Circles by class of prediction.</summary>
    public required IReadOnlyList<ClassScore> ByPrediction { get; init; }

    /// <summary>Circles after half matching.</summary>
    public required MapAccuracy HalfMatched { get; init; }

    /// <summary>The same by class of truth.</summary>
    public required IReadOnlyList<ClassScore> HalfMatchedByTruth { get; init; }

    /// <summary>Circles after full matching.</summary>
    public required MapAccuracy FullMatched { get; init; }

    /// <summary>The same by class of truth.</summary>
    public required IReadOnlyList<ClassScore> FullMatchedByTruth { get; init; }

    /// <summary>Coverage of the 90 % intervals of circles.</summary>
    public required CoverageReport Coverage { get; init; }

    /// <summary>Exponential variogram of the circles' residuals: nugget and sill in (Mg/ha)², range in metres.</summary>
    public required VariogramModel ResidualVariogram { get; init; }

    /// <summary>Every ordered pair of sites.</summary>
    public required IReadOnlyList<CrossSiteResult> CrossSite { get; init; }

    /// <summary>
    /// The error to expect at a new site: RMSE over all circles of all sites, each predicted by models of other sites. NaN with a single site: then it
    /// is not known, and cross-validation at home does not tell.
    /// </summary>
    public double ExpectedErrorElsewhere
        => CrossSite.Count == 0 ? double.NaN : Math.Sqrt(CrossSite.Sum(pair => pair.Circles.Rmse * pair.Circles.Rmse * pair.Circles.Count) / CrossSite.Sum(pair => pair.Circles.Count));

    /// <inheritdoc/>
    public override Summary Summarise() => BenchmarkSummary.Of(this);
}
