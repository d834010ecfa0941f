namespace Mitoshi.Core;

/// <summary>
/// The port to the file system for everything that must survive a power cut: the log, products, job state. Tests put a disk behind it that
/// fails at the n-th call, drops what was not synced, or tears a sector.
/// </summary>
public interface IFiles
{
    /// <summary>True when a file stands at the path.</summary>
    bool Exists(string path);

    /// <summary>The whole content of a file.</summary>
    byte[] ReadAllBytes(string path);

    /// <summary>Names (not paths) of the files and folders directly in a folder, in ordinal order; none when it is absent.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Makes a folder and its parents durable.</summary>
    void CreateFolder(string folder);

    /// <summary>Writes a file beside, syncs it, renames it over <paramref name="path"/> and syncs the folder: the old file or the new one, never half.</summary>
    void WriteAtomically(string path, ReadOnlySpan<byte> content);

    /// <summary>
    /// Writes several files (folders made as needed) and makes them durable with as few syncs as possible. After a power cut during the call
    /// each may be absent, torn or whole: it is for files that count only once something written later names them.
    /// </summary>
    void WriteTogether(IReadOnlyList<FileContent> files);

    /// <summary>Takes the lock that the file at the path stands for, against every other process; null when somebody holds it. A dead process holds nothing.</summary>
    IDisposable? TryLock(string path);

    /// <summary>Opens a file to append to, made when absent.</summary>
    IAppendFile OpenAppend(string path);

    /// <summary>Removes a file; nothing happens when it is absent.</summary>
    void Delete(string path);
}

/// <summary>A file to write: where, and what.</summary>
public sealed record FileContent(string Path, ReadOnlyMemory<byte> Content);

/// <summary>A file that only grows, or is cut back when a torn tail is found.</summary>
public interface IAppendFile : IDisposable
{
    /// <summary>Bytes in the file.</summary>
    long Length { get; }

    /// <summary>Adds bytes at the end; they are durable only after <see cref="Sync"/>.</summary>
    void Append(ReadOnlySpan<byte> content);

    /// <summary>Makes everything appended so far durable (fsync).</summary>
    void Sync();

    /// <summary>Cuts the file back to a length.</summary>
    void Truncate(long length);
}
