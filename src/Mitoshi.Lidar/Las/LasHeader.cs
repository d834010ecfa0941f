using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>The header of a LAS or LAZ file.</summary>
/// <remarks>Source: ASPRS LAS specification 1.4 R15, section 2.4, and its forerunners 1.0 to 1.3.</remarks>
public sealed record LasHeader
{
    private const int HeaderBytesMin = 227, HeaderBytes14 = 375;
    private const long PlausiblePointsPerByte = 4096;

    /// <summary>4 of version 1.4.</summary>
    public required int VersionMinor { get; init; }

    /// <summary>Program that wrote the file, as it says.</summary>
    public required string GeneratingSoftware { get; init; }

    /// <summary>Year of creation, 0 when unset.</summary>
    public required int CreationYear { get; init; }

    /// <summary>Bytes of the header.</summary>
    public required int HeaderSize { get; init; }

    /// <summary>First byte of the points.</summary>
    public required long PointOffset { get; init; }

    /// <summary>Variable length records that the header promises.</summary>
    public required uint RecordCount { get; init; }

    /// <summary>First byte of the extended variable length records, 0 without any.</summary>
    public required long ExtendedRecordOffset { get; init; }

    /// <summary>Extended variable length records that the header promises.</summary>
    public required uint ExtendedRecordCount { get; init; }

    /// <summary>Layout of the point records.</summary>
    public required PointLayout Layout { get; init; }

    /// <summary>True for LAZ.</summary>
    public required bool IsCompressed { get; init; }

    /// <summary>True when the CRS is written as WKT.</summary>
    public required bool HasWkt { get; init; }

    /// <summary>Number of points.</summary>
    public required ulong PointCount { get; init; }

    /// <summary>A coordinate is stored number x scale + offset.</summary>
    public required Coordinates Scale { get; init; }

    /// <summary>A coordinate is stored number x scale + offset.</summary>
    public required Coordinates Offset { get; init; }

    /// <summary>Smallest coordinates, as the header says.</summary>
    public required Coordinates Min { get; init; }

    /// <summary>Largest coordinates, as the header says.</summary>
    public required Coordinates Max { get; init; }

    /// <summary>Reads the header at the beginning of a file.</summary>
    internal static LasHeader Read(string file, LasBytes bytes)
    {
        byte[] head = new byte[Math.Min(bytes.Length, HeaderBytes14)];
        bytes.Read(0, head);
        if (head.Length < 4 || !head.AsSpan(0, 4).SequenceEqual("LASF"u8))
        {
            throw LasErrors.NotLas(file, "it does not begin with LASF");
        }

        if (head.Length < HeaderBytesMin)
        {
            throw LasErrors.Truncated(file, $"{head.Length} bytes are less than a header");
        }

        int major = head[24], minor = head[25];
        if (major != 1 || minor > 4)
        {
            throw LasErrors.NotLas(file, $"version {major}.{minor}");
        }

        int headerSize = UInt16(head, 94);
        if (headerSize < HeaderBytesMin || (minor == 4 && headerSize < HeaderBytes14) || headerSize > bytes.Length)
        {
            throw LasErrors.BadHeader(file, $"a header of {headerSize} bytes in version 1.{minor}, in a file of {bytes.Length}");
        }

        // Bit 7 of the format marks LAZ (bit 6 did in early versions).
        bool isCompressed = (head[104] & 0xC0) != 0;
        int format = head[104] & 0x3F;
        if (format > PointLayout.FormatMax)
        {
            throw LasErrors.UnsupportedFormat(file, format);
        }

        PointLayout layout = new(format, UInt16(head, 105));
        bool is14 = minor == 4;
        ulong pointCount = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(107));
        if (is14 && BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(247)) is > 0 and ulong longCount)
        {
            pointCount = longCount;
        }

        LasHeader header = new()
        {
            VersionMinor = minor,
            GeneratingSoftware = LasText.Read(head.AsSpan(58, 32)),
            CreationYear = UInt16(head, 92),
            HeaderSize = headerSize,
            PointOffset = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(96)),
            RecordCount = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(100)),
            ExtendedRecordOffset = is14 ? BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(235)) : 0,
            ExtendedRecordCount = is14 ? BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(243)) : 0,
            Layout = layout,
            IsCompressed = isCompressed,
            HasWkt = is14 && (head[6] & 16) != 0,
            PointCount = pointCount,
            Scale = new Coordinates(Float64(head, 131), Float64(head, 139), Float64(head, 147)),
            Offset = new Coordinates(Float64(head, 155), Float64(head, 163), Float64(head, 171)),
            Max = new Coordinates(Float64(head, 179), Float64(head, 195), Float64(head, 211)),
            Min = new Coordinates(Float64(head, 187), Float64(head, 203), Float64(head, 219)),
        };
        header.Check(file, bytes.Length);
        return header;
    }

    private void Check(string file, long fileBytes)
    {
        if (Layout.RecordLength < Layout.StandardLength)
        {
            throw LasErrors.BadHeader(file, $"records of {Layout.RecordLength} bytes for format {Layout.Format}, which needs {Layout.StandardLength}");
        }

        if (!Scale.IsFinite || !Offset.IsFinite || Scale.X == 0 || Scale.Y == 0 || Scale.Z == 0)
        {
            throw LasErrors.BadHeader(file, $"scale {Scale}, offset {Offset}");
        }

        if (PointOffset < HeaderSize || (PointCount > 0 && PointOffset >= fileBytes))
        {
            throw LasErrors.BadHeader(file, $"points from byte {PointOffset} on, in a file of {fileBytes}");
        }

        if (!IsCompressed && PointCount > (ulong)(Math.Max(fileBytes - PointOffset, 0) / Layout.RecordLength))
        {
            throw LasErrors.Truncated(file, $"{PointCount} points of {Layout.RecordLength} bytes do not fit {fileBytes} bytes");
        }

        // Points that are all alike take next to nothing in LAZ, but not that little: the count is damaged.
        if (PointCount > (ulong)fileBytes * PlausiblePointsPerByte)
        {
            throw LasErrors.BadHeader(file, $"{PointCount} points in {fileBytes} bytes");
        }
    }

    private static int UInt16(byte[] head, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(offset));

    private static double Float64(byte[] head, int offset) => BinaryPrimitives.ReadDoubleLittleEndian(head.AsSpan(offset));
}
