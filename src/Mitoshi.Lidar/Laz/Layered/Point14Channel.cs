namespace Mitoshi.Lidar;

/// <summary>The models of one scanner channel.</summary>
internal sealed class Point14Channel
{
    /// <summary>Bits of the symbol that says what changes.</summary>
    public const int ChannelChanged = 64, SourceChanged = 32, TimeChanged = 16, AngleChanged = 8, CountChanged = 4;

    /// <summary>The last point.</summary>
    public Point14State State;

    private readonly SymbolModel?[] _returnCounts = new SymbolModel?[16];
    private readonly SymbolModel?[] _returnNumbers = new SymbolModel?[16];
    private readonly SymbolModel _returnSteps = new(13);
    private readonly SymbolModel?[] _classes = new SymbolModel?[64];
    private readonly SymbolModel?[] _flags = new SymbolModel?[64];
    private readonly SymbolModel?[] _userData = new SymbolModel?[64];
    private readonly IntegerDecoder _dx = new(32, 2), _dy = new(32, 22), _z = new(32, 20);
    private readonly IntegerDecoder _intensities = new(16, 4), _angles = new(16, 2), _sources = new(16, 1);
    private readonly TimeTrack _times = new(codesUnchanged: false);

    private readonly StreamingMedian[] _medianX = new StreamingMedian[12];
    private readonly StreamingMedian[] _medianY = new StreamingMedian[12];
    private readonly int[] _lastZ = new int[8];
    private readonly ushort[] _lastIntensity = new ushort[8];

    /// <summary>By <see cref="Point14State.ChangeContext"/>.</summary>
    public SymbolModel[] Changes { get; } = ModelSet.Make(8, 128);

    /// <summary>By how much the scanner channel goes on, less one.</summary>
    public SymbolModel ChannelSteps { get; } = new(3);

    /// <summary>True once the channel occurred in the chunk.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Forgets that it was used.</summary>
    public void Close() => IsOpen = false;

    /// <summary>Begins with a last point.</summary>
    public void Open(in Point14State state)
    {
        IsOpen = true;
        State = state;
        State.TimeChanged = false;
        ModelSet.Reset(Changes);
        ChannelSteps.Reset();
        ModelSet.Reset(_returnCounts);
        ModelSet.Reset(_returnNumbers);
        _returnSteps.Reset();
        ModelSet.Reset(_classes);
        ModelSet.Reset(_flags);
        ModelSet.Reset(_userData);
        _dx.Reset();
        _dy.Reset();
        _z.Reset();
        _intensities.Reset();
        _angles.Reset();
        _sources.Reset();
        _times.Start(state.GpsTime);
        _medianX.AsSpan().Clear();
        _medianY.AsSpan().Clear();
        _lastZ.AsSpan().Fill(state.Z);
        _lastIntensity.AsSpan().Fill(state.Intensity);
    }

    /// <summary>Turns the last point into the next one.</summary>
    public void Decode(Layer[] layers, int changes)
    {
        bool isNewTime = (changes & TimeChanged) != 0;
        ArithmeticDecoder source = layers[(int)Point14Layer.ReturnsAndXY].Source;
        DecodeReturns(source, changes, isNewTime);
        int count = State.ReturnCount, number = State.ReturnNumber;
        int single = count == 1 ? 1 : 0, newTime = isNewTime ? 1 : 0;
        int kind = (number == 1 ? 2 : 0) + (number >= count ? 1 : 0);

        int context = (ReturnContexts.Map16[(16 * count) + number] << 1) | newTime;
        ref StreamingMedian medianX = ref _medianX[context];
        int dx = _dx.Decode(source, medianX.Value, single);
        State.X += dx;
        medianX.Add(dx);

        ref StreamingMedian medianY = ref _medianY[context];
        int dy = _dy.Decode(source, medianY.Value, single + (Math.Min(_dx.LastClass, 20) & ~1));
        State.Y += dy;
        medianY.Add(dy);

        Layer z = layers[(int)Point14Layer.Z];
        if (z.Changes)
        {
            int heightClass = Math.Min((_dx.LastClass + _dy.LastClass) / 2, 18) & ~1;
            ref int lastZ = ref _lastZ[ReturnContexts.Level(count, number)];
            lastZ = State.Z = _z.Decode(z.Source, lastZ, single + heightClass);
        }

        DecodeSurface(layers, kind, newTime);
        DecodeScan(layers, changes, newTime);
        State.TimeChanged = isNewTime;
    }

    private void DecodeReturns(ArithmeticDecoder source, int changes, bool isNewTime)
    {
        if ((changes & CountChanged) != 0)
        {
            State.ReturnCount = (byte)source.Symbol(ModelSet.Get(_returnCounts, State.ReturnCount, 16));
        }

        int last = State.ReturnNumber;
        int number = (changes & 3) switch
        {
            0 => last,
            1 => last + 1,
            2 => last + 15,
            _ => isNewTime ? source.Symbol(ModelSet.Get(_returnNumbers, last, 16)) : last + source.Symbol(_returnSteps) + 2,
        };
        State.ReturnNumber = (byte)(number & 15);
    }

    private void DecodeSurface(Layer[] layers, int kind, int newTime)
    {
        Layer classes = layers[(int)Point14Layer.Classification];
        if (classes.Changes)
        {
            int context = ((State.Classification & 31) << 1) + (kind == 3 ? 1 : 0);
            State.Classification = (byte)classes.Source.Symbol(ModelSet.Get(_classes, context, 256));
        }

        Layer flags = layers[(int)Point14Layer.Flags];
        if (flags.Changes)
        {
            // The symbol has six bits: the record's byte without the scanner channel.
            int context = (State.Flags & 15) | ((State.Flags >> 2) & 0x30);
            int symbol = flags.Source.Symbol(ModelSet.Get(_flags, context, 64));
            State.Flags = (byte)((symbol & 15) | (State.Flags & 0x30) | ((symbol & 0x30) << 2));
        }

        Layer intensity = layers[(int)Point14Layer.Intensity];
        if (intensity.Changes)
        {
            ref ushort last = ref _lastIntensity[(kind << 1) | newTime];
            last = State.Intensity = (ushort)_intensities.Decode(intensity.Source, last, kind);
        }
    }

    private void DecodeScan(Layer[] layers, int changes, int newTime)
    {
        Layer angle = layers[(int)Point14Layer.ScanAngle];
        if (angle.Changes && (changes & AngleChanged) != 0)
        {
            State.ScanAngle = (short)_angles.Decode(angle.Source, State.ScanAngle, newTime);
        }

        Layer user = layers[(int)Point14Layer.UserData];
        if (user.Changes)
        {
            State.UserData = (byte)user.Source.Symbol(ModelSet.Get(_userData, State.UserData / 4, 256));
        }

        Layer pointSource = layers[(int)Point14Layer.PointSource];
        if (pointSource.Changes && (changes & SourceChanged) != 0)
        {
            State.PointSource = (ushort)_sources.Decode(pointSource.Source, State.PointSource, 0);
        }

        Layer time = layers[(int)Point14Layer.GpsTime];
        if (time.Changes && newTime != 0)
        {
            _times.Next(time.Source);
            State.GpsTime = _times.Time;
        }
    }
}
