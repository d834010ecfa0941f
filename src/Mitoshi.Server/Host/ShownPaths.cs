namespace Mitoshi.Server.Host;

/// <summary>Words that leave the server name the files of the workspace as a user of it does: from its folder on. Where it lies on the machine is nobody's business.</summary>
internal static class ShownPaths
{
    /// <summary>The text with every path of the workspace made relative.</summary>
    public static Text In(Text text, Workspace workspace)
    {
        string root = Path.GetFullPath(workspace.Root).TrimEnd(Path.DirectorySeparatorChar);
        return root.Length < 2 || !(text.En.Contains(root, StringComparison.Ordinal) || text.Ja.Contains(root, StringComparison.Ordinal)) ? text : new Text(Short(text.En, root), Short(text.Ja, root));
    }

    private static string Short(string text, string root) => text.Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(root, ".", StringComparison.Ordinal);
}
