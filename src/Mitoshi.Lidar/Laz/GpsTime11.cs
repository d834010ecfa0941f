using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>GPSTIME11 version 2: eight bytes.</summary>
internal sealed class GpsTime11() : PointItem(8)
{
    private readonly TimeTrack _track = new(codesUnchanged: true);

    public override void Start(ReadOnlySpan<byte> first) => _track.Start(BinaryPrimitives.ReadInt64LittleEndian(first));

    public override void Decode(ArithmeticDecoder source, Span<byte> item)
    {
        _track.Next(source);
        BinaryPrimitives.WriteInt64LittleEndian(item, _track.Time);
    }
}
