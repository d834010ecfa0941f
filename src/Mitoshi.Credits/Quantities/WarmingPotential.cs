namespace Mitoshi.Credits;

/// <summary>Global warming potentials over 100 years.</summary>
internal static class WarmingPotential
{
    private static readonly FactorTable Table = FactorTable.Open("gwp100");

    /// <summary>The potential that is given, or that of a named set; a set is never guessed.</summary>
    /// <param name="gas"><c>CH4</c> or <c>N2O</c>.</param>
    /// <param name="given">The number, when the inputs name it.</param>
    /// <param name="set">For example <c>AR5-100</c>.</param>
    /// <exception cref="MitoshiException"><c>credits.missing_factor</c>.</exception>
    public static decimal Of(string gas, decimal? given, string? set)
    {
        if (given is decimal potential)
        {
            return Check.NotNegative(potential, "GWP");
        }

        return set is null
            ? throw Refusal.MissingFactor(($"no warming potential for {gas}", $"{gas} の地球温暖化係数がありません"))
            : Table[$"{set.Split('-')[0]}|{gas}"].Value;
    }
}
