namespace Mitoshi.Credits.Vcs.Vm0033;

/// <summary>VM0033 v2.1, tidal wetland and seagrass restoration: soil (full text read, mark V). A negative flux is sequestration.</summary>
internal static class TidalSoil
{
    public static FactorTable Factors { get; } = FactorTable.Open("vm0033");

    /// <summary>(33) Default soil CO2, tCO2e/ha/yr: full at 50 % cover, zero below 15 %, linear between; marsh and mangrove only.</summary>
    public static decimal DefaultCarbonDioxide(string system, decimal coverPercent)
    {
        Check.Percent(coverPercent, "cover");
        if (system is not ("marsh" or "mangrove" or "tidal_marsh" or "marsh_mangrove"))
        {
            throw Refusal.MissingFactor(($"no default for {system}", $"{system} の既定値はありません"));
        }

        decimal full = Factors["cover_full"].Value, zero = Factors["cover_zero"].Value;
        decimal share = coverPercent >= full ? 1 : coverPercent < zero ? 0 : (coverPercent - zero) / (full - zero);
        return Factors["soil_default"].Value * share * MolarRatio.CarbonToCarbonDioxide;
    }

    /// <summary>(60, 61) Default methane, tCH4/ha/yr; none at or below 18 ppt.</summary>
    public static decimal DefaultMethane(decimal salinity) => salinity switch
    {
        >= 20 => Factors["ch4_ge20ppt"].Value,
        > 18 => Factors["ch4_gt18ppt"].Value,
        _ => throw Refusal.MissingFactor(($"no default for methane at {salinity} ppt", $"塩分{salinity} pptのメタン既定値はありません")),
    };

    /// <summary>The two defaults of methane must not be used to create a difference.</summary>
    public static void RequireMethanePair(decimal baseline, decimal project)
    {
        decimal[] defaults = [Factors["ch4_gt18ppt"].Value, Factors["ch4_ge20ppt"].Value];
        if (baseline != project && defaults.Contains(baseline) && defaults.Contains(project))
        {
            throw Refusal.NotApplicable(("both defaults of methane in one comparison", "メタンの二つの既定値を比べています"), ("one default on both sides, or measurements", "両方に同じ既定値、または測定値"));
        }
    }

    /// <summary>(63-68) Default nitrous oxide, tN2O/ha/yr.</summary>
    public static decimal DefaultNitrousOxide(string system, decimal salinity)
    {
        string water = system switch
        {
            "open_water" or "seagrass" => "open",
            "non_seagrass_wetland" or "wetland" or "marsh" or "mangrove" => "wet",
            _ => throw Refusal.MissingFactor(($"no default for {system}", $"{system} の既定値はありません")),
        };
        string range = Check.NotNegative(salinity, "salinity") switch { > 18 => "gt18", >= 5 => "5_18", _ => "other" };
        return Factors[$"n2o_{water}_{range}"].Value;
    }

    /// <summary>Share of soil carbon that came from elsewhere (%) and the deduction from sequestration, tCO2e/ha; an emission is not deducted.</summary>
    public static (decimal Percent, decimal Deduction) Allochthonous(decimal flux, decimal soilCarbonPercent, decimal ownCarbonPercent)
    {
        decimal percent = Check.Percent(100 * (Check.Positive(soilCarbonPercent, "C_soil") - Check.NotNegative(ownCarbonPercent, "C_autoch")) / soilCarbonPercent, "share from elsewhere");
        return (percent, flux < 0 ? flux * percent / 100 : 0);
    }

    /// <summary>Organic matter grown in place, percent: (OM_soil - OM_dep)/(1 - OM_dep/100).</summary>
    public static decimal OwnOrganicMatter(decimal soilPercent, decimal? depositedPercent)
    {
        decimal deposited = depositedPercent ?? Factors["om_deposited_default"].Value;
        return (Check.Percent(soilPercent, "OM_soil") - deposited) / (1 - (Check.Percent(deposited, "OM_dep") / 100));
    }

    /// <summary>Organic matter from carbon, percent: mangrove (C - 2.8857)/0.415.</summary>
    public static decimal MangroveOrganicMatter(decimal carbonPercent) => (carbonPercent - 2.8857m) / 0.415m;

    /// <summary>Organic matter from carbon, percent: marsh, the root of C = 0.4 OM + 0.0025 OM^2.</summary>
    public static double MarshOrganicMatter(double carbonPercent) => (-0.4 + Math.Sqrt(0.16 + (0.01 * carbonPercent))) / 0.005;

    /// <summary>Organic matter from carbon, percent: seagrass (C + 0.21)/0.4.</summary>
    public static decimal SeagrassOrganicMatter(decimal carbonPercent) => (carbonPercent + 0.21m) / 0.4m;

    /// <summary>Eroded soil: carbon (tC/ha) = C%/100 x BD x depth x 10, and the share of it that is emitted, tCO2e/ha. The printed equation lacks the /100.</summary>
    public static (decimal Carbon, decimal Emissions) Eroded(decimal carbonPercent, decimal bulkDensity, decimal depthMetres, string environment)
    {
        decimal carbon = Check.Percent(carbonPercent, "C") / 100 * Check.NotNegative(bulkDensity, "BD") * Check.NotNegative(depthMetres, "depth") * 10;
        return (carbon, carbon * Factors["emitted_" + environment].Value * MolarRatio.CarbonToCarbonDioxide);
    }
}
