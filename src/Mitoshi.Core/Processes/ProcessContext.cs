namespace Mitoshi.Core;

/// <summary>Everything that a process may take from its surroundings.</summary>
public sealed record ProcessContext
{
    /// <summary>Where catalogue, products, models, projects, log and jobs are.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>The user's language.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>Long work is shown here.</summary>
    public IProgress Progress { get; init; } = SilentProgress.Instance;

    /// <summary>The file system, for everything that must survive a power cut.</summary>
    public IFiles Files { get; init; } = DiskFiles.Instance;

    /// <summary>The clock; only for time stamps of events and for time left, never for results.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Seed of all random streams; recorded in the lineage.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Worker threads: the processors that this process may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Version of Mitoshi that goes into lineages.</summary>
    public string Version { get; init; } = "0.1.0";

    /// <summary>Stops the work; what is finished stays valid.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The random stream of that name.</summary>
    public RandomStream Random(string name) => new(Seed, name);
}

/// <summary>A folder that can be copied, backed up with <c>cp</c>, and read without Mitoshi. This record only knows the names.</summary>
/// <param name="Root">The folder.</param>
public sealed record Workspace(string Root)
{
    /// <summary>STAC items and their index.</summary>
    public string Catalog => Path.Combine(Root, "catalog");

    /// <summary>What processes made, a folder each.</summary>
    public string Products => Path.Combine(Root, "products");

    /// <summary>Trained models.</summary>
    public string Models => Path.Combine(Root, "models");

    /// <summary>Carbon projects.</summary>
    public string Projects => Path.Combine(Root, "projects");

    /// <summary>The evidence log.</summary>
    public string Log => Path.Combine(Root, "log");

    /// <summary>Signing keys, a pair of files each; the private half never leaves the machine.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>State of running jobs, to go on after a kill.</summary>
    public string Jobs => Path.Combine(Root, "jobs");
}

/// <summary>Shows long work with the time left.</summary>
public interface IProgress
{
    /// <summary>Begins a task of <paramref name="total"/> steps; dispose it when done.</summary>
    IProgressTask Start(Text what, long total);

    /// <summary>A line for the user that is not an error.</summary>
    void Say(Text line);
}

/// <summary>One piece of long work.</summary>
public interface IProgressTask : IDisposable
{
    /// <summary>Adds finished steps; callable from any thread.</summary>
    void Advance(long steps);
}

/// <summary>Shows nothing.</summary>
public sealed class SilentProgress : IProgress, IProgressTask
{
    private SilentProgress()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static SilentProgress Instance { get; } = new();

    /// <inheritdoc/>
    public IProgressTask Start(Text what, long total) => this;

    /// <inheritdoc/>
    public void Say(Text line)
    {
    }

    /// <inheritdoc/>
    public void Advance(long steps)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
