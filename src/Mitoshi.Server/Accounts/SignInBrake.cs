using System.Collections.Concurrent;

namespace Mitoshi.Server.Accounts;

/// <summary>Slows the guessing of passwords: after five failures of a name or an address the next tries wait, longer each time, at most a quarter of an hour.</summary>
internal sealed class SignInBrake(TimeProvider time)
{
    private const int FreeTries = 5;
    private const int KnownMax = 100_000;
    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Last)> _failures = [];

    /// <exception cref="MitoshiException">account.too_many.</exception>
    public void Check(string name, string address)
    {
        TimeSpan wait = Max(WaitOf("name " + name), WaitOf("address " + address));
        if (wait > TimeSpan.Zero)
        {
            int seconds = (int)Math.Ceiling(wait.TotalSeconds);
            throw new MitoshiException("account.too_many", found: ($"too many failed tries; wait {seconds} s", $"失敗が続きました。{seconds} 秒待ってください"),
                expected: ("the right password", "正しいパスワード"), remedy: ("Wait, or ask an administrator for a new password.", "待つか、管理者に新しいパスワードを頼んでください。"));
        }
    }

    public void Failed(string name, string address)
    {
        if (_failures.Count > KnownMax)
        {
            _failures.Clear();
        }

        foreach (string key in new[] { "name " + name, "address " + address })
        {
            _failures.AddOrUpdate(key, (1, time.GetUtcNow()), (_, known) => (known.Failures + 1, time.GetUtcNow()));
        }
    }

    // Only the name is forgiven: an address that guesses many names and owns one account stays slow.
    public void Succeeded(string name) => _failures.TryRemove("name " + name, out _);

    private TimeSpan WaitOf(string key)
    {
        if (!_failures.TryGetValue(key, out (int Failures, DateTimeOffset Last) known) || known.Failures < FreeTries)
        {
            return TimeSpan.Zero;
        }

        TimeSpan pause = TimeSpan.FromSeconds(Math.Min(900, Math.Pow(2, known.Failures - FreeTries)));
        return known.Last + pause - time.GetUtcNow();
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
