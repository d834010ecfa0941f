using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Credits.WhatIf;

/// <summary>The curve of deductions with the project's own point, and the value of more plots.</summary>
internal static class WhatIfReport
{
    public static Report Of(
        CarbonProject project, IMethodology methodology, CurvePoint own, IReadOnlyList<CurvePoint> curve, IReadOnlyList<PlotPlan> plans, double plotCost, double creditPrice)
    {
        PlotPlan best = WhatIfResult.Best(plans);
        return new Report(($"What uncertainty costs: {project.Name.En}", $"不確かさの費用：{project.Name.Ja}"), $"{methodology.Programme} {methodology.Name} {methodology.Version}",
        [
            new Section(("Deduction curve", "控除曲線"),
            [
                new KeyFigures(
                [
                    new KeyFigure($"± {own.HalfWidth90Percent:0.0} %", ("90 % half-width today", "現在の90 %区間の半幅")),
                    new KeyFigure($"{own.Deduction:#,0} tCO2e", ("deducted for uncertainty", "不確かさの控除")),
                    new KeyFigure($"{best.MorePlots:#,0}", ("more plots for the largest gain", "利得が最大となる追加プロット数")),
                ]),
                new Figure(DeductionChart(own, curve), ("Share of the gross quantity that is deducted, by the half-width of the 90 % interval. The point is this project.", "90 %区間の半幅に対する控除の割合（総量比）。点がこのプロジェクト。")) { IsWide = true },
                new Figure(PlotChart(plans, best), ("Value of the credits gained less the cost of the plots. The point is the best plan.", "増えるクレジットの価値からプロットの費用を引いた利得。点が最適。")) { IsWide = true },
                new Paragraph(($"A plot costs {plotCost:#,0.##}, a credit {creditPrice:#,0.##}. Plots are added pro rata in all places, as if they had been measured at every date; the standard error falls with the root of their number; areas and everything that does not rest on plots stay as they are.",
                    $"プロット1つの費用 {plotCost:#,0.##}、クレジット1単位の価格 {creditPrice:#,0.##}。プロットは全区域に比例して加え、どの時点でも測定したものとみなし、標準誤差は数の平方根に反比例して減るとします。面積などプロットによらない量は変わりません。")),
                Table.From(WhatIfResult.Table(plans)),
            ]),
        ]) { IsSimulated = project.IsSimulated };
    }

    private static string DeductionChart(CurvePoint own, IReadOnlyList<CurvePoint> curve)
    {
        static (double, double) Place(CurvePoint point) => ((double)point.HalfWidth90Percent, point.Gross == 0 ? 0 : (double)(100 * point.Deduction / point.Gross));
        (double X, double Y)[] line = [.. curve.Select(Place)];
        return new Chart(Axis.Numbers(("90 % half-width (%)", "90 %区間の半幅（%）"), 0, line.Max(point => point.X)), Axis.Numbers(("Deduction (% of gross)", "控除（総量比 %）"), 0, Math.Max(1, line.Max(point => point.Y))),
            [new LineMark(line), new PointMark([Place(own)]) { Colour = Colours.Vermilion, Radius = 5 }]) { Width = 760, Height = 300 }.ToSvg(("Deduction by half-width", "半幅と控除の関係"));
    }

    private static string PlotChart(IReadOnlyList<PlotPlan> plans, PlotPlan best)
        => new Chart(Axis.Numbers(("More plots", "追加プロット数"), 0, plans.Max(plan => plan.MorePlots)), Axis.Numbers(("Gain (currency)", "利得（通貨）"), Math.Min(0, plans.Min(plan => plan.Gain)), Math.Max(1, plans.Max(plan => plan.Gain))),
            [new RuleMark(0), new LineMark([.. plans.Select(plan => ((double)plan.MorePlots, plan.Gain))]), new PointMark([(best.MorePlots, best.Gain)]) { Colour = Colours.Vermilion, Radius = 5 }]) { Width = 760, Height = 300 }
            .ToSvg(("Gain by number of plots", "プロット数と利得"));
}
