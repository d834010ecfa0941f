using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mitoshi.Raster;

/// <summary>
/// The finished tiles of a job, in one file that only grows: a head with the job's fingerprint, then records with a checksum. After a kill the
/// whole records at its beginning count, a torn one at the end is cut off. Records may come in any order.
/// </summary>
internal sealed class JobLog : IDisposable
{
    private const int HeadBytes = 48, RecordMagic = 0x454C4954, RecordHeadBytes = 12;
    private static readonly TimeSpan s_syncInterval = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly FileStream _file;
    private readonly int _partCount;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, (long Offset, int[] Lengths)> _records = [];
    private long _end;
    private long _lastSync = Stopwatch.GetTimestamp();

    private JobLog(string path, FileStream file, int partCount)
    {
        _path = path;
        _file = file;
        _partCount = partCount;
    }

    /// <summary>Opens or starts the log of a folder. A log of another job (other inputs, other parameters) starts over.</summary>
    /// <exception cref="MitoshiException"><c>job.running</c>, <c>disk.read_only</c>, <c>disk.full</c>.</exception>
    public static JobLog Open(string folder, string fingerprint, int partCount)
    {
        string path = Path.Combine(folder, "tiles.log");
        try
        {
            Directory.CreateDirectory(folder);
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            JobLog log = new(path, file, partCount);
            log.Recover(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(fingerprint)));
            return log;
        }
        catch (IOException error) when (IsLocked(error))
        {
            throw new MitoshiException("job.running",
                found: ($"another run works on {folder}", $"別の実行が {folder} で作業中です"),
                expected: ("one run for a job at a time", "一つのジョブには同時に一つの実行"),
                remedy: ("wait for it, or stop it and run this command again: it goes on where the other stopped", "終わるのを待つか、止めてからもう一度実行してください。続きから始まります"), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskFault.Explain(error, folder);
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _records.Count;
            }
        }
    }

    public bool Holds(int tileIndex)
    {
        lock (_lock)
        {
            return _records.ContainsKey(tileIndex);
        }
    }

    /// <summary>Adds the record of a tile; any thread.</summary>
    /// <exception cref="MitoshiException"><c>disk.full</c>, <c>disk.failed</c>.</exception>
    public void Append(int tileIndex, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        Invariant.Holds(parts.Count == _partCount, "a record has one part for each sink");
        byte[] head = new byte[RecordHeadBytes + (parts.Count * sizeof(int))];
        BinaryPrimitives.WriteInt32LittleEndian(head, RecordMagic);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), tileIndex);
        for (int i = 0; i < parts.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(RecordHeadBytes + (i * sizeof(int))), parts[i].Length);
        }

        uint checksum = Checksum(uint.MaxValue, head.AsSpan(4, 4));
        checksum = Checksum(checksum, head.AsSpan(RecordHeadBytes));
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            checksum = Checksum(checksum, part.Span);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), checksum);
        Append(tileIndex, head, parts);
        SyncNowAndThen();
    }

    /// <summary>The records as one sink sees them.</summary>
    public ITileRecords Part(int partIndex) => new PartRecords(this, partIndex);

    /// <summary>Closes the log and removes it with its folder: the products are in their places.</summary>
    public void Remove()
    {
        Dispose();
        File.Delete(_path);
        string folder = Path.GetDirectoryName(_path)!;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Append(int tileIndex, byte[] head, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        long length = head.Length;
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            length += part.Length;
        }

        // Room is taken under the lock, bytes are written outside of it: workers don't wait for each other's writing.
        long offset;
        lock (_lock)
        {
            offset = _end;
            _end += length;
        }

        try
        {
            long position = offset;
            RandomAccess.Write(_file.SafeFileHandle, head, position);
            position += head.Length;
            foreach (ReadOnlyMemory<byte> part in parts)
            {
                RandomAccess.Write(_file.SafeFileHandle, part.Span, position);
                position += part.Length;
            }
        }
        catch (IOException error)
        {
            throw DiskFault.Explain(error, _path);
        }

        lock (_lock)
        {
            _records[tileIndex] = (offset + head.Length, [.. parts.Select(part => part.Length)]);
        }
    }

    private void SyncNowAndThen()
    {
        long last = Interlocked.Read(ref _lastSync);
        if (Stopwatch.GetElapsedTime(last) > s_syncInterval && Interlocked.CompareExchange(ref _lastSync, Stopwatch.GetTimestamp(), last) == last)
        {
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
        }
    }

    private void Recover(byte[] fingerprint)
    {
        byte[] head = new byte[HeadBytes];
        "mitoshi job 1\n"u8.CopyTo(head);
        fingerprint.CopyTo(head.AsSpan(16));
        byte[] found = new byte[HeadBytes];
        _ = RandomAccess.Read(_file.SafeFileHandle, found, 0);
        if (!found.AsSpan().SequenceEqual(head))
        {
            _file.SetLength(0);
            RandomAccess.Write(_file.SafeFileHandle, head, 0);
        }

        _end = HeadBytes;
        while (ReadRecord(_end) is { } next)
        {
            _end = next;
        }

        // A hole or a torn record ends the log; the tiles behind it are computed again.
        _file.SetLength(_end);
    }

    private long? ReadRecord(long offset)
    {
        byte[] head = new byte[RecordHeadBytes + (_partCount * sizeof(int))];
        if (RandomAccess.Read(_file.SafeFileHandle, head, offset) < head.Length || BinaryPrimitives.ReadInt32LittleEndian(head) != RecordMagic)
        {
            return null;
        }

        int[] lengths = MemoryMarshal.Cast<byte, int>(head.AsSpan(RecordHeadBytes)).ToArray();
        long total = 0;
        foreach (int length in lengths)
        {
            total += length < 0 ? long.MaxValue / 4 : length;
        }

        if (offset + head.Length + total > RandomAccess.GetLength(_file.SafeFileHandle))
        {
            return null;
        }

        uint checksum = Checksum(Checksum(uint.MaxValue, head.AsSpan(4, 4)), head.AsSpan(RecordHeadBytes));
        long position = offset + head.Length;
        foreach (int length in lengths)
        {
            byte[] part = new byte[length];
            _ = RandomAccess.Read(_file.SafeFileHandle, part, position);
            checksum = Checksum(checksum, part);
            position += length;
        }

        if (checksum != BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)))
        {
            return null;
        }

        _records[BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4))] = (offset + head.Length, lengths);
        return position;
    }

    private static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            checksum = BitOperations.Crc32C(checksum, word);
        }

        foreach (byte rest in bytes[(bytes.Length & ~7)..])
        {
            checksum = BitOperations.Crc32C(checksum, rest);
        }

        return checksum;
    }

    // EWOULDBLOCK of flock on Linux and macOS; sharing violation on Windows.
    private static bool IsLocked(IOException error) => (error.HResult & 0xFFFF) is 11 or 35 or 32;

    private sealed class PartRecords(JobLog log, int partIndex) : ITileRecords
    {
        public int Length(int tileIndex) => log._records[tileIndex].Lengths[partIndex];

        public void Read(int tileIndex, int offset, Span<byte> bytes)
        {
            (long start, int[] lengths) = log._records[tileIndex];
            for (int i = 0; i < partIndex; i++)
            {
                start += lengths[i];
            }

            int read = RandomAccess.Read(log._file.SafeFileHandle, bytes, start + offset);
            Invariant.Holds(read == bytes.Length, "a record of the job's log is whole");
        }
    }
}
