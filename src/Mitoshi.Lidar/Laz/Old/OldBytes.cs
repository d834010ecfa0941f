namespace Mitoshi.Lidar;

/// <summary>RGB12 and BYTE version 1: single bytes by prediction and correction. For colours a symbol says which of the six changed.</summary>
internal sealed class OldBytes : PointItem
{
    private readonly SymbolModel? _changes;
    private readonly IntegerDecoder _decoder;
    private readonly byte[] _last;

    private OldBytes(int size, bool isColour)
        : base(size)
    {
        _changes = isColour ? new SymbolModel(64) : null;
        _decoder = new IntegerDecoder(8, size);
        _last = new byte[size];
    }

    /// <summary>RGB12 version 1.</summary>
    public static OldBytes Colour() => new(6, isColour: true);

    /// <summary>BYTE version 1.</summary>
    public static OldBytes Extra(int size) => new(size, isColour: false);

    public override void Start(ReadOnlySpan<byte> first)
    {
        _changes?.Reset();
        _decoder.Reset();
        first[..Size].CopyTo(_last);
    }

    public override void Decode(ArithmeticDecoder source, Span<byte> item)
    {
        int changes = _changes is null ? -1 : source.Symbol(_changes);
        for (int i = 0; i < _last.Length; i++)
        {
            if (_changes is null || (changes & (1 << i)) != 0)
            {
                _last[i] = (byte)_decoder.Decode(source, _last[i], i);
            }
        }

        _last.CopyTo(item);
    }
}
