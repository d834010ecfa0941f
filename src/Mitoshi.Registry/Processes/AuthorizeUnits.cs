using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Record a host country's authorization under Article 6.2.</summary>
[Process("credits_authorize", En = "Record a host country's authorization under Article 6.2", Ja = "パリ協定6条2項のホスト国の承認を記録する",
    Examples = ["credits authorize MTS-KH005-2023-1-1-1000 --authorization KH-7 --party KH --date 2026-04-01 --purpose NDC --key registry"])]
public sealed record AuthorizeUnits : RegistryStep
{
    /// <summary>Serial number of a block.</summary>
    [Parameter(En = "Serial number, MTS-project-vintage-batch-start-end", Ja = "シリアル番号 MTS-事業-ビンテージ-バッチ-始-終", Position = 0)]
    public required string Serial { get; init; }

    /// <summary>Number of the authorization.</summary>
    [Parameter(En = "Number of the authorization", Ja = "承認番号")]
    public required string Authorization { get; init; }

    /// <summary>Host country.</summary>
    [Parameter(En = "Host country", Ja = "ホスト国")]
    public required string Party { get; init; }

    /// <summary>Day of it.</summary>
    [Parameter(En = "Date", Ja = "日付")]
    public required DateOnly Date { get; init; }

    /// <summary>NDC, other international mitigation, or other.</summary>
    [Parameter(En = "Purpose: NDC, OIMP or other", Ja = "目的: NDC、OIMP、その他")]
    public required string Purpose { get; init; }

    /// <summary>Units authorized; 0 for the whole issue.</summary>
    [Parameter(En = "Units authorized; 0 for the whole issue", Ja = "承認数量。0 なら発行全体", Min = 0)]
    public long Quantity { get; init; }

    /// <summary>First year of the NDC period.</summary>
    [Parameter(En = "First year of the NDC period", Ja = "NDC 期間の最初の年")]
    public int NdcFrom { get; init; } = 2021;

    /// <summary>Last year of the NDC period.</summary>
    [Parameter(En = "Last year of the NDC period", Ja = "NDC 期間の最後の年")]
    public int NdcTo { get; init; } = 2030;

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        (JsonObject body, Batch batch) = UnitsOf(desk, Serial, 0);
        body.Remove("start");
        body.Remove("end");
        body["authorization"] = Authorization;
        body["party"] = Party;
        body["date"] = Date.ToString("yyyy-MM-dd");
        body["purpose"] = Purpose;
        body["quantity"] = Quantity > 0 ? Quantity : batch.Ledger.Issued.Count;
        body["ndcFrom"] = NdcFrom;
        body["ndcTo"] = NdcTo;
        return Record(desk, UnitsAuthorized.Name, body, [(("Authorization", "承認"), $"{Party} {Authorization}")]);
    }
}
