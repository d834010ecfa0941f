namespace Mitoshi.Registry;

/// <summary>
/// Lets many threads share one sync: the first that waits commits what everybody has submitted until then, while the others queue up the
/// next batch. There is no thread of its own, so a single caller runs the same steps every time.
/// </summary>
/// <param name="commit">Makes a batch durable and returns the index of its first entry. One call at a time.</param>
internal sealed class GroupCommit(Func<IReadOnlyList<ReadOnlyMemory<byte>>, ulong> commit)
{
    private const int BatchMax = 4096;
    private readonly object _gate = new();
    private readonly Queue<PendingEntry> _queue = new();
    private bool _isCommitting;
    private Exception? _failure;

    /// <summary>Why nothing can be written any more; null when all is well.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_gate)
            {
                return _failure;
            }
        }
    }

    public PendingEntry Submit(ReadOnlyMemory<byte> content)
    {
        EntryBundle.RequireEntry(content.Length);
        PendingEntry entry = new(content);
        lock (_gate)
        {
            RequireSound(_failure);
            _queue.Enqueue(entry);
        }

        return entry;
    }

    public ulong Wait(PendingEntry entry)
    {
        lock (_gate)
        {
            while (!entry.IsDone)
            {
                if (_isCommitting)
                {
                    Monitor.Wait(_gate);
                }
                else
                {
                    CommitBatch();
                }
            }
        }

        RequireSound(entry.Failure);
        return entry.Index;
    }

    /// <summary>After a failed write nobody knows what the disk holds: everything from here on is refused until the log is opened again.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
        }
    }

    // Called with the gate held; lets go of it while the disk works.
    private void CommitBatch()
    {
        List<PendingEntry> batch = [];
        while (batch.Count < BatchMax && _queue.TryDequeue(out PendingEntry? entry))
        {
            batch.Add(entry);
        }

        Exception? failure = _failure;
        ulong first = 0;
        if (failure is null)
        {
            _isCommitting = true;
            Monitor.Exit(_gate);
            try
            {
                first = commit([.. batch.Select(e => e.Content)]);
            }
            catch (Exception error)
            {
                failure = error;
            }
            finally
            {
                Monitor.Enter(_gate);
                _isCommitting = false;
            }
        }

        _failure ??= failure;
        foreach (PendingEntry entry in batch)
        {
            entry.Failure = failure;
            entry.Index = first++;
            entry.IsDone = true;
        }

        Monitor.PulseAll(_gate);
    }

    private static void RequireSound(Exception? failure)
    {
        if (failure is not null)
        {
            throw LogErrors.WriteFailed(failure);
        }
    }
}
