namespace Mitoshi.Server.Files;

/// <summary>Which files of a workspace may leave it, by path; rights come on top.</summary>
internal static class ServedFiles
{
    private static readonly string[] Folders = ["products", "models", "projects", "receipts"];

    /// <summary>The collection whose rule a file follows: its folder (products, models, projects, receipts).</summary>
    public static string CollectionOf(string path) => path.Split('/')[0];

    /// <summary>The file of a path such as <c>products/map/agb.tif</c>, or null when there is none that may be served.</summary>
    /// <remarks>
    /// Every step is compared with what the folder lists, so that no trick of spelling (dots, encoded slashes, other separators) leads out;
    /// links are not followed; names that begin with a dot stay at home.
    /// </remarks>
    public static FileInfo? Find(Workspace workspace, string path)
    {
        string[] steps = path.Split('/');
        if (steps.Length < 2 || !Folders.Contains(steps[0]) || steps.Any(step => step.Length == 0 || step[0] == '.' || step.AsSpan().ContainsAny('\\', '\0', ':')))
        {
            return null;
        }

        DirectoryInfo folder = new(workspace.Root);
        foreach (string step in steps[..^1])
        {
            folder = new DirectoryInfo(Path.Combine(folder.FullName, step));
            if (!folder.Exists || folder.LinkTarget is not null)
            {
                return null;
            }
        }

        FileInfo file = new(Path.Combine(folder.FullName, steps[^1]));
        return file.Exists && file.LinkTarget is null ? file : null;
    }
}
