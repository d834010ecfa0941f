namespace Mitoshi.Credits.WhatIf;

/// <summary>What the uncertainty costs and which plan pays best.</summary>
public sealed record WhatIfResult : ProcessResult
{
    private readonly CurvePoint _own;
    private readonly IReadOnlyList<PlotPlan> _plans;
    private readonly string _folder;

    internal WhatIfResult(CurvePoint own, IReadOnlyList<PlotPlan> plans, string folder) => (_own, _plans, _folder) = (own, plans, folder);

    /// <summary>Plots to add for the largest gain; 0 when none pays.</summary>
    public int BestMorePlots => Best(_plans).MorePlots;

    /// <summary>Largest number of more plots that still pays for itself; 0 when none does.</summary>
    public int MostMorePlots => _plans.Where(plan => plan.Gain >= 0).Max(plan => plan.MorePlots);

    /// <inheritdoc/>
    public override Summary Summarise() => new(($"Uncertainty costs {_own.Deduction:#,0} tCO2e of {_own.Gross:#,0}", $"不確かさによる控除は {_own.Gross:#,0} tCO2e のうち {_own.Deduction:#,0} tCO2e"))
    {
        Notes =
        [
            ($"90 % half-width ± {_own.HalfWidth90Percent:0.0} %", $"90 %区間の半幅 ± {_own.HalfWidth90Percent:0.0} %"),
            BestMorePlots == 0
                ? ("No number of more plots pays for itself at this price and cost.", "この価格と費用では、プロットの追加は採算に合いません。")
                : ($"Best: {BestMorePlots} more plots; up to {MostMorePlots} still pay for themselves.", $"最適は{BestMorePlots}プロットの追加。{MostMorePlots}プロットまでは採算が合います。"),
        ],
        Tables = [Table(_plans)],
        Files = [new OutputFile(("Report in English", "英語の報告書"), Path.Combine(_folder, "whatif.en.html")), new OutputFile(("Report in Japanese", "日本語の報告書"), Path.Combine(_folder, "whatif.ja.html"))],
    };

    internal static PlotPlan Best(IReadOnlyList<PlotPlan> plans) => plans.OrderByDescending(plan => plan.Gain).ThenBy(plan => plan.MorePlots).First();

    internal static SummaryTable Table(IReadOnlyList<PlotPlan> plans) => new(("More plots", "プロットの追加"),
        [("More plots", "追加数"), ("Half-width (%)", "半幅（%）"), ("More credits", "クレジットの増加"), ("Gain", "利得")],
        [.. plans.Where((_, i) => i % Math.Max(1, plans.Count / 12) == 0).Append(Best(plans)).DistinctBy(plan => plan.MorePlots).OrderBy(plan => plan.MorePlots)
            .Select(plan => (IReadOnlyList<Text>)[$"{plan.MorePlots:#,0}", $"{plan.HalfWidth90Percent:0.0}", $"{plan.MoreCredits:#,0}", $"{plan.Gain:#,0}"])]);
}
