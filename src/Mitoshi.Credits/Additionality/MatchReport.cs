using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Credits.Additionality;

/// <summary>The matching as a page: Love plot, balance table, distances of the pairs, placebo.</summary>
internal static class MatchReport
{
    public static Report Of(MatchFigures figures)
    {
        List<Section> sections = [Balanced(figures), Distances(figures)];
        if (figures.Placebo is { } placebo)
        {
            sections.Add(BeforeTheStart(placebo));
        }

        return new Report(
            ($"Matched controls of {figures.Project}", $"{figures.Project} の対照プロット"),
            ($"{figures.Plots:#,0} project plots, {figures.ControlsPerPlot} controls each out of {figures.Donors:#,0} donors · optimal matching without replacement by Mahalanobis distance",
                $"プロジェクトのプロット {figures.Plots:#,0}、候補 {figures.Donors:#,0} から各 {figures.ControlsPerPlot} 個 · マハラノビス距離による最適・非復元の対応づけ"),
            sections);
    }

    /// <summary>The balance table as a summary shows it too.</summary>
    public static SummaryTable BalanceTable(IReadOnlyList<BalanceRow> rows) => new(("Standardised differences of means (at most 0.25; strict 0.10)", "標準化平均差（0.25以下、厳格には0.10以下）"),
        [("Covariate", "共変量"), ("Before matching", "対応づけ前"), ("After", "対応づけ後"), ("Within 0.25", "0.25以内"), ("Within 0.10", "0.10以内")],
        [.. rows.Select(row => (IReadOnlyList<Text>)[row.Covariate, $"{row.Before:0.000}", $"{row.After:0.000}", Yes(row.After <= Balance.Vm0047Threshold), Yes(row.After <= Balance.StrictThreshold)])]);

    private static Section Balanced(MatchFigures figures)
    {
        List<Item> items =
        [
            new KeyFigures(
            [
                new KeyFigure(figures.IsBalanced ? ("balanced", "均衡") : ("NOT balanced", "不均衡"), ("every covariate within 0.25 (VM0047)", "全共変量が0.25以内（VM0047）")),
                new KeyFigure($"{figures.Rows.Max(row => row.After):0.000}", ("largest difference after matching", "対応づけ後の最大の差")),
                new KeyFigure($"{figures.Rows.Max(row => row.Before):0.000}", ("largest difference before", "対応づけ前の最大の差")),
                new KeyFigure($"{figures.Dropped.Count:#,0}", ("project plots without a control", "対照のないプロット")),
            ]),
            new Figure(LovePlot(figures.Rows), ("Love plot: standardised difference of the means of project plots and controls, for each covariate. The lines stand at 0.10 and 0.25.",
                "ラブプロット：共変量ごとの、プロジェクトと対照の標準化平均差。縦線は0.10と0.25。")) { IsWide = true },
            Table.From(BalanceTable(figures.Rows)),
        ];
        if (figures.Dropped.Count > 0)
        {
            items.Add(new Warning(($"Dropped by the caliper: {string.Join(", ", figures.Dropped)}. What the claim says is about the others.", $"距離の上限で除外：{string.Join("、", figures.Dropped)}。クレームは残りのプロットについてのものです。")));
        }

        return new Section(("Are the controls alike?", "対照は似ているか"), items);
    }

    private static Section Distances(MatchFigures figures)
    {
        double[] distances = [.. figures.Matching.Pairs.Select(pair => pair.Distance)];
        double widest = Math.Max(distances.DefaultIfEmpty(0).Max(), 1e-9);
        const int Bins = 12;
        double[] counts = [.. Enumerable.Range(0, Bins).Select(bin => (double)distances.Count(distance => Math.Min(Bins - 1, (int)(Bins * distance / widest)) == bin))];
        Chart chart = new(Axis.Of(("Mahalanobis distance of the pair (upper end)", "組のマハラノビス距離（上端）"), [.. Enumerable.Range(1, Bins).Select(bin => (Text)$"{widest * bin / Bins:0.00}")]),
            Axis.Numbers(("pairs", "組"), 0, counts.Max() * 1.05), [new BarMark(counts)]) { Width = 760, Height = 220 };
        return new Section(("How far are the pairs apart?", "組の距離"),
        [
            new Figure(chart.ToSvg(("Distances of the matched pairs", "対応づけた組の距離")), ($"{distances.Length:#,0} pairs, total distance {figures.Matching.Total:0.###}, median {Median(distances):0.###}.", $"{distances.Length:#,0} 組、距離の合計 {figures.Matching.Total:0.###}、中央値 {Median(distances):0.###}。")) { IsWide = true },
        ]);
    }

    private static Section BeforeTheStart(PlaceboTest placebo) => new(("Placebo: was there a difference before the start?", "プラセボ：開始前に差はあったか"),
    [
        new Paragraph(($"The column {placebo.Column} was kept out of the matching. Honest controls show no difference in it; a difference speaks against them when p is at most 0.05.",
            $"列 {placebo.Column} は対応づけに使っていません。よい対照なら差はなく、pが0.05以下なら対照に疑いがあります。")),
        new KeyFigures(
        [
            new KeyFigure(placebo.Passes ? ("passes", "合格") : ("FAILS", "不合格"), ("placebo test", "プラセボ検定")),
            new KeyFigure($"{placebo.Mean:0.####}", ("mean difference", "差の平均")),
            new KeyFigure($"{placebo.P:0.000}", ($"p, t = {placebo.T:0.00} with {placebo.Differences.Count - 1} degrees of freedom", $"p値（t = {placebo.T:0.00}、自由度{placebo.Differences.Count - 1}）")),
        ]),
    ]);

    private static string LovePlot(IReadOnlyList<BalanceRow> rows)
    {
        double widest = Math.Max(0.3, rows.Max(row => double.IsFinite(row.After) ? Math.Max(row.Before, row.After) : row.Before));
        Chart chart = new(Axis.Numbers(("standardised difference of means", "標準化平均差"), 0, widest * 1.05), Axis.Of(("", ""), [.. rows.Select(row => (Text)row.Covariate)]),
        [
            new RuleMark(Balance.StrictThreshold, IsVertical: true), new RuleMark(Balance.Vm0047Threshold, IsVertical: true),
            new DotMark([.. rows.Select(row => row.Before)]) { Name = ("before matching", "対応づけ前"), Colour = Colours.Orange },
            new DotMark([.. rows.Select(row => row.After)]) { Name = ("after", "対応づけ後"), Colour = Colours.Blue },
        ]) { Width = 760, Height = 110 + (34 * rows.Count) };
        return chart.ToSvg(("Balance of the covariates before and after matching", "対応づけ前後の共変量の均衡"));
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static Text Yes(bool isTrue) => isTrue ? ("yes", "はい") : ("no", "いいえ");
}
