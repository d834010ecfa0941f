namespace Mitoshi.Credits.Additionality;

/// <summary>Chosen controls and how well they balance.</summary>
public sealed record MatchResult : ProcessResult
{
    private readonly double _total;
    private readonly IReadOnlyList<string> _dropped;
    private readonly IReadOnlyList<BalanceRow> _balance;
    private readonly string _path;

    internal MatchResult(double total, IReadOnlyList<string> dropped, IReadOnlyList<BalanceRow> balance, string path) => (_total, _dropped, _balance, _path) = (total, dropped, balance, path);

    /// <summary>True when every covariate differs by at most 0.25 standard deviations (VM0047).</summary>
    public bool IsBalanced => _balance.All(row => row.After <= Balance.Vm0047Threshold);

    /// <inheritdoc/>
    public override Summary Summarise() => new(IsBalanced ? ("Controls balance the project plots", "対照は均衡しています") : ("Controls do not balance the project plots", "対照が均衡していません"))
    {
        Notes =
        [
            ($"Total distance {_total:0.####}", $"距離の合計 {_total:0.####}"),
            .. _dropped.Count == 0 ? Array.Empty<Text>() : [($"Dropped by the caliper: {string.Join(", ", _dropped)}", $"距離の上限で除外：{string.Join("、", _dropped)}")],
        ],
        Tables = [new SummaryTable(("Standardised differences of means (at most 0.25; strict 0.10)", "標準化平均差（0.25以下、厳格には0.10以下）"),
            [("Covariate", "共変量"), ("Before matching", "対応づけ前"), ("After", "対応づけ後"), ("Within 0.25", "0.25以内"), ("Within 0.10", "0.10以内")],
            [.. _balance.Select(row => (IReadOnlyList<Text>)[row.Covariate, $"{row.Before:0.000}", $"{row.After:0.000}", Yes(row.After <= Balance.Vm0047Threshold), Yes(row.After <= Balance.StrictThreshold)])])],
        Files = [new OutputFile(("Controls", "対照"), _path)],
        NextSteps = IsBalanced
            ? [($"Before any outcome is read: mitoshi credits controls {_path}", $"結果を見る前に：mitoshi credits controls {_path}")]
            : [("Widen the donor pool by 100 km, or lower --controls.", "候補の範囲を100 km広げるか、--controls を減らしてください。")],
        Succeeded = IsBalanced,
    };

    private static Text Yes(bool isTrue) => isTrue ? ("yes", "はい") : ("no", "いいえ");
}
