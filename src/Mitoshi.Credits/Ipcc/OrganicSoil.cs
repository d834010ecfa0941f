namespace Mitoshi.Credits.Ipcc;

/// <summary>Organic soils in the form of the IPCC 2013 Wetlands Supplement. No emission factor is shipped: the user enters it with a citation.</summary>
internal static class OrganicSoil
{
    /// <summary>CO2 = area x EF x 44/12 (form of equation 2.3; mark C as arithmetic).</summary>
    public static decimal CarbonDioxide(decimal areaHectares, decimal carbonPerHectare)
        => Check.NotNegative(areaHectares, "area") * carbonPerHectare * MolarRatio.CarbonToCarbonDioxide;

    /// <summary>Reduction by rewetting, tCO2e: (drained - rewetted) x 44/12 - CH4-C x 16/12 x GWP/1000, each per hectare (mark R).</summary>
    public static decimal Rewetting(decimal areaHectares, decimal drainedCarbon, decimal rewettedCarbon, decimal rewettedMethaneCarbonKilograms, decimal warmingPotential)
        => Check.NotNegative(areaHectares, "area") * (((drainedCarbon - rewettedCarbon) * MolarRatio.CarbonToCarbonDioxide)
            - (rewettedMethaneCarbonKilograms * MolarRatio.CarbonToMethane * warmingPotential / 1000));

    /// <summary>Carbon lost with the height of peat, tC/ha: height (m) x volumetric carbon (kgC/m3) x 10 (VM0033 v2.1 sec. 9.1, mark V).</summary>
    public static decimal Subsidence(decimal heightLossMetres, decimal carbonKilogramsPerCubicMetre)
        => heightLossMetres * Check.NotNegative(carbonKilogramsPerCubicMetre, "VC") * 10;
}
