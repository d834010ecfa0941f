using Mitoshi.Cli.Demo;
using Mitoshi.Testing;

namespace Mitoshi.Cli.Tests.Demo;

/// <summary>The demo's second and third part, run once on a small simulated landscape; the real chips are left out.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Output => Path.Combine(_folder.Path, "demo");

    /// <summary>What a third party was handed: no keys.</summary>
    public string Copy => Path.Combine(Output, "copy", "workspace");

    public Summary Summary { get; private set; } = new("");

    public async ValueTask InitializeAsync()
    {
        ProcessContext context = new() { Workspace = new Workspace(Path.Combine(_folder.Path, "none")) };
        Summary = (await new RunDemo { Output = Output, Data = Path.Combine(_folder.Path, "nothing"), Size = 128 }.RunTypedAsync(context)).Summarise();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
