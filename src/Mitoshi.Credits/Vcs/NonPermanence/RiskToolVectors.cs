using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vcs.NonPermanence;

internal sealed class RiskToolVectors : IVectorModules
{
    private static readonly FactorTable Mitigation = FactorTable.Open("nprt_mitigation");

    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("vcs.nprt.natural", inputs => new JsonObject { ["score"] = RiskTool.NaturalRisk([.. inputs.Inners("events").Select(Read)]) }),
        Vector.Module("vcs.nprt.rating", inputs => new JsonObject
        {
            ["rating_percent"] = RiskTool.Rate(inputs.Decimal("internal"), inputs.Decimal("external"), inputs.Decimal("natural"), inputs.Decimal("tool_version", 5) < 4.2m),
        }),
        Vector.Module("vcs.buffer", inputs =>
        {
            long buffer = RiskTool.Buffer(inputs.Decimal("stock_change_tCO2e"), inputs.Decimal("rating_percent"));
            return new JsonObject { ["buffer"] = buffer, ["vcu"] = Rounding.Credits(inputs.Decimal("cr_tCO2e") - buffer) };
        }),
    ];

    private static NaturalEvent Read(VectorInputs item) => new(item.Text("significance"), item.Text("frequency"),
        !item.Has("mitigation") ? 1 : item.Value("mitigation").ValueKind == JsonValueKind.String ? Mitigation[item.Text("mitigation")].Value : item.Decimal("mitigation"));
}
