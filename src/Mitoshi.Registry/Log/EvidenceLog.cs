using System.Text;

namespace Mitoshi.Registry;

/// <summary>How the log in files works.</summary>
/// <param name="PublishBytes">When a journal is longer than this, tiles and checkpoint are written out and a new journal begins.</param>
/// <param name="PublishInBackground">True to go on committing meanwhile.</param>
public sealed record EvidenceLogOptions(int PublishBytes = 8 << 20, bool PublishInBackground = true);

/// <summary>
/// The evidence log in the files of a workspace, for one writing process. A commit is one record in the journal with one sync; tiles
/// follow when the journal has grown, and when the log is closed. After a crash the journal says what was acknowledged.
/// </summary>
public sealed class EvidenceLog : IEvidenceLog
{
    private readonly LogFolder _folder;
    private readonly EvidenceLogOptions _options;
    private readonly NoteSigner _signer;
    private readonly IDisposable _lock;
    private readonly GroupCommit _commits;
    private readonly LogContent _content;
    private readonly object _reading = new();
    private readonly List<string> _journals;
    private IAppendFile _journal;
    private volatile SignedNote _checkpoint;
    private Task _publication = Task.CompletedTask;

    private EvidenceLog(LogFolder folder, NoteSigner signer, EvidenceLogOptions options, IDisposable held, LogRecovery found)
    {
        _folder = folder;
        _signer = signer;
        _options = options;
        _lock = held;
        _content = found.Content;
        _checkpoint = found.Checkpoint;
        _journals = [.. found.Journals];
        if (_journals.Count == 0)
        {
            _journals.Add(folder.Journal(_content.Tail.Size));
        }

        _journal = folder.Files.OpenAppend(_journals[^1]);
        CutBackBytes = found.TornBytes;
        if (found.TornBytes > 0)
        {
            _journal.Truncate(found.LastJournalBytes);
        }

        _commits = new GroupCommit(Commit);
    }

    /// <inheritdoc/>
    public NoteKey Key => _signer.Public;

    /// <inheritdoc/>
    public SignedNote Checkpoint => _checkpoint;

    /// <summary>Bytes of an unfinished write that were cut back on opening.</summary>
    public int CutBackBytes { get; }

    /// <summary>Opens the log to write, made when absent.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="folder">The log's folder.</param>
    /// <param name="signer">The log's key; owned by the caller.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="MitoshiException"><c>log.locked</c>, <c>log.wrong_key</c>, <c>log.damaged</c>.</exception>
    public static EvidenceLog Open(IFiles files, string folder, NoteSigner signer, EvidenceLogOptions? options = null)
    {
        LogFolder names = new(files, folder);
        files.CreateFolder(names.Journals);
        IDisposable held = files.TryLock(names.Lock) ?? throw LogErrors.Locked(folder);
        try
        {
            if (!files.Exists(names.Key))
            {
                Start(names, signer);
            }

            LogRecovery found = LogRecovery.Read(names);
            return found.Key.Text == signer.Public.Text
                ? new EvidenceLog(names, signer, options ?? new EvidenceLogOptions(), held, found)
                : throw LogErrors.WrongKey(signer.Public.Text, found.Key.Text);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ulong Append(ReadOnlyMemory<byte> entry) => Wait(Submit(entry));

    /// <inheritdoc/>
    public PendingEntry Submit(ReadOnlyMemory<byte> entry) => _commits.Submit(entry);

    /// <inheritdoc/>
    public ulong Wait(PendingEntry entry) => _commits.Wait(entry);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Entry(ulong index)
    {
        lock (_reading)
        {
            return LogReader.CheckedEntry(_content, index);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Digest> Inclusion(ulong index, ulong size)
    {
        lock (_reading)
        {
            return LogReader.CheckedInclusion(_content, _checkpoint, index, size);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Digest> Consistency(ulong oldSize, ulong size)
    {
        lock (_reading)
        {
            return LogReader.CheckedConsistency(_content, _checkpoint, oldSize, size);
        }
    }

    /// <summary>Publishes what isn't yet, and lets go of the lock. After a failed write nothing is published; opening again recovers.</summary>
    public void Dispose()
    {
        try
        {
            _publication.Wait();
            bool isSound = _commits.Failure is null;
            ulong size = _content.Tail.Size;
            _journal.Dispose();
            if (isSound && size > _content.Published)
            {
                Publish(size, _content.FilesToPublish(), _content.PartialFiles(), _checkpoint, _journals);
            }
        }
        finally
        {
            _lock.Dispose();
        }
    }

    // The key is written last: where it stands, the log has been started.
    private static void Start(LogFolder folder, NoteSigner signer)
    {
        if (folder.Files.List(folder.Journals).Count > 0)
        {
            throw LogErrors.Damaged("key.pub", "the file is missing, though entries are there", "項目があるのにファイルがありません");
        }

        SignedNote empty = new Checkpoint(signer.Public.Name, 0, MerkleHash.Empty).Sign(signer);
        folder.Files.WriteAtomically(folder.Checkpoint, Encoding.UTF8.GetBytes(empty.ToString()));
        folder.Files.WriteAtomically(folder.Key, Encoding.UTF8.GetBytes(signer.Public.Text + "\n"));
    }

    private ulong Commit(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        ulong first;
        Checkpoint checkpoint;
        lock (_reading)
        {
            first = _content.Tail.Size;
            foreach (ReadOnlyMemory<byte> entry in entries)
            {
                _content.Append(entry);
            }

            checkpoint = new Checkpoint(Key.Name, _content.Tail.Size, _content.Tail.Root);
        }

        SignedNote note = checkpoint.Sign(_signer);
        _journal.Append(JournalRecord.Write(first, entries, note));
        _journal.Sync();
        _checkpoint = note;
        if (_journal.Length > _options.PublishBytes && _publication.IsCompleted)
        {
            BeginPublication(note);
        }

        return first;
    }

    // Runs between two commits: the size stands still while the files are listed and the journal is changed.
    private void BeginPublication(SignedNote note)
    {
        ulong size = _content.Tail.Size;
        IReadOnlyList<FileContent> files;
        IReadOnlyList<string> partials;
        lock (_reading)
        {
            files = _content.FilesToPublish();
            partials = _content.PartialFiles();
        }

        List<string> journals = [.. _journals];
        _journal.Dispose();
        _journals.Clear();
        _journals.Add(_folder.Journal(size));
        _journal = _folder.Files.OpenAppend(_journals[0]);
        if (_options.PublishInBackground)
        {
            _publication = Task.Run(() => PublishOrFail(size, files, partials, note, journals));
        }
        else
        {
            Publish(size, files, partials, note, journals);
        }
    }

    private void PublishOrFail(ulong size, IReadOnlyList<FileContent> files, IReadOnlyList<string> partials, SignedNote note, IReadOnlyList<string> journals)
    {
        try
        {
            Publish(size, files, partials, note, journals);
        }
        catch (Exception error)
        {
            _commits.Fail(error);
        }
    }

    // The checkpoint is what makes the tiles count: it comes after them, and the journals go only after it.
    private void Publish(ulong size, IReadOnlyList<FileContent> files, IReadOnlyList<string> partials, SignedNote note, IReadOnlyList<string> journals)
    {
        // A partial tile of a higher level may be the same for the old and the new size. The old checkpoint rests on it: it is neither written again nor deleted.
        _folder.Files.WriteTogether([.. files.Where(file => !partials.Contains(file.Path))]);
        _folder.Files.WriteAtomically(_folder.Checkpoint, Encoding.UTF8.GetBytes(note.ToString()));
        foreach (string old in journals.Concat(partials.Except(files.Select(file => file.Path))))
        {
            _folder.Files.Delete(old);
        }

        lock (_reading)
        {
            _content.MarkPublished(size);
        }
    }
}
