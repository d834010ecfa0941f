using System.Collections.Concurrent;

namespace Mitoshi.Server.Accounts;

/// <summary>Who is signed in in a browser. Sessions live in memory: a restart of the server signs everybody out.</summary>
internal sealed class Sessions(TimeProvider time)
{
    private const int CountMax = 10_000;
    private static readonly TimeSpan s_idleMax = TimeSpan.FromHours(8), s_ageMax = TimeSpan.FromDays(7);
    private readonly ConcurrentDictionary<string, Session> _sessions = [];

    /// <summary>Starts a session and gives its secret, of which only the hash is kept.</summary>
    public string Start(string account)
    {
        if (_sessions.Count >= CountMax)
        {
            foreach ((string hash, Session session) in _sessions.Where(pair => !IsAlive(pair.Value)))
            {
                _sessions.TryRemove(new(hash, session));
            }
        }

        string token = Tokens.Random();
        _sessions[Tokens.HashOf(token)] = new Session(account, time.GetUtcNow(), time.GetUtcNow());
        return token;
    }

    /// <summary>The account of a session that is alive, or null.</summary>
    public string? AccountOf(string token)
    {
        string hash = Tokens.HashOf(token);
        if (!_sessions.TryGetValue(hash, out Session? session) || !IsAlive(session))
        {
            return null;
        }

        _sessions.TryUpdate(hash, session with { Used = time.GetUtcNow() }, session);
        return session.Account;
    }

    public void End(string token) => _sessions.TryRemove(Tokens.HashOf(token), out _);

    /// <summary>Ends all sessions of an account, after a new password or a closed account.</summary>
    public void EndAll(string account)
    {
        foreach ((string hash, _) in _sessions.Where(pair => pair.Value.Account == account))
        {
            _sessions.TryRemove(hash, out _);
        }
    }

    private bool IsAlive(Session session) => time.GetUtcNow() - session.Used < s_idleMax && time.GetUtcNow() - session.Started < s_ageMax;

    private sealed record Session(string Account, DateTimeOffset Started, DateTimeOffset Used);
}
