using System.Text.Json.Serialization;
using Mitoshi.Server.Host;

namespace Mitoshi.Server.Jobs;

/// <summary>A process that runs, ran, or waits; it stands in <c>jobs/ID/job.json</c> of the workspace, so it outlives the server.</summary>
/// <param name="Id">Twelve letters and digits.</param>
/// <param name="Process">Name of the process.</param>
/// <param name="Parameters">As the caller wrote them, JSON.</param>
/// <param name="Owner">Name of the caller.</param>
/// <param name="Created">When it was asked for, UTC.</param>
public sealed record Job(string Id, string Process, string Parameters, string Owner, DateTimeOffset Created)
{
    /// <summary>Where it stands.</summary>
    public JobState State { get; init; } = JobState.Queued;

    /// <summary>How often it was started; a job that a crash of the server interrupted starts again, at most three times.</summary>
    public int Tries { get; init; }

    /// <summary>Seed of its random streams.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What it does now.</summary>
    public Text? Step { get; init; }

    /// <summary>Share of the step that is done, 0 to 1.</summary>
    public double StepDone { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What it told, newest last; at most 200 lines are kept.</summary>
    public IReadOnlyList<Text> Lines { get; init; } = [];

    /// <summary>What came out, as every face shows it.</summary>
    public JobSummary? Summary { get; init; }

    /// <summary>What went wrong.</summary>
    public JobError? Error { get; init; }

    /// <summary>True when nothing changes any more.</summary>
    [JsonIgnore]
    public bool IsOver => State is JobState.Finished or JobState.Error or JobState.Canceled;
}

/// <summary>States of a job, as openEO names them.</summary>
public enum JobState
{
    /// <summary>Waits.</summary>
    Queued,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Done.</summary>
    Finished,

    /// <summary>Stopped by an error.</summary>
    Error,

    /// <summary>Stopped by its owner.</summary>
    Canceled,
}

/// <summary>An error of a job.</summary>
public sealed record JobError(string Code, Text Found, Text Expected, Text Remedy)
{
    internal static JobError Of(MitoshiException error, Workspace workspace)
        => new(error.Code, ShownPaths.In(error.Found, workspace), ShownPaths.In(error.Expected, workspace), ShownPaths.In(error.Remedy, workspace));
}

/// <summary>The summary of a result; paths are relative to the workspace.</summary>
public sealed record JobSummary(Text Title, IReadOnlyList<Text> Notes, IReadOnlyList<JobTable> Tables, IReadOnlyList<JobFile> Files, bool Succeeded);

/// <summary>A table of a summary.</summary>
public sealed record JobTable(Text Title, IReadOnlyList<Text> Columns, IReadOnlyList<IReadOnlyList<Text>> Rows);

/// <summary>A file that was made; <paramref name="Path"/> is below the workspace, or empty when the file lies elsewhere.</summary>
public sealed record JobFile(Text What, string Path);
