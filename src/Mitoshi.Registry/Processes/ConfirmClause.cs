using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Record who read the clause that confirms a rule of mark S.</summary>
[Process("credits_confirm", En = "Record who read the clause that confirms a rule of mark S", Ja = "根拠の印 S の規則を裏づける条項を読んだ人を記録する",
    Examples = ["credits confirm claim.json --person 'A. Mori' --document 'VM0047 v1.1' --clause 8.5 --key verifier"])]
public sealed record ConfirmClause : RegistryStep
{
    /// <summary>Path of the claim, or the beginning of its SHA-256.</summary>
    [Parameter(En = "Claim: its file, or the beginning of its SHA-256", Ja = "請求のファイル、または SHA-256 の先頭", Position = 0)]
    public required string Claim { get; init; }

    /// <summary>Who read it.</summary>
    [Parameter(En = "Person", Ja = "氏名")]
    public required string Person { get; init; }

    /// <summary>Official document.</summary>
    [Parameter(En = "Official document", Ja = "公式文書")]
    public required string Document { get; init; }

    /// <summary>Clause.</summary>
    [Parameter(En = "Clause", Ja = "条項")]
    public required string Clause { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        string sha256 = ClaimHash(desk, context, Claim);
        JsonObject body = new() { ["claim"] = sha256, ["person"] = Person, ["document"] = Document, ["clause"] = Clause };
        return Record(desk, ClauseConfirmed.Name, body, [(("Confirmed by", "確認者"), $"{Person}: {Document}, {Clause}")]);
    }
}
