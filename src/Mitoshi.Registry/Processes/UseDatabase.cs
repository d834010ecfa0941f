using System.Text;

namespace Mitoshi.Registry;

/// <summary>Keeps the workspace's log in a PostgreSQL database, for several writing machines.</summary>
[Process("log_database", En = "Keep the evidence log in a PostgreSQL database, for several writers", Ja = "証拠ログを PostgreSQL データベースに置く（複数の書き手用）",
    Examples = ["log database postgres://registry@db.example/carbon"])]
public sealed record UseDatabase : Process<UsedDatabase>
{
    /// <summary>Address of the database.</summary>
    [Parameter(En = "Address: postgres://USER@HOST:PORT/DATABASE, without a password", Ja = "アドレス postgres://ユーザー@ホスト:ポート/データベース（パスワードなし）", Position = 0)]
    public required string Address { get; init; }

    /// <inheritdoc/>
    protected override Task<UsedDatabase> RunAsync(ProcessContext context)
    {
        _ = DatabaseAddress.ToConnection(Address);
        if (context.Files.Exists(Path.Combine(context.Workspace.Log, "checkpoint")))
        {
            throw new MitoshiException("log.already_started",
                found: ($"a log in files in {context.Workspace.Log}", $"{context.Workspace.Log} にファイルのログがあります"),
                expected: ("a workspace whose log has not begun", "まだログを始めていないワークスペース"),
                remedy: ("Use another workspace: a log that moved would look like a fork.", "別のワークスペースを使ってください。ログを移すと分岐と区別がつきません。"));
        }

        context.Files.CreateFolder(context.Workspace.Log);
        context.Files.WriteAtomically(WorkspaceLog.SettingOf(context.Workspace), Encoding.UTF8.GetBytes(Address + "\n"));
        return Task.FromResult(new UsedDatabase(Address));
    }
}

/// <summary>Where the log is now.</summary>
/// <param name="Address">Address of the database.</param>
public sealed record UsedDatabase(string Address) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"The log of this workspace is in {Address}", $"このワークスペースのログは {Address} にあります"))
    {
        NextSteps = [("mitoshi credits key registry --role registry --party org:R", "mitoshi credits key registry --role registry --party org:R")],
    };
}
