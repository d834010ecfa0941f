namespace Mitoshi.Lidar;

/// <summary>Finds the files that a user names.</summary>
internal static class CloudFiles
{
    private static readonly string[] s_extensions = [".las", ".laz"];

    /// <summary>Expands patterns and folders to files, each once, in ordinal order.</summary>
    /// <exception cref="MitoshiException"><c>lidar.no_files</c>, <c>las.not_found</c>.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> names)
    {
        SortedSet<string> paths = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            List<string> found = [.. Expand(name)];
            if (found.Count == 0)
            {
                throw LidarErrors.NoFiles(name);
            }

            paths.UnionWith(found);
        }

        return paths.Count > 0 ? [.. paths] : throw LidarErrors.NoFiles("*.laz");
    }

    private static IEnumerable<string> Expand(string name)
    {
        if (Directory.Exists(name))
        {
            return Directory.EnumerateFiles(name).Where(IsCloud);
        }

        string pattern = Path.GetFileName(name);
        if (!pattern.AsSpan().ContainsAny('*', '?'))
        {
            return File.Exists(name) ? [name] : throw LasErrors.NotFound(name);
        }

        string folder = Path.GetDirectoryName(name) is { Length: > 0 } given ? given : ".";
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern).Where(IsCloud) : [];
    }

    private static bool IsCloud(string path) => s_extensions.Contains(Path.GetExtension(path).ToLowerInvariant());
}
