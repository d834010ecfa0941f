using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Footprints that were kept, and why the others were not.</summary>
/// <param name="Kept">In the order of granules and beams.</param>
/// <param name="Counts">Shots by reason; <see cref="GediReason.Kept"/> counts those that stayed.</param>
public sealed record GediFootprints(IReadOnlyList<Footprint> Kept, IReadOnlyDictionary<GediReason, int> Counts) : ProcessResult
{
    /// <summary>Standard deviation of a footprint's position, m: the mission's figure for version 2, recalled and not compared with its document.</summary>
    public const double PositionErrorMetres = 10;

    /// <summary>File that was written.</summary>
    public required string Output { get; init; }

    /// <summary>
    /// Largest relative difference between the product's biomass and the one recomputed from its predictors, over all shots with biomass, the digits
    /// that float32 storage takes from the coefficients recovered where 30 shots of a fit allow it.
    /// </summary>
    public required double RecomputedWorst { get; init; }

    /// <summary>Hybrid estimate of the mean over the kept shots, tracks as clusters; null with fewer than two tracks or without biomass.</summary>
    public required HybridEstimate? Hybrid { get; init; }

    /// <inheritdoc/>
    public override Summary Summarise()
    {
        int all = Counts.Values.Sum();
        List<Text> notes = [];
        if (Kept.Any(shot => shot.Recomputed is not null))
        {
            notes.Add(($"Biomass recomputed from the models: largest relative difference {RecomputedWorst:0.0e+0}.", $"モデルから再計算したバイオマスとの最大相対差：{RecomputedWorst:0.0e+0}。"));
        }

        if (Hybrid is { } hybrid)
        {
            Interval interval = hybrid.Estimate.Interval(0.95);
            notes.Add((
                $"Hybrid mean {hybrid.Estimate.Value:0.0} Mg/ha, 95 % interval {interval.Lower:0.0} to {interval.Upper:0.0}, over the tracks only.",
                $"軌道上の平均（ハイブリッド推定）{hybrid.Estimate.Value:0.0} Mg/ha、95 %区間 {interval.Lower:0.0}〜{interval.Upper:0.0}。"));
        }

        if (Kept.Count == 0)
        {
            notes.Add(("No shot was kept: look at the largest reason below before loosening a filter.", "残ったショットがありません。条件を緩める前に下の最大の理由を確かめてください。"));
        }

        return new Summary(($"{Kept.Count} of {all} shots kept", $"{all}ショットのうち{Kept.Count}を採用"))
        {
            Notes = notes,
            Tables =
            [
                new SummaryTable(("Shots by reason", "理由別のショット数"), [("Reason", "理由"), ("Shots", "ショット"), ("Share", "割合")],
                    [.. Counts.Select(pair => (IReadOnlyList<Text>)[Name(pair.Key), $"{pair.Value}", $"{100.0 * pair.Value / Math.Max(all, 1):0.0} %"])]),
            ],
            Files = [new OutputFile(("Footprints", "フットプリント"), Output)],
        };
    }

    private static Text Name(GediReason reason) => reason switch
    {
        GediReason.Kept => ("kept", "採用"),
        GediReason.OutsideBounds => ("outside the bounds", "範囲外"),
        GediReason.NoValue => ("no value", "値なし"),
        GediReason.LowQuality => ("quality flag not 1", "品質フラグが1でない"),
        GediReason.Degraded => ("degraded pointing or position", "姿勢・位置の劣化"),
        GediReason.LowSensitivity => ("sensitivity too low", "感度不足"),
        GediReason.BeyondPredictors => ("predictors beyond the training data", "説明変数が学習範囲外"),
        GediReason.BeyondResponse => ("biomass beyond the training data", "バイオマスが学習範囲外"),
        _ => ("by day", "昼間"),
    };
}
