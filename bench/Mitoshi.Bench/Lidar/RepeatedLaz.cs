using System.Buffers.Binary;
using Mitoshi.Lidar;

namespace Mitoshi.Bench.Lidar;

/// <summary>A large LAZ file made of a real one: its first, full chunk again and again. Bytes and branches of real points; no place on the Earth.</summary>
internal static class RepeatedLaz
{
    /// <summary>Writes one of at least so many points, unless it is there, and gives its path.</summary>
    public static string Make(string source, string folder, long points)
    {
        using LasFile file = LasFile.Open(source);
        PointChunk chunk = file.Chunks[0];
        int copies = checked((int)((points + chunk.PointCount - 1) / chunk.PointCount));
        string path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(source)}_{copies}.laz");
        if (File.Exists(path))
        {
            return path;
        }

        byte[] content = File.ReadAllBytes(source);
        ReadOnlySpan<byte> body = content.AsSpan((int)chunk.Offset, (int)chunk.ByteCount);
        byte[] head = content[..((int)chunk.Offset)];
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(107), checked((uint)(copies * chunk.PointCount)));
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(head.Length - 8), head.Length + (copies * chunk.ByteCount));
        using (FileStream target = File.Create(path + ".part"))
        {
            target.Write(head);
            for (int i = 0; i < copies; i++)
            {
                target.Write(body);
            }

            target.Write(ChunkTableWriter.Encode([.. Enumerable.Repeat((int)chunk.ByteCount, copies)]));
        }

        File.Move(path + ".part", path);
        return path;
    }
}
