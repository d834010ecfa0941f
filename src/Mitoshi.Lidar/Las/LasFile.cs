namespace Mitoshi.Lidar;

/// <summary>A LAS or LAZ file, open for reading. Any number of threads may read blocks at the same time.</summary>
public sealed class LasFile : IDisposable
{
    /// <summary>Points of a block at most; a chunk with more is given in several blocks.</summary>
    public const int BlockPointsMax = 65_536;

    private const int RecordBytesMax = 1 << 26;

    private readonly LasBytes _bytes;
    private readonly Lazy<Crs?> _crs;

    private LasFile(string name, LasBytes bytes)
    {
        Name = name;
        _bytes = bytes;
        Header = LasHeader.Read(name, bytes);
        Records = LasRecord.ReadRun(bytes, Header.HeaderSize, Math.Min(Header.PointOffset, bytes.Length), Header.RecordCount, isExtended: false);
        ExtendedRecords = Header.ExtendedRecordCount == 0 ? [] : LasRecord.ReadRun(bytes, Header.ExtendedRecordOffset, bytes.Length, Header.ExtendedRecordCount, isExtended: true);
        Compression = ReadCompression();
        Chunks = Compression is { Compressor: > 1 } laz ? ChunkTable.Read(name, bytes, Header, laz) : WholeRun();
        _crs = new Lazy<Crs?>(() => LasCrs.Read(this));
    }

    /// <summary>File name without its folder.</summary>
    public string Name { get; }

    /// <summary>The header.</summary>
    public LasHeader Header { get; }

    /// <summary>The variable length records that could be read; fewer than promised when the file is damaged there.</summary>
    public IReadOnlyList<LasRecord> Records { get; }

    /// <summary>The extended ones, which stand behind the points.</summary>
    public IReadOnlyList<LasRecord> ExtendedRecords { get; }

    /// <summary>How it is compressed; null for LAS.</summary>
    public LazDescription? Compression { get; }

    /// <summary>Runs of points that are read independently of each other.</summary>
    public IReadOnlyList<PointChunk> Chunks { get; }

    /// <summary>The CRS that the file declares, or null.</summary>
    public Crs? Crs => _crs.Value;

    /// <summary>Fields in the extra bytes of each record.</summary>
    public IReadOnlyList<ExtraBytesField> ExtraBytes
        => Header.Layout.ExtraByteCount == 0 ? [] : ExtraBytesField.Parse(Header.Layout, ReadRecord("LASF_Spec", 4) ?? []);

    /// <summary>What is odd about the file, though it can be read.</summary>
    public IReadOnlyList<Text> Warnings
    {
        get
        {
            List<Text> warnings = [];
            if ((uint)Records.Count < Header.RecordCount)
            {
                warnings.Add(($"{Name}: the header promises {Header.RecordCount} variable length records, {Records.Count} can be read",
                    $"{Name}: ヘッダーは可変長レコード{Header.RecordCount}個を示しますが、読めるのは{Records.Count}個です"));
            }

            if ((uint)ExtendedRecords.Count < Header.ExtendedRecordCount)
            {
                warnings.Add(($"{Name}: the header promises {Header.ExtendedRecordCount} extended records, {ExtendedRecords.Count} can be read",
                    $"{Name}: ヘッダーは拡張可変長レコード{Header.ExtendedRecordCount}個を示しますが、読めるのは{ExtendedRecords.Count}個です"));
            }

            return warnings;
        }
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="MitoshiException"><c>las.not_found</c>, <c>las.not_las</c>, <c>las.bad_header</c>, <c>las.truncated</c>,
    /// <c>las.unsupported_format</c>, <c>laz.bad_record</c>, <c>laz.unsupported</c> or <c>laz.bad_chunk_table</c>.</exception>
    public static LasFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw LasErrors.NotFound(path);
        }

        return Open(Path.GetFileName(path), LasBytes.Open(path));
    }

    /// <summary>Reads a file that lies in memory.</summary>
    internal static LasFile Open(string name, LasBytes bytes)
    {
        try
        {
            return new LasFile(name, bytes);
        }
        catch (EndOfStreamException)
        {
            bytes.Dispose();
            throw LasErrors.Truncated(name, "its header points behind its end");
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Content of the first record (extended or not) of that user and number, or null; at most 64 MiB.</summary>
    public byte[]? ReadRecord(string userId, int recordId)
    {
        foreach (LasRecord record in Records.Concat(ExtendedRecords))
        {
            if (record.UserId == userId && record.RecordId == recordId && record.ByteCount <= RecordBytesMax)
            {
                byte[] content = new byte[record.ByteCount];
                _bytes.Read(record.DataOffset, content);
                return content;
            }
        }

        return null;
    }

    /// <summary>All points, block after block in the order of the file, decoded ahead by several threads.</summary>
    /// <param name="threads">How many threads decode.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MitoshiException"><c>laz.damaged_chunk</c>, <c>laz.chunk_too_large</c> or <c>las.truncated</c>.</exception>
    /// <remarks>In memory at a time: about 2 x threads chunks.</remarks>
    public IEnumerable<PointBlock> ReadBlocks(int threads = 1, CancellationToken cancellation = default)
        => ReadBlocks([.. Enumerable.Range(0, Chunks.Count)], threads, cancellation);

    /// <summary>The points of some chunks, in the order named.</summary>
    /// <param name="chunkIndexes">Indexes into <see cref="Chunks"/>.</param>
    /// <param name="threads">How many threads decode.</param>
    /// <param name="cancellation">Stops it.</param>
    public IEnumerable<PointBlock> ReadBlocks(IReadOnlyList<int> chunkIndexes, int threads = 1, CancellationToken cancellation = default)
        => new BlockReading(this, chunkIndexes, Math.Max(threads, 1), cancellation).Blocks();

    /// <summary>A run of at most 64 MiB of the file, or null when it does not lie in it.</summary>
    internal byte[]? ReadBytes(long offset, long byteCount)
    {
        if (offset < 0 || byteCount < 0 || byteCount > RecordBytesMax || offset > _bytes.Length - byteCount)
        {
            return null;
        }

        byte[] content = new byte[byteCount];
        _bytes.Read(offset, content);
        return content;
    }

    /// <summary>A reader of chunks with its own buffers, for one thread.</summary>
    internal ChunkReader OpenReader() => new(this, _bytes);

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private LazDescription? ReadCompression()
    {
        if (!Header.IsCompressed)
        {
            return null;
        }

        byte[] record = ReadRecord(LazDescription.UserId, LazDescription.RecordId)
            ?? throw LasErrors.BadCompressionRecord(Name, "it is missing");
        LazDescription laz = LazDescription.Parse(Name, record);
        ItemDecoders.Check(Name, laz, Header.Layout.RecordLength);
        return laz;
    }

    // LAS: pieces of the usual chunk size. Compressor 1: everything up to the extended records is one chunk.
    private PointChunk[] WholeRun()
    {
        if (Header.PointCount == 0)
        {
            return [];
        }

        if (Header.IsCompressed)
        {
            long end = Header.ExtendedRecordCount > 0 && Header.ExtendedRecordOffset > Header.PointOffset
                ? Math.Min(Header.ExtendedRecordOffset, _bytes.Length) : _bytes.Length;
            return [new PointChunk(Header.PointOffset, end - Header.PointOffset, checked((long)Header.PointCount), 0)];
        }

        long total = checked((long)Header.PointCount), recordLength = Header.Layout.RecordLength;
        PointChunk[] chunks = new PointChunk[(total + BlockPointsMax - 1) / BlockPointsMax];
        for (int i = 0; i < chunks.Length; i++)
        {
            long first = (long)i * BlockPointsMax, count = Math.Min(BlockPointsMax, total - first);
            chunks[i] = new PointChunk(Header.PointOffset + (first * recordLength), count * recordLength, count, (ulong)first);
        }

        return chunks;
    }
}
