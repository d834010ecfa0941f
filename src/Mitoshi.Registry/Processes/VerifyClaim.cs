using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Sign a claim as its independent verifier.</summary>
[Process("credits_verify", En = "Sign a claim as its independent verifier", Ja = "独立の検証者として請求に署名する",
    Examples = ["credits verify claim.json --key verifier"])]
public sealed record VerifyClaim : RegistryStep
{
    /// <summary>Path of the claim, or the beginning of its SHA-256.</summary>
    [Parameter(En = "Claim: its file, or the beginning of its SHA-256", Ja = "請求のファイル、または SHA-256 の先頭", Position = 0)]
    public required string Claim { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        string sha256 = ClaimHash(desk, context, Claim);
        _ = desk.State.ClaimOf(sha256);
        return Record(desk, ClaimVerified.Name, new JsonObject { ["claim"] = sha256, ["signedSha256"] = sha256 }, [(("Signed claim (SHA-256)", "署名した請求（SHA-256）"), sha256)],
            ($"The registry: mitoshi credits register {sha256[..12]} --key registry", $"登録簿が: mitoshi credits register {sha256[..12]} --key registry"));
    }
}
