using Mitoshi.Server.Host;

namespace Mitoshi.Server.Jobs;

/// <summary>Puts what a process tells into its job.</summary>
internal sealed class JobProgress(TimeProvider time, Workspace workspace, Action<Func<Job, Job>> change) : IProgress
{
    private const int LinesMax = 200;

    public IProgressTask Start(Text what, long total)
    {
        change(job => job with { Step = what, StepDone = 0 });
        return new Step(this, what, total);
    }

    public void Say(Text line) => change(job => job with { Lines = [.. job.Lines.TakeLast(LinesMax - 1), ShownPaths.In(line, workspace)] });

    private sealed class Step(JobProgress progress, Text what, long total) : IProgressTask
    {
        private long _done;
        private long _shown;

        public void Advance(long steps)
        {
            long done = Interlocked.Add(ref _done, steps), now = progress.Time.GetTimestamp(), shown = Volatile.Read(ref _shown);
            bool isDue = shown == 0 || progress.Time.GetElapsedTime(shown, now) > TimeSpan.FromMilliseconds(250);
            if (isDue && Interlocked.CompareExchange(ref _shown, now, shown) == shown)
            {
                progress.Change(job => job with { Step = what, StepDone = total <= 0 ? 0 : Math.Min(1, (double)done / total) });
            }
        }

        public void Dispose()
        {
        }
    }

    private TimeProvider Time => time;

    private Action<Func<Job, Job>> Change => change;
}
