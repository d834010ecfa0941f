using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Retire units for somebody's use; final.</summary>
[Process("credits_retire", En = "Retire units for somebody's use; final", Ja = "単位を償却する（取り消せません）",
    Examples = ["credits retire MTS-KH005-2023-1-1-100 --beneficiary 'Example Ltd' --key holder"])]
public sealed record RetireUnits : RegistryStep
{
    /// <summary>Serial number of a block.</summary>
    [Parameter(En = "Serial number, MTS-project-vintage-batch-start-end", Ja = "シリアル番号 MTS-事業-ビンテージ-バッチ-始-終", Position = 0)]
    public required string Serial { get; init; }

    /// <summary>How many of the holder's highest units of that issue; 0 for the block itself.</summary>
    [Parameter(En = "Only the highest units of this issue, so many; 0 takes the block as named", Ja = "その発行の上位から何単位か。0 なら指定ブロックそのもの", Min = 0)]
    public long Quantity { get; init; }

    /// <summary>For whom.</summary>
    [Parameter(En = "Beneficiary", Ja = "償却の名義")]
    public required string Beneficiary { get; init; }

    /// <summary>What for.</summary>
    [Parameter(En = "Purpose", Ja = "目的")]
    public string Purpose { get; init; } = "";

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        (JsonObject body, Batch batch) = UnitsOf(desk, Serial, Quantity);
        body["beneficiary"] = Beneficiary;
        body["purpose"] = Purpose;
        RecordedStep step = Record(desk, UnitsRetired.Name, body, []);
        string retired = Serials(batch, batch.Ledger.Retired.Blocks);
        return step with
        {
            Facts = [(("Retired of this issue", "この発行の償却済み"), retired)],
            Next = [($"mitoshi credits receipt {retired.Split(',')[^1].Trim()}", $"mitoshi credits receipt {retired.Split(',')[^1].Trim()}")],
        };
    }
}
