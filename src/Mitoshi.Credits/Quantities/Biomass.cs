namespace Mitoshi.Credits;

/// <summary>From dry biomass to carbon dioxide.</summary>
internal static class Biomass
{
    /// <summary>tCO2/ha above and below ground: AGB x CF x (1 + R) x 44/12.</summary>
    /// <param name="aboveGroundMegagramsPerHectare">AGB, Mg/ha of dry matter.</param>
    /// <param name="carbonFraction">CF, tC per t of dry matter.</param>
    /// <param name="rootRatio">R, below-ground over above-ground biomass.</param>
    public static decimal CarbonDioxidePerHectare(decimal aboveGroundMegagramsPerHectare, decimal carbonFraction, decimal rootRatio)
        => Check.NotNegative(aboveGroundMegagramsPerHectare, "AGB") * Check.Fraction(carbonFraction, "CF") * (1 + Check.NotNegative(rootRatio, "R")) * MolarRatio.CarbonToCarbonDioxide;
}
