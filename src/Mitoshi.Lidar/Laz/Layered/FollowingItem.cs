namespace Mitoshi.Lidar;

/// <summary>
/// An item after POINT14: it keeps its last value per scanner channel and follows the channel of the point.
/// </summary>
/// <remarks>
/// In version 3, the first value after a change to a channel that has occurred before is predicted from, and remembered for, the
/// channel that was left. The format is what its encoder does, so this is kept; version 4 mended it.
/// </remarks>
internal abstract class FollowingItem : LayeredItem
{
    private readonly bool _keepsLastOnReturn;
    private readonly byte[][] _last = new byte[ChannelCount][];
    private readonly bool[] _isOpen = new bool[ChannelCount];
    private int _channel;

    /// <summary>For an item of the given size.</summary>
    protected FollowingItem(int size, int layerCount, int version)
        : base(size, layerCount)
    {
        _keepsLastOnReturn = version == 3;
        for (int i = 0; i < ChannelCount; i++)
        {
            _last[i] = new byte[size];
        }
    }

    public sealed override void Start(ReadOnlySpan<byte> first, int channel)
    {
        _isOpen.AsSpan().Clear();
        _channel = channel;
        Open(channel, first[..Size]);
    }

    public sealed override void Decode(Span<byte> item, ref int channel)
    {
        byte[] last = _last[_channel];
        if (channel != _channel)
        {
            _channel = channel;
            if (!_isOpen[channel])
            {
                Open(channel, last);
                last = _last[channel];
            }
            else if (!_keepsLastOnReturn)
            {
                last = _last[channel];
            }
        }

        Next(last, channel);
        last.CopyTo(item);
    }

    /// <summary>Forgets what the models of a channel learnt.</summary>
    protected abstract void Reset(int channel);

    /// <summary>Turns the last value into the next one, in place.</summary>
    protected abstract void Next(Span<byte> last, int channel);

    private void Open(int channel, ReadOnlySpan<byte> last)
    {
        _isOpen[channel] = true;
        last.CopyTo(_last[channel]);
        Reset(channel);
    }
}
