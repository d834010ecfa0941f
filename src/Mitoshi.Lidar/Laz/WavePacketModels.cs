using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>The 29 bytes that point a record to its waveform: descriptor index, byte offset, packet size, return location and direction.</summary>
/// <remarks>LASzip items WAVEPACKET13 version 1 and WAVEPACKET14 version 3 share it.</remarks>
internal sealed class WavePacketModels
{
    /// <summary>Bytes of the item.</summary>
    public const int Size = 29;

    private readonly SymbolModel _descriptors = new(256);
    private readonly SymbolModel[] _offsetKinds = ModelSet.Make(4, 4);
    private readonly IntegerDecoder _offsetSteps = new(32, 1);
    private readonly IntegerDecoder _sizes = new(32, 1);
    private readonly IntegerDecoder _locations = new(32, 1);
    private readonly IntegerDecoder _directions = new(32, 3);
    private int _lastStep;
    private int _lastKind;

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _descriptors.Reset();
        ModelSet.Reset(_offsetKinds);
        _offsetSteps.Reset();
        _sizes.Reset();
        _locations.Reset();
        _directions.Reset();
        _lastStep = 0;
        _lastKind = 0;
    }

    /// <summary>Turns the last packet into the next one.</summary>
    public void Decode(ArithmeticDecoder source, Span<byte> packet)
    {
        packet[0] = (byte)source.Symbol(_descriptors);
        Span<byte> offsetBytes = packet.Slice(1, 8), sizeBytes = packet.Slice(9, 4);
        long offset = BinaryPrimitives.ReadInt64LittleEndian(offsetBytes);
        int size = BinaryPrimitives.ReadInt32LittleEndian(sizeBytes);
        _lastKind = source.Symbol(_offsetKinds[_lastKind]);
        switch (_lastKind)
        {
            case 0:
                break;
            case 1:
                offset += (uint)size;
                break;
            case 2:
                _lastStep = _offsetSteps.Decode(source, _lastStep, 0);
                offset += _lastStep;
                break;
            default:
                offset = (long)source.UInt64();
                break;
        }

        BinaryPrimitives.WriteInt64LittleEndian(offsetBytes, offset);
        BinaryPrimitives.WriteInt32LittleEndian(sizeBytes, _sizes.Decode(source, size, 0));
        Step(source, _locations, packet.Slice(13, 4), 0);
        Step(source, _directions, packet.Slice(17, 4), 0);
        Step(source, _directions, packet.Slice(21, 4), 1);
        Step(source, _directions, packet.Slice(25, 4), 2);
    }

    private static void Step(ArithmeticDecoder source, IntegerDecoder decoder, Span<byte> bytes, int context)
        => BinaryPrimitives.WriteInt32LittleEndian(bytes, decoder.Decode(source, BinaryPrimitives.ReadInt32LittleEndian(bytes), context));
}
