using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Jcredit;

internal sealed class JcreditVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("jcredit.fo001.annual", Annual),
        Vector.Module("jcredit.fo002.annual", Annual),
        Vector.Module("jcredit.fo003.annual", Annual),
        Vector.Module("jcredit.fo001.growth_from_stock", inputs =>
        {
            decimal[] stocks = inputs.Decimals("volume_m3_ha_age_class");
            Check.SameLength(2, stocks.Length, "volume_m3_ha_age_class");
            return new JsonObject { ["m3_ha_yr"] = ForestManagement.GrowthFromStock(stocks[0], stocks[1], inputs.Decimal("years")) };
        }),
        Vector.Module("jcredit.fo001.harvest", inputs =>
        {
            (decimal net, long credits) = ForestManagement.NetOfHarvest(inputs.Decimal("removal_tCO2"), inputs.Decimal("harvest_emission_tCO2"));
            return new JsonObject { ["net_tCO2"] = net, ["credits"] = credits };
        }),
        Vector.Module("jcredit.fo001.buffer", inputs =>
        {
            (long buffer, long issued) = ForestManagement.WithBuffer(inputs.Decimal("removal_tCO2"), inputs.Decimal("buffer_percent"));
            return new JsonObject { ["buffer"] = buffer, ["issued"] = issued };
        }),
        Vector.Module("jcredit.fo001.map_method", inputs =>
        {
            ForestManagement.RequireMethod(inputs.Text("method"), inputs.OptionalText("purpose") == "issuance");
            return Vector.Yes("allowed");
        }),
        Vector.Module("jcredit.fo002.applicability", inputs =>
        {
            ForestManagement.RequireNotForest(inputs.Flag("land_met_forest_definition_at_start"));
            return Vector.Yes("applicable");
        }),
        Vector.Module("jcredit.fo003.applicability", inputs =>
        {
            ForestManagement.RequireBare(inputs.Flag("standing_trees_present"));
            return Vector.Yes("applicable");
        }),
        Vector.Module("jcredit.ag005", Paddy),
        Vector.Module("jcredit.ag005.eligibility", Eligibility),
    ];

    private static JsonObject Annual(VectorInputs inputs)
    {
        IEnumerable<VectorInputs> strata = inputs.Has("strata") ? inputs.Inners("strata") : [inputs];
        return Vector.Value(strata.Sum(stratum => ForestManagement.AnnualRemoval(new StandGrowth(
            stratum.Decimal("area_ha"),
            Vector.Factor(stratum, "growth_m3_ha_yr"),
            stratum.OptionalDecimal("expansion_total") ?? (Vector.Factor(stratum, "bef") * (1 + Vector.Factor(stratum, "root_ratio"))),
            Vector.Factor(stratum, "density_t_m3"),
            Vector.Factor(stratum, "carbon_fraction")))));
    }

    private static JsonObject Paddy(VectorInputs inputs)
    {
        decimal? area = inputs.OptionalDecimal("area_ha");
        if (inputs.Has("fields"))
        {
            VectorInputs[] fields = inputs.Inners("fields");
            PaddyDrainage.RequireOnce(fields.Select(field => field.Text("id")));
            area ??= fields.Sum(field => field.Decimal("area_ha"));
        }

        decimal hectares = area ?? inputs.Decimal("area_ha");
        Check.NotNegative(hectares, "area_ha");
        if (inputs.Has("extension_days"))
        {
            PaddyDrainage.RequireExtension(inputs.Decimal("extension_days"));
        }

        string drainage = inputs.Has("drainage_mm_day") ? PaddyDrainage.DrainageClass(inputs.Decimal("drainage_mm_day")) : inputs.Text("drainage");
        PaddyResult result = PaddyDrainage.Quantify(hectares, inputs.Text("region"), drainage, inputs.Text("organic"),
            WarmingPotential.Of("CH4", inputs.OptionalDecimal("gwp_ch4"), inputs.OptionalText("gwp_set")));
        return new JsonObject
        {
            ["baseline_tCO2e"] = result.Baseline,
            ["project_tCO2e"] = result.Project,
            ["reduction_tCO2e"] = result.Baseline - result.Project,
            ["credits"] = result.Credits,
        };
    }

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text.Split('T')[0], "yyyy-MM-dd", out DateOnly day) ? day
        : throw Refusal.OutOfRange((text, text), ("a day such as 2026-06-10", "2026-06-10 のような日付"));

    private static JsonObject Eligibility(VectorInputs inputs)
    {
        decimal days = inputs.OptionalDecimal("project_days") ?? PaddyDrainage.Days(inputs.Date("drain_from"), inputs.Date("drain_to"),
            inputs.Has("reflood_dates") ? inputs.Texts("reflood_dates").Select(Day) : []);
        decimal extension = PaddyDrainage.Extension(inputs.Decimals("baseline_days"), days);
        return new JsonObject { ["eligible"] = true, ["project_days"] = days, ["extension_days"] = extension };
    }
}
