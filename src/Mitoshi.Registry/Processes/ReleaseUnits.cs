using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Give a frozen block free, as registry.</summary>
[Process("credits_release", En = "Give a frozen block free, as registry", Ja = "凍結したブロックを解除する",
    Examples = ["credits release MTS-KH005-2026-1-1-100 --holder org:H --key registry"])]
public sealed record ReleaseUnits : RegistryStep
{
    /// <summary>Serial number of the block.</summary>
    [Parameter(En = "Serial number, MTS-project-vintage-batch-start-end", Ja = "シリアル番号 MTS-事業-ビンテージ-バッチ-始-終", Position = 0)]
    public required string Serial { get; init; }

    /// <summary>Whose units.</summary>
    [Parameter(En = "Holder of the units", Ja = "単位の保有者")]
    public required string Holder { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        (JsonObject body, Batch batch) = UnitsOf(desk, Serial, 0);
        body["holder"] = Holder;
        RecordedStep step = Record(desk, UnitsReleased.Name, body, []);
        return step with { Facts = [(("On hold of this issue", "この発行で凍結中"), Serials(batch, batch.Ledger.OnHold.Values.SelectMany(held => held.Blocks)))] };
    }
}
