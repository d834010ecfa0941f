using Xunit;

namespace Mitoshi.Testing;

/// <summary>Finds the real data that tests read: the folder in <c>MITOSHI_DATA</c>, else <c>../shared/data</c> beside the project.</summary>
public static class SharedData
{
    /// <summary>The root of the project: the folder that holds <c>Mitoshi.slnx</c>.</summary>
    public static string ProjectRoot { get; } = FindProjectRoot();

    /// <summary>The data folder, or null when it is not on this machine.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>Path of a file or folder of the data; the test is SKIPPED with the reason when it is absent.</summary>
    /// <param name="relativePath">For example <c>forest/biomassters</c>.</param>
    public static string Require(string relativePath)
    {
        string? path = Root is null ? null : Path.Combine(Root, relativePath);
        bool isThere = path is not null && (File.Exists(path) || Directory.Exists(path));
        Assert.SkipUnless(isThere, $"SKIPPED: {relativePath} is not here. Set MITOSHI_DATA to the folder that holds it, or put it at ../shared/data.");
        return path!;
    }

    private static string? FindRoot()
    {
        string? named = Environment.GetEnvironmentVariable("MITOSHI_DATA");
        string folder = string.IsNullOrEmpty(named) ? Path.GetFullPath(Path.Combine(ProjectRoot, "..", "shared", "data")) : named;
        return Directory.Exists(folder) ? folder : null;
    }

    private static string FindProjectRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mitoshi.slnx")))
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }
}
