using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Freeze a holder's block, as registry.</summary>
[Process("credits_hold", En = "Freeze a holder's block, as registry", Ja = "登録簿として保有者のブロックを凍結する",
    Examples = ["credits hold MTS-KH005-2026-1-1-100 --holder org:H --reason complaint --key registry"])]
public sealed record HoldUnits : RegistryStep
{
    /// <summary>Serial number of the block.</summary>
    [Parameter(En = "Serial number, MTS-project-vintage-batch-start-end", Ja = "シリアル番号 MTS-事業-ビンテージ-バッチ-始-終", Position = 0)]
    public required string Serial { get; init; }

    /// <summary>Whose units.</summary>
    [Parameter(En = "Holder of the units", Ja = "単位の保有者")]
    public required string Holder { get; init; }

    /// <summary>Why.</summary>
    [Parameter(En = "Reason", Ja = "理由")]
    public required string Reason { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        (JsonObject body, Batch batch) = UnitsOf(desk, Serial, 0);
        body["holder"] = Holder;
        body["reason"] = Reason;
        RecordedStep step = Record(desk, UnitsHeld.Name, body, []);
        return step with { Facts = [(("On hold of this issue", "この発行で凍結中"), Serials(batch, batch.Ledger.OnHold.Values.SelectMany(held => held.Blocks)))] };
    }
}
