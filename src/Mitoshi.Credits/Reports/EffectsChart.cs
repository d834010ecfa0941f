using Mitoshi.Reporting.Charts;

namespace Mitoshi.Credits.Reports;

/// <summary>Bars of the effects in a claim's line of errors, the largest at the top.</summary>
internal static class EffectsChart
{
    private const int Most = 12;

    public static string Of(ClaimLine line)
    {
        ClaimInput[] effects = [.. line.Inputs.Where(input => input.Unit == Unit.TonneCarbonDioxideEquivalent).OrderByDescending(input => Math.Abs(input.Value)).ThenBy(input => input.Symbol, StringComparer.Ordinal).Take(Most)];
        double least = Math.Min(0, (double)effects.Min(effect => effect.Value)), most = Math.Max(0, (double)effects.Max(effect => effect.Value));
        Chart chart = new(Axis.Numbers("tCO2e", least, most), Axis.Of(("", ""), [.. effects.Select(effect => (Text)effect.Symbol[2..^1])]), [new RuleMark(0, IsVertical: true), new HorizontalBarMark([.. effects.Select(effect => (double)effect.Value)]) { Colour = Colours.Orange }])
        {
            Width = 760, Height = 80 + (26 * effects.Length),
        };
        return chart.ToSvg(("Effects of one standard error of each input", "各入力の標準誤差1つ分の影響"));
    }
}
