using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>A field in the extra bytes of each record.</summary>
/// <param name="Name">As the file names it; <c>extra_bytes</c> for bytes that no record describes.</param>
/// <param name="Offset">First byte in a record.</param>
/// <param name="ByteCount">Its bytes.</param>
/// <param name="DataType">1 uint8, 2 int8, 3 uint16, 4 int16, 5 uint32, 6 int32, 7 uint64, 8 int64, 9 float32, 10 float64; 0 for plain bytes.</param>
/// <param name="Scale">Stored number x scale + offset; 1 without a scale.</param>
/// <param name="ValueOffset">Stored number x scale + offset; 0 without one.</param>
/// <remarks>Source: ASPRS LAS specification 1.4 R15, table 24 and 25.</remarks>
public sealed record ExtraBytesField(string Name, int Offset, int ByteCount, int DataType, double Scale, double ValueOffset)
{
    private const int EntryBytes = 192;

    private static ReadOnlySpan<byte> TypeLengths => [0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8];

    /// <summary>Reads the descriptions; what they leave over becomes plain bytes, what goes beyond the record is left out.</summary>
    internal static IReadOnlyList<ExtraBytesField> Parse(PointLayout layout, ReadOnlySpan<byte> data)
    {
        List<ExtraBytesField> fields = [];
        int offset = layout.StandardLength;
        for (int at = 0; at + EntryBytes <= data.Length; at += EntryBytes)
        {
            ReadOnlySpan<byte> entry = data.Slice(at, EntryBytes);
            int type = entry[2], options = entry[3];

            // Types 11 to 30 are the deprecated pairs and triples of 1 to 10; type 0 has its length in the options.
            int length = type switch
            {
                0 => options,
                <= 10 => TypeLengths[type],
                <= 20 => 2 * TypeLengths[type - 10],
                <= 30 => 3 * TypeLengths[type - 20],
                _ => 0,
            };
            if (length == 0 || offset + length > layout.RecordLength)
            {
                break;
            }

            bool hasScale = type is > 0 and <= 10 && (options & 8) != 0, hasOffset = type is > 0 and <= 10 && (options & 16) != 0;
            fields.Add(new ExtraBytesField(
                LasText.Read(entry.Slice(4, 32)),
                offset,
                length,
                type <= 10 ? type : 0,
                hasScale ? BinaryPrimitives.ReadDoubleLittleEndian(entry[112..]) : 1,
                hasOffset ? BinaryPrimitives.ReadDoubleLittleEndian(entry[136..]) : 0));
            offset += length;
        }

        if (offset < layout.RecordLength)
        {
            fields.Add(new ExtraBytesField("extra_bytes", offset, layout.RecordLength - offset, 0, 1, 0));
        }

        return fields;
    }
}
