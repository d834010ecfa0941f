using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Vcs.Vm0048;

/// <summary>
/// A claim in the form of VM0048: the project's share of the jurisdiction's deforestation, which Verra's risk map allocates (ha/yr). All but the
/// allocation is unread: never for issuance.
/// </summary>
internal sealed class RiskAllocationClaim : IMethodology
{
    private const string Unread = "VMD0055 (unread beyond the allocation)";
    private static readonly Equation Baseline = new("—", ("Baseline emissions", "ベースライン排出量"), "BL = Σ allocated ha/yr × EF × 44/12 × years", Mark.Corroborated, "VM0048 allocation, FAQ of Verra");
    private static readonly Equation Lost = new("—", ("Project emissions", "プロジェクト排出量"), "PE = Σ CA × EF × 44/12", Mark.Reconstructed, Unread);
    private static readonly Equation Credit = new("—", ("Credits", "クレジット"), "floor(BL − PE − LK − buffer)", Mark.Reconstructed, Unread);

    public string Programme => "VCS";

    public string Name => "VM0048";

    public string Version => "";

    public Text About => ("Avoided deforestation with an allocated baseline", "森林減少の回避（配分ベースライン）");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        AvoidedLoss loss = AvoidedLoss.Of(project, sheet, "allocated_loss", Baseline, Lost);
        ClaimInput leakage = sheet.Factor("leakage", "tCO2e", "LK", ("Leakage", "リーケージ")), share = sheet.Stated("buffer_percent", "buffer", ("Buffer", "バッファー"), new Unit("percent"));
        long buffer = Rounding.Deduction((loss.Reduction - leakage.Value) * Check.Percent(share.Value, "buffer_percent") / 100);
        return sheet.Finish(Credit, Deductions.Of(loss.Baseline.Value, loss.Project.Value, leakage.Value, 0, 0, buffer), loss.Baseline.As("BL", Baseline.Name), loss.Project.As("PE", Lost.Name), leakage, share);
    }
}
