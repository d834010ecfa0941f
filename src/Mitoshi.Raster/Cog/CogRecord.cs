using System.Buffers.Binary;

namespace Mitoshi.Raster;

/// <summary>Head of a tile's record: for each band the length of its packed tile and its statistics. The packed tiles follow, then the halved pictures.</summary>
internal static class CogRecord
{
    private const int BandBytes = 56;

    public static int HeadBytes(int bandCount) => bandCount * BandBytes;

    public static void WriteHead(Span<byte> head, int band, int packedLength, RasterStatistics statistics)
    {
        Span<byte> entry = head.Slice(band * BandBytes, BandBytes);
        BinaryPrimitives.WriteInt64LittleEndian(entry, packedLength);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], statistics.Count);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], statistics.Missing);
        BinaryPrimitives.WriteDoubleLittleEndian(entry[24..], statistics.Minimum);
        BinaryPrimitives.WriteDoubleLittleEndian(entry[32..], statistics.Maximum);
        BinaryPrimitives.WriteDoubleLittleEndian(entry[40..], statistics.Mean);
        BinaryPrimitives.WriteDoubleLittleEndian(entry[48..], statistics.SquaredDeviations);
    }

    public static (int PackedLength, RasterStatistics Statistics) ReadHead(ReadOnlySpan<byte> head, int band)
    {
        ReadOnlySpan<byte> entry = head.Slice(band * BandBytes, BandBytes);
        return ((int)BinaryPrimitives.ReadInt64LittleEndian(entry), new RasterStatistics(
            BinaryPrimitives.ReadInt64LittleEndian(entry[8..]), BinaryPrimitives.ReadInt64LittleEndian(entry[16..]),
            BinaryPrimitives.ReadDoubleLittleEndian(entry[24..]), BinaryPrimitives.ReadDoubleLittleEndian(entry[32..]),
            BinaryPrimitives.ReadDoubleLittleEndian(entry[40..]), BinaryPrimitives.ReadDoubleLittleEndian(entry[48..])));
    }
}
