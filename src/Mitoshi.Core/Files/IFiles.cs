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

    /// <summary>Opens a file to append to, made when absent.</summary>
    IAppendFile OpenAppend(string path);

    /// <summary>Removes a file; nothing happens when it is absent.</summary>
    void Delete(string path);
}

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
