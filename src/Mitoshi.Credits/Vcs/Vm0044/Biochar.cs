namespace Mitoshi.Credits.Vcs.Vm0044;

/// <summary>
/// VM0044 v1.2, biochar (mark S): carbon that stays = mass x F_C x PR. PR, the permanence factor, is the user's; production emissions and
/// leakage are not specified here.
/// </summary>
internal static class Biochar
{
    private static readonly FactorTable Fractions = FactorTable.Open("vm0044_fc");

    /// <summary>F_C of a feedstock and process, tC/t. Short names such as <c>nut</c> stand for the row that begins with or contains them.</summary>
    public static Factor CarbonFraction(string feedstock, string process)
    {
        string word = feedstock == "biosolids" ? "biosolids_paper_sludge" : feedstock;
        Factor[] rows = [.. Fractions.Rows.Where(row => row.Key == $"{word}|{process}")];
        rows = rows.Length > 0 ? rows : [.. Fractions.Rows.Where(row => row.Key.EndsWith("|" + process, StringComparison.Ordinal)
            && row.Key.Split('|')[0].Split('_').Any(part => part == word || part == word + "s"))];
        return rows.Length == 1 ? rows[0] : Fractions[$"{feedstock}|{process}"];
    }

    /// <summary>Of a mixture the lowest F_C counts.</summary>
    public static Factor LowestCarbonFraction(IEnumerable<string> feedstocks, string process)
        => feedstocks.Select(feedstock => CarbonFraction(feedstock, process)).MinBy(factor => factor.Value)
            ?? throw Refusal.MissingFactor(("no feedstock", "原料がありません"));

    /// <summary>Carbon that stays, tC.</summary>
    public static decimal StoredCarbon(decimal massTonnes, decimal carbonFraction, decimal permanence)
        => Check.NotNegative(massTonnes, "mass") * Check.Fraction(carbonFraction, "F_C") * Check.Fraction(permanence, "PR");
}
