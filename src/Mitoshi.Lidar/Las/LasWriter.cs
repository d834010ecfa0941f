using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>Writes uncompressed LAS 1.2 files of format 1 with centimetre coordinates, as tests and benchmarks need them.</summary>
/// <remarks>Source: ASPRS LAS specification 1.2, sections 2 to 4.</remarks>
internal sealed class LasWriter : IDisposable
{
    private const int HeaderBytes = 227, RecordHeadBytes = 54, GeoKeyBytes = 16, PointBytes = 28;
    private const double Scale = 0.01;

    private readonly FileStream _stream;
    private readonly int _epsgCode;
    private readonly byte[] _buffer = new byte[PointBytes * 10_000];
    private int _used;
    private uint _count;
    private Box _extent = Box.Nothing;
    private double _low = double.PositiveInfinity, _high = double.NegativeInfinity;

    /// <summary>Begins a file.</summary>
    public LasWriter(string path, int epsgCode)
    {
        _epsgCode = epsgCode;
        _stream = new FileStream(path, FileMode.Create);
        _stream.Write(new byte[HeaderBytes + RecordHeadBytes + GeoKeyBytes]);
    }

    /// <summary>Adds a point.</summary>
    public void Add(SimulatedPoint point)
    {
        Span<byte> record = _buffer.AsSpan(_used, PointBytes);
        record.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(record, (int)Math.Round(point.X / Scale));
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], (int)Math.Round(point.Y / Scale));
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], (int)Math.Round(point.Z / Scale));
        record[14] = (byte)(point.ReturnNumber | (point.ReturnCount << 3));
        record[15] = point.Class;
        BinaryPrimitives.WriteDoubleLittleEndian(record[20..], point.Time);
        _used += PointBytes;
        _count++;
        _extent = _extent.With(new Box(point.X, point.Y, point.X, point.Y));
        _low = Math.Min(_low, point.Z);
        _high = Math.Max(_high, point.Z);
        if (_used == _buffer.Length)
        {
            Flush();
        }
    }

    /// <summary>Completes the header and closes the file.</summary>
    public void Dispose()
    {
        Flush();
        _stream.Position = 0;
        _stream.Write(Header());
        _stream.Dispose();
    }

    private void Flush()
    {
        _stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    private byte[] Header()
    {
        byte[] head = new byte[HeaderBytes + RecordHeadBytes + GeoKeyBytes];
        "LASF"u8.CopyTo(head);
        head[24] = 1;
        head[25] = 2;
        "Mitoshi, simulated"u8.CopyTo(head.AsSpan(58));
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(94), HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(96), (uint)head.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(100), 1);
        head[104] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(105), PointBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(107), _count);
        double[] numbers = [Scale, Scale, Scale, 0, 0, 0, _extent.East, _extent.West, _extent.North, _extent.South, _high, _low];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(head.AsSpan(131 + (8 * i)), numbers[i]);
        }

        Span<byte> record = head.AsSpan(HeaderBytes);
        "LASF_Projection"u8.CopyTo(record[2..]);
        BinaryPrimitives.WriteUInt16LittleEndian(record[18..], 34735);
        BinaryPrimitives.WriteUInt16LittleEndian(record[20..], GeoKeyBytes);
        ushort[] keys = [1, 1, 0, 1, 3072, 0, 1, (ushort)_epsgCode];
        for (int i = 0; i < keys.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(record[(RecordHeadBytes + (2 * i))..], keys[i]);
        }

        return head;
    }
}
