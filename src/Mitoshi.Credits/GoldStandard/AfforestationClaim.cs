using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.GoldStandard;

/// <summary>A claim in the form of Gold Standard A/R. Only the shape is known: never for issuance.</summary>
internal sealed class AfforestationClaim : IMethodology
{
    private const string Source = "Gold Standard A/R, general form (not readable)";
    private static readonly Equation Credit = new("—", ("Credits", "クレジット"), "floor((project − baseline − leakage − emissions)(1 − buffer))", Mark.Reconstructed, Source);

    public string Programme => "Gold Standard";

    public string Name => "A/R";

    public string Version => "";

    public Text About => ("Afforestation and reforestation", "植林・再植林");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        LineResult change = ForestStocks.Change(project, sheet);
        ClaimInput baseline = sheet.Stated("baseline_removals_tCO2e", "baseline", ("Baseline removals", "ベースライン吸収量"), Unit.TonneCarbonDioxideEquivalent), leakage = sheet.Factor("leakage", "tCO2e", "leakage", ("Leakage", "リーケージ"));
        ClaimInput emissions = sheet.Stated("project_emissions_tCO2e", "emissions", ("Project emissions", "プロジェクト排出量"), Unit.TonneCarbonDioxideEquivalent), share = sheet.Stated("buffer_percent", "buffer", ("Buffer", "バッファー"), new Unit("percent"));
        AfforestationNet net = Afforestation.Net(change.Value, baseline.Value, leakage.Value, emissions.Value, share.Value);
        return sheet.Finish(Credit, Deductions.Of(change.Value, baseline.Value, leakage.Value, 0, emissions.Value, net.Buffer), change.As("project", ("Change of stock", "蓄積変化")), baseline, leakage, emissions, share);
    }
}
