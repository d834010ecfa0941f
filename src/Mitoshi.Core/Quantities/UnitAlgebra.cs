namespace Mitoshi.Core;

/// <summary>Products of units written as <c>a.b/c/d</c>: what stands on both sides of the line cancels, nothing is converted silently.</summary>
public static class UnitAlgebra
{
    // Units that measure the same thing; two different ones of a family must not meet without a conversion.
    private static readonly string[][] Families =
    [
        ["ha", "km2", "m2"], ["g", "kg", "t", "Mg"], ["m", "km", "cm"], ["d", "yr"],
    ];

    /// <summary>The unit of a product.</summary>
    /// <exception cref="MitoshiException"><c>quantities.unit_mismatch</c> when, for example, km2 meets "per ha".</exception>
    public static Unit Multiply(Unit left, Unit right)
    {
        List<string> above = [], below = [];
        Split(left, above, below);
        Split(right, above, below);
        foreach (string symbol in above.ToArray())
        {
            if (below.Remove(symbol))
            {
                above.Remove(symbol);
            }
        }

        foreach (string[] family in Families)
        {
            string? over = above.Find(family.Contains), under = below.Find(family.Contains);
            if (over is not null && under is not null)
            {
                throw Mismatch(($"{left} times {right} leaves {over} over {under}", $"{left} × {right} では {over} と {under} が約分できません"));
            }
        }

        string numerator = above.Count == 0 ? "1" : string.Join('.', above);
        return new Unit(below.Count == 0 ? numerator : numerator + "/" + string.Join('/', below));
    }

    /// <summary>Two units that must be the same are not.</summary>
    public static MitoshiException Mismatch(Text found) => new("quantities.unit_mismatch", found,
        expected: ("quantities of the same unit and substance", "同じ単位・同じ物質の量"),
        remedy: ("Convert one of them explicitly first, for example tC to tCO2 by 44/12 or km2 to ha by 100.",
            "先にどちらかを明示的に換算してください（例：tC から tCO2 は 44/12、km2 から ha は 100）。"));

    private static void Split(Unit unit, List<string> above, List<string> below)
    {
        string[] parts = unit.Symbol.Split('/');
        above.AddRange(parts[0].Split('.').Where(symbol => symbol != "1"));
        below.AddRange(parts.Skip(1));
    }
}
