namespace Mitoshi.Catalog.Backup;

/// <summary>Makes a workspace again from a backup: all of it, or nothing.</summary>
[Process("restore", En = "Make a workspace again from a backup", Ja = "バックアップから作業フォルダを復元する", Examples = ["restore mitoshi-2026-11-26.tar --workspace restored"])]
public sealed record RestoreWorkspace : Process<Restored>
{
    /// <summary>The backup.</summary>
    [Parameter(En = "The backup", Ja = "バックアップ", Position = 0, IsPath = true)]
    public required string Input { get; init; }

    /// <inheritdoc/>
    protected override async Task<Restored> RunAsync(ProcessContext context)
    {
        string root = Path.GetFullPath(context.Workspace.Root), beside = root + ".part";
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
        {
            throw new MitoshiException("restore.not_empty", found: ($"{root} holds files", $"{root} にファイルがあります"), expected: ("a folder that is absent or empty", "存在しないか空のフォルダ"), remedy: ("Name another: --workspace NEW-FOLDER", "別のフォルダを指定してください: --workspace NEW-FOLDER"));
        }

        if (!File.Exists(Input))
        {
            throw new MitoshiException("backup.not_found", found: ($"{Input} is not there", $"{Input} がありません"), expected: ("a file that `mitoshi backup` made", "`mitoshi backup` が作ったファイル"), remedy: ("Check the path.", "パスを確かめてください。"));
        }

        // What an earlier try left half is of no use.
        if (Directory.Exists(beside))
        {
            Directory.Delete(beside, recursive: true);
        }

        int files;
        try
        {
            await using FileStream input = new(Input, FileMode.Open, FileAccess.Read);
            using IProgressTask task = context.Progress.Start(("Restoring", "復元中"), input.Length);
            Directory.CreateDirectory(beside);
            files = await BackupArchive.ReadAsync(input, beside, task.Advance, context.Cancellation);
        }
        catch
        {
            Directory.Delete(beside, recursive: true);
            throw;
        }

        if (Directory.Exists(root))
        {
            Directory.Delete(root);
        }

        Directory.Move(beside, root);
        DiskFiles.SyncFolder(Path.GetDirectoryName(root)!);
        return new Restored(root, files);
    }
}

/// <summary>A workspace is there again.</summary>
/// <param name="Root">Where.</param>
/// <param name="Files">Files in it.</param>
public sealed record Restored(string Root, int Files) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Files} files, each as it was", $"{Files} ファイル。すべて元のとおりです"))
    {
        Files = [new(("workspace", "作業フォルダ"), Root)], NextSteps = [$"mitoshi log fsck --workspace {Root}", $"mitoshi serve --workspace {Root}"],
    };
}
