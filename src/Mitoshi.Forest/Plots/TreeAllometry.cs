namespace Mitoshi.Forest;

/// <summary>From trees to biomass.</summary>
public enum AllometryKind
{
    /// <summary>Japan: stem volume equation, times wood density and BEF of the national inventory.</summary>
    JapanInventory,

    /// <summary>Japan: ln AGB = a + b ln(D^2 H) fitted to harvested trees by species.</summary>
    HarvestedTrees,

    /// <summary>Chave et al. 2014, eq. 4, with wood density from the tree list.</summary>
    Chave2014,
}

/// <summary>Biomass of single trees with the spread of single trees around the equation and the error that all trees of a species share.</summary>
internal sealed class TreeAllometry
{
    private readonly Dictionary<string, (double A, double B, double Deviation, double Shared)> _fits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _errors = new(StringComparer.Ordinal);
    private readonly FactorTable? _inventory;

    public TreeAllometry(AllometryKind kind, FactorTable? inventory = null)
    {
        Kind = kind;
        _inventory = inventory;
        FactorTable errors = FactorTable.Embedded("factor_errors.csv"), fits = FactorTable.Embedded("harvested_tree_fits.csv");
        foreach (string[] row in errors.Rows)
        {
            _errors[errors.Text(row, "factor")] = errors.Number(row, "relative_sd");
        }

        foreach (string[] row in fits.Rows)
        {
            double deviation = fits.Number(row, "sd_log");

            // Trees of one study share its site and its crew: the error of a species' equation falls with the studies, not with the trees.
            _fits[fits.Text(row, "key")] =
                (fits.Number(row, "a"), fits.Number(row, "b"), deviation, deviation / Math.Sqrt(fits.Number(row, "studies")));
        }
    }

    public AllometryKind Kind { get; }

    public InventoryFactors Factors(TreeSpecies species, int? ageYears)
        => InventoryFactors.Find(_inventory ?? FactorTable.Embedded("japan_inventory_factors.csv"), species.InventoryKey, ageYears);

    /// <summary>Name under which trees share their systematic error.</summary>
    public string SharedName(TreeSpecies species) => Kind switch
    {
        AllometryKind.JapanInventory => species.InventoryKey,
        AllometryKind.HarvestedTrees => FitKey(species),
        _ => "chave2014",
    };

    /// <summary>Relative standard deviation of the shared error.</summary>
    public double SharedDeviation(TreeSpecies species) => Kind switch
    {
        AllometryKind.JapanInventory => Math.Sqrt((_errors["wood_density"] * _errors["wood_density"]) + (_errors["bef"] * _errors["bef"])),
        AllometryKind.HarvestedTrees => _fits[FitKey(species)].Shared,

        // 58 sites stand behind the pantropical equation.
        _ => Chave2014.SigmaWithHeight / Math.Sqrt(58),
    };

    /// <summary>Spread of single trees around the equation, on the log scale.</summary>
    public double TreeDeviation(TreeSpecies species) => Kind switch
    {
        AllometryKind.JapanInventory => _errors["stem_volume"],
        AllometryKind.HarvestedTrees => _fits[FitKey(species)].Deviation,
        _ => Chave2014.SigmaWithHeight,
    };

    /// <summary>Stem volume, m3; NaN where the allometry has none.</summary>
    public double Volume(in Tree tree, double dbh, double height)
        => Kind == AllometryKind.JapanInventory ? JapaneseStemVolume.CubicMetres(tree.VolumeEquation, dbh, height) : double.NaN;

    /// <summary>Expected biomass of a tree, kg.</summary>
    public double Kilograms(in Tree tree, double dbh, double height, in InventoryFactors? factors)
    {
        switch (Kind)
        {
            case AllometryKind.JapanInventory:
                return 1000 * factors!.AboveGround(JapaneseStemVolume.CubicMetres(tree.VolumeEquation, dbh, height));
            case AllometryKind.HarvestedTrees:
                (double a, double b, double deviation, _) = _fits[FitKey(tree.Species)];
                return Math.Exp(a + (b * Math.Log(dbh * dbh * height)) + (deviation * deviation / 2));
            default:
                return Chave2014.Kilograms(dbh, height, tree.WoodDensity);
        }
    }

    private string FitKey(TreeSpecies species)
        => _fits.ContainsKey(species.Key) ? species.Key : species.IsConifer ? "all" : "all_broadleaf";
}
