using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mitoshi.Lidar;

/// <summary>The last point of a scanner channel, taken apart.</summary>
internal struct Point14State
{
    public int X, Y, Z;
    public ushort Intensity;
    public byte ReturnNumber, ReturnCount;

    /// <summary>Bits 0-3 classification flags, 4-5 scanner channel, 6 scan direction, 7 edge of flight line, as in the record.</summary>
    public byte Flags;

    public byte Classification, UserData;
    public short ScanAngle;
    public ushort PointSource;
    public long GpsTime;
    public bool TimeChanged;

    /// <summary>Which model says what changes next: whether the last point was first, last, both or between, and whether its time was new.</summary>
    public readonly int ChangeContext
        => (ReturnNumber == 1 ? 1 : 0) + (ReturnNumber >= ReturnCount ? 2 : 0) + (TimeChanged ? 4 : 0);

    /// <summary>Takes a record apart.</summary>
    public static Point14State Read(ReadOnlySpan<byte> record) => new()
    {
        X = BinaryPrimitives.ReadInt32LittleEndian(record),
        Y = BinaryPrimitives.ReadInt32LittleEndian(record[4..]),
        Z = BinaryPrimitives.ReadInt32LittleEndian(record[8..]),
        Intensity = BinaryPrimitives.ReadUInt16LittleEndian(record[12..]),
        ReturnNumber = (byte)(record[14] & 15),
        ReturnCount = (byte)(record[14] >> 4),
        Flags = record[15],
        Classification = record[16],
        UserData = record[17],
        ScanAngle = BinaryPrimitives.ReadInt16LittleEndian(record[18..]),
        PointSource = BinaryPrimitives.ReadUInt16LittleEndian(record[20..]),
        GpsTime = BinaryPrimitives.ReadInt64LittleEndian(record[22..]),
    };

    /// <summary>Puts a record together.</summary>
    public readonly void Write(Span<byte> item)
    {
        Span<byte> record = item[..30];
        MemoryMarshal.Write(record, in X);
        MemoryMarshal.Write(record[4..], in Y);
        MemoryMarshal.Write(record[8..], in Z);
        MemoryMarshal.Write(record[12..], in Intensity);
        record[14] = (byte)(ReturnNumber | (ReturnCount << 4));
        record[15] = Flags;
        record[16] = Classification;
        record[17] = UserData;
        MemoryMarshal.Write(record[18..], in ScanAngle);
        MemoryMarshal.Write(record[20..], in PointSource);
        MemoryMarshal.Write(record[22..], in GpsTime);
    }

    /// <summary>Moves the point to a scanner channel.</summary>
    public void SetChannel(int channel) => Flags = (byte)((Flags & ~0x30) | (channel << 4));
}
