namespace Mitoshi.Lidar;

/// <summary>WAVEPACKET13 version 1, of formats 4 and 5.</summary>
internal sealed class WavePacket13() : PointItem(WavePacketModels.Size)
{
    private readonly WavePacketModels _models = new();
    private readonly byte[] _last = new byte[WavePacketModels.Size];

    public override void Start(ReadOnlySpan<byte> first)
    {
        _models.Reset();
        first[..Size].CopyTo(_last);
    }

    public override void Decode(ArithmeticDecoder source, Span<byte> item)
    {
        _models.Decode(source, _last);
        _last.CopyTo(item);
    }
}
