using Mitoshi.Forest.Change;
using Mitoshi.Raster;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Maps;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Reports;

/// <summary>The report of a change map.</summary>
internal static class ChangeReport
{
    public static Report Of(ISource result, ChangeFigures figures, (string Before, string After) dates, bool isSimulated)
    {
        (float[] change, _) = ReportMaps.Shrink(result, 0);
        double reach = Math.Max(50, AccuracyFigures.NiceMax([.. change.Select(MathF.Abs)]));
        MapFigure map = ReportMaps.Figure(result, 0, ("Change (Mg/ha)", "変化 (Mg/ha)"), ColourMap.Change, -reach, reach);
        MapFigure classes = ReportMaps.Figure(Detected(result), 0, ("Shown at 90 %", "90 % で示せる変化"), ColourMap.Change, -1, 1) with
        {
            PictureWidth = ReportMaps.HalfWidth, Classes = [(-1, ("loss", "減少")), (0, ("not shown", "示せない")), (1, ("gain", "増加"))],
        };
        Chart histogram = Histogram(change, reach);
        return new Report(("Change of above-ground biomass", "地上部バイオマスの変化"), ($"{dates.Before} to {dates.After}", $"{dates.Before} から {dates.After}"),
        [
            new Section(("What changed", "何が変わったか"),
            [
                new KeyFigures(
                [
                    new($"{figures.LossHectares:#,0.0} ha", ("loss, shown at 90 %", "減少(90 % で示せる)")),
                    new($"{figures.GainHectares:#,0.0} ha", ("gain, shown at 90 %", "増加(90 % で示せる)")),
                    new($"{figures.MeanMgPerHa:+0.0;-0.0} ± {figures.StandardErrorMgPerHa:0.0} Mg/ha", ("mean change ± standard error", "平均変化 ± 標準誤差")),
                    new($"{figures.Correlation:0.00}", ("correlation of the errors of the two dates", "2時期の誤差の相関")),
                ]),
                new Figure(map.ToSvg(), ("Change between the two dates; white is no data.", "2時期間の変化。白はデータなし。")) { IsWide = true },
                new Figure(classes.ToSvg(), ("Red: the whole 90 % interval is below zero. Blue: above. Pale: zero lies in the interval, so nothing is shown; that is not the same as no change.",
                    "赤は90 % 区間がすべて0未満、青はすべて0超。淡色は区間が0を含み、変化を示せない場所(変化なしとは限らない)。")),
                new Figure(histogram.ToSvg(("How often each change occurs", "変化の度数分布")), ("How often each change occurs.", "変化の度数分布。")),
            ]),
            new Section(("Can it be trusted?", "信頼できるか"),
            [
                Table.From(new ForestChange("", figures, "").Table()),
                StableWords(figures),
                new Paragraph(($"Correlation ρ of the errors of the dates: {figures.Correlation:0.00}, {figures.CorrelationSource.En}.", $"2時期の誤差の相関 ρ:{figures.Correlation:0.00}({figures.CorrelationSource.Ja})。")),
                new Paragraph(("The variance of a pixel's change is s1² + s2² - 2 ρ s1 s2; that of the mean sums the correlation of errors over all pairs of pixels, never s / √n.",
                    "画素の変化の分散は s1² + s2² − 2ρ s1 s2。平均の分散は全画素対の誤差相関の和で、s / √n ではありません。")),
            ]),
        ]) { IsSimulated = isSimulated };
    }

    private static Item StableWords(ChangeFigures figures) => figures.StablePixels == 0
        ? new Warning(("No stable ground was given: the bias between the dates is not known.",
            "安定地が与えられていないため、2時期間の偏りは不明です。"))
        : figures.StableShareOutside > 0.10
            ? new Warning(($"On stable ground {100 * figures.StableShareOutside:0.0} % of the intervals leave out zero, more than the 10 % that they promise.",
                $"安定地で区間が0を含まない画素が {100 * figures.StableShareOutside:0.0} % あり、約束の10 % を超えています。"))
            : new Paragraph(($"On stable ground {100 * figures.StableShareOutside:0.0} % of the intervals leave out zero; at most 10 % is what they promise.",
                $"安定地で区間が0を含まない画素は {100 * figures.StableShareOutside:0.0} %(約束は10 % 以下)。"));

    private static MemorySource Detected(ISource result)
    {
        Grid grid = result.Grid;
        float[] values = new float[grid.PixelCount];
        foreach (Window window in grid.Tiles(512))
        {
            ReadOnlySpan<float> kind = result.ReadBlock(window).Band(3);
            for (int i = 0; i < kind.Length; i++)
            {
                float shown = float.IsNaN(kind[i]) ? float.NaN : (ChangeClass)kind[i] switch { ChangeClass.Loss => -1, ChangeClass.Gain => 1, _ => 0 };
                values[((long)(window.Row + (i / window.Columns)) * grid.Width) + window.Column + (i % window.Columns)] = shown;
            }
        }

        return new MemorySource(grid, [new Layer("shown", "class")], values);
    }

    private static Chart Histogram(float[] change, double reach)
    {
        const int Bins = 50;
        double[] share = new double[Bins];
        int count = change.Count(float.IsFinite);
        foreach (float value in change.Where(float.IsFinite))
        {
            share[Math.Clamp((int)((value + reach) / (2 * reach) * Bins), 0, Bins - 1)] += 100.0 / Math.Max(count, 1);
        }

        List<(double X, double Y)> line = [];
        for (int i = 0; i < Bins; i++)
        {
            line.Add((-reach + (i * 2 * reach / Bins), share[i]));
            line.Add((-reach + ((i + 1) * 2 * reach / Bins), share[i]));
        }

        return new Chart(Axis.Exactly(("Change (Mg/ha)", "変化 (Mg/ha)"), -reach, reach), Axis.Numbers(("Share (%)", "割合 (%)"), 0, share.Max()),
            [new LineMark(line), new RuleMark(0, IsVertical: true)]);
    }
}
