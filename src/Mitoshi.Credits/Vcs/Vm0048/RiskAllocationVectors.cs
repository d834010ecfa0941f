using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vcs.Vm0048;

internal sealed class RiskAllocationVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("vcs.vm0048.allocate", inputs => new JsonObject
        {
            ["project_ha_yr"] = RiskAllocation.Sum(inputs.DecimalMatrix("pixel_ha_yr"), inputs.DecimalMatrix("project_mask")),
        }),
        Vector.Module("vcs.vm0048.conservation", inputs =>
        {
            decimal[] hectares = RiskAllocation.Allocate(inputs.Decimal("jurisdiction_ha_yr"), inputs.DecimalMatrix("relative_risk"),
                [.. VectorInputs.Items(inputs.Value("masks"), "masks").Select(mask => VectorInputs.Items(mask, "masks").Select(row => VectorInputs.Items(row, "masks").Select(cell => cell.GetDecimal()).ToArray()).ToArray())]);
            return new JsonObject { ["ha_yr"] = Vector.List(hectares), ["sum"] = hectares.Sum() };
        }),
        Vector.Module("vcs.vm0048.baseline_emissions", inputs =>
        {
            decimal[] hectares = inputs.Decimals("project_ha_yr"), factors = Vector.Factors(inputs, "ef_tCO2_ha");
            Check.SameLength(hectares.Length, factors.Length, "ef_tCO2_ha");
            return new JsonObject { ["tCO2_yr"] = hectares.Zip(factors, (ha, factor) => Check.NotNegative(ha, "ha") * Check.NotNegative(factor, "EF")).Sum() };
        }),
    ];
}
