using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vcs.Vm0047;

internal sealed class Vm0047Vectors : IVectorModules
{
    private const string Prefix = "vcs.vm0047.";

    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module(Prefix + "stock_change", inputs => new JsonObject
        {
            ["tCO2e"] = AreaBased.CarbonStockChange(inputs.Decimal("area_ha"), inputs.Decimal("c_ab_t0_tC_ha"), inputs.Decimal("c_ab_t_tC_ha"),
                Vector.Factor(inputs, "root_shoot"), inputs.Names.Where(name => name.EndsWith("_change_tC", StringComparison.Ordinal)).Sum(name => inputs.Decimal(name, 0))),
        }),
        Vector.Module(Prefix + "burn", inputs => new JsonObject
        {
            ["tCO2e"] = AreaBased.BurnEmissions(Check.NotNegative(inputs.Decimal("burned_ha"), "burned_ha") * inputs.Decimal("biomass_t_ha"), Vector.Factor(inputs, "comf"), Gases(inputs)),
        }),
        Vector.Module(Prefix + "census_burn", inputs =>
        {
            decimal biomass = Census.BurnedBiomass(inputs.Decimal("n_units"), inputs.Decimal("n_burned"), inputs.Decimal("n_sample"), inputs.Decimals("agb_before_t"));
            return new JsonObject { ["biomass_t"] = biomass, ["tCO2e"] = AreaBased.BurnEmissions(biomass, inputs.Decimal("comf", 1), Gases(inputs)) };
        }),
        Vector.Module(Prefix + "fertilizer", Fertiliser),
        Vector.Module(Prefix + "uncertainty_area", UncertaintyArea),
        Vector.Module(Prefix + "uncertainty_switch", inputs =>
        {
            double error = AreaBased.ErrorOfSwitch(inputs.Double("se_t0"), inputs.Double("se_t1"), inputs.Double("se_t"),
                inputs.OptionalDouble("rho_t1_t") ?? throw Refusal.MissingCorrelation(("no correlation between t1 and t", "t1とtの相関がありません")));
            return Deduction(error, inputs, "delta_c");
        }),
        Vector.Module(Prefix + "benchmark", inputs =>
        {
            (double z, bool isAdditional, double benchmark) = AreaBased.PerformanceBenchmark(
                new StockingSlope(inputs.Double("slope_project"), inputs.Double("se_project"), 0),
                new StockingSlope(inputs.Double("slope_control"), inputs.Double("se_control"), inputs.Double("p_control")));
            return new JsonObject { ["z"] = z, ["additional"] = isAdditional, ["pb"] = benchmark };
        }),
        Vector.Module(Prefix + "slope", inputs =>
        {
            (double slope, double intercept) = AreaBased.StockingIndexSlope(inputs.Doubles("t"), inputs.Doubles("si"), inputs.Doubles("w"));
            return new JsonObject { ["slope"] = slope, ["intercept"] = intercept };
        }),
        Vector.Module(Prefix + "match_weights", inputs => new JsonObject { ["weights"] = Vector.List(AreaBased.MatchWeights(inputs.Doubles("distance"))) }),
        Vector.Module(Prefix + "sdm", inputs =>
        {
            double difference = Additionality.Balance.StandardisedDifference(inputs.Doubles("project"), inputs.Doubles("control"));
            return new JsonObject { ["sdm"] = difference, ["valid"] = difference <= (double)AreaBased.Factors["sdm_threshold"].Value };
        }),
        Vector.Module(Prefix + "cr_area", CreditArea),
        Vector.Module(Prefix + "cr_census", CreditCensus),
        Vector.Module(Prefix + "census_stock", inputs =>
        {
            (decimal perUnit, decimal all) = Census.StockOf(inputs.Decimal("n_units"), inputs.Decimal("mortality"), inputs.Decimals("agb_t_per_live_unit"), Vector.Factor(inputs, "root_shoot"));
            return new JsonObject { ["tC_per_unit"] = perUnit, ["tCO2e"] = all };
        }),
        Vector.Module(Prefix + "census_mortality_uncertainty", inputs => new JsonObject { ["u_m_fraction"] = Census.MortalityHalfWidth(inputs.Double("mortality"), inputs.Double("n")) }),
        Vector.Module(Prefix + "census_uncertainty_v10", inputs => new JsonObject { ["unc_fraction"] = Census.Deduction(inputs.Double("u_p_fraction"), inputs.Double("u_m_fraction")) }),
        Vector.NeverIssues(Prefix + "census_uncertainty_v11", ("equation 29 of v1.1 is damaged in every public copy", "v1.1の式29はどの公開写しでも読めません")),
        Vector.Module(Prefix + "significance", Significance),
        .. ConditionModules,
    ];

    private static IEnumerable<VectorModule> ConditionModules =>
    [
        Vector.Module(Prefix + "applicability_area", inputs =>
        {
            AreaConditions.RequireLand(inputs.Flag("managed_forest_last_10_years") || inputs.Flag("managed_forest_last_10y") || inputs.Flag("managed_forest"),
                inputs.OptionalDecimal("soil_inversion_cm"), inputs.Flag("soc_t0_measured") || inputs.Flag("soc_t0"));
            if (inputs.OptionalDecimal("units_per_ha") is < 50)
            {
                throw Refusal.NotApplicable(("fewer than 50 units per ha, which could be counted", "1 haあたり50単位未満（単木法が使える）"), ("50 or more, or the census approach", "50以上、または単木法"));
            }

            AreaConditions.RequirePlots(inputs.Decimal("project_plots", 30), inputs.OptionalDecimal("plot_ha"), inputs.OptionalDecimal("inside_fraction"));
            return Vector.Yes("applicable");
        }),
        Vector.Module(Prefix + "donor_pool", inputs =>
        {
            AreaConditions.RequireDonorRadius(inputs.Decimal("donor_radius_km"), inputs.OptionalInt("widened_steps") ?? 0);
            return Vector.Yes("allowed");
        }),
        Vector.Module(Prefix + "density", inputs =>
        {
            AreaConditions.RequireDensity(inputs.Decimal("area_ha"), inputs.Decimal("units"));
            return Vector.Yes("allowed");
        }),
        Vector.Module(Prefix + "identify", inputs =>
        {
            AreaConditions.RequireIdentifiable(inputs.Decimal("gps_accuracy_m"), inputs.Decimal("min_spacing_m"));
            return Vector.Yes("allowed");
        }),
        Vector.Module(Prefix + "common_practice", inputs => new JsonObject { ["additional"] = AreaConditions.IsUncommon(inputs.Decimal("adoption_rate")) }),
        Vector.Module(Prefix + "leakage", inputs =>
        {
            string approach = inputs.OptionalText("approach") ?? "area";
            AreaConditions.RequireLeakage(approach, inputs.OptionalText("leakage"));
            return new JsonObject { ["allowed"] = true, ["leakage"] = approach == "census" ? 0 : inputs.OptionalDecimal("leakage_tCO2e") };
        }),
    ];

    private static IEnumerable<GasEmission> Gases(VectorInputs inputs)
    {
        VectorInputs factors = inputs.Has("ef_kg_t") ? inputs.Inner("ef_kg_t") : throw Refusal.MissingFactor(("no emission factors of fire", "火災の排出係数がありません"));
        VectorInputs potentials = inputs.Has("gwp") ? inputs.Inner("gwp") : default;
        return [.. factors.Names.Select(gas => new GasEmission(gas, factors.Decimal(gas), WarmingPotential.Of(gas, potentials.OptionalDecimal(gas), inputs.OptionalText("gwp_set"))))];
    }

    private static JsonObject Fertiliser(VectorInputs inputs)
    {
        FertiliserEmissions emissions = AreaBased.FertiliserOf(inputs.Decimal("synthetic_t", 0) * inputs.Decimal("n_synthetic", 0),
            inputs.Decimal("organic_t", 0) * inputs.Decimal("n_organic", 0), WarmingPotential.Of("N2O", inputs.OptionalDecimal("gwp_n2o"), inputs.OptionalText("gwp_set")));
        return new JsonObject
        {
            ["direct"] = emissions.Direct,
            ["volatilised"] = emissions.Volatilised,
            ["leached"] = emissions.Leached,
            ["total"] = emissions.Total,
        };
    }

    private static JsonObject UncertaintyArea(VectorInputs inputs)
    {
        double rho = inputs.OptionalDouble("rho") ?? throw Refusal.MissingCorrelation(("no correlation of the two dates", "2時点の相関がありません"));
        if (rho != 0 && inputs.OptionalText("plots") == "temporary")
        {
            throw Refusal.NotApplicable(("a correlation for temporary plots", "臨時プロットの相関"), ("rho = 0, or permanent plots", "ρ = 0、または固定プロット"));
        }

        return Deduction(AreaBased.ErrorOfChange(inputs.Double("se_t0"), inputs.Double("se_t"), rho), inputs, "delta_c_tCO2e");
    }

    private static JsonObject Deduction(double error, VectorInputs inputs, string change)
    {
        double quantile = inputs.OptionalDouble("t_value") ?? Student(inputs.OptionalDouble("n") ?? throw Refusal.MissingSampleSize(("neither n nor t", "nもtもありません")));
        (double deduction, double halfWidth) = AreaBased.Uncertainty(error, inputs.Double(change), quantile);
        return new JsonObject { ["se_delta"] = error, ["unc_fraction"] = deduction, ["halfwidth_percent"] = 100 * halfWidth, ["creditable"] = halfWidth <= 1 };
    }

    private static double Student(double n) => n >= 2 ? Uncertainty.Quantiles.Student(0.90, n - 1)
        : throw Refusal.SampleTooSmall(($"n = {n}", $"n = {n}"), ("at least 2 plots", "2プロット以上"));

    private static RemovalsAtDate ReadDate(VectorInputs date) => new(date.Decimal("dc"), date.Decimal("pb"), date.Decimal("unc"), date.Decimal("pe", 0), date.Decimal("lk", 0));

    private static JsonObject CreditArea(VectorInputs inputs)
    {
        decimal years = Check.Years(inputs.Decimal("years"));
        decimal removals = AreaBased.Cumulative(ReadDate(inputs.Inner("now"))) - AreaBased.Cumulative(ReadDate(inputs.Inner("before")));
        if (inputs.OptionalDecimal("halfwidth_percent") > 100)
        {
            removals = 0;
        }

        return new JsonObject { ["cr"] = removals, ["annual"] = removals / years, ["credits"] = Rounding.Credits(removals) };
    }

    private static JsonObject CreditCensus(VectorInputs inputs)
    {
        decimal years = Check.Years(inputs.Decimal("years"));
        decimal Discounted(string date) => inputs.Decimal("dc_" + date) * (1 - Check.Fraction(inputs.Decimal("unc_" + date), "UNC"));
        decimal removals = Discounted("now") - Discounted("before") - inputs.Decimal("pe", 0);
        return new JsonObject { ["cr"] = removals, ["annual"] = removals / years, ["credits"] = Rounding.Credits(removals) };
    }

    private static JsonObject Significance(VectorInputs inputs)
    {
        VectorInputs sources = inputs.Inner("sources");
        (decimal share, IReadOnlyList<string> deMinimis) = AreaBased.Significance(inputs.Decimal("cr"), [.. sources.Names.Select(name => (name, sources.Decimal(name)))]);
        return new JsonObject
        {
            ["csr"] = share,
            ["de_minimis"] = Vector.List(deMinimis),
            ["included"] = Vector.List(sources.Names.Where(name => !deMinimis.Contains(name))),
        };
    }
}
