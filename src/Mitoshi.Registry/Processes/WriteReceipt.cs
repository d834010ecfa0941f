using System.Text;

namespace Mitoshi.Registry;

/// <summary>Writes the receipt of a block of units, for a third party to check offline.</summary>
[Process("credits_receipt", En = "Write the receipt of a block of units, to be checked offline", Ja = "単位のブロックの領収書を書き出す（オフラインで検証できる）",
    Examples = ["credits receipt MTS-KH005-2023-1-1-1000", "credits receipt MTS-KH005-2023-1-1-1000 --output receipt.json"])]
public sealed record WriteReceipt : Process<WrittenReceipt>
{
    /// <summary>Serial number of the block.</summary>
    [Parameter(En = "Serial number of the block", Ja = "ブロックのシリアル番号", Position = 0)]
    public required string Serial { get; init; }

    /// <summary>File to write; by default <c>receipts/SERIAL.json</c> in the workspace.</summary>
    [Parameter(En = "File to write", Ja = "書き出すファイル", IsPath = true)]
    public string? Output { get; init; }

    /// <inheritdoc/>
    protected override Task<WrittenReceipt> RunAsync(ProcessContext context)
    {
        using LogToRead opened = WorkspaceLog.OpenToRead(context);
        ILogReader log = opened.Log;
        (SignedNote checkpoint, IReadOnlyList<NoteKey> witnesses) = CosignedCheckpoint.Newest(context.Files, context.Workspace, log);
        Receipt receipt = ReceiptWriter.Write(log, checkpoint, witnesses, opened.Contents, Serial);
        _ = ReceiptCheck.Require(receipt);
        string path = Output ?? Path.Combine(context.Workspace.Root, "receipts", Serial + ".json");
        context.Files.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        context.Files.WriteAtomically(path, receipt.Write());
        return Task.FromResult(new WrittenReceipt(path, receipt.Events.Count, receipt.Files.Count, witnesses.Count));
    }
}

/// <summary>A receipt that was written.</summary>
/// <param name="File">Where.</param>
/// <param name="Events">Events in it.</param>
/// <param name="EvidenceFiles">Files that it names.</param>
/// <param name="Witnesses">Witnesses that cosigned its checkpoint.</param>
public sealed record WrittenReceipt(string File, int Events, int EvidenceFiles, int Witnesses) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(("Receipt written", "領収書を書き出しました"))
    {
        Notes =
        [
            ($"{Events} events with proofs, {EvidenceFiles} files by SHA-256, {Witnesses} witnesses", $"証明付きイベント {Events} 件、SHA-256 付きファイル {EvidenceFiles} 件、証人 {Witnesses} 名"),
            Witnesses == 0 ? ("No witness has cosigned this checkpoint: mitoshi log checkpoint --witness NAME", "証人の連署がありません: mitoshi log checkpoint --witness 名前") : ("", ""),
        ],
        Files = [new OutputFile(("Receipt", "領収書"), File)],
        NextSteps = [($"mitoshi verify {File}", $"mitoshi verify {File}")],
    };
}
