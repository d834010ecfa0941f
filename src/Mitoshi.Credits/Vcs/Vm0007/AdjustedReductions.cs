using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vcs.Vm0007;

/// <summary>VM0007, REDD framework: only the uncertainty step is known, with a threshold that was not read (mark R); never for issuance.</summary>
internal static class AdjustedReductions
{
    /// <summary>NER x (1 - max(0, error95 - allowable)), percentages.</summary>
    public static decimal Adjust(decimal reductions, decimal errorPercent95, decimal allowablePercent)
        => errorPercent95 >= 0 ? reductions * (1 - (Math.Max(0, errorPercent95 - allowablePercent) / 100))
            : throw Refusal.NegativeUncertainty(($"an error of {errorPercent95} %", $"誤差 {errorPercent95} %"));
}

internal sealed class AdjustedReductionsVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("vcs.vm0007.adjusted_ner", inputs =>
        {
            if (!inputs.Has("error_percent_95"))
            {
                throw Refusal.ConfidenceLevelMismatch(("no 95 % half-width", "95 %区間の半幅がありません"), ("the half-width of the 95 % interval", "95 %区間の半幅"));
            }

            return new JsonObject
            {
                ["adjusted"] = AdjustedReductions.Adjust(inputs.Decimal("ner_tCO2e"), inputs.Decimal("error_percent_95"), inputs.Decimal("allowable_percent", 15)),
            };
        }),
        Vector.NeverIssues("vcs.vm0007.issue", ("of VM0007 v1.7 only the title page was seen", "VM0007 v1.7は表紙しか確認できていません")),
    ];
}
