using System.Diagnostics.Metrics;

namespace Mitoshi.Server.Operations;

/// <summary>Counts jobs.</summary>
internal sealed class JobMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Mitoshi.Jobs";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;

    public JobMeter(Func<long> waiting)
    {
        _ended = _meter.CreateCounter<long>("mitoshi.jobs.ended", "{job}", "Jobs that ended, by process and state");
        _duration = _meter.CreateHistogram<double>("mitoshi.jobs.duration", "s", "Seconds from start to end");
        _meter.CreateObservableGauge("mitoshi.jobs.waiting", waiting, "{job}", "Jobs that wait or run");
    }

    public void Ended(string process, string state, TimeSpan duration)
    {
        _ended.Add(1, new KeyValuePair<string, object?>("process", process), new KeyValuePair<string, object?>("state", state));
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("process", process));
    }

    public void Dispose() => _meter.Dispose();
}
