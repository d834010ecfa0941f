using Mitoshi.Server.Host;

namespace Mitoshi.Server.Jobs;

/// <summary>A summary that can be kept and sent: paths below the workspace stay, others don't leave the machine.</summary>
internal static class JobSummaries
{
    public static JobSummary Of(Summary summary, Workspace workspace) => new(ShownPaths.In(summary.Title, workspace), Shown(summary.Notes, workspace),
        [.. summary.Tables.Select(table => new JobTable(table.Title, table.Columns, [.. table.Rows.Select(row => Shown(row, workspace))]))],
        [.. summary.Files.Select(file => new JobFile(file.What, Below(workspace, file.Path)))], summary.Succeeded);

    private static IReadOnlyList<Text> Shown(IEnumerable<Text> words, Workspace workspace) => [.. words.Select(word => ShownPaths.In(word, workspace))];

    private static string Below(Workspace workspace, string path)
    {
        string relative = Path.GetRelativePath(workspace.Root, Path.GetFullPath(path)).Replace('\\', '/');
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? "" : relative;
    }
}
