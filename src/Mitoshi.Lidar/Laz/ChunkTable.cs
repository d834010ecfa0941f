using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>Where each chunk of a LAZ file lies and how many points it holds.</summary>
internal static class ChunkTable
{
    /// <summary>Reads the table of a file of compressor 2 or 3.</summary>
    public static PointChunk[] Read(string file, LasBytes bytes, LasHeader header, LazDescription laz)
    {
        long first = header.PointOffset + 8;
        if (first > bytes.Length)
        {
            throw LasErrors.BadChunkTable(file, "the points begin behind the end of the file");
        }

        long tableAt = ReadInt64(bytes, header.PointOffset);
        if (tableAt == -1)
        {
            // A writer that could not go back left the place at the end.
            tableAt = ReadInt64(bytes, bytes.Length - 8);
        }

        if (tableAt < first || tableAt > bytes.Length - 8)
        {
            return header.PointCount == 0 ? [] : throw LasErrors.BadChunkTable(file, $"it would begin at byte {tableAt}");
        }

        Span<byte> head = stackalloc byte[8];
        bytes.Read(tableAt, head);
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(head), count = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        CheckCount(file, header, laz, version, count, tableAt - first);
        return count == 0 ? [] : Decode(file, bytes, header, laz, tableAt, (int)count);
    }

    private static void CheckCount(string file, LasHeader header, LazDescription laz, uint version, uint count, long chunkBytes)
    {
        if (version != 0)
        {
            throw LasErrors.BadChunkTable(file, $"version {version}");
        }

        // Every chunk holds at least one whole point.
        if (count > chunkBytes / Math.Max(header.Layout.RecordLength, 1))
        {
            throw LasErrors.BadChunkTable(file, $"{count} chunks in {chunkBytes} bytes");
        }

        if (!laz.HasVariableChunks)
        {
            ulong needed = (header.PointCount + laz.ChunkSize - 1) / laz.ChunkSize;
            if (needed != count)
            {
                throw LasErrors.BadChunkTable(file, $"{count} chunks of {laz.ChunkSize} points for {header.PointCount} points");
            }
        }
        else if (count == 0 && header.PointCount > 0)
        {
            throw LasErrors.BadChunkTable(file, $"no chunk for {header.PointCount} points");
        }
    }

    private static PointChunk[] Decode(string file, LasBytes bytes, LasHeader header, LazDescription laz, long tableAt, int count)
    {
        // An entry takes at most about 16 bytes: two numbers of 32 bits, each with its class.
        int length = (int)Math.Min(bytes.Length - tableAt - 8, (16L * count) + 64);
        byte[] data = new byte[length + ArithmeticDecoder.Padding];
        bytes.Read(tableAt + 8, data.AsSpan(0, length));
        PointChunk[] chunks = new PointChunk[count];
        try
        {
            ArithmeticDecoder source = new();
            source.Start(data, 0, length);
            IntegerDecoder numbers = new(32, 2);
            long offset = header.PointOffset + 8;
            ulong left = header.PointCount;
            int points = 0, size = 0;
            for (int i = 0; i < count; i++)
            {
                if (laz.HasVariableChunks)
                {
                    points = numbers.Decode(source, points, 0);
                }
                else
                {
                    points = (int)Math.Min(laz.ChunkSize, left);
                }

                size = numbers.Decode(source, size, 1);
                chunks[i] = new PointChunk(offset, (uint)size, (uint)points, header.PointCount - left);
                offset += (uint)size;
                if ((uint)points > left || offset > tableAt || points == 0)
                {
                    throw LasErrors.BadChunkTable(file, $"chunk {i} has {(uint)points} points and {(uint)size} bytes, more than there are");
                }

                left -= (uint)points;
            }

            return left == 0 ? chunks : throw LasErrors.BadChunkTable(file, $"its chunks hold {header.PointCount - left} of {header.PointCount} points");
        }
        catch (DamagedChunkException damage)
        {
            throw LasErrors.BadChunkTable(file, damage.Message);
        }
    }

    private static long ReadInt64(LasBytes bytes, long offset)
    {
        Span<byte> eight = stackalloc byte[8];
        bytes.Read(offset, eight);
        return BinaryPrimitives.ReadInt64LittleEndian(eight);
    }
}

/// <summary>A run of points that is read at once.</summary>
/// <param name="Offset">Its first byte in the file.</param>
/// <param name="ByteCount">Its bytes.</param>
/// <param name="PointCount">Its points.</param>
/// <param name="FirstPoint">Index of its first point in the file.</param>
public readonly record struct PointChunk(long Offset, long ByteCount, long PointCount, ulong FirstPoint);
