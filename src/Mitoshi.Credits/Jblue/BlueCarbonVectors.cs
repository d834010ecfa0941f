using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Jblue;

internal sealed class BlueCarbonVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("jblue.eq1", inputs =>
        {
            decimal area = Check.NotNegative(inputs.Decimal("area_ha"), "area_ha");
            decimal coefficient = Vector.Factor(inputs, "coef_tCO2_ha_yr");
            (decimal gross, decimal credited) = BlueCarbon.ByArea(area, coefficient, ReadCertainty(inputs), inputs.Decimal("baseline_tCO2", 0));
            return new JsonObject { ["gross"] = gross, ["credited"] = credited };
        }),
        Vector.Module("jblue.eq21", inputs => Biomass(inputs, "area_m2", "wet_kg_m2")),
        Vector.Module("jblue.eq22", inputs => Biomass(inputs, "rope_m", "wet_kg_m")),
        Vector.Module("jblue.history", inputs =>
        {
            decimal[] tonnes = inputs.Decimals("tCO2"), hectares = inputs.Decimals("ha");
            Check.SameLength(tonnes.Length, hectares.Length, "ha");
            return new JsonObject { ["tCO2_ha"] = Vector.List(tonnes.Zip(hectares, (t, ha) => t / Check.Positive(ha, "ha"))) };
        }),
    ];

    private static Certainty ReadCertainty(VectorInputs inputs) => new(Vector.Factor(inputs, "certainty_area"), Vector.Factor(inputs, "certainty_coef"));

    private static JsonObject Biomass(VectorInputs inputs, string extent, string wetMass)
    {
        BlueCarbon.RequireBiomassForm(inputs.OptionalText("ecosystem"));
        decimal tonnes = BlueCarbon.ByBiomass(new WetBiomass(inputs.Decimal(extent), Vector.Factor(inputs, wetMass), Vector.Factor(inputs, "water_fraction"),
            Vector.Factor(inputs, "pb_ratio"), Vector.Factor(inputs, "carbon_fraction"), Vector.Factor(inputs, "residual_fraction"), Vector.Factor(inputs, "ecosystem_factor")));
        JsonObject result = new() { ["tCO2"] = tonnes };
        if (inputs.Has("certainty_area"))
        {
            result["credited"] = BlueCarbon.Credited(tonnes, ReadCertainty(inputs), inputs.Decimal("baseline_tCO2", 0));
        }

        return result;
    }
}
