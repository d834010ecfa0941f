namespace Mitoshi.Credits.Additionality;

/// <summary>Chosen controls and how well they balance.</summary>
public sealed record MatchResult : ProcessResult
{
    private readonly MatchFigures _figures;
    private readonly string _path;

    internal MatchResult(MatchFigures figures, string path, string report) => (_figures, _path, Report) = (figures, path, report);

    /// <summary>Page with the Love plot.</summary>
    public string Report { get; }

    /// <summary>True when every covariate differs by at most 0.25 standard deviations (VM0047).</summary>
    public bool IsBalanced => _figures.IsBalanced;

    /// <summary>p-value of the placebo test; null when no column was held out.</summary>
    public double? PlaceboP => _figures.Placebo?.P;

    /// <inheritdoc/>
    public override Summary Summarise() => new(IsBalanced ? ("Controls balance the project plots", "対照は均衡しています") : ("Controls do not balance the project plots", "対照が均衡していません"))
    {
        Notes =
        [
            ($"Total distance {_figures.Matching.Total:0.####}", $"距離の合計 {_figures.Matching.Total:0.####}"),
            .. _figures.Dropped.Count == 0 ? Array.Empty<Text>() : [($"Dropped by the caliper: {string.Join(", ", _figures.Dropped)}", $"距離の上限で除外：{string.Join("、", _figures.Dropped)}")],
            .. _figures.Placebo is not { } placebo ? Array.Empty<Text>()
                : [($"Placebo by {placebo.Column}: mean difference {placebo.Mean:0.####}, p = {placebo.P:0.000}, {(placebo.Passes ? "passes" : "FAILS")}", $"{placebo.Column} によるプラセボ検定：差の平均 {placebo.Mean:0.####}、p = {placebo.P:0.000}、{(placebo.Passes ? "合格" : "不合格")}")],
        ],
        Tables = [MatchReport.BalanceTable(_figures.Rows)],
        Files = [new OutputFile(("Report with Love plot", "ラブプロットつき報告書"), Report), new OutputFile(("Controls", "対照"), _path)],
        NextSteps = _figures.IsUsable
            ? [($"Before any outcome is read: mitoshi credits controls {_path}", $"結果を見る前に：mitoshi credits controls {_path}")]
            : [("Widen the donor pool by 100 km, or lower --controls.", "候補の範囲を100 km広げるか、--controls を減らしてください。")],
        Succeeded = _figures.IsUsable,
    };
}
