using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>POINT10 version 1, as the first LASzip wrote it: medians of three, and one context per magnitude.</summary>
internal sealed class OldPoint10() : PointItem(20)
{
    private readonly SymbolModel _changes = new(64);
    private readonly SymbolModel?[] _flagModels = new SymbolModel?[256];
    private readonly SymbolModel?[] _classModels = new SymbolModel?[256];
    private readonly SymbolModel?[] _userModels = new SymbolModel?[256];
    private readonly IntegerDecoder _dx = new(32, 1), _dy = new(32, 20), _z = new(32, 20);
    private readonly IntegerDecoder _intensities = new(16, 1), _angles = new(8, 2), _sources = new(16, 1);
    private readonly int[] _lastDx = new int[3], _lastDy = new int[3];
    private readonly byte[] _last = new byte[20];
    private int _oldest;

    public override void Start(ReadOnlySpan<byte> first)
    {
        _changes.Reset();
        ModelSet.Reset(_flagModels);
        ModelSet.Reset(_classModels);
        ModelSet.Reset(_userModels);
        foreach (IntegerDecoder decoder in new[] { _dx, _dy, _z, _intensities, _angles, _sources })
        {
            decoder.Reset();
        }

        _lastDx.AsSpan().Clear();
        _lastDy.AsSpan().Clear();
        _oldest = 0;
        first[..20].CopyTo(_last);
    }

    public override void Decode(ArithmeticDecoder source, Span<byte> item)
    {
        int dx = _dx.Decode(source, Median(_lastDx), 0);
        int dy = _dy.Decode(source, Median(_lastDy), Math.Min(_dx.LastClass, 19));
        int magnitude = (_dx.LastClass + _dy.LastClass) / 2;
        Span<byte> last = _last;
        int z = _z.Decode(source, BinaryPrimitives.ReadInt32LittleEndian(last[8..]), Math.Min(magnitude, 19));
        BinaryPrimitives.WriteInt32LittleEndian(last, BinaryPrimitives.ReadInt32LittleEndian(last) + dx);
        BinaryPrimitives.WriteInt32LittleEndian(last[4..], BinaryPrimitives.ReadInt32LittleEndian(last[4..]) + dy);
        BinaryPrimitives.WriteInt32LittleEndian(last[8..], z);
        int changes = source.Symbol(_changes);
        if (changes != 0)
        {
            DecodeAttributes(source, changes, magnitude);
        }

        _lastDx[_oldest] = dx;
        _lastDy[_oldest] = dy;
        _oldest = (_oldest + 1) % 3;
        last.CopyTo(item);
    }

    private void DecodeAttributes(ArithmeticDecoder source, int changes, int magnitude)
    {
        Span<byte> last = _last;
        if ((changes & 32) != 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(last[12..],
                (ushort)_intensities.Decode(source, BinaryPrimitives.ReadUInt16LittleEndian(last[12..]), 0));
        }

        if ((changes & 16) != 0)
        {
            last[14] = (byte)source.Symbol(ModelSet.Get(_flagModels, last[14], 256));
        }

        if ((changes & 8) != 0)
        {
            last[15] = (byte)source.Symbol(ModelSet.Get(_classModels, last[15], 256));
        }

        if ((changes & 4) != 0)
        {
            last[16] = (byte)_angles.Decode(source, last[16], magnitude < 3 ? 1 : 0);
        }

        if ((changes & 2) != 0)
        {
            last[17] = (byte)source.Symbol(ModelSet.Get(_userModels, last[17], 256));
        }

        if ((changes & 1) != 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(last[18..],
                (ushort)_sources.Decode(source, BinaryPrimitives.ReadUInt16LittleEndian(last[18..]), 0));
        }
    }

    private static int Median(int[] three)
        => Math.Max(Math.Min(three[0], three[1]), Math.Min(Math.Max(three[0], three[1]), three[2]));
}
