using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Vcs.Vm0036;

/// <summary>A claim in the form of VM0036: area times the difference of two fluxes that the project cites. Unread, never for issuance.</summary>
internal sealed class PeatlandClaim : IMethodology
{
    private const string Source = "VM0036, general form (not readable)";
    private static readonly Equation Baseline = new("—", ("Baseline emissions", "ベースライン排出量"), "Σ A × flux_BSL × years", Mark.Reconstructed, Source);
    private static readonly Equation Project = new("—", ("Project emissions", "プロジェクト排出量"), "Σ A × flux_WPS × years", Mark.Reconstructed, Source);
    private static readonly Equation Credit = new("—", ("Credits", "クレジット"), "floor(BSL − WPS − LK)", Mark.Reconstructed, Source);

    public string Programme => "VCS";

    public string Name => "VM0036";

    public string Version => "";

    public Text About => ("Rewetting of drained temperate peat", "排水された温帯泥炭地の再湿潤化");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        List<ClaimInput> before = [sheet.Years()], after = [sheet.Years()];
        decimal baseline = 0, reduction = 0;
        foreach (MeasuredArea area in MeasuredAreas.Of(project))
        {
            ClaimInput dry = sheet.Factor("baseline_flux", "tCO2e/ha/yr", $"flux_BSL[{area.Name}]", ("Baseline flux", "ベースラインのフラックス"), area.Name), wet = sheet.Factor("project_flux", "tCO2e/ha/yr", $"flux_WPS[{area.Name}]", ("Project flux", "プロジェクトのフラックス"), area.Name);
            baseline += area.Hectares * dry.Value * project.Years;
            reduction += Peatland.Reduction([area.Hectares], [dry.Value], [wet.Value]) * project.Years;
            before.AddRange([area.As(), dry]);
            after.AddRange([area.As(), wet]);
        }

        LineResult bsl = sheet.Tonnes(Baseline, baseline, before), wps = sheet.Tonnes(Project, baseline - reduction, after);
        ClaimInput leakage = sheet.Factor("leakage", "tCO2e", "LK", ("Leakage", "リーケージ"));
        return sheet.Finish(Credit, Deductions.Of(bsl.Value, wps.Value, leakage.Value, 0, 0, 0), bsl.As("BSL", Baseline.Name), wps.As("WPS", Project.Name), leakage);
    }
}
