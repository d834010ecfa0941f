using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>GPSTIME11 version 1: a single sequence of times.</summary>
internal sealed class OldGpsTime11() : PointItem(8)
{
    private const int CodeMax = 512;

    private readonly SymbolModel _multipliers = new(CodeMax);
    private readonly SymbolModel _withoutStep = new(3);
    private readonly IntegerDecoder _differences = new(32, 6);
    private long _time;
    private int _step;
    private int _extremes;

    public override void Start(ReadOnlySpan<byte> first)
    {
        _multipliers.Reset();
        _withoutStep.Reset();
        _differences.Reset();
        _time = BinaryPrimitives.ReadInt64LittleEndian(first);
        _step = _extremes = 0;
    }

    public override void Decode(ArithmeticDecoder source, Span<byte> item)
    {
        if (_step == 0)
        {
            NextWithoutStep(source);
        }
        else
        {
            NextWithStep(source);
        }

        BinaryPrimitives.WriteInt64LittleEndian(item, _time);
    }

    private void NextWithoutStep(ArithmeticDecoder source)
    {
        int code = source.Symbol(_withoutStep);
        if (code == 1)
        {
            _step = _differences.Decode(source, 0, 0);
            _time += _step;
        }
        else if (code == 2)
        {
            _time = (long)source.UInt64();
        }
    }

    private void NextWithStep(ArithmeticDecoder source)
    {
        int code = source.Symbol(_multipliers);
        if (code == CodeMax - 2)
        {
            _time = (long)source.UInt64();
        }
        else if (code < CodeMax - 2)
        {
            _time += Difference(source, code);
        }
    }

    private int Difference(ArithmeticDecoder source, int code)
    {
        switch (code)
        {
            case 0:
                return Extreme(_differences.Decode(source, _step / 4, 2));
            case 1:
                _step = _differences.Decode(source, _step, 1);
                _extremes = 0;
                return _step;
            case < 10:
                return _differences.Decode(source, code * _step, 3);
            case < 50:
                return _differences.Decode(source, code * _step, 4);
        }

        int difference = _differences.Decode(source, code * _step, 5);
        return code == CodeMax - 3 ? Extreme(difference) : difference;
    }

    private int Extreme(int difference)
    {
        if (++_extremes > 3)
        {
            _step = difference;
            _extremes = 0;
        }

        return difference;
    }
}
