using System.Text;

namespace Mitoshi.Registry;

/// <summary>Writes the proof that an entry stands in the log, or that an older checkpoint is the beginning of the newest.</summary>
[Process("log_prove", En = "Prove that an entry is in the log, or that the log only grew", Ja = "項目がログにあること、またはログが追記のみであることを証明する",
    Examples = ["log prove 5", "log prove 5 --output entry5.tlog-proof", "log prove --since 4"])]
public sealed record ProveEntry : Process<ProvenEntry>
{
    /// <summary>Index of the entry.</summary>
    [Parameter(En = "Index of the entry", Ja = "項目の番号", Position = 0, Min = 0)]
    public long? Index { get; init; }

    /// <summary>Older size, for a consistency proof.</summary>
    [Parameter(En = "Older size: prove that it is the beginning of the newest", Ja = "古い大きさ（最新の始まりであることを証明）", Min = 1)]
    public long? Since { get; init; }

    /// <summary>File for the proof.</summary>
    [Parameter(En = "File to write the proof to", Ja = "証明を書き出すファイル", IsPath = true)]
    public string? Output { get; init; }

    /// <inheritdoc/>
    protected override Task<ProvenEntry> RunAsync(ProcessContext context)
    {
        using LogToRead opened = WorkspaceLog.OpenToRead(context);
        ILogReader log = opened.Log;
        (SignedNote checkpoint, _) = CosignedCheckpoint.Newest(context.Files, context.Workspace, log);
        ulong size = Checkpoint.Parse(checkpoint.Text).Size;
        string text = Since is long since
            ? string.Concat(log.Consistency((ulong)since, size).Select(hash => hash.ToBase64() + "\n"))
            : new LogProof((ulong)(Index ?? 0), log.Inclusion((ulong)(Index ?? 0), size), checkpoint).ToString();
        if (Output is not null)
        {
            context.Files.WriteAtomically(Output, Encoding.UTF8.GetBytes(text));
        }

        string? entry = Since is null ? Encoding.UTF8.GetString(log.Entry((ulong)(Index ?? 0)).Span) : null;
        return Task.FromResult(new ProvenEntry(text, entry, Output));
    }
}

/// <summary>A proof.</summary>
/// <param name="Proof">C2SP tlog-proof, or the hashes of a consistency proof, a line each.</param>
/// <param name="Entry">The entry; null for a consistency proof.</param>
/// <param name="File">Where it was written; null when nowhere.</param>
public sealed record ProvenEntry(string Proof, string? Entry, string? File) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(("Proof", "証明"))
    {
        Notes = [.. Entry is null ? Array.Empty<Text>() : [Entry], .. Proof.TrimEnd('\n').Split('\n').Select(line => (Text)line)],
        Files = File is null ? [] : [new OutputFile(("Proof", "証明"), File)],
    };
}
