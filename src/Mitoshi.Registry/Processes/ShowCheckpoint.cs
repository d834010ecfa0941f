using System.Text;

namespace Mitoshi.Registry;

/// <summary>Shows the newest checkpoint; has a witness cosign it.</summary>
[Process("log_checkpoint", En = "Show the newest checkpoint, or have a witness cosign it", Ja = "最新のチェックポイントを表示する、または証人が連署する",
    Examples = ["log checkpoint", "log checkpoint --witness w1"])]
public sealed record ShowCheckpoint : Process<ShownCheckpoint>
{
    /// <summary>Key of a witness in the keys folder.</summary>
    [Parameter(En = "Witness key that cosigns", Ja = "連署する証人の鍵")]
    public string? Witness { get; init; }

    /// <inheritdoc/>
    protected override Task<ShownCheckpoint> RunAsync(ProcessContext context)
    {
        using LogToRead opened = WorkspaceLog.OpenToRead(context);
        ILogReader log = opened.Log;
        if (Witness is null)
        {
            return Task.FromResult(new ShownCheckpoint(CosignedCheckpoint.Newest(context.Files, context.Workspace, log).Checkpoint.ToString()));
        }

        using NoteSigner witness = new KeyFolder(context.Files, context.Workspace.Keys).Load(Witness);
        if (witness.Public.Type != NoteKeyType.Cosignature)
        {
            throw Independence.KeyReuse(Witness);
        }

        return Task.FromResult(new ShownCheckpoint(CosignedCheckpoint.Cosign(context.Files, context.Workspace, log, witness, context.Time.GetUtcNow()).ToString()));
    }
}

/// <summary>A checkpoint.</summary>
/// <param name="Note">The signed note.</param>
public sealed record ShownCheckpoint(string Note) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(("Checkpoint", "チェックポイント")) { Notes = [.. Note.TrimEnd('\n').Split('\n').Select(line => (Text)line)] };
}
