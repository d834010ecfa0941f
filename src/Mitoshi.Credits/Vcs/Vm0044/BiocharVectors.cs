using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vcs.Vm0044;

internal sealed class BiocharVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("vcs.vm0044.low_tech", inputs => Stored(inputs, Biochar.CarbonFraction(inputs.Text("feedstock"), inputs.Text("process")).Value)),
        Vector.Module("vcs.vm0044.low_tech_mixed", inputs => Stored(inputs, Biochar.LowestCarbonFraction(inputs.Texts("feedstock"), inputs.Text("process")).Value)),
        Vector.Module("vcs.vm0044.high_tech", inputs => Stored(inputs, Vector.Factor(inputs, "f_c"))),
    ];

    private static JsonObject Stored(VectorInputs inputs, decimal carbonFraction)
    {
        decimal carbon = Biochar.StoredCarbon(inputs.Decimal("mass_t"), carbonFraction, Vector.Factor(inputs, "pr_de"));
        return new JsonObject { ["f_c"] = carbonFraction, ["tC"] = carbon, ["tCO2"] = carbon * MolarRatio.CarbonToCarbonDioxide };
    }
}
