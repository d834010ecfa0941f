using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>A workspace's registry at work: log, state and keys together. What the state refuses never reaches the log.</summary>
public sealed class RegistryDesk : IDisposable
{
    private readonly IEvidenceLog _log;
    private readonly KeyFolder _keys;
    private readonly NoteSigner _signer;
    private readonly TimeProvider _time;
    private readonly object _gate = new();

    private RegistryDesk(IEvidenceLog log, IContentStore contents, NoteSigner signer, KeyFolder keys, RegistryState state, TimeProvider time)
    {
        Contents = contents;
        _log = log;
        _signer = signer;
        _keys = keys;
        _time = time;
        State = state;
    }

    /// <summary>What the registry knows.</summary>
    public RegistryState State { get; }

    /// <summary>Claims and lists of files that the events name.</summary>
    public IContentStore Contents { get; }

    /// <summary>The log.</summary>
    public ILogReader Log => _log;

    /// <summary>Opens the registry of a workspace to write.</summary>
    /// <exception cref="MitoshiException"><c>registry.no_key</c> when no log was started; what is wrong with the log.</exception>
    public static RegistryDesk Open(ProcessContext context)
    {
        KeyFolder keys = new(context.Files, context.Workspace.Keys);
        NoteSigner signer = keys.Load(KeyFolder.LogKey);
        IEvidenceLog log = WorkspaceLog.OpenToWrite(context, signer);
        try
        {
            IContentStore contents = WorkspaceLog.ContentsOf(context, log);
            return new RegistryDesk(log, contents, signer, keys, Fold(log, contents), context.Time);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>The state that the events of a log make.</summary>
    /// <param name="log">The log.</param>
    /// <param name="contents">Where claims are read.</param>
    /// <param name="isChecked">False to verify every event's signature too.</param>
    public static RegistryState Fold(ILogReader log, IContentStore contents, bool isChecked = true)
    {
        RegistryState state = new(log.Key.Name, contents);
        ulong size = Checkpoint.Parse(log.Checkpoint.Text).Size;
        for (ulong i = 0; i < size; i++)
        {
            state.Apply(RegistryEvent.Read(log.Entry(i).Span), isChecked);
        }

        return state;
    }

    /// <summary>Does something in the name of a key: checks it against the state, signs it, and waits until it is durable.</summary>
    /// <returns>Its place in the log.</returns>
    /// <exception cref="MitoshiException">What the rule refuses, <c>registry.no_key</c>, <c>log.write_failed</c>.</exception>
    public ulong Record(string keyName, string kind, JsonObject body)
    {
        PendingEntry pending;
        using (NoteSigner signer = _keys.Load(keyName))
        {
            lock (_gate)
            {
                RegistryEvent happened = new RegistryEvent(State.Origin, signer.Public.Name, State.NextSequence(signer.Public.Name), kind, _time.GetUtcNow(), body).Sign(signer);
                byte[] entry = happened.Write();
                EntryBundle.RequireEntry(entry.Length);
                State.Apply(happened);
                pending = _log.Submit(entry);
            }
        }

        return _log.Wait(pending);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.Dispose();
        _signer.Dispose();
    }
}
