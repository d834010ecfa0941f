using Mitoshi.Reporting.Charts;

namespace Mitoshi.Credits.Reports;

/// <summary>Bars that fall from the gross quantity to the credits; steps of zero are left out.</summary>
internal static class WaterfallChart
{
    public static string Of(Waterfall waterfall)
    {
        List<(Text Name, double Amount)> steps =
        [
            .. new (Text, decimal)[]
            {
                (("Baseline", "ベースライン"), waterfall.Baseline),
                (("Leakage", "リーケージ"), waterfall.Leakage),
                (("Uncertainty", "不確かさ"), waterfall.Uncertainty),
                (("Other", "その他の控除"), waterfall.Other),
                (("Buffer", "バッファー"), waterfall.Buffer),
            }.Where(step => step.Item2 != 0).Select(step => (step.Item1, (double)step.Item2)),
        ];
        List<Text> names = [("Gross", "総量"), .. steps.Select(step => step.Name), ("Credits", "クレジット")];
        double gross = (double)waterfall.Gross, level = gross, lowest = Math.Min(0, gross), highest = Math.Max(0, gross);
        List<double> starts = [0], ends = [gross];
        List<Text> labels = [gross.ToString("#,0")];
        List<string> colours = [Colours.Blue];
        foreach ((Text _, double amount) in steps)
        {
            starts.Add(level);
            level -= amount;
            ends.Add(level);
            labels.Add((-amount).ToString("#,0"));
            colours.Add(amount > 0 ? Colours.Orange : Colours.Purple);
            (lowest, highest) = (Math.Min(lowest, level), Math.Max(highest, level));
        }

        starts.Add(0);
        ends.Add(waterfall.Credits);
        labels.Add(waterfall.Credits.ToString("#,0"));
        colours.Add(Colours.Green);
        return new Chart(Axis.Of(("", ""), names), Axis.Numbers("tCO2e", lowest, highest * 1.08), [new BarMark(ends) { Starts = starts, EachColour = colours, Labels = labels }]) { Width = 760, Height = 290 }
            .ToSvg(($"Waterfall from {gross:#,0} gross to {waterfall.Credits:#,0} credits", $"総量 {gross:#,0} からクレジット {waterfall.Credits:#,0} までの内訳"));
    }
}
