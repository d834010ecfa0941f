using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mitoshi.Registry;

/// <summary>
/// One commit in the journal: entries and the signed checkpoint over them, wholly in or not at all.
/// <c>"MLJ1" | length of the rest (4) | first index (8) | count (4) | entries, each after its length (2) | note after its length (2) | SHA-256 of all before (32)</c>;
/// numbers are big endian.
/// </summary>
internal sealed record JournalRecord(ulong First, IReadOnlyList<ReadOnlyMemory<byte>> Entries, SignedNote Checkpoint, int Bytes)
{
    private const uint Magic = 0x4D4C4A31;
    private const int HeadBytes = 20;

    public static byte[] Write(ulong first, IReadOnlyList<ReadOnlyMemory<byte>> entries, SignedNote checkpoint)
    {
        byte[] note = Encoding.UTF8.GetBytes(checkpoint.ToString());
        int length = HeadBytes + entries.Sum(e => 2 + e.Length) + 2 + note.Length + Digest.Length;
        byte[] record = new byte[length];
        BinaryPrimitives.WriteUInt32BigEndian(record, Magic);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(4), length - 8);
        BinaryPrimitives.WriteUInt64BigEndian(record.AsSpan(8), first);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(16), entries.Count);
        int at = HeadBytes;
        foreach (ReadOnlyMemory<byte> entry in entries)
        {
            at = WriteBlob(record, at, entry.Span);
        }

        at = WriteBlob(record, at, note);
        SHA256.HashData(record.AsSpan(0, at), record.AsSpan(at));
        return record;
    }

    /// <summary>Reads the record at a place; null when no whole one stands there.</summary>
    public static JournalRecord? TryRead(ReadOnlyMemory<byte> journal, int at)
    {
        ReadOnlySpan<byte> rest = journal.Span[at..];
        if (rest.Length < HeadBytes || BinaryPrimitives.ReadUInt32BigEndian(rest) != Magic)
        {
            return null;
        }

        long length = 8L + BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        if (length < HeadBytes + 2 + Digest.Length || length > rest.Length)
        {
            return null;
        }

        int body = (int)length - Digest.Length;
        if (Digest.Of(rest[..body]) != new Digest(rest.Slice(body, Digest.Length)))
        {
            return null;
        }

        int count = BinaryPrimitives.ReadInt32BigEndian(rest[16..]), cursor = HeadBytes;
        List<ReadOnlyMemory<byte>> entries = new(count);
        for (int i = 0; i < count; i++)
        {
            (ReadOnlyMemory<byte> entry, cursor) = ReadBlob(journal[at..], cursor);
            entries.Add(entry);
        }

        (ReadOnlyMemory<byte> note, _) = ReadBlob(journal[at..], cursor);
        return new JournalRecord(BinaryPrimitives.ReadUInt64BigEndian(rest[8..]), entries, SignedNote.Parse(note.Span), (int)length);
    }

    /// <summary>True when a whole record stands anywhere after a place: then what stands there isn't an unfinished last write, but damage.</summary>
    public static bool IsFollowed(ReadOnlyMemory<byte> journal, int at)
    {
        for (int next = at + 1; next < journal.Length - HeadBytes; next++)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(journal.Span[next..]) == Magic && TryRead(journal, next) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static int WriteBlob(byte[] record, int at, ReadOnlySpan<byte> content)
    {
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(at), checked((ushort)content.Length));
        content.CopyTo(record.AsSpan(at + 2));
        return at + 2 + content.Length;
    }

    private static (ReadOnlyMemory<byte> Content, int Next) ReadBlob(ReadOnlyMemory<byte> record, int at)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(record.Span[at..]);
        return (record.Slice(at + 2, length), at + 2 + length);
    }
}
