using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Quantities;

internal sealed class UnitVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("units.add", inputs => Write(Read(inputs.Inner("a")).Plus(Read(inputs.Inner("b"))))),
        Vector.Module("units.multiply", inputs => Write(Read(inputs.Inner("a")).Times(Read(inputs.Inner("b"))))),
        Vector.Module("units.convert", Convert),
        Vector.Module("units.biomass_to_co2", inputs => Vector.Value(Biomass.CarbonDioxidePerHectare(
            inputs.Decimal("agb_Mg_ha"), Vector.Factor(inputs, "carbon_fraction"), inputs.Decimal("root_shoot", 0)) * inputs.Decimal("area_ha", 1))),
        Vector.Module("units.ch4_to_co2e", Methane),
        Vector.Module("units.round_credit", Round),
    ];

    private static Quantity Read(VectorInputs inputs) => new(inputs.Decimal("value"), new Unit(inputs.Text("unit")), inputs.OptionalText("gwp"));

    private static JsonObject Write(Quantity quantity) => new() { ["value"] = quantity.Value, ["unit"] = quantity.Unit.Symbol, ["gwp"] = quantity.GwpSet };

    private static JsonObject Convert(VectorInputs inputs)
        => Write(new Quantity(inputs.Decimal("value"), new Unit(inputs.Text("from"))).In(new Unit(inputs.Text("to"))));

    private static JsonObject Methane(VectorInputs inputs)
    {
        decimal potential = WarmingPotential.Of("CH4", inputs.OptionalDecimal("gwp"), inputs.OptionalText("gwp_set"));
        decimal kilograms = inputs.OptionalDecimal("ch4_kg") ?? (inputs.Decimal("ch4_c_kg") * MolarRatio.CarbonToMethane);
        return new JsonObject { ["tCO2e"] = Check.NotNegative(kilograms, "CH4") / 1000 * potential };
    }

    private static JsonObject Round(VectorInputs inputs)
    {
        decimal tonnes = inputs.Decimal("tCO2e");
        return new JsonObject
        {
            ["credits"] = (inputs.OptionalText("rule") ?? "floor") switch
            {
                "floor" => Rounding.Credits(tonnes),
                "ceil" or "ceiling" => Rounding.Deduction(tonnes),
                string rule => throw Refusal.OutOfRange(($"the rounding rule {rule}", $"丸め規則 {rule}"), ("floor for credits, ceil for deductions", "クレジットは floor、控除は ceil")),
            },
        };
    }
}
