using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Credits.Uncertainty;

namespace Mitoshi.Credits.Vcs.Vm0007;

/// <summary>A claim in the form of VM0007: avoided loss, less what the 95 % interval exceeds the allowance. Mark R, never for issuance.</summary>
internal sealed class ReddFrameworkClaim : IMethodology
{
    private const string Source = "VM0007 v1.7, general form (only the title page was seen)";
    private const decimal AllowablePercent = 15;
    private static readonly Equation Baseline = new("—", ("Baseline emissions", "ベースライン排出量"), "BL = Σ ha/yr × EF × 44/12 × years", Mark.Reconstructed, Source);
    private static readonly Equation Lost = new("—", ("Project emissions", "プロジェクト排出量"), "PE = Σ CA × EF × 44/12", Mark.Reconstructed, Source);
    private static readonly Equation Error = new("—", ("Relative 95 % half-width of the reduction", "削減量の95 %区間半幅（相対）"), "1.96 × √Σ ((BL_i − PE_i) u_i)² / NER", Mark.Reconstructed, Source);
    private static readonly Equation Excess = new("—", ("Uncertainty deduction", "不確かさ控除量"), "NER × max(0, error − 15 %)", Mark.Reconstructed, Source);
    private static readonly Equation Credit = new("—", ("Credits", "クレジット"), "floor(NER × (1 − max(0, error − 15 %)) − buffer)", Mark.Reconstructed, Source);

    public string Programme => "VCS";

    public string Name => "VM0007";

    public string Version => "";

    public Text About => ("REDD framework", "REDD枠組み");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        AvoidedLoss loss = AvoidedLoss.Of(project, sheet, "baseline_loss", Baseline, Lost);
        ClaimInput leakage = sheet.Factor("leakage", "tCO2e", "LK", ("Leakage", "リーケージ")), share = sheet.Stated("buffer_percent", "buffer", ("Buffer", "バッファー"), new Unit("percent"));
        decimal reductions = loss.Reduction - leakage.Value;
        LineResult error = sheet.Add(Error, ErrorPercent(project, loss.Reduction), new Unit("percent"), loss.Baseline.As("BL", Baseline.Name), loss.Project.As("PE", Lost.Name));
        decimal adjusted = AdjustedReductions.Adjust(reductions, error.Value, AllowablePercent);
        LineResult deducted = sheet.Tonnes(Excess, reductions - adjusted, error.As("error", Error.Name));
        return sheet.Finish(Credit, Deductions.Of(loss.Baseline.Value, loss.Project.Value, leakage.Value, deducted.Value, 0, Rounding.Deduction(adjusted * Check.Percent(share.Value, "buffer_percent") / 100)),
            loss.Baseline.As("BL", Baseline.Name), loss.Project.As("PE", Lost.Name), leakage, deducted.As("uncertainty part", Excess.Name), share);
    }

    // The stock errs in baseline and project alike, so it acts on their difference; the measured loss errs on its own. Places are independent.
    private static decimal ErrorPercent(CarbonProject project, decimal reduction)
    {
        if (reduction <= 0)
        {
            throw Refusal.RelativeOfZero(($"a reduction of {reduction:0.#}", $"削減量 {reduction:0.#}"));
        }

        double variance = 0;
        foreach (Place place in ForestStocks.Places(project))
        {
            Estimate stock = (place.Before ?? place.Now).Estimate, lost = place.RequireLoss().Estimate;
            double expected = (double)(project.Factor("baseline_loss", place.Name).Value * project.Years), perHectare = stock.Value * PerHectare(project, place);
            double ofStock = (expected - lost.Value) * perHectare * stock.Error.Magnitude / stock.Value, ofLoss = perHectare * lost.Error.Magnitude;
            variance += (ofStock * ofStock) + (ofLoss * ofLoss);
        }

        return Math.Round((decimal)(100 * Quantiles.Normal(0.95) * Math.Sqrt(variance)) / reduction, 6);
    }

    private static double PerHectare(CarbonProject project, Place place)
    {
        decimal carbon = place.Now.Estimate.Unit == Unit.MegagramPerHectare ? ForestStocks.CarbonFraction(project).Value : 1;
        return (double)(carbon * (project.Pools.Contains("bgb") ? 1 + project.Factor("root_ratio", place.Name).Value : 1) * MolarRatio.CarbonToCarbonDioxide);
    }
}
