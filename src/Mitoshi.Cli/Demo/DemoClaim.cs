using Mitoshi.Credits.Claims;
using Mitoshi.Registry;

namespace Mitoshi.Cli.Demo;

/// <summary>A claim of the demo on its way: quantified, submitted, verified by another key, registered, issued, a quarter of it retired.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Issued">Serial numbers issued; empty when the registry refused.</param>
/// <param name="Retired">Serial numbers retired.</param>
/// <param name="Refusal">Why nothing was issued: on a small landscape the uncertainty may eat all.</param>
internal sealed record DemoClaim(ClaimResult Claim, string Issued, string Retired, Text? Refusal)
{
    /// <summary>Project of the claim.</summary>
    public string Project => Claim.Claim.Project;

    public IReadOnlyList<OutputFile> Files => Claim.Summarise().Files;

    public static async Task<DemoClaim> IssueAsync(string folder, string document, string clause, string output, ProcessContext context)
    {
        ClaimResult claim = await new QuantifyProject { File = Path.Combine(folder, "project.yaml"), Output = folder }.RunTypedAsync(context);
        await new SubmitClaim { Claim = claim.ClaimPath, Evidence = [context.Workspace.Root, output, folder], Key = "proponent" }.RunTypedAsync(context);
        await new VerifyClaim { Claim = claim.ClaimPath, Key = "verifier" }.RunTypedAsync(context);
        await new RegisterClaim { Claim = claim.ClaimPath, Key = "registry" }.RunTypedAsync(context);
        await new ConfirmClause
        {
            Claim = claim.ClaimPath, Person = "A. Example (simulated)", Document = document + ", simulated reading", Clause = clause, Key = "registry",
        }.RunTypedAsync(context);
        try
        {
            RecordedStep issued = await new IssueUnits { Claim = claim.ClaimPath, To = "org:H", Key = "registry" }.RunTypedAsync(context);
            RecordedStep retired = await new RetireUnits
            {
                Serial = SerialOf(issued), Quantity = Math.Max(1, claim.Claim.Credits / 4), Beneficiary = "Example Ltd", Purpose = "demo", Key = "holder",
            }.RunTypedAsync(context);
            return new DemoClaim(claim, SerialOf(issued), SerialOf(retired), null);
        }
        catch (MitoshiException refusal) when (refusal.Code is "registry.not_for_issuance" or "registry.invalid_quantity")
        {
            return new DemoClaim(claim, "", "", refusal.Found);
        }
    }

    /// <summary>A loss of what was issued, simulated.</summary>
    public async Task<RecordedStep?> ReverseAsync(double loss, string cause, ProcessContext context)
        => Refusal is null ? await new ReverseUnits { Project = Project, Loss = loss, Cause = cause, Key = "registry" }.RunTypedAsync(context) : null;

    /// <summary>Writes the receipt of the retired block.</summary>
    public async Task<string> ReceiptAsync(ProcessContext context) => (await new WriteReceipt { Serial = Retired }.RunTypedAsync(context)).File;

    /// <summary>What happened, in a table.</summary>
    public SummaryTable Table(RecordedStep? reversed) => new(
        ($"{Claim.Claim.Programme} {Claim.Claim.Methodology} (simulated): from claim to receipt", $"{Claim.Claim.Programme} {Claim.Claim.Methodology}(模擬):請求から領収書まで"), [("Step", "手順"), ("Result", "結果")],
        [
            [("Credits of the claim", "請求のクレジット"), $"{Claim.Claim.Credits:#,0} tCO2e"],
            [("Buffer", "バッファ"), $"{Claim.Claim.BufferUnits:#,0}"],
            .. Refusal is not null ? [[("Not issued", "発行せず"), Refusal]] : (IReadOnlyList<Text>[])
            [
                [("Issued", "発行"), Issued],
                [("Retired", "償却"), Retired],
                [("Reversed by a simulated loss", "模擬損失による反転"),
                    (string.Join(", ", reversed!.Facts.Select(fact => $"{fact.Name.En} {fact.Value.En}")), string.Join("、", reversed!.Facts.Select(fact => $"{fact.Name.Ja} {fact.Value.Ja}")))],
            ],
        ]) { IsText = true };

    private static string SerialOf(RecordedStep step) => step.Facts.Select(fact => fact.Value.En).First(value => value.StartsWith("MTS-", StringComparison.Ordinal));
}
