namespace Mitoshi.Catalog.Backup;

/// <summary>Puts a workspace into one file, also while it is served.</summary>
[Process("backup", En = "Put the workspace into one file that can be restored", Ja = "作業フォルダを、復元できる1つのファイルにまとめる", Examples = ["backup mitoshi-2026-11-26.tar", "backup all.tar --with-keys"])]
public sealed record BackUpWorkspace : Process<BackedUp>
{
    /// <summary>File to write.</summary>
    [Parameter(En = "File to write (tar)", Ja = "書き出すファイル(tar)", Position = 0, IsPath = true)]
    public required string Output { get; init; }

    /// <summary>With private keys.</summary>
    [Parameter(En = "Also put the private signing keys in; then keep the file as you keep the keys", Ja = "秘密の署名鍵も含める。その場合は鍵と同じように保管する")]
    public bool WithKeys { get; init; }

    /// <inheritdoc/>
    protected override async Task<BackedUp> RunAsync(ProcessContext context)
    {
        Workspace workspace = context.Workspace;
        if (!Directory.Exists(workspace.Root))
        {
            throw new MitoshiException("backup.no_workspace", found: ($"{workspace.Root} is not there", $"{workspace.Root} がありません"), expected: ("a workspace", "作業フォルダ"), remedy: ("Name it: --workspace FOLDER", "--workspace FOLDER で指定してください。"));
        }

        if (File.Exists(Output))
        {
            throw new MitoshiException("backup.exists", found: ($"{Output} is there already", $"{Output} はすでにあります"), expected: ("a new file", "新しいファイル"), remedy: ("Name another file; backups are never replaced.", "別の名前にしてください。バックアップは上書きしません。"));
        }

        // Nobody commits to the log meanwhile, so its checkpoint and its tiles belong together.
        using IDisposable? log = Directory.Exists(workspace.Log) ? context.Files.TryLock(Path.Combine(workspace.Log, "lock")) ?? throw Busy(workspace) : null;
        string output = Path.GetFullPath(Output);
        List<(string Name, string Path)> files = [.. BackupFiles.Of(workspace, WithKeys, output).Select(name => (name, Path.Combine(workspace.Root, name)))];
        string? snapshot = BackupFiles.Snapshot(workspace, output);
        if (snapshot is not null)
        {
            files.Add((BackupFiles.Database, snapshot));
        }

        try
        {
            (int count, long bytes) = await WriteAsync(context, output, files);
            return new BackedUp(output, count, bytes, WithKeys);
        }
        finally
        {
            File.Delete(snapshot ?? output + ".sqlite.part");
        }
    }

    private static async Task<(int Files, long Bytes)> WriteAsync(ProcessContext context, string output, IReadOnlyList<(string Name, string Path)> files)
    {
        using IProgressTask task = context.Progress.Start(("Backing up", "バックアップ中"), files.Sum(file => new FileInfo(file.Path).Length));
        string beside = output + ".part";
        (int Files, long Bytes) written;
        await using (FileStream stream = new(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            written = await BackupArchive.WriteAsync(files, stream, task.Advance, context.Cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, output);
        DiskFiles.SyncFolder(Path.GetDirectoryName(output)!);
        return written;
    }

    private static MitoshiException Busy(Workspace workspace) => new("backup.log_busy", found: ($"the log in {workspace.Log} is being written", $"{workspace.Log} のログに書き込み中です"),
        expected: ("a moment without writers", "書き込みのない瞬間"), remedy: ("Try again when the command that writes it has ended.", "書き込み中のコマンドが終わってから試してください。"));
}

/// <summary>A backup was made.</summary>
/// <param name="Output">The file.</param>
/// <param name="Files">Files in it.</param>
/// <param name="Bytes">Bytes of the files.</param>
/// <param name="WithKeys">True when private keys are in it.</param>
public sealed record BackedUp(string Output, int Files, long Bytes, bool WithKeys) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Files} files, {Bytes:#,0} bytes", $"{Files} ファイル、{Bytes:#,0} バイト"))
    {
        Notes = [WithKeys ? ("Private keys are in it: keep it as you keep them.", "秘密鍵を含みます。鍵と同じように保管してください。") : ("Private keys are not in it (--with-keys).", "秘密鍵は含みません(--with-keys)。")],
        Files = [new(("backup", "バックアップ"), Output)],
        NextSteps = [$"mitoshi restore {Output} --workspace NEW-FOLDER"],
    };
}
