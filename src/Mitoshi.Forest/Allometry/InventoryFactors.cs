namespace Mitoshi.Forest;

/// <summary>Expansion of stem volume to biomass, carbon and CO2 for one species and age.</summary>
/// <param name="Key">Row of the table.</param>
/// <param name="ExpansionFactor">BEF, above-ground volume over stem volume.</param>
/// <param name="WoodDensity">D, t dry matter per m3.</param>
/// <param name="RootShoot">R, below ground over above ground.</param>
/// <param name="CarbonFraction">CF, t C per t dry matter.</param>
/// <param name="Citation">Source of the row.</param>
/// <param name="IsVerified">False while the row says that it was not compared with its document: it may compute, not issue.</param>
public sealed record InventoryFactors(
    string Key, double ExpansionFactor, double WoodDensity, double RootShoot, double CarbonFraction, string Citation, bool IsVerified)
{
    private static readonly FactorTable BuiltIn = FactorTable.Embedded("japan_inventory_factors.csv");

    /// <summary>Age up to which the factors of young stands hold; a stand of exactly 20 years is young.</summary>
    public const int YoungAgeMax = 20;

    /// <summary>The factors of a species from the built-in table (Japan's national greenhouse gas inventory).</summary>
    /// <param name="species">The species.</param>
    /// <param name="ageYears">Age of the stand; null for the factors above 20 years.</param>
    /// <exception cref="MitoshiException"><c>allometry.unknown_species</c>.</exception>
    public static InventoryFactors For(TreeSpecies species, int? ageYears = null) => Find(BuiltIn, species.InventoryKey, ageYears);

    /// <summary>The factors of a species from a user's table with the same columns.</summary>
    /// <exception cref="MitoshiException"><c>allometry.no_table</c>, <c>allometry.bad_table</c>, <c>allometry.unknown_species</c>.</exception>
    public static InventoryFactors For(TreeSpecies species, int? ageYears, string tablePath, IFiles files)
        => Find(FactorTable.Read(tablePath, files), species.InventoryKey, ageYears);

    /// <summary>Above-ground biomass V D BEF, t/ha for m3/ha.</summary>
    public double AboveGround(double stemVolume) => stemVolume * WoodDensity * ExpansionFactor;

    /// <summary>Below-ground biomass, AGB R.</summary>
    public double BelowGround(double stemVolume) => AboveGround(stemVolume) * RootShoot;

    /// <summary>Carbon of both, t C/ha.</summary>
    public double Carbon(double stemVolume) => (AboveGround(stemVolume) + BelowGround(stemVolume)) * CarbonFraction;

    /// <summary>CO2 of both, t/ha: carbon times 44/12.</summary>
    public double CarbonDioxide(double stemVolume) => Carbon(stemVolume) * 44 / 12;

    /// <summary>
    /// First-order relative standard deviation of CO2: the squares add, with R sR / (1 + R) for the root ratio. Factors that all plots share
    /// do not average out over an area.
    /// </summary>
    public double RelativeDeviation(double volume, double density, double expansion, double rootShoot, double carbonFraction)
    {
        double root = RootShoot * rootShoot / (1 + RootShoot);
        return Math.Sqrt((volume * volume) + (density * density) + (expansion * expansion) + (root * root) + (carbonFraction * carbonFraction));
    }

    internal static InventoryFactors Find(FactorTable table, string key, int? ageYears)
    {
        foreach (string[] row in table.Rows)
        {
            if (table.Text(row, "key") == key)
            {
                bool isYoung = ageYears is { } age && age <= YoungAgeMax;
                return new InventoryFactors(
                    key, table.Number(row, isYoung ? "bef_age_le_20" : "bef_age_gt_20"), table.Number(row, "wood_density_t_m3"),
                    table.Number(row, "root_shoot_R"), table.Number(row, "carbon_fraction"), table.Text(row, "citation"),
                    table.Text(row, "checked").StartsWith("yes", StringComparison.OrdinalIgnoreCase));
            }
        }

        throw new MitoshiException(
            "allometry.unknown_species",
            found: ($"{table.Name} has no row {key}", $"{table.Name} に行「{key}」がありません"),
            expected: ("a row for every species of the tree list", "毎木表のすべての樹種の行"),
            remedy: ("Add the row with its citation.", "出典をつけて行を加えてください。"));
    }
}
