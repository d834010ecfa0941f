using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Issue the units of a registered claim.</summary>
[Process("credits_issue", En = "Issue the units of a registered claim", Ja = "登録済みの請求の単位を発行する",
    Examples = ["credits issue claim.json --to org:H --key registry"])]
public sealed record IssueUnits : RegistryStep
{
    /// <summary>Path of the claim, or the beginning of its SHA-256.</summary>
    [Parameter(En = "Claim: its file, or the beginning of its SHA-256", Ja = "請求のファイル、または SHA-256 の先頭", Position = 0)]
    public required string Claim { get; init; }

    /// <summary>Party that receives the units.</summary>
    [Parameter(En = "Party that receives the units", Ja = "単位を受け取る組織")]
    public required string To { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        string sha256 = ClaimHash(desk, context, Claim);
        Claim claim = desk.State.ClaimOf(sha256).Claim;
        int number = UnitsIssued.NextBatch(desk.State, claim.Project, claim.Vintage);
        RecordedStep step = Record(desk, UnitsIssued.Name, new JsonObject { ["claim"] = sha256, ["holder"] = To, ["batch"] = number }, []);
        Batch batch = desk.State.BatchOf(new BatchId(claim.Project, claim.Vintage, number));
        string serials = Serials(batch, batch.Ledger.Holders.TryGetValue(To, out BlockSet? held) ? held.Blocks : []);
        return step with
        {
            Facts = [(("Holder", "保有者"), To), (("Serial numbers", "シリアル番号"), serials), (("Buffer", "バッファ"), Serials(batch, batch.Ledger.Buffer.Blocks))],
            Next = [($"mitoshi credits receipt {serials}", $"mitoshi credits receipt {serials}")],
        };
    }
}
