namespace Mitoshi.Credits.Jcm;

/// <summary>
/// JCM Cambodia, REDD+ (KH_AM004): what forest loss would have emitted by the national reference level, less what it did emit.
/// Source: report of JAXA to the space committee of MEXT, document 106-1-2 of 8 June 2026, JCM section (mark V).
/// </summary>
internal static class KhAm004
{
    private const string Report = "JAXA report, doc. 106-1-2 (2026-06-08), JCM section";

    /// <summary>Share of a reduction that is not credited: 20 %.</summary>
    public static Factor RiskDiscount { get; } = FactorTable.Open("jcm_kh")["risk_discount"];

    public static Equation Eq1 { get; } = new("1", ("Reference emissions", "参照排出量"), "RL = 44/12 × Σ A_i × P_i × EF_i × (d0y/dy)", Mark.Verified, Report);

    public static Equation Eq2 { get; } = new("2", ("Project emissions", "プロジェクト排出量"), "PE = E_fuel + E_fert + DE + 44/12 × Σ CA_i × EF_i", Mark.Verified, Report);

    public static Equation Eq3 { get; } = new("3", ("Credits", "クレジット"), "credits = floor((RL − PE) × (1 − 0.20))", Mark.Verified, Report);

    /// <summary>(1) Reference emissions in tCO2.</summary>
    /// <param name="areaHectares">A_i, area of forest class i at the start, ha.</param>
    /// <param name="lossProbabilityPerYear">P_i, yearly probability of loss by the forest reference level, 0 to 1.</param>
    /// <param name="stockCarbonPerHectare">EF_i, stock lost, tC/ha above and below ground.</param>
    /// <param name="shareOfYear">d0y/dy, share of the year that the period covers.</param>
    public static decimal ReferenceEmissions(decimal[] areaHectares, decimal[] lossProbabilityPerYear, decimal[] stockCarbonPerHectare, decimal shareOfYear)
    {
        Check.SameLength(areaHectares.Length, lossProbabilityPerYear.Length, "P");
        Check.SameLength(areaHectares.Length, stockCarbonPerHectare.Length, "EF");
        Check.Fraction(shareOfYear, "d0y/dy");
        decimal carbon = 0;
        for (int i = 0; i < areaHectares.Length; i++)
        {
            carbon += Check.NotNegative(areaHectares[i], "A") * Check.Fraction(lossProbabilityPerYear[i], "P") * Check.NotNegative(stockCarbonPerHectare[i], "EF");
        }

        return carbon * shareOfYear * MolarRatio.CarbonToCarbonDioxide;
    }

    /// <summary>(2) Project emissions in tCO2.</summary>
    /// <param name="other">Fuel, fertiliser and displaced emissions, tCO2e.</param>
    /// <param name="convertedHectares">CA_i, area of class i that was converted, ha.</param>
    /// <param name="stockCarbonPerHectare">EF_i, tC/ha.</param>
    public static decimal ProjectEmissions(OtherEmissions other, decimal[] convertedHectares, decimal[] stockCarbonPerHectare)
    {
        Check.SameLength(convertedHectares.Length, stockCarbonPerHectare.Length, "EF");
        decimal carbon = 0;
        for (int i = 0; i < convertedHectares.Length; i++)
        {
            carbon += Check.NotNegative(convertedHectares[i], "CA") * Check.NotNegative(stockCarbonPerHectare[i], "EF");
        }

        return other.Total + (carbon * MolarRatio.CarbonToCarbonDioxide);
    }

    /// <summary>(3) Reduction in tCO2 and credits after the risk discount; a negative reduction gives none.</summary>
    public static (decimal Reduction, decimal Discounted, long Credits) Credit(decimal referenceEmissions, decimal projectEmissions, decimal discount)
    {
        Check.Fraction(discount, "discount");
        decimal reduction = referenceEmissions - projectEmissions, discounted = reduction * (1 - discount);
        return (reduction, discounted, Rounding.Credits(discounted));
    }

    /// <summary>The forest reference level must be submitted and assessed, and the official forest map at most 2 years old at the start.</summary>
    public static void RequireApplicable(bool isReferenceLevelAssessed, decimal mapAgeYears)
    {
        if (!isReferenceLevelAssessed)
        {
            throw Refusal.NotApplicable(("the forest reference level is not submitted and technically assessed", "森林参照レベルが提出・技術評価されていません"),
                ("a reference level that was technically assessed", "技術評価を受けた森林参照レベル"));
        }

        if (mapAgeYears > 2)
        {
            throw Refusal.NotApplicable(($"the official forest map is {mapAgeYears} years old at the start", $"公式の森林図が開始時点で{mapAgeYears}年前のものです"),
                ("a map at most 2 years old", "2年以内の森林図"));
        }
    }

    /// <summary>Only above- and below-ground biomass count; option 1 is forest to non-forest, option 2 every transition that emits.</summary>
    public static void RequirePools(IReadOnlyList<string> pools, int option)
    {
        if (option is not (1 or 2))
        {
            throw Refusal.OutOfRange(($"option {option}", $"オプション{option}"), ("option 1 or 2", "オプション1または2"));
        }

        foreach (string pool in pools)
        {
            if (pool is not ("agb" or "bgb"))
            {
                throw Refusal.PoolNotAllowed(($"the pool {pool}", $"炭素プール {pool}"), ("agb and bgb", "agb と bgb"));
            }
        }
    }
}

/// <summary>Emissions of a project beside the loss of forest, in tCO2e.</summary>
/// <param name="Fuel">E_fuel.</param>
/// <param name="Fertiliser">E_fert.</param>
/// <param name="Displaced">DE, emissions displaced to other land.</param>
internal readonly record struct OtherEmissions(decimal Fuel, decimal Fertiliser, decimal Displaced)
{
    public decimal Total => Check.NotNegative(Fuel, "E_fuel") + Check.NotNegative(Fertiliser, "E_fert") + Check.NotNegative(Displaced, "DE");
}
