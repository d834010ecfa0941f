namespace Mitoshi.Credits.Jblue;

/// <summary>J Blue Credit (mark S): removal of seagrass, seaweed, mangrove and tidal flats. No coefficient is shipped; certainty comes from the review.</summary>
internal static class BlueCarbon
{
    /// <summary>(1) area x coefficient, and what is credited: gross x certainty of area x certainty of coefficient - baseline, not below zero.</summary>
    public static (decimal Gross, decimal Credited) ByArea(decimal areaHectares, decimal tonnesPerHectare, Certainty certainty, decimal baseline)
    {
        decimal gross = Check.NotNegative(areaHectares, "area") * tonnesPerHectare;
        return (gross, Credited(gross, certainty, baseline));
    }

    /// <summary>(2-1, 2-2) wet mass x (1 - water) x P/B x CF x residual x ecosystem x 44/12 / 1000, with mass per area or per rope length.</summary>
    public static decimal ByBiomass(WetBiomass biomass)
        => Check.NotNegative(biomass.Extent, "extent") * Check.NotNegative(biomass.WetKilogramsPerUnit, "wet mass") * (1 - Check.Fraction(biomass.WaterFraction, "water"))
            * Check.NotNegative(biomass.ProductionRatio, "P/B") * Check.Fraction(biomass.CarbonFraction, "CF") * Check.Fraction(biomass.ResidualFraction, "residual")
            * Check.NotNegative(biomass.EcosystemFactor, "ecosystem factor") / 1000 * MolarRatio.CarbonToCarbonDioxide;

    /// <summary>Gross x certainty - baseline, not below zero.</summary>
    public static decimal Credited(decimal gross, Certainty certainty, decimal baseline)
        => Math.Max(0, (gross * Check.Fraction(certainty.Area, "certainty of area") * Check.Fraction(certainty.Coefficient, "certainty of coefficient")) - baseline);

    /// <summary>Mangroves and tidal flats may only use equation 1.</summary>
    public static void RequireBiomassForm(string? ecosystem)
    {
        if (ecosystem is "mangrove" or "tidal_flat" or "tidal_flats")
        {
            throw Refusal.NotApplicable(($"equation 2 for {ecosystem}", $"{ecosystem} に式2は使えません"), ("equation 1", "式1"));
        }
    }
}

/// <summary>Certainty that the review grants, fractions.</summary>
internal readonly record struct Certainty(decimal Area, decimal Coefficient);

/// <summary>Standing crop of seaweed or seagrass.</summary>
/// <param name="Extent">Area in m2, or length of rope in m.</param>
/// <param name="WetKilogramsPerUnit">Wet mass, kg per m2 or per m.</param>
/// <param name="WaterFraction">Share of water.</param>
/// <param name="ProductionRatio">P/B, yearly production over standing crop.</param>
/// <param name="CarbonFraction">Carbon in dry mass.</param>
/// <param name="ResidualFraction">Share that stays stored.</param>
/// <param name="EcosystemFactor">Extension from the species to its ecosystem.</param>
internal readonly record struct WetBiomass(
    decimal Extent, decimal WetKilogramsPerUnit, decimal WaterFraction, decimal ProductionRatio, decimal CarbonFraction, decimal ResidualFraction, decimal EcosystemFactor);
