using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Record a loss of stored carbon: buffer first, then debt.</summary>
[Process("credits_reverse", En = "Record a loss of stored carbon: buffer first, then debt", Ja = "貯留の損失を記録する（まずバッファ、残りは不足）",
    Examples = ["credits reverse KH005 --loss 8000.5 --cause fire --key registry", "credits reverse KH005 --loss 8000.5 --cause fire --pool --key registry"])]
public sealed record ReverseUnits : RegistryStep
{
    /// <summary>Project that lost carbon.</summary>
    [Parameter(En = "Project", Ja = "事業", Position = 0)]
    public required string Project { get; init; }

    /// <summary>Loss; rounded up to whole units.</summary>
    [Parameter(En = "Loss", Ja = "損失", Unit = "tCO2e", Min = 0)]
    public required double Loss { get; init; }

    /// <summary>What happened.</summary>
    [Parameter(En = "Cause", Ja = "原因")]
    public required string Cause { get; init; }

    /// <summary>Whether the buffers of other projects pay too.</summary>
    [Parameter(En = "What the project's buffer does not cover comes from the buffers of its programme's other projects", Ja = "事業のバッファで足りない分を、同じ制度の他事業のバッファから取る")]
    public bool Pool { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        JsonObject body = new() { ["project"] = Project, ["lossTonnes"] = DecimalText.Of((decimal)Loss), ["cause"] = Cause };
        if (Pool)
        {
            body["pool"] = true;
        }

        (long own, long others) = (BufferOf(desk, isOwn: true), BufferOf(desk, isOwn: false));
        RecordedStep step = Record(desk, LossRecorded.Name, body, []);
        (long ownLeft, long othersLeft) = (BufferOf(desk, isOwn: true), BufferOf(desk, isOwn: false));
        return step with
        {
            Facts =
            [
                (("Buffer left", "残りのバッファ"), $"{ownLeft}"), (("Debt", "不足"), $"{desk.State.DebtOf(Project)}"),
                .. Pool ? [(("From its own buffer", "自事業のバッファから"), $"{own - ownLeft}"), (("From the pool", "他事業のバッファから"), $"{others - othersLeft}")] : (IReadOnlyList<(Text, Text)>)[],
            ],
        };
    }

    private long BufferOf(RegistryDesk desk, bool isOwn) => desk.State.Batches.Values.Where(batch => batch.Id.Project == Project == isOwn).Sum(batch => batch.Ledger.Buffer.Count);
}
