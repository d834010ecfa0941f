using System.Runtime.InteropServices;

namespace Mitoshi.Core;

/// <summary>The real disk behind <see cref="IFiles"/>.</summary>
public sealed partial class DiskFiles : IFiles
{
    /// <summary>The one disk; it has no state.</summary>
    public static DiskFiles Instance { get; } = new();

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public byte[] ReadAllBytes(string path) => File.ReadAllBytes(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        List<string> names = [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!)];
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <inheritdoc/>
    public void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        string? parent = Path.GetDirectoryName(Path.GetFullPath(folder));
        if (parent is not null)
        {
            CreateFolder(parent);
        }

        Directory.CreateDirectory(folder);
        if (parent is not null)
        {
            SyncFolder(parent);
        }
    }

    /// <inheritdoc/>
    public void WriteAtomically(string path, ReadOnlySpan<byte> content)
    {
        string beside = path + ".part";
        try
        {
            using (FileStream stream = new(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (IOException)
        {
            // Half a file on a full disk would only keep the space that is missing.
            File.Delete(beside);
            throw;
        }

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <inheritdoc/>
    public void WriteTogether(IReadOnlyList<FileContent> files)
    {
        List<FileStream> open = [];
        SortedSet<string> folders = new(StringComparer.Ordinal);
        try
        {
            foreach (FileContent file in files)
            {
                string folder = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
                if (folders.Add(folder))
                {
                    CreateFolder(folder);
                }

                FileStream stream = new(file.Path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
                open.Add(stream);
                stream.Write(file.Content.Span);
            }

            // Written first and synced afterwards, the files share the file system's journal commits.
            foreach (FileStream stream in open)
            {
                stream.Flush(flushToDisk: true);
            }
        }
        finally
        {
            foreach (FileStream stream in open)
            {
                stream.Dispose();
            }
        }

        foreach (string folder in folders)
        {
            SyncFolder(folder);
        }
    }

    /// <inheritdoc/>
    public IDisposable? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public IAppendFile OpenAppend(string path)
    {
        bool isNew = !File.Exists(path);
        AppendFile file = new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0));
        if (isNew)
        {
            SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        return file;
    }

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <summary>Makes the names in a folder durable: a rename is lost in a power cut unless its folder is synced too.</summary>
    public static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }

        int descriptor = Open(folder, flags: 0);
        if (descriptor < 0)
        {
            return;
        }

        _ = Fsync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    private sealed class AppendFile(FileStream stream) : IAppendFile
    {
        public long Length => stream.Length;

        public void Append(ReadOnlySpan<byte> content)
        {
            stream.Seek(0, SeekOrigin.End);
            stream.Write(content);
        }

        public void Sync() => stream.Flush(flushToDisk: true);

        public void Truncate(long length)
        {
            stream.SetLength(length);
            stream.Flush(flushToDisk: true);
        }

        public void Dispose() => stream.Dispose();
    }
}
