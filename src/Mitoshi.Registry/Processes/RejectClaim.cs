using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Refuse a claim, as verifier or registry.</summary>
[Process("credits_reject", En = "Refuse a claim, as verifier or registry", Ja = "検証者または登録簿として請求を却下する",
    Examples = ["credits reject claim.json --reason 'no plots' --key verifier"])]
public sealed record RejectClaim : RegistryStep
{
    /// <summary>Path of the claim, or the beginning of its SHA-256.</summary>
    [Parameter(En = "Claim: its file, or the beginning of its SHA-256", Ja = "請求のファイル、または SHA-256 の先頭", Position = 0)]
    public required string Claim { get; init; }

    /// <summary>Why.</summary>
    [Parameter(En = "Reason", Ja = "理由")]
    public required string Reason { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        string sha256 = ClaimHash(desk, context, Claim);
        return Record(desk, ClaimRejected.Name, new JsonObject { ["claim"] = sha256, ["reason"] = Reason }, [(("Claim (SHA-256)", "請求（SHA-256）"), sha256)]);
    }
}
