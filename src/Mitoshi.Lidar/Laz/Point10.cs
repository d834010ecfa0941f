using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mitoshi.Lidar;

/// <summary>POINT10 version 2: the 20 bytes that formats 0 to 5 begin with.</summary>
/// <remarks>Source: Isenburg 2013, PE&amp;RS 79:209, "point core"; LASzip item type 6.</remarks>
internal sealed class Point10() : PointItem(20)
{
    private const int IntensityChanged = 16, FlagsChanged = 32, ClassChanged = 8, AngleChanged = 4, UserChanged = 2, SourceChanged = 1;

    private readonly SymbolModel _changes = new(64);
    private readonly SymbolModel?[] _flagModels = new SymbolModel?[256];
    private readonly SymbolModel?[] _classModels = new SymbolModel?[256];
    private readonly SymbolModel?[] _userModels = new SymbolModel?[256];
    private readonly SymbolModel[] _angleModels = [new(256), new(256)];
    private readonly IntegerDecoder _intensities = new(16, 4);
    private readonly IntegerDecoder _sources = new(16, 1);
    private readonly IntegerDecoder _dx = new(32, 2);
    private readonly IntegerDecoder _dy = new(32, 22);
    private readonly IntegerDecoder _z = new(32, 20);

    private readonly StreamingMedian[] _medianX = new StreamingMedian[16];
    private readonly StreamingMedian[] _medianY = new StreamingMedian[16];
    private readonly ushort[] _lastIntensity = new ushort[16];
    private readonly int[] _lastZ = new int[8];

    private int _x, _y, _height;
    private ushort _intensity, _source;
    private byte _flags, _class, _angle, _user;

    public override void Start(ReadOnlySpan<byte> first)
    {
        _changes.Reset();
        ModelSet.Reset(_flagModels);
        ModelSet.Reset(_classModels);
        ModelSet.Reset(_userModels);
        ModelSet.Reset(_angleModels);
        _intensities.Reset();
        _sources.Reset();
        _dx.Reset();
        _dy.Reset();
        _z.Reset();
        _medianX.AsSpan().Clear();
        _medianY.AsSpan().Clear();
        _lastIntensity.AsSpan().Clear();
        _lastZ.AsSpan().Clear();
        _x = BinaryPrimitives.ReadInt32LittleEndian(first);
        _y = BinaryPrimitives.ReadInt32LittleEndian(first[4..]);
        _height = BinaryPrimitives.ReadInt32LittleEndian(first[8..]);
        _intensity = 0;                 // the encoder, too, begins the predictions of intensity with zero
        _flags = first[14];
        _class = first[15];
        _angle = first[16];
        _user = first[17];
        _source = BinaryPrimitives.ReadUInt16LittleEndian(first[18..]);
    }

    public override void Decode(ArithmeticDecoder source, Span<byte> item)
    {
        int changes = source.Symbol(_changes);
        if ((changes & FlagsChanged) != 0)
        {
            _flags = (byte)source.Symbol(ModelSet.Get(_flagModels, _flags, 256));
        }

        int returnNumber = _flags & 7, returnCount = (_flags >> 3) & 7;
        int context = ReturnContexts.Map8[(8 * returnCount) + returnNumber];
        if (changes != 0)
        {
            DecodeAttributes(source, changes, context);
        }

        int single = returnCount == 1 ? 1 : 0;
        ref StreamingMedian medianX = ref _medianX[context];
        int dx = _dx.Decode(source, medianX.Value, single);
        _x += dx;
        medianX.Add(dx);

        ref StreamingMedian medianY = ref _medianY[context];
        int dy = _dy.Decode(source, medianY.Value, single + (Math.Min(_dx.LastClass, 20) & ~1));
        _y += dy;
        medianY.Add(dy);

        int level = Math.Abs(returnCount - returnNumber);
        int heightClass = Math.Min((_dx.LastClass + _dy.LastClass) / 2, 18) & ~1;
        _height = _z.Decode(source, _lastZ[level], single + heightClass);
        _lastZ[level] = _height;
        Write(item);
    }

    private void DecodeAttributes(ArithmeticDecoder source, int changes, int context)
    {
        if ((changes & IntensityChanged) != 0)
        {
            _lastIntensity[context] = (ushort)_intensities.Decode(source, _lastIntensity[context], Math.Min(context, 3));
        }

        _intensity = _lastIntensity[context];
        if ((changes & ClassChanged) != 0)
        {
            _class = (byte)source.Symbol(ModelSet.Get(_classModels, _class, 256));
        }

        if ((changes & AngleChanged) != 0)
        {
            _angle += (byte)source.Symbol(_angleModels[(_flags >> 6) & 1]);
        }

        if ((changes & UserChanged) != 0)
        {
            _user = (byte)source.Symbol(ModelSet.Get(_userModels, _user, 256));
        }

        if ((changes & SourceChanged) != 0)
        {
            _source = (ushort)_sources.Decode(source, _source, 0);
        }
    }

    private void Write(Span<byte> item)
    {
        Span<byte> record = item[..20];
        MemoryMarshal.Write(record, in _x);
        MemoryMarshal.Write(record[4..], in _y);
        MemoryMarshal.Write(record[8..], in _height);
        MemoryMarshal.Write(record[12..], in _intensity);
        record[14] = _flags;
        record[15] = _class;
        record[16] = _angle;
        record[17] = _user;
        MemoryMarshal.Write(record[18..], in _source);
    }
}
