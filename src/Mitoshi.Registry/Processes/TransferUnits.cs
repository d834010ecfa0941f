using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Transfer units to another holder.</summary>
[Process("credits_transfer", En = "Transfer units to another holder", Ja = "単位を別の保有者に移転する",
    Examples = ["credits transfer MTS-KH005-2023-1-1-1000 --to org:K --key holder"])]
public sealed record TransferUnits : RegistryStep
{
    /// <summary>Serial number of a block.</summary>
    [Parameter(En = "Serial number, MTS-project-vintage-batch-start-end", Ja = "シリアル番号 MTS-事業-ビンテージ-バッチ-始-終", Position = 0)]
    public required string Serial { get; init; }

    /// <summary>Party that receives them.</summary>
    [Parameter(En = "Party that receives the units", Ja = "受け取る組織")]
    public required string To { get; init; }

    /// <summary>How many of the holder's highest units of that issue; 0 for the block itself.</summary>
    [Parameter(En = "Only the highest units of this issue, so many; 0 takes the block as named", Ja = "その発行の上位から何単位か。0 なら指定ブロックそのもの", Min = 0)]
    public long Quantity { get; init; }

    /// <summary>Country that uses them, for a first transfer under Article 6.</summary>
    [Parameter(En = "Country that uses them (first transfer under Article 6)", Ja = "利用国（パリ協定6条の最初の移転）")]
    public string? UsingParty { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        (JsonObject body, Batch batch) = UnitsOf(desk, Serial, Quantity);
        body["to"] = To;
        if (UsingParty is not null)
        {
            body["usingParty"] = UsingParty;
        }

        RecordedStep step = Record(desk, UnitsTransferred.Name, body, []);
        return step with { Facts = [(("Now held by", "現在の保有者"), To), (("All of its units of this issue", "この発行での保有単位"), Serials(batch, batch.Ledger.Holders[To].Blocks))] };
    }
}
