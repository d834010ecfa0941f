using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Processes;

/// <summary>The processes that the server offers: all but those that only make sense at a terminal.</summary>
internal static class ServedProcesses
{
    private static readonly HashSet<string> AtTheTerminal = ["serve", "demo", "doctor", "reference", "schema"];

    // These sign with the keys of the workspace, change who may do what, or run whatever a file names: they are the owner's.
    private static readonly string[] OfTheOwner = ["credits_", "log_", "accounts_", "backup", "restore", "verify"];

    // These write the catalogue for everybody; a raster of one's own goes in by its upload.
    private static readonly string[] OfWriters = ["catalog_add", "catalog_sync"];

    /// <summary>The right that running a process needs.</summary>
    public static Access Needed(this ProcessDescription process)
        => process.IsOfTheOwner() ? Access.Administrator : OfWriters.Contains(process.Name) ? Access.Writer : Access.Runner;

    /// <summary>True for a process that administrators alone may run.</summary>
    public static bool IsOfTheOwner(this ProcessDescription process) => OfTheOwner.Any(start => process.Name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>In ordinal order of name.</summary>
    public static IReadOnlyList<ProcessDescription> Processes(this ServerServices services)
        => services.Shared(_ => new Found([.. ProcessDescription.Discover(Rooms.Load()).Where(process => !AtTheTerminal.Contains(process.Name))])).Processes;

    /// <summary>The process of a name.</summary>
    /// <exception cref="MitoshiException">process.not_found.</exception>
    public static ProcessDescription Required(this ServerServices services, string name)
        => services.Processes().FirstOrDefault(process => process.Name == name) ?? throw new MitoshiException("process.not_found",
            found: ($"no process {name}", $"処理 {name} はありません"), expected: ("a name of /processes", "/processes にある名前"), remedy: ("List them: GET /processes", "一覧を見る: GET /processes"));

    private sealed record Found(IReadOnlyList<ProcessDescription> Processes);
}
