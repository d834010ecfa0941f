using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>A variable length record: something that the file says about itself.</summary>
/// <param name="UserId">Who defines it: <c>LASF_Projection</c>, <c>LASF_Spec</c>, <c>laszip encoded</c>, <c>copc</c> …</param>
/// <param name="RecordId">Its number for that user.</param>
/// <param name="Description">A line for people.</param>
/// <param name="DataOffset">First byte of its content in the file.</param>
/// <param name="ByteCount">Bytes of its content.</param>
public sealed record LasRecord(string UserId, int RecordId, string Description, long DataOffset, long ByteCount)
{
    private const int HeadBytes = 54, ExtendedHeadBytes = 60;

    /// <summary>Reads the heads of a run of records, as many of those promised as lie whole before <paramref name="end"/>.</summary>
    internal static List<LasRecord> ReadRun(LasBytes bytes, long start, long end, uint promised, bool isExtended)
    {
        List<LasRecord> records = [];
        int headBytes = isExtended ? ExtendedHeadBytes : HeadBytes;
        byte[] head = new byte[headBytes];
        long offset = start;
        for (uint i = 0; i < promised && offset >= 0 && offset <= end - headBytes; i++)
        {
            bytes.Read(offset, head);
            long byteCount = isExtended ? BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(20)) : BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(20));
            long dataOffset = offset + headBytes;
            if (byteCount < 0 || byteCount > end - dataOffset)
            {
                break;
            }

            records.Add(new LasRecord(
                LasText.Read(head.AsSpan(2, 16)),
                BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(18)),
                LasText.Read(head.AsSpan(headBytes - 32, 32)),
                dataOffset,
                byteCount));
            offset = dataOffset + byteCount;
        }

        return records;
    }
}
