using System.Text;

namespace Mitoshi.Registry;

/// <summary>
/// Where the log of a workspace lies: in files under <c>log/</c>, or in the PostgreSQL database that <c>log/database</c> names. Claims and
/// lists of files lie beside it.
/// </summary>
internal static class WorkspaceLog
{
    private const string FileName = "database";

    /// <summary>File that names the database.</summary>
    public static string SettingOf(Workspace workspace) => Path.Combine(workspace.Log, FileName);

    /// <summary>The log to write; in a database it stands in line with other registries.</summary>
    public static IEvidenceLog OpenToWrite(ProcessContext context, NoteSigner signer)
    {
        if (Address(context) is not { } address)
        {
            return EvidenceLog.Open(context.Files, context.Workspace.Log, signer);
        }

        PostgresLog log = PostgresLog.Open(address, signer);
        log.StandInLine();
        return log;
    }

    /// <summary>The log to read. Disposing closes a database's connection.</summary>
    public static LogToRead OpenToRead(ProcessContext context)
    {
        ILogReader log = Address(context) is { } address ? PostgresLog.OpenToRead(address) : LogReader.Open(context.Files, context.Workspace.Log);
        return new LogToRead(log, ContentsOf(context, log));
    }

    /// <summary>Contents beside a log that is open.</summary>
    public static IContentStore ContentsOf(ProcessContext context, ILogReader log) => log as IContentStore ?? new ContentFolder(context.Files, ContentFolder.In(context.Workspace));

    /// <summary>True when the log is in a database.</summary>
    public static bool IsInDatabase(ProcessContext context) => context.Files.Exists(SettingOf(context.Workspace));

    private static string? Address(ProcessContext context)
        => IsInDatabase(context) ? DatabaseAddress.ToConnection(Encoding.UTF8.GetString(context.Files.ReadAllBytes(SettingOf(context.Workspace))).Trim()) : null;
}

/// <summary>A log that was opened to read, and the contents that its events name.</summary>
internal sealed record LogToRead(ILogReader Log, IContentStore Contents) : IDisposable
{
    public void Dispose() => (Log as IDisposable)?.Dispose();
}
