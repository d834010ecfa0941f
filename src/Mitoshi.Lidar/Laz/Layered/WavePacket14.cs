namespace Mitoshi.Lidar;

/// <summary>WAVEPACKET14, of formats 9 and 10.</summary>
internal sealed class WavePacket14(int version) : FollowingItem(WavePacketModels.Size, layerCount: 1, version)
{
    private readonly WavePacketModels?[] _models = new WavePacketModels?[ChannelCount];

    protected override void Reset(int channel) => (_models[channel] ??= new WavePacketModels()).Reset();

    protected override void Next(Span<byte> last, int channel)
    {
        if (Layers[0].Changes)
        {
            _models[channel]!.Decode(Layers[0].Source, last);
        }
    }
}
