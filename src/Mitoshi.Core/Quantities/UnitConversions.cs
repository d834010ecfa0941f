namespace Mitoshi.Core;

/// <summary>Exact factors between units. What needs a density, a carbon fraction or a warming potential is not here, on purpose.</summary>
public static class UnitConversions
{
    // Each family: symbol, numerator and denominator of its size in the family's first unit. Carbon dioxide and its carbon are one family
    // because 44/12 is exact; CO2 counts as CO2e because its warming potential is 1 in every set. Methane is not CO2e: that needs a set.
    private static readonly Dictionary<string, (string Family, decimal Numerator, decimal Denominator)> Sizes = new(StringComparer.Ordinal)
    {
        ["t"] = ("mass", 1, 1), ["Mg"] = ("mass", 1, 1), ["kg"] = ("mass", 1, 1000), ["g"] = ("mass", 1, 1_000_000), ["Gg"] = ("mass", 1000, 1),
        ["kt"] = ("mass", 1000, 1), ["Mt"] = ("mass", 1_000_000, 1), ["Tg"] = ("mass", 1_000_000, 1),
        ["ha"] = ("area", 1, 1), ["km2"] = ("area", 100, 1), ["m2"] = ("area", 1, 10_000),
        ["m"] = ("length", 1, 1), ["km"] = ("length", 1000, 1), ["cm"] = ("length", 1, 100), ["mm"] = ("length", 1, 1000),
        ["m3"] = ("volume", 1, 1), ["1"] = ("number", 1, 1), ["percent"] = ("number", 1, 100), ["%"] = ("number", 1, 100),
    };

    private static readonly Dictionary<string, (string Substance, int Numerator, int Denominator)> Substances = new(StringComparer.Ordinal)
    {
        ["C"] = ("carbon dioxide", 44, 12), ["CO2"] = ("carbon dioxide", 1, 1), ["CO2e"] = ("carbon dioxide", 1, 1), ["CO2eq"] = ("carbon dioxide", 1, 1),
        ["CH4-C"] = ("methane", 16, 12), ["CH4"] = ("methane", 1, 1),
        ["N2O-N"] = ("nitrous oxide", 44, 28), ["N2O"] = ("nitrous oxide", 1, 1),
    };

    /// <summary>A value in another unit: both parts of a unit with a line are converted, <c>tC/ha</c> to <c>kgCO2/m2</c>.</summary>
    /// <exception cref="MitoshiException"><c>quantities.unit_mismatch</c> when no exact factor leads there.</exception>
    public static decimal Convert(decimal value, Unit from, Unit to)
    {
        string[] fromParts = from.Symbol.Split('/'), toParts = to.Symbol.Split('/');
        if (from == to)
        {
            return value;
        }

        if (fromParts.Length != toParts.Length)
        {
            throw NoFactor(from, to);
        }

        decimal numerator = value, denominator = 1;
        for (int i = 0; i < fromParts.Length; i++)
        {
            (string family, decimal above, decimal below) = Size(fromParts[i]) ?? Unknown(fromParts[i]);
            (string targetFamily, decimal targetAbove, decimal targetBelow) = Size(toParts[i]) ?? Unknown(toParts[i]);
            if (family != targetFamily)
            {
                throw NoFactor(from, to);
            }

            (decimal up, decimal down) = (above * targetBelow, below * targetAbove);
            numerator *= i == 0 ? up : down;
            denominator *= i == 0 ? down : up;
        }

        return numerator / denominator;
    }

    private static (string Family, decimal Numerator, decimal Denominator) Unknown(string symbol) => (symbol, 1, 1);

    private static (string Family, decimal Numerator, decimal Denominator)? Size(string symbol)
    {
        if (Sizes.TryGetValue(symbol, out var size))
        {
            return size;
        }

        foreach ((string substance, (string name, int above, int below)) in Substances)
        {
            string prefix = symbol.EndsWith(substance, StringComparison.Ordinal) ? symbol[..^substance.Length] : "";
            if (Sizes.TryGetValue(prefix, out var mass) && mass.Family == "mass")
            {
                return (name, mass.Numerator * above, mass.Denominator * below);
            }
        }

        return null;
    }

    private static MitoshiException NoFactor(Unit from, Unit to) => UnitAlgebra.Mismatch(
        ($"{from} does not convert to {to} by an exact factor", $"{from} から {to} への正確な換算係数はありません"));
}
