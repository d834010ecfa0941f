using System.Text;

namespace Mitoshi.Registry;

/// <summary>Reads the whole log, tiles, journal, events and signatures, and names the file that fails.</summary>
[Process("log_fsck", En = "Check the whole evidence log, file by file", Ja = "証拠ログ全体をファイルごとに検査する", Examples = ["log fsck"])]
public sealed record CheckLog : Process<CheckedLog>
{
    /// <inheritdoc/>
    protected override Task<CheckedLog> RunAsync(ProcessContext context)
    {
        (ulong entries, IReadOnlyList<(string File, Text Problem)> problems) = WorkspaceLog.IsInDatabase(context) ? CheckTable(context) : LogFsck.Run(context.Files, context.Workspace.Log);
        if (problems.Count == 0)
        {
            problems = CheckEvents(context);
        }

        return Task.FromResult(new CheckedLog(entries, problems));
    }

    // The tree again from every entry of the table, against the signed checkpoint.
    private static (ulong Entries, IReadOnlyList<(string File, Text Problem)> Problems) CheckTable(ProcessContext context)
    {
        using LogToRead opened = WorkspaceLog.OpenToRead(context);
        ulong size = 0;
        try
        {
            _ = opened.Log.Checkpoint.Verify(opened.Log.Key);
            Checkpoint checkpoint = Checkpoint.Parse(opened.Log.Checkpoint.Text);
            TreePeaks peaks = new(0, []);
            for (; size < checkpoint.Size; size++)
            {
                peaks.Append(MerkleHash.Leaf(opened.Log.Entry(size).Span), (_, _, _) => { });
            }

            return peaks.Root == checkpoint.Root ? (size, []) : (size, [("mitoshi_log.entries", ("the entries make another root than the checkpoint's", "項目から作った根がチェックポイントと違います"))]);
        }
        catch (MitoshiException problem)
        {
            return (size, [("mitoshi_log", problem.Found)]);
        }
    }

    // Every event again from the first one, its signature included.
    private static IReadOnlyList<(string File, Text Problem)> CheckEvents(ProcessContext context)
    {
        try
        {
            using LogToRead opened = WorkspaceLog.OpenToRead(context);
            _ = RegistryDesk.Fold(opened.Log, opened.Contents, isChecked: false);
            return [];
        }
        catch (MitoshiException error)
        {
            return [("events", error.Found)];
        }
    }
}

/// <summary>What the check found.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Problems">File and what is wrong with it.</param>
public sealed record CheckedLog(ulong Entries, IReadOnlyList<(string File, Text Problem)> Problems) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(Problems.Count == 0 ? ($"The log is sound: {Entries} entries", $"ログは健全です: {Entries} 件") : ($"The log is damaged: {Problems.Count} problems", $"ログが損傷しています: {Problems.Count} 件"))
    {
        Tables = Problems.Count == 0 ? [] : [new SummaryTable(("Problems", "問題"), [("File", "ファイル"), ("What", "内容")], [.. Problems.Select(problem => (IReadOnlyList<Text>)[problem.File, problem.Problem])])],
        Succeeded = Problems.Count == 0,
        LastLine = $"{Entries} entries, {Problems.Count} problems",
    };
}
