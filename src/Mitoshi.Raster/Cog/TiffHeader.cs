using System.Buffers.Binary;

namespace Mitoshi.Raster;

/// <summary>The head of a TIFF: all directories one after the other, before any pixel.</summary>
/// <remarks>TIFF 6.0, section 2; BigTIFF as specified by libtiff (AWare Systems).</remarks>
internal static class TiffHeader
{
    /// <summary>Length of the head in bytes: it depends on the number of elements, not on what they are.</summary>
    public static long Length(IReadOnlyList<IReadOnlyList<TiffTag>> directories, bool isBig)
    {
        long length = isBig ? 16 : 8;
        foreach (IReadOnlyList<TiffTag> directory in directories)
        {
            length += DirectoryBytes(directory, isBig) + directory.Sum(tag => OutsideBytes(tag, isBig));
        }

        return length;
    }

    /// <summary>The head, little endian.</summary>
    public static byte[] Write(IReadOnlyList<IReadOnlyList<TiffTag>> directories, bool isBig)
    {
        byte[] head = new byte[Length(directories, isBig)];
        head[0] = head[1] = (byte)'I';
        int position;
        if (isBig)
        {
            head[2] = 43;
            head[4] = 8;
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), position = 16);
        }
        else
        {
            head[2] = 42;
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), position = 8);
        }

        for (int i = 0; i < directories.Count; i++)
        {
            position = WriteDirectory(head, position, directories[i], isBig, isLast: i == directories.Count - 1);
        }

        return head;
    }

    private static int WriteDirectory(byte[] head, int position, IReadOnlyList<TiffTag> directory, bool isBig, bool isLast)
    {
        int outside = position + (int)DirectoryBytes(directory, isBig), inlineBytes = isBig ? 8 : 4;
        int at = position;
        if (isBig)
        {
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(at), directory.Count);
            at += 8;
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(at), (ushort)directory.Count);
            at += 2;
        }

        foreach (TiffTag tag in directory.OrderBy(tag => tag.Id))
        {
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(at), tag.Id);
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(at + 2), tag.Type);
            WritePosition(head.AsSpan(at + 4), tag.Count, isBig);
            at += 4 + inlineBytes;
            if (tag.Bytes.Length <= inlineBytes)
            {
                tag.Bytes.CopyTo(head, at);
            }
            else
            {
                WritePosition(head.AsSpan(at), outside, isBig);
                tag.Bytes.CopyTo(head, outside);
                outside += (int)OutsideBytes(tag, isBig);
            }

            at += inlineBytes;
        }

        WritePosition(head.AsSpan(at), isLast ? 0 : outside, isBig);
        return outside;
    }

    private static void WritePosition(Span<byte> bytes, long position, bool isBig)
    {
        if (isBig)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, position);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)position);
        }
    }

    private static long DirectoryBytes(IReadOnlyList<TiffTag> directory, bool isBig) => isBig ? 8 + (20L * directory.Count) + 8 : 2 + (12L * directory.Count) + 4;

    // Values begin at even positions; eight suits LONG8 and DOUBLE.
    private static long OutsideBytes(TiffTag tag, bool isBig) => tag.Bytes.Length <= (isBig ? 8 : 4) ? 0 : (tag.Bytes.Length + 7L) & ~7L;
}
