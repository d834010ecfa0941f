using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>POINT14 version 3 or 4: the 30 bytes that formats 6 to 10 begin with.</summary>
/// <remarks>
/// Version 3 tells the items after it the scanner channel only at points where it changes; at all others they take channel 0. The
/// format is what its encoder does, so this is kept; version 4 mended it.
/// Source: Isenburg, "LASzip: native compression of LAS 1.4" (rapidlasso proposal, 2014-2017); LASzip item type 10, ASPRS LAS 1.4 R15
/// for the record.
/// </remarks>
internal sealed class Point14(int version) : LayeredItem(30, layerCount: 9)
{
    private readonly Point14Channel?[] _channels = new Point14Channel?[ChannelCount];
    private int _channel;

    public override void Start(ReadOnlySpan<byte> first, int channel)
    {
        foreach (Point14Channel? one in _channels)
        {
            one?.Close();
        }

        _channel = (first[15] >> 4) & 3;
        Open(_channel, Point14State.Read(first));
    }

    public override void Decode(Span<byte> item, ref int channel)
    {
        Point14Channel models = _channels[_channel]!;
        ArithmeticDecoder returns = Layers[(int)Point14Layer.ReturnsAndXY].Source;
        int changes = returns.Symbol(models.Changes[models.State.ChangeContext]);
        if ((changes & Point14Channel.ChannelChanged) != 0)
        {
            int next = (_channel + returns.Symbol(models.ChannelSteps) + 1) & 3;
            if (_channels[next] is not { IsOpen: true })
            {
                Open(next, models.State);
            }

            models = _channels[next]!;
            models.State.SetChannel(next);
            channel = _channel = next;
        }
        else if (version != 3)
        {
            channel = _channel;
        }

        models.Decode(Layers, changes);
        models.State.Write(item);
    }

    private void Open(int channel, in Point14State state)
    {
        _channels[channel] ??= new Point14Channel();
        _channels[channel]!.Open(state);
    }
}

/// <summary>The layers of POINT14 in the order of the chunk.</summary>
internal enum Point14Layer
{
    ReturnsAndXY,
    Z,
    Classification,
    Flags,
    Intensity,
    ScanAngle,
    UserData,
    PointSource,
    GpsTime,
}
