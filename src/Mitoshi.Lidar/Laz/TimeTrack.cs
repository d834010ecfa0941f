namespace Mitoshi.Lidar;

/// <summary>
/// Four interleaved sequences of GPS times, each with its usual step: flight lines that were merged keep a sequence each. Times are
/// handled as 64-bit patterns; a step is a multiple of the sequence's last one plus a correction.
/// </summary>
/// <remarks>Source: Isenburg 2013, PE&amp;RS 79:209, "GPS times"; LASzip items GPSTIME11 version 2 and POINT14 version 3.</remarks>
internal sealed class TimeTrack
{
    private const int MultiplierMax = 500, MultiplierMin = -10;

    // Codes of "no usual step yet": v2 has 0 = unchanged before them.
    private readonly int _unchangedCodes;
    private readonly int _fullCode;
    private readonly SymbolModel _multipliers;
    private readonly SymbolModel _withoutStep;
    private readonly IntegerDecoder _differences = new(32, 9);

    private readonly long[] _times = new long[4];
    private readonly int[] _steps = new int[4];
    private readonly int[] _extremes = new int[4];
    private int _current;
    private int _newest;

    /// <summary>Makes the track of an item.</summary>
    /// <param name="codesUnchanged">True where "the same time as before" is a code of this track (GPSTIME11); POINT14 says it elsewhere.</param>
    public TimeTrack(bool codesUnchanged)
    {
        _unchangedCodes = codesUnchanged ? 1 : 0;
        _fullCode = MultiplierMax - MultiplierMin + 1 + _unchangedCodes;
        _multipliers = new SymbolModel(_fullCode + 4);
        _withoutStep = new SymbolModel(5 + _unchangedCodes);
    }

    /// <summary>Bit pattern of the current time.</summary>
    public long Time => _times[_current];

    /// <summary>Begins with the first time.</summary>
    public void Start(long time)
    {
        _multipliers.Reset();
        _withoutStep.Reset();
        _differences.Reset();
        _times.AsSpan().Clear();
        _steps.AsSpan().Clear();
        _extremes.AsSpan().Clear();
        _current = _newest = 0;
        _times[0] = time;
    }

    /// <summary>Decodes the next time.</summary>
    public void Next(ArithmeticDecoder source)
    {
        // An encoder changes the sequence at most once per point; three more tries are generous, and an end.
        for (int attempt = 0; attempt < 4; attempt++)
        {
            if (_steps[_current] == 0 ? NextWithoutStep(source) : NextWithStep(source))
            {
                return;
            }
        }

        throw new DamagedChunkException("the GPS time changes its sequence without end");
    }

    // Both return false when only the sequence was changed and the time is still to come.
    private bool NextWithoutStep(ArithmeticDecoder source)
    {
        int code = source.Symbol(_withoutStep) - _unchangedCodes;
        switch (code)
        {
            case < 0:
                return true;
            case 0:
                _steps[_current] = _differences.Decode(source, 0, 0);
                _times[_current] += _steps[_current];
                _extremes[_current] = 0;
                return true;
            case 1:
                Jump(source);
                return true;
            default:
                _current = (_current + code - 1) & 3;
                return false;
        }
    }

    private bool NextWithStep(ArithmeticDecoder source)
    {
        int code = source.Symbol(_multipliers);
        if (code == 1)
        {
            _times[_current] += _differences.Decode(source, _steps[_current], 1);
            _extremes[_current] = 0;
            return true;
        }

        if (code < MultiplierMax - MultiplierMin + 1)
        {
            _times[_current] += Difference(source, code);
            return true;
        }

        if (code == _fullCode)
        {
            Jump(source);
            return true;
        }

        if (code < _fullCode)
        {
            return true;    // unchanged
        }

        _current = (_current + code - _fullCode) & 3;
        return false;
    }

    private int Difference(ArithmeticDecoder source, int code)
    {
        int step = _steps[_current];
        switch (code)
        {
            case 0:
                return Extreme(_differences.Decode(source, 0, 7));
            case < 10:
                return _differences.Decode(source, code * step, 2);
            case < MultiplierMax:
                return _differences.Decode(source, code * step, 3);
            case MultiplierMax:
                return Extreme(_differences.Decode(source, MultiplierMax * step, 4));
        }

        int multiplier = MultiplierMax - code;
        return multiplier > MultiplierMin
            ? _differences.Decode(source, multiplier * step, 5)
            : Extreme(_differences.Decode(source, MultiplierMin * step, 6));
    }

    // A fourth extreme step in a row becomes the usual one.
    private int Extreme(int difference)
    {
        if (++_extremes[_current] > 3)
        {
            _steps[_current] = difference;
            _extremes[_current] = 0;
        }

        return difference;
    }

    // The difference does not fit 32 bits: a new sequence begins with a time written out.
    private void Jump(ArithmeticDecoder source)
    {
        _newest = (_newest + 1) & 3;
        long upper = _differences.Decode(source, (int)(_times[_current] >> 32), 8);
        _times[_newest] = (upper << 32) | source.UInt32();
        _current = _newest;
        _steps[_current] = 0;
        _extremes[_current] = 0;
    }
}
