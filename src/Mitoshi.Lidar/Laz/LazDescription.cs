using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>How a LAZ file is compressed, as its "laszip encoded" record says.</summary>
/// <param name="Compressor">1 point-wise in one run, 2 point-wise in chunks, 3 layered in chunks.</param>
/// <param name="ChunkSize">Points per chunk, or 0 when each chunk says its own number.</param>
/// <param name="Items">The parts of a record, in order.</param>
public sealed record LazDescription(int Compressor, uint ChunkSize, IReadOnlyList<LazItem> Items)
{
    /// <summary>User id and record id of the record.</summary>
    internal const string UserId = "laszip encoded";
    internal const int RecordId = 22204;

    private const int HeadBytes = 34, ItemBytes = 6;

    /// <summary>True when each chunk has its own number of points (as in COPC).</summary>
    public bool HasVariableChunks => ChunkSize == 0;

    /// <summary>Reads the record.</summary>
    internal static LazDescription Parse(string file, ReadOnlySpan<byte> data)
    {
        if (data.Length < HeadBytes)
        {
            throw LasErrors.BadCompressionRecord(file, $"{data.Length} bytes");
        }

        int compressor = BinaryPrimitives.ReadUInt16LittleEndian(data);
        int coder = BinaryPrimitives.ReadUInt16LittleEndian(data[2..]);
        uint chunkSize = BinaryPrimitives.ReadUInt32LittleEndian(data[12..]);
        int itemCount = BinaryPrimitives.ReadUInt16LittleEndian(data[32..]);
        if (compressor is < 1 or > 3 || coder != 0)
        {
            throw LasErrors.UnsupportedCompression(file, $"compressor {compressor}, coder {coder}");
        }

        if (itemCount == 0 || data.Length < HeadBytes + (itemCount * ItemBytes))
        {
            throw LasErrors.BadCompressionRecord(file, $"{itemCount} items in {data.Length} bytes");
        }

        LazItem[] items = new LazItem[itemCount];
        for (int i = 0; i < itemCount; i++)
        {
            ReadOnlySpan<byte> item = data.Slice(HeadBytes + (i * ItemBytes), ItemBytes);
            items[i] = new LazItem(
                BinaryPrimitives.ReadUInt16LittleEndian(item),
                BinaryPrimitives.ReadUInt16LittleEndian(item[2..]),
                BinaryPrimitives.ReadUInt16LittleEndian(item[4..]));
        }

        // Writers mark "each chunk says its own" by all bits set, some by zero.
        return new LazDescription(compressor, compressor == 1 || chunkSize == uint.MaxValue ? 0 : chunkSize, items);
    }
}

/// <summary>A part of a record.</summary>
/// <param name="Type">0 bytes, 6 POINT10, 7 GPSTIME11, 8 RGB12, 9 WAVEPACKET13, 10 POINT14, 11 RGB14, 12 RGBNIR14, 13 WAVEPACKET14, 14 BYTE14.</param>
/// <param name="Size">Bytes in a record.</param>
/// <param name="Version">Version of the scheme.</param>
public readonly record struct LazItem(int Type, int Size, int Version);
