namespace Mitoshi.Credits.Jcredit;

/// <summary>
/// J-Credit FO-001 (forest management), FO-002 (planting on land that is not forest), FO-003 (replanting after clear-cut). Stem growth comes
/// from the yield table of the species, age and site class, which the user enters with a citation: no table is shipped.
/// </summary>
internal static class ForestManagement
{
    private const string Source = "J-Credit and Forestry Agency, stock growth equation (two descriptions)";

    public static Equation Removal { get; } = new("1", ("Yearly removal of the stand", "森林の年間吸収量"), "R = Σ A × G × BEF × (1 + R_s) × D × CF × 44/12", Mark.Corroborated, Source);

    public static Equation Net { get; } = new("2", ("Removal less harvest emissions", "伐採排出を除いた吸収量"), "net = removals − harvest emissions", Mark.Corroborated, Source);

    public static Equation Buffer { get; } = new("3", ("Buffer", "バッファー"), "buffer = ceil(share × net), 3 % ≤ share ≤ 10 %", Mark.Secondary, "public calculator text: 3 to 10 % of removals are kept");

    /// <summary>(1) Removal in tCO2 per year.</summary>
    public static decimal AnnualRemoval(StandGrowth stand)
        => Check.NotNegative(stand.AreaHectares, "A") * stand.GrowthCubicMetresPerHectare * Check.NotNegative(stand.Expansion, "BEF × (1 + R)")
            * Check.NotNegative(stand.DensityTonnesPerCubicMetre, "D") * Check.Fraction(stand.CarbonFraction, "CF") * MolarRatio.CarbonToCarbonDioxide;

    /// <summary>Yearly growth in m3/ha from two stocks; a decline keeps its sign.</summary>
    public static decimal GrowthFromStock(decimal stockBefore, decimal stockAfter, decimal years) => (stockAfter - stockBefore) / Check.Years(years);

    /// <summary>(2) Net removal, tCO2, and whole credits before the buffer; below zero nothing is issued.</summary>
    public static (decimal Net, long Credits) NetOfHarvest(decimal removal, decimal harvestEmissions)
        => (removal - harvestEmissions, Rounding.Credits(removal - harvestEmissions));

    /// <summary>(3) Units kept and units issued.</summary>
    public static (long Buffer, long Issued) WithBuffer(decimal net, decimal bufferPercent)
    {
        if (bufferPercent is < 3 or > 10)
        {
            throw Refusal.OutOfRange(($"a buffer of {bufferPercent} %", $"バッファー {bufferPercent} %"), ("3 to 10 %", "3から10 %"));
        }

        long buffer = Rounding.Deduction(net * bufferPercent / 100);
        return (buffer, Rounding.Credits(net - buffer));
    }

    /// <summary>The difference of two biomass maps is not yet a method of the scheme (JAXA report, mark V).</summary>
    public static void RequireMethod(string method, bool isForIssuance)
    {
        if (isForIssuance && method == "two_date_map_difference")
        {
            throw Refusal.NotForIssuance(("the difference of two biomass maps; the scheme has not accepted it yet", "2時期のバイオマス地図の差（制度ではまだ認められていません）"));
        }
    }

    /// <summary>FO-002 is for land that did not meet the forest definition.</summary>
    public static void RequireNotForest(bool metForestDefinition)
    {
        if (metForestDefinition)
        {
            throw Refusal.NotApplicable(("land that met the forest definition at the start", "開始時に森林の定義を満たしていた土地"), ("land that is not forest (FO-002)", "森林でない土地（FO-002）"));
        }
    }

    /// <summary>FO-003 is for stands without trees.</summary>
    public static void RequireBare(bool hasStandingTrees)
    {
        if (hasStandingTrees)
        {
            throw Refusal.NotApplicable(("a stand with trees", "立木のある林分"), ("a stand without trees (FO-003)", "立木のない林分（FO-003）"));
        }
    }
}

/// <summary>Growth of a stratum.</summary>
/// <param name="AreaHectares">A, ha.</param>
/// <param name="GrowthCubicMetresPerHectare">G, stem growth, m3/ha per year.</param>
/// <param name="Expansion">BEF x (1 + R_s): from stem to whole tree.</param>
/// <param name="DensityTonnesPerCubicMetre">D, t/m3.</param>
/// <param name="CarbonFraction">CF, tC/t.</param>
internal readonly record struct StandGrowth(
    decimal AreaHectares, decimal GrowthCubicMetresPerHectare, decimal Expansion, decimal DensityTonnesPerCubicMetre, decimal CarbonFraction);
