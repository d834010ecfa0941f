namespace Mitoshi.Registry.Tests.Log;

/// <summary>How the n-th call fails.</summary>
public enum Fault
{
    /// <summary>Nothing is done, and a failure is reported.</summary>
    NotDone,

    /// <summary>Half of an append is done, and a failure is reported.</summary>
    HalfDone,

    /// <summary>Everything is done, and a failure is reported all the same.</summary>
    DoneButReportedFailed,
}

/// <summary>A disk whose n-th call fails (counted from 1), and no other.</summary>
public sealed class FaultyFiles(IFiles disk, long failAt, Fault fault) : IFiles
{
    /// <summary>Calls so far.</summary>
    public long Calls { get; private set; }

    public bool Exists(string path) => Do(() => disk.Exists(path));

    public byte[] ReadAllBytes(string path) => Do(() => disk.ReadAllBytes(path));

    public IReadOnlyList<string> List(string folder) => Do(() => disk.List(folder));

    public void CreateFolder(string folder) => Do(() => disk.CreateFolder(folder));

    public void WriteAtomically(string path, ReadOnlySpan<byte> content)
    {
        byte[] copy = content.ToArray();
        Do(() => disk.WriteAtomically(path, copy));
    }

    public void WriteTogether(IReadOnlyList<FileContent> files) => Do(() => disk.WriteTogether(files), () => disk.WriteTogether([.. files.Take(files.Count / 2)]));

    public IDisposable? TryLock(string path) => Do(() => disk.TryLock(path), release: held => held?.Dispose());

    public IAppendFile OpenAppend(string path) => new Appender(this, Do(() => disk.OpenAppend(path)));

    public void Delete(string path) => Do(() => disk.Delete(path));

    private void Do(Action work, Action? half = null) => Do<object?>(
        () =>
        {
            work();
            return null;
        },
        half);

    private T Do<T>(Func<T> work, Action? half = null, Action<T>? release = null)
    {
        if (++Calls != failAt)
        {
            return work();
        }

        if (fault == Fault.HalfDone)
        {
            half?.Invoke();
        }
        else if (fault == Fault.DoneButReportedFailed)
        {
            T done = work();
            release?.Invoke(done);
        }

        throw new IOException($"call {Calls} fails ({fault})");
    }

    private sealed class Appender(FaultyFiles files, IAppendFile file) : IAppendFile
    {
        public long Length => files.Do(() => file.Length);

        public void Append(ReadOnlySpan<byte> content)
        {
            byte[] copy = content.ToArray();
            files.Do(() => file.Append(copy), () => file.Append(copy.AsSpan(0, copy.Length / 2)));
        }

        public void Sync() => files.Do(file.Sync);

        public void Truncate(long length) => files.Do(() => file.Truncate(length));

        public void Dispose() => file.Dispose();
    }
}
