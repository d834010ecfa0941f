using System.Buffers.Binary;

namespace Mitoshi.Registry;

/// <summary>Up to 256 entries in a file, each after its length as a big-endian 16-bit number (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>Largest entry, in bytes.</summary>
    public const int EntryMax = ushort.MaxValue;

    /// <summary>The file's content.</summary>
    /// <exception cref="MitoshiException"><c>log.out_of_range</c>: an entry above 65,535 bytes, or more than 256 entries.</exception>
    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        if (entries.Count > TilePath.FullWidth)
        {
            throw TilePath.OutOfRange($"{entries.Count} entries", "0..256");
        }

        byte[] content = new byte[entries.Sum(entry => 2 + entry.Length)];
        int at = 0;
        foreach (ReadOnlyMemory<byte> entry in entries)
        {
            RequireEntry(entry.Length);
            BinaryPrimitives.WriteUInt16BigEndian(content.AsSpan(at), (ushort)entry.Length);
            entry.Span.CopyTo(content.AsSpan(at + 2));
            at += 2 + entry.Length;
        }

        return content;
    }

    /// <summary>The entries of a file; null when it isn't a whole bundle.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? TryRead(ReadOnlyMemory<byte> content)
    {
        List<ReadOnlyMemory<byte>> entries = [];
        for (int at = 0; at < content.Length;)
        {
            int length = content.Length - at < 2 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(content.Span[at..]);
            if (length > content.Length - at - 2)
            {
                return null;
            }

            entries.Add(content.Slice(at + 2, length));
            at += 2 + length;
        }

        return entries;
    }

    internal static void RequireEntry(int bytes)
    {
        if (bytes > EntryMax)
        {
            throw TilePath.OutOfRange($"an entry of {bytes} bytes", "0..65535");
        }
    }
}
