using Mitoshi.Credits.Claims;
using Mitoshi.Testing;

namespace Mitoshi.Credits.Tests.Claims;

/// <summary>The simulated project of the documentation, copied so that a test may damage it.</summary>
internal sealed class ExampleProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExampleProject()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(SharedData.ProjectRoot, "docs", "examples", "credits")))
        {
            File.Copy(file, _folder.File(Path.GetFileName(file)));
        }
    }

    public string ProjectFile => _folder.File("project.yaml");

    public void Replace(string file, string old, string replacement)
    {
        string text = File.ReadAllText(_folder.File(file));
        Assert.Contains(old, text);
        File.WriteAllText(_folder.File(file), text.Replace(old, replacement));
    }

    public ProcessContext Context(int threads = 1, ulong seed = 1) => new() { Workspace = new Workspace(_folder.Path), Threads = threads, Seed = seed };

    public async Task<ClaimResult> Quantify(bool compare = false, int threads = 1, ulong seed = 1)
        => await new QuantifyProject { File = ProjectFile, Compare = compare }.RunTypedAsync(Context(threads, seed));

    public async Task<string> Refusal() => (await Assert.ThrowsAsync<MitoshiException>(() => Quantify())).Code;

    public void Dispose() => _folder.Dispose();
}
