using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>A step that now stands in the log.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Facts">What a person wants to see of it.</param>
/// <param name="Next">What to do next.</param>
public sealed record RecordedStep(ulong Index, string Kind, IReadOnlyList<(Text Name, Text Value)> Facts, IReadOnlyList<Text> Next) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"Recorded as entry {Index}: {Kind}", $"{Index} 番の項目として記録しました: {Kind}"))
    {
        Tables = Facts.Count == 0 ? [] : [new SummaryTable(("Recorded", "記録"), [("What", "項目"), ("Value", "値")], [.. Facts.Select(fact => (IReadOnlyList<Text>)[fact.Name, fact.Value])])],
        NextSteps = Next,
    };
}

/// <summary>A process that does one thing in the name of a key.</summary>
public abstract record RegistryStep : Process<RecordedStep>
{
    /// <summary>Name of the key in the workspace's keys folder.</summary>
    [Parameter(En = "Key to sign with (its name in keys/)", Ja = "署名する鍵（keys/ の名前）")]
    public required string Key { get; init; }

    /// <inheritdoc/>
    protected sealed override Task<RecordedStep> RunAsync(ProcessContext context)
    {
        using RegistryDesk desk = RegistryDesk.Open(context);
        return Task.FromResult(Act(desk, context));
    }

    /// <summary>The work.</summary>
    private protected abstract RecordedStep Act(RegistryDesk desk, ProcessContext context);

    private protected RecordedStep Record(RegistryDesk desk, string kind, JsonObject body, IReadOnlyList<(Text Name, Text Value)> facts, params IReadOnlyList<Text> next)
        => new(desk.Record(Key, kind, body), kind, facts, next);

    /// <summary>The hash of a claim that is named by its file or by the beginning of its hash.</summary>
    private protected static string ClaimHash(RegistryDesk desk, ProcessContext context, string claim)
    {
        if (context.Files.Exists(claim))
        {
            byte[] content = context.Files.ReadAllBytes(claim);
            _ = ClaimJson.Read(content, Path.GetFileName(claim));
            return Digest.Of(content).ToString();
        }

        List<string> matches = claim.Length >= 8 ? [.. desk.State.Claims.Keys.Where(key => key.StartsWith(claim, StringComparison.OrdinalIgnoreCase))] : [];
        return matches.Count == 1 ? matches[0] : desk.State.ClaimOf(claim).Sha256;
    }

    /// <summary>The units of a serial number of ours, for the body of an event: a block, or the highest <paramref name="quantity"/> of its issue.</summary>
    private protected static (JsonObject Body, Batch Batch) UnitsOf(RegistryDesk desk, string serial, long quantity)
    {
        SerialNumber parsed = SerialNumber.Parse(serial, "MTS");
        Dictionary<string, object?> fields = parsed.Fields.ToDictionary(pair => pair.Key, pair => pair.Value);
        BatchId id = new((string)fields["project"]!, checked((int)(long)fields["vintage"]!), checked((int)(long)fields["batch"]!));
        JsonObject body = new() { ["project"] = id.Project, ["vintage"] = id.Vintage, ["batch"] = id.Number };
        if (quantity > 0)
        {
            body["quantity"] = quantity;
        }
        else
        {
            body["start"] = parsed.Block!.Value.Start;
            body["end"] = parsed.Block!.Value.End;
        }

        return (body, desk.State.BatchOf(id));
    }

    /// <summary>Serial numbers of some blocks of an issue.</summary>
    private protected static string Serials(Batch batch, IEnumerable<SerialBlock> blocks)
        => string.Join(", ", blocks.Select(block => SerialNumber.Own(batch.Id.Project, batch.Id.Vintage, batch.Id.Number, block)));
}
