using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Ipcc;

internal sealed class IpccVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("ipcc.rice.2019", inputs =>
        {
            RiceResult result = Rice.Methane(ReadField(inputs, inputs.Text("water"), inputs));
            return new JsonObject
            {
                ["sfo"] = result.OrganicScaling,
                ["ef_kg_ha_day"] = result.FactorKilogramsPerHectareDay,
                ["ch4_kg"] = result.MethaneKilograms,
                ["tCO2e"] = result.CarbonDioxideEquivalent(MethanePotential(inputs)),
            };
        }),
        Vector.Module("vcs.vm0051.tier1_awd", AlternateWetting),
        Vector.NeverIssues("vcs.vm0051.issue", ("VM0051 was not available", "VM0051は未入手です")),
        Vector.Module("ipcc.organic.co2", inputs => new JsonObject
        {
            ["tCO2"] = OrganicSoil.CarbonDioxide(Check.NotNegative(inputs.Decimal("area_ha"), "area_ha"), Vector.Factor(inputs, "ef_tC_ha")),
        }),
        Vector.Module("ipcc.organic.rewetted", inputs =>
        {
            Vector.RefuseIssuance(inputs, ("the rewetting form is reconstructed", "再湿潤の式は復元したものです"));
            return new JsonObject
            {
                ["tCO2e"] = OrganicSoil.Rewetting(inputs.Decimal("area_ha"), Vector.Factor(inputs, "drained_tC_ha") + inputs.Decimal("drained_doc_tC_ha", 0),
                    Vector.Factor(inputs, "rewetted_tC_ha") + inputs.Decimal("rewetted_doc_tC_ha", 0), Vector.Factor(inputs, "rewetted_ch4_kgC_ha"), MethanePotential(inputs)),
            };
        }),
        Vector.Module("ipcc.organic.subsidence", inputs =>
        {
            decimal carbon = OrganicSoil.Subsidence(inputs.Decimal("height_loss_m"), Vector.Factor(inputs, "vc_kgC_m3"));
            return new JsonObject { ["tC_ha"] = carbon, ["tCO2_ha"] = carbon * MolarRatio.CarbonToCarbonDioxide };
        }),
    ];

    private static decimal MethanePotential(VectorInputs inputs) => WarmingPotential.Of("CH4", inputs.OptionalDecimal("gwp_ch4"), inputs.OptionalText("gwp_set"));

    // Alternate wetting and drying: the same field under two water regimes, arithmetic of the IPCC's tier 1.
    private static JsonObject AlternateWetting(VectorInputs inputs)
    {
        Vector.RefuseIssuance(inputs, ("VM0051 was not available", "VM0051は未入手です"));
        VectorInputs field = inputs.Inner("baseline");
        decimal potential = MethanePotential(inputs);
        double baseline = Rice.Methane(ReadField(field, field.Text("water"), inputs)).CarbonDioxideEquivalent(potential);
        double project = Rice.Methane(ReadField(field, inputs.Text("project_water"), inputs)).CarbonDioxideEquivalent(potential);
        return new JsonObject { ["baseline_tCO2e"] = baseline, ["project_tCO2e"] = project, ["reduction_tCO2e"] = baseline - project };
    }

    private static RiceField ReadField(VectorInputs field, string water, VectorInputs season) => new(field.Text("region"), water, field.Text("preseason"),
        field.Has("organic_t_ha")
            ? [.. VectorInputs.Items(field.Value("organic_t_ha"), "organic_t_ha").Select(pair => (pair[0].GetString()!, pair[1].GetDecimal()))]
            : [],
        season.Decimal("days"), season.Decimal("area_ha"));
}
