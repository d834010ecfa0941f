using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Enter a verified claim in the registry.</summary>
[Process("credits_register", En = "Enter a verified claim in the registry", Ja = "検証済みの請求を登録する",
    Examples = ["credits register claim.json --key registry"])]
public sealed record RegisterClaim : RegistryStep
{
    /// <summary>Path of the claim, or the beginning of its SHA-256.</summary>
    [Parameter(En = "Claim: its file, or the beginning of its SHA-256", Ja = "請求のファイル、または SHA-256 の先頭", Position = 0)]
    public required string Claim { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        string sha256 = ClaimHash(desk, context, Claim);
        return Record(desk, ClaimRegistered.Name, new JsonObject { ["claim"] = sha256 }, [(("Claim (SHA-256)", "請求（SHA-256）"), sha256)],
            ($"mitoshi credits issue {sha256[..12]} --to HOLDER --key {Key}", $"mitoshi credits issue {sha256[..12]} --to 保有者 --key {Key}"));
    }
}
