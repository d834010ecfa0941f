using System.Text.Json.Nodes;

namespace Mitoshi.Credits.GoldStandard;

internal sealed class GoldStandardVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("gs.ar.net", inputs =>
        {
            AfforestationNet net = Afforestation.Net(inputs.Decimal("project_tCO2"), inputs.Decimal("baseline_tCO2"), inputs.Decimal("leakage_tCO2"),
                inputs.Decimal("emissions_tCO2"), inputs.Decimal("buffer_percent"));
            return new JsonObject { ["net_tCO2"] = net.Net, ["buffer"] = net.Buffer, ["issued"] = net.Issued };
        }),
        Vector.NeverIssues("gs.ar.issue", ("the Gold Standard A/R methodology was not readable", "ゴールドスタンダード植林の方法論は未読です")),
        Vector.Module("gs.ar.period_order", inputs => new JsonObject { ["days"] = Afforestation.Days(inputs.Date("from"), inputs.Date("to")) }),
        Vector.Module("gs.rice.uncertainty", inputs => new JsonObject
        {
            ["net_tCO2e"] = Ipcc.Rice.GoldStandardNet(inputs.Decimal("gross_tCO2e"), inputs.OptionalText("factors") == "ipcc_default"),
        }),
    ];
}
