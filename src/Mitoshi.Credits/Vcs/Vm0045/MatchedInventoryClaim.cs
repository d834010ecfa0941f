using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Vcs.Vm0045;

/// <summary>A claim in the form of VM0045: change of stock beyond that of matched control plots. The text was not readable: never for issuance.</summary>
internal sealed class MatchedInventoryClaim : IMethodology
{
    private const string Source = "VM0045, general form (not readable)";
    private static readonly Equation Controls = new("—", ("Change of the matched controls", "対照プロットの変化"), "BL = Σ A × Σ w × ΔC_control", Mark.Reconstructed, Source);
    private static readonly Equation Credit = new("—", ("Credits", "クレジット"), "floor(ΔC − BL − LK − buffer)", Mark.Reconstructed, Source);

    public string Programme => "VCS";

    public string Name => "VM0045";

    public string Version => "";

    public Text About => ("Improved forest management with matched plots of a national inventory", "森林管理の改善（国家森林調査の対照プロット）");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        LineResult change = ForestStocks.Change(project, sheet);
        decimal sum = 0;
        List<ClaimInput> inputs = [];
        foreach (Place place in ForestStocks.Places(project))
        {
            VectorInputs matched = project.Parameters.Inner("matched_controls").Inner(place.Name);
            decimal perHectare = MatchedInventory.Baseline([matched.Decimals("change_tCO2_ha")], [matched.Decimals("weights")])[0];
            ClaimInput area = ForestStocks.Area(place);
            sum += area.Value * perHectare;
            inputs.AddRange([area, new ClaimInput($"w·ΔC[{place.Name}]", ("Weighted mean change of the controls", "対照の加重平均変化"), perHectare, new Unit("tCO2/ha"), "matched controls", null)]);
        }

        LineResult baseline = sheet.Tonnes(Controls, sum, inputs);
        ClaimInput leakage = sheet.Factor("leakage", "tCO2e", "LK", ("Leakage", "リーケージ")), share = sheet.Stated("buffer_percent", "buffer", ("Buffer", "バッファー"), new Unit("percent"));
        decimal net = change.Value - baseline.Value - leakage.Value;
        return sheet.Finish(Credit, Deductions.Of(change.Value, baseline.Value, leakage.Value, 0, 0, Rounding.Deduction(net * Check.Percent(share.Value, "buffer_percent") / 100)),
            change.As("ΔC", ("Change of stock", "蓄積変化")), baseline.As("BL", Controls.Name), leakage, share);
    }
}
