namespace Mitoshi.Credits.Vcs.Vmd0054;

/// <summary>VMD0054 v1.1: leakage by displaced production (equations 1 and 12 mark C, the sum mark S).</summary>
internal static class Displacement
{
    public static FactorTable Factors { get; } = FactorTable.Open("vmd0054");

    public static Equation Leakage { get; } = new("10", ("Leakage by displacement", "生産移転によるリーケージ"), "LK = max(Σ (BP − MP − LM) × IS × NL / yield, 0) × ΔCS × 44/12 + mitigation emissions", Mark.Secondary, "VMD0054 v1.1 as transcribed publicly, eq 10");

    /// <summary>(1) Baseline production: mean of the history grown by r to year t; default r 2.5 %.</summary>
    public static double BaselineProduction(double[] history, double? growth, double years)
        => history.Length == 0 ? throw Refusal.InsufficientRecords(("no year of production", "生産記録がありません"), ("at least one", "1年分以上"))
            : history.Average() * Math.Pow(1 + (growth ?? (double)Factors["growth_default"].Value), years);

    /// <summary>Land newly used elsewhere for one product, ha; negative when production was spared.</summary>
    public static decimal Land(Product product)
        => (product.Baseline - product.Monitored - product.Mitigation) * Check.Fraction(product.IncreaseShare, "IS") * Check.Fraction(product.NewLandShare, "NL")
            / Check.Positive(product.YieldPerHectare, "yield");

    /// <summary>(10) Net land of all products, not below zero, and its emissions in tCO2e. Sparing earns nothing; mitigation emissions still count.</summary>
    public static (decimal Hectares, decimal CarbonDioxide) Emissions(IEnumerable<Product> products, decimal carbonPerHectare, decimal mitigationEmissions)
    {
        decimal hectares = Math.Max(0, products.Sum(Land));
        return (hectares, (hectares * carbonPerHectare * MolarRatio.CarbonToCarbonDioxide) + Check.NotNegative(mitigationEmissions, "mitigation emissions"));
    }

    /// <summary>(12) Loss of soil carbon, tC/ha: SOC_ref (1 - f_LU f_MG f_IN).</summary>
    public static decimal SoilLoss(decimal reference, decimal landUse, decimal management, decimal input)
        => Check.NotNegative(reference, "SOC_ref") * (1 - (landUse * management * input));

    /// <summary>Agreements on mitigation run at least 5 years.</summary>
    public static void RequireAgreement(decimal years)
    {
        if (years < 5)
        {
            throw Refusal.NotApplicable(($"an agreement over {years} years", $"{years}年の協定"), ("at least 5 years", "5年以上"));
        }
    }
}

/// <summary>Production of one product in its own unit.</summary>
/// <param name="Baseline">BP.</param>
/// <param name="Monitored">MP.</param>
/// <param name="Mitigation">LM.</param>
/// <param name="IncreaseShare">IS.</param>
/// <param name="NewLandShare">NL.</param>
/// <param name="YieldPerHectare">Units per hectare.</param>
internal readonly record struct Product(decimal Baseline, decimal Monitored, decimal Mitigation, decimal IncreaseShare, decimal NewLandShare, decimal YieldPerHectare);
