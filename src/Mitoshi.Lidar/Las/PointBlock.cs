using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>Consecutive points of a file as records of the LAS layout. It is lent: after the next block is asked for it holds other points.</summary>
public sealed class PointBlock
{
    private readonly byte[] _records;

    internal PointBlock(LasHeader header, byte[] records, int count, ulong firstPoint)
    {
        Header = header;
        Count = count;
        FirstPoint = firstPoint;
        _records = records;
    }

    /// <summary>The header of the file.</summary>
    public LasHeader Header { get; }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>Index of its first point in the file.</summary>
    public ulong FirstPoint { get; }

    /// <summary>The records, one after the other, <see cref="PointLayout.RecordLength"/> bytes each.</summary>
    public ReadOnlySpan<byte> Records => _records.AsSpan(0, Count * Header.Layout.RecordLength);

    internal byte[] Buffer => _records;

    /// <summary>The record of a point.</summary>
    public ReadOnlySpan<byte> Record(int pointIndex) => Records.Slice(pointIndex * Header.Layout.RecordLength, Header.Layout.RecordLength);

    /// <summary>x, y and z of a point in units of the CRS.</summary>
    public Coordinates Position(int pointIndex)
    {
        ReadOnlySpan<byte> record = Record(pointIndex);
        return new Coordinates(
            (BinaryPrimitives.ReadInt32LittleEndian(record) * Header.Scale.X) + Header.Offset.X,
            (BinaryPrimitives.ReadInt32LittleEndian(record[4..]) * Header.Scale.Y) + Header.Offset.Y,
            (BinaryPrimitives.ReadInt32LittleEndian(record[8..]) * Header.Scale.Z) + Header.Offset.Z);
    }

    /// <summary>ASPRS class of a point, without its flags.</summary>
    public int Class(int pointIndex)
    {
        byte stored = Record(pointIndex)[Header.Layout.ClassOffset];
        return Header.Layout.IsExtended ? stored : stored & 31;
    }

    /// <summary>True when the file marks the point as withheld: to be treated as deleted.</summary>
    public bool IsWithheld(int pointIndex)
        => Header.Layout.IsExtended ? (Record(pointIndex)[15] & 4) != 0 : (Record(pointIndex)[15] & 128) != 0;

    /// <summary>Number of this return, from 1.</summary>
    public int ReturnNumber(int pointIndex) => Record(pointIndex)[14] & (Header.Layout.IsExtended ? 15 : 7);

    /// <summary>Number of returns of its pulse.</summary>
    public int ReturnCount(int pointIndex)
        => Header.Layout.IsExtended ? Record(pointIndex)[14] >> 4 : (Record(pointIndex)[14] >> 3) & 7;

    /// <summary>Intensity as stored.</summary>
    public ushort Intensity(int pointIndex) => BinaryPrimitives.ReadUInt16LittleEndian(Record(pointIndex)[12..]);
}
