using System.Runtime.CompilerServices;
using Xunit;

namespace Mitoshi.Testing;

/// <summary>Compares a text with the one that a person read and accepted; a changed text is written beside as <c>.received</c>.</summary>
public static class Snapshot
{
    /// <summary>Fails when the text differs from the file.</summary>
    /// <param name="actual">What the program wrote.</param>
    /// <param name="name">File under the test project's folder, for example <c>Pages/sample.html</c>.</param>
    /// <param name="caller">Filled by the compiler.</param>
    public static void Matches(string actual, string name, [CallerFilePath] string caller = "")
    {
        // The compiler maps the root (to /mitoshi/ or /_/), so that builds are the same everywhere; below tests/ the path is real.
        string relative = caller[caller.IndexOf("tests/", StringComparison.Ordinal)..];
        string project = string.Join('/', relative.Split('/').Take(2));
        string path = Path.Combine(SharedData.ProjectRoot, project, name);
        if (File.Exists(path) && File.ReadAllText(path) == actual)
        {
            return;
        }

        string extension = Path.GetExtension(path);
        string received = Path.ChangeExtension(path, ".received" + extension);
        File.WriteAllText(received, actual);
        Assert.Fail($"{name} differs from the accepted snapshot. Read {received}; to accept it, move it over {path}.");
    }
}
