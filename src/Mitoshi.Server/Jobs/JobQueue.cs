using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Mitoshi.Server.Host;
using Mitoshi.Server.Metering;
using Mitoshi.Server.Operations;
using Mitoshi.Server.Processes;

namespace Mitoshi.Server.Jobs;

/// <summary>
/// Runs jobs one after the other: a process uses all processors by itself, and memory is planned for one. Jobs that were interrupted by the
/// end of the server are queued again at the next start; processes go on where they stopped.
/// </summary>
internal sealed class JobQueue : IAsyncDisposable
{
    private const int TriesMax = 3;
    private const int WaitingMax = 100;
    private static readonly TimeSpan SaveAgainEvery = TimeSpan.FromSeconds(5);
    private readonly ServerServices _services;
    private readonly JobFolder _folder;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Job> _jobs = [];
    private readonly Dictionary<string, CancellationTokenSource> _running = [];
    private readonly Channel<string> _waiting = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private readonly JobMeter _meter;
    private readonly HashSet<string> _unsaved = [];
    private readonly ITimer _saving;
    private readonly Task _worker;

    public JobQueue(ServerServices services)
    {
        _services = services;
        _folder = new JobFolder(services.Workspace, services.Context.Files);
        foreach (Job job in _folder.ReadAll())
        {
            _jobs[job.Id] = job;
            if (!job.IsOver)
            {
                Note(job.Id, known => known.Tries >= TriesMax ? GaveUp(known, services.Context.Time.GetUtcNow()) : known with { State = JobState.Queued });
                _waiting.Writer.TryWrite(job.Id);
            }
        }

        _meter = new JobMeter(() => List().Count(job => !job.IsOver));
        _saving = services.Context.Time.CreateTimer(_ => SaveAgain(), null, SaveAgainEvery, SaveAgainEvery);
        _worker = Task.Run(RunAllAsync);
    }

    /// <summary>Jobs, newest first.</summary>
    public IReadOnlyList<Job> List()
    {
        lock (_lock)
        {
            return [.. _jobs.Values.OrderByDescending(job => job.Created).ThenBy(job => job.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>A job, or null.</summary>
    public Job? Find(string id)
    {
        lock (_lock)
        {
            return _jobs.GetValueOrDefault(id);
        }
    }

    /// <summary>Queues a process; it is durable when this returns.</summary>
    /// <exception cref="MitoshiException">job.too_many, and what binding refuses.</exception>
    public Job Add(ProcessDescription process, JsonObject parameters, string owner, ulong seed)
    {
        Bind(process, parameters);
        Job job = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), process.Name, parameters.ToJsonString(), owner, _services.Context.Time.GetUtcNow()) { Seed = seed };
        lock (_lock)
        {
            if (_jobs.Values.Count(other => !other.IsOver) >= WaitingMax)
            {
                throw new MitoshiException("job.too_many", found: ($"{WaitingMax} jobs wait already", $"{WaitingMax} 件のジョブが待っています"),
                    expected: ("a free place in the queue", "待ち行列の空き"), remedy: ("Wait for one to end, or cancel one.", "終わるのを待つか、取り消してください。"));
            }

            _folder.Write(job);
            _jobs.Add(job.Id, job);
        }

        _waiting.Writer.TryWrite(job.Id);
        return job;
    }

    /// <summary>Stops a job; what it finished stays valid. One that waits is over, durably, when this returns.</summary>
    public void Cancel(string id)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(id, out CancellationTokenSource? running))
            {
                running.Cancel();
            }
            else if (_jobs.TryGetValue(id, out Job? job) && !job.IsOver)
            {
                Job canceled = job with { State = JobState.Canceled, Ended = _services.Context.Time.GetUtcNow() };
                _folder.Write(canceled);
                _jobs[id] = canceled;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _stop.CancelAsync();
        await _worker;
        await _saving.DisposeAsync();
        SaveAgain();
        _meter.Dispose();
        _stop.Dispose();
    }

    private static Job GaveUp(Job job, DateTimeOffset now) => job with
    {
        State = JobState.Error, Ended = now,
        Error = new("job.interrupted", ($"the server ended {TriesMax} times while this job ran", $"このジョブの実行中にサーバーが{TriesMax}回終了しました"),
            ("a server that stays up", "動き続けるサーバー"), ("Look for memory that runs out; then start it again.", "メモリ不足を疑い、その後もう一度実行してください。")),
    };

    private Process Bind(ProcessDescription process, JsonObject parameters)
        => ProcessBinder.Bind(process, JsonParameters.Of(parameters, _services.Workspace.Root), new HashSet<string>());

    private async Task RunAllAsync()
    {
        try
        {
            await foreach (string id in _waiting.Reader.ReadAllAsync(_stop.Token))
            {
                if (Find(id) is { State: JobState.Queued } job)
                {
                    await RunAsync(job);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; what waits is on disk.
        }
    }

    private async Task RunAsync(Job job)
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        lock (_lock)
        {
            _running.Add(job.Id, cancel);
        }

        long start = _services.Context.Time.GetTimestamp();
        Note(job.Id, known => known with { State = JobState.Running, Tries = known.Tries + 1 });
        try
        {
            ProcessDescription description = _services.Processes().First(process => process.Name == job.Process);
            Process process = Bind(description, JsonNode.Parse(job.Parameters)!.AsObject());
            JobProgress progress = new(_services.Context.Time, _services.Workspace, change => Note(job.Id, change, isDurable: false));
            ProcessResult result = await Task.Run(() => process.ExecuteAsync(_services.Context with { Progress = progress, Cancellation = cancel.Token, Seed = job.Seed }));
            JobSummary summary = JobSummaries.Of(result.Summarise(), _services.Workspace);
            End(job.Id, known => known with { State = JobState.Finished, Summary = summary });
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopped by its owner it is over; stopped with the server it waits for the next start.
            if (!_stop.IsCancellationRequested)
            {
                End(job.Id, known => known with { State = JobState.Canceled });
            }
        }
        catch (MitoshiException error)
        {
            End(job.Id, known => known with { State = JobState.Error, Error = JobError.Of(error, _services.Workspace) });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && DiskFault.Explain(error, _services.Workspace.Root) is MitoshiException { Code: "disk.full" or "disk.read_only" })
        {
            MitoshiException disk = (MitoshiException)DiskFault.Explain(error, _services.Workspace.Root);
            End(job.Id, known => known with { State = JobState.Error, Error = JobError.Of(disk, _services.Workspace) });
        }
        catch (Exception bug)
        {
            End(job.Id, known => known with
            {
                State = JobState.Error,
                Error = new("server.bug", ShownPaths.In($"{bug.GetType().Name}: {bug.Message}", _services.Workspace), ("no such thing", "起こらないはずのこと"), ("Report it with the job's parameters.", "ジョブのパラメータを添えて報告してください。")),
            });
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(job.Id);
            }

            TimeSpan duration = _services.Context.Time.GetElapsedTime(start);
            if (_services.Callers is Accounts.AccountCallers)
            {
                _services.Usage().AddJob(job.Owner, duration);
            }

            _meter.Ended(job.Process, Find(job.Id)!.State.ToString().ToLowerInvariant(), duration);
        }
    }

    private void End(string id, Func<Job, Job> change) => Note(id, known => change(known) with { Ended = _services.Context.Time.GetUtcNow(), Step = null, StepDone = 0 });

    // What a job does is true whether the disk takes it or not: it stays in memory until it does. Lost with the server, the job runs again.
    private void Note(string id, Func<Job, Job> change, bool isDurable = true)
    {
        lock (_lock)
        {
            _jobs[id] = change(_jobs[id]);
            if (isDurable)
            {
                _unsaved.Add(id);
                SaveAgain();
            }
        }
    }

    private void SaveAgain()
    {
        lock (_lock)
        {
            try
            {
                foreach (string id in _unsaved.ToList())
                {
                    _folder.Write(_jobs[id]);
                    _unsaved.Remove(id);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // At the next change, or in a few seconds.
            }
        }
    }
}
