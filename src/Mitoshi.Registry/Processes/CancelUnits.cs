using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Cancel a holder's units, as registry.</summary>
[Process("credits_cancel", En = "Cancel a holder's units, as registry", Ja = "登録簿として保有者の単位を取り消す",
    Examples = ["credits cancel MTS-KH005-2023-1-1-100 --holder org:H --reason compensation --debtor KH005 --key registry"])]
public sealed record CancelUnits : RegistryStep
{
    /// <summary>Serial number of a block.</summary>
    [Parameter(En = "Serial number, MTS-project-vintage-batch-start-end", Ja = "シリアル番号 MTS-事業-ビンテージ-バッチ-始-終", Position = 0)]
    public required string Serial { get; init; }

    /// <summary>How many of the holder's highest units of that issue; 0 for the block itself.</summary>
    [Parameter(En = "Only the highest units of this issue, so many; 0 takes the block as named", Ja = "その発行の上位から何単位か。0 なら指定ブロックそのもの", Min = 0)]
    public long Quantity { get; init; }

    /// <summary>Whose units.</summary>
    [Parameter(En = "Holder of the units", Ja = "単位の保有者")]
    public required string Holder { get; init; }

    /// <summary>Why: compensation pays a debt, reissue frees the land when all units are cancelled, converted means that they live on elsewhere.</summary>
    [Parameter(En = "Reason: compensation, reissue, converted or another", Ja = "理由: compensation（補填）, reissue（再発行）, converted（転換）など")]
    public required string Reason { get; init; }

    /// <summary>Project whose debt is paid, with the reason compensation.</summary>
    [Parameter(En = "Project whose debt it pays (with compensation)", Ja = "補填する事業（compensation のとき）")]
    public string? Debtor { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        (JsonObject body, Batch batch) = UnitsOf(desk, Serial, Quantity);
        body["holder"] = Holder;
        body["reason"] = Reason;
        if (Debtor is not null)
        {
            body["debtor"] = Debtor;
        }

        RecordedStep step = Record(desk, UnitsCancelled.Name, body, []);
        return step with { Facts = [(("Cancelled of this issue", "この発行の取消済み"), Serials(batch, batch.Ledger.Cancelled.Blocks))] };
    }
}
