using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vcs.Vmd0054;

internal sealed class DisplacementVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("vcs.vmd0054.baseline_production", inputs => new JsonObject
        {
            ["units"] = Displacement.BaselineProduction(inputs.Doubles("history"), inputs.OptionalDouble("growth"), inputs.Double("t")),
        }),
        Vector.Module("vcs.vmd0054.leakage", Leakage),
        Vector.Module("vcs.vmd0054.mitigation", inputs =>
        {
            Displacement.RequireAgreement(inputs.Decimal("agreement_years"));
            return Vector.Yes("allowed");
        }),
        Vector.Module("vcs.vmd0054.soc", inputs => new JsonObject
        {
            ["tC_ha"] = Displacement.SoilLoss(Vector.Factor(inputs, "soc_ref"), Vector.Factor(inputs, "f_lu"), Vector.Factor(inputs, "f_mg"), Vector.Factor(inputs, "f_in")),
        }),
    ];

    private static JsonObject Leakage(VectorInputs inputs)
    {
        IEnumerable<VectorInputs> products = inputs.Has("commodities") ? inputs.Inners("commodities") : [inputs];
        decimal stock = Vector.Factor(inputs, "delta_cs_tC_ha");
        (decimal hectares, decimal tonnes) = Displacement.Emissions([.. products.Select(Read)], stock, inputs.Decimal("mitigation_emissions", 0));
        return new JsonObject { ["area_ha"] = hectares, ["tCO2e"] = tonnes };
    }

    private static Product Read(VectorInputs product) => new(product.Decimal("baseline"), product.Decimal("monitored"), product.Decimal("mitigation", 0),
        product.Decimal("is", Displacement.Factors["is_agriculture"].Value), product.Decimal("nl", Displacement.Factors["nl_agriculture"].Value), Vector.Factor(product, "yield_per_ha"));
}
