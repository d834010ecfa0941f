using System.Collections.Concurrent;
using System.Text.Json;

namespace Mitoshi.Server.Metering;

/// <summary>
/// How much each account used, by UTC day, in <c>accounts/usage/DAY.json</c>. Counted in memory and written once a minute and at the end, so a
/// crash loses at most a minute of counting and nothing else.
/// </summary>
internal sealed class UsageBook : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };
    private readonly string _folder;
    private readonly IFiles _files;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(DateOnly Day, string Account), Usage> _new = [];
    private readonly Lock _writing = new();
    private readonly ITimer _timer;

    public UsageBook(Workspace workspace, IFiles files, TimeProvider time)
    {
        (_folder, _files, _time) = (Path.Combine(Accounts.AccountBook.FolderOf(workspace), "usage"), files, time);
        _timer = time.CreateTimer(_ => Write(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <summary>Counts an answer.</summary>
    public void Add(string account, long bytes) => Add(account, new Usage(1, bytes, 0));

    /// <summary>Counts a job's seconds.</summary>
    public void AddJob(string account, TimeSpan duration) => Add(account, new Usage(0, 0, duration.TotalSeconds));

    /// <summary>What was used on a day, by account, what is not written yet included.</summary>
    public IReadOnlyDictionary<string, Usage> Of(DateOnly day)
    {
        lock (_writing)
        {
            SortedDictionary<string, Usage> all = Read(day);
            foreach (((DateOnly _, string account), Usage usage) in _new.Where(pair => pair.Key.Day == day))
            {
                all[account] = all.GetValueOrDefault(account, new Usage(0, 0, 0)).Plus(usage);
            }

            return all;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Write();
    }

    private void Add(string account, Usage usage) => _new.AddOrUpdate((Today, account), usage, (_, known) => known.Plus(usage));

    /// <summary>Writes what is new. Where the disk takes nothing, it stays in memory until the next time: counting must never stop the server.</summary>
    internal void Write()
    {
        lock (_writing)
        {
            foreach (DateOnly day in _new.Keys.Select(key => key.Day).Distinct().ToList())
            {
                List<KeyValuePair<(DateOnly Day, string Account), Usage>> taken = [];
                foreach ((DateOnly Day, string Account) key in _new.Keys.Where(key => key.Day == day).ToList())
                {
                    if (_new.TryRemove(key, out Usage? usage))
                    {
                        taken.Add(new(key, usage));
                    }
                }

                try
                {
                    Write(day, taken);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    taken.ForEach(pair => _new.AddOrUpdate(pair.Key, pair.Value, (_, known) => known.Plus(pair.Value)));
                }
            }
        }
    }

    private void Write(DateOnly day, IEnumerable<KeyValuePair<(DateOnly Day, string Account), Usage>> taken)
    {
        SortedDictionary<string, Usage> all = Read(day);
        foreach (((DateOnly _, string account), Usage usage) in taken)
        {
            all[account] = all.GetValueOrDefault(account, new Usage(0, 0, 0)).Plus(usage);
        }

        _files.CreateFolder(_folder);
        _files.WriteAtomically(PathOf(day), JsonSerializer.SerializeToUtf8Bytes(all, Options));
    }

    private SortedDictionary<string, Usage> Read(DateOnly day)
        => _files.Exists(PathOf(day)) ? JsonSerializer.Deserialize<SortedDictionary<string, Usage>>(_files.ReadAllBytes(PathOf(day)), Options)! : [];

    private string PathOf(DateOnly day) => Path.Combine(_folder, day.ToString("yyyy-MM-dd") + ".json");
}

/// <summary>What an account used on a day.</summary>
/// <param name="Requests">Answers.</param>
/// <param name="Bytes">Bytes of answers whose length was known before they were sent: files, tiles, JSON; not those that are streamed.</param>
/// <param name="JobSeconds">Seconds of jobs.</param>
internal sealed record Usage(long Requests, long Bytes, double JobSeconds)
{
    public Usage Plus(Usage other) => new(Requests + other.Requests, Bytes + other.Bytes, JobSeconds + other.JobSeconds);
}
