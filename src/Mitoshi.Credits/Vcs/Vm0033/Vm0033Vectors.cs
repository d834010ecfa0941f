using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vcs.Vm0033;

internal sealed class Vm0033Vectors : IVectorModules
{
    private const string Prefix = "vcs.vm0033.";

    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module(Prefix + "soil_co2_default", inputs => new JsonObject { ["tCO2e_ha_yr"] = TidalSoil.DefaultCarbonDioxide(inputs.Text("system"), inputs.Decimal("cover_percent")) }),
        Vector.Module(Prefix + "ch4_default", inputs => new JsonObject
        {
            ["tCO2e_ha_yr"] = TidalSoil.DefaultMethane(inputs.Decimal("salinity_ppt")) * WarmingPotential.Of("CH4", inputs.OptionalDecimal("gwp_ch4"), inputs.OptionalText("gwp_set")),
        }),
        Vector.Module(Prefix + "ch4_pair", inputs =>
        {
            TidalSoil.RequireMethanePair(inputs.Decimal("baseline_factor"), inputs.Decimal("project_factor"));
            return Vector.Yes("allowed");
        }),
        Vector.Module(Prefix + "n2o_default", inputs => new JsonObject
        {
            ["tCO2e_ha_yr"] = TidalSoil.DefaultNitrousOxide(inputs.Text("system"), inputs.Decimal("salinity_ppt"))
                * WarmingPotential.Of("N2O", inputs.OptionalDecimal("gwp_n2o"), inputs.OptionalText("gwp_set")),
        }),
        Vector.Module(Prefix + "alloch_deduction", inputs =>
        {
            (decimal percent, decimal deduction) = TidalSoil.Allochthonous(inputs.Decimal("ghg_insitu_tCO2e_ha"), inputs.Decimal("c_soil_percent"), inputs.Decimal("c_autoch_percent"));
            return new JsonObject { ["c_alloch_percent"] = percent, ["deduction_tCO2e_ha"] = deduction };
        }),
        Vector.Module(Prefix + "autochthonous", inputs => new JsonObject
        {
            ["om_autoch_percent"] = TidalSoil.OwnOrganicMatter(inputs.Decimal("om_soil_percent"), inputs.OptionalDecimal("om_deposited_percent")),
        }),
        Vector.Module(Prefix + "om_from_c", OrganicMatter),
        Vector.Module(Prefix + "eroded", inputs =>
        {
            (decimal carbon, decimal emissions) = TidalSoil.Eroded(inputs.Decimal("c_percent"), inputs.Decimal("bulk_density_kg_m3"), inputs.Decimal("depth_m"), inputs.Text("cpde"));
            return new JsonObject { ["c_tC_ha"] = carbon, ["tCO2e_ha"] = emissions };
        }),
        Vector.Module(Prefix + "net", inputs => new JsonObject
        {
            ["ner"] = TidalWetland.Net(inputs.Decimal("ghg_bsl"), inputs.Decimal("ghg_wps"), inputs.Decimal("frp", 0), inputs.Decimal("ghg_lk", 0)),
        }),
        Vector.Module(Prefix + "uncertainty_sources", inputs => new JsonObject { ["percent"] = TidalWetland.Combine(inputs.Doubles("u_percent"), inputs.Doubles("e_tCO2e")) }),
        Vector.Module(Prefix + "ner_error", inputs => new JsonObject
        {
            ["percent"] = TidalWetland.Combine([inputs.Double("u_bsl"), inputs.Double("u_wps")], [inputs.Double("ghg_bsl"), inputs.Double("ghg_wps")]),
        }),
        Vector.Module(Prefix + "adjusted_ner", inputs => new JsonObject
        {
            ["adjusted"] = TidalWetland.Adjust(inputs.Decimal("ner"), inputs.Decimal("ner_error_percent"), inputs.Decimal("level")),
        }),
        Vector.Module(Prefix + "vcu", inputs =>
        {
            (decimal buffer, decimal units, bool isLoss) = TidalWetland.Units(inputs.Decimal("adjusted_t1"), inputs.Decimal("adjusted_t2"),
                inputs.Decimal("stock_t1"), inputs.Decimal("stock_t2"), inputs.Decimal("buffer_percent"));
            return new JsonObject { ["buffer"] = buffer, ["vcu"] = units, ["loss_event"] = isLoss };
        }),
        Vector.Module(Prefix + "harvest_cap", inputs =>
        {
            (decimal average, decimal usable) = TidalWetland.HarvestCap(inputs.Decimals("stock_tCO2e"), inputs.Decimal("current"));
            return new JsonObject { ["average"] = average, ["usable"] = usable };
        }),
    ];

    private static JsonObject OrganicMatter(VectorInputs inputs)
    {
        JsonObject result = [];
        if (inputs.Has("mangrove_c_percent"))
        {
            result["mangrove_om"] = TidalSoil.MangroveOrganicMatter(inputs.Decimal("mangrove_c_percent"));
        }

        if (inputs.Has("marsh_c_percent"))
        {
            result["marsh_om"] = TidalSoil.MarshOrganicMatter(inputs.Double("marsh_c_percent"));
        }

        if (inputs.Has("seagrass_c_percent"))
        {
            result["seagrass_om"] = TidalSoil.SeagrassOrganicMatter(inputs.Decimal("seagrass_c_percent"));
        }

        return result;
    }
}
