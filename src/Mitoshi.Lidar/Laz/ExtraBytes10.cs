namespace Mitoshi.Lidar;

/// <summary>BYTE version 2: extra bytes of a record, each as its difference to the last point's.</summary>
internal sealed class ExtraBytes10(int size) : PointItem(size)
{
    private readonly SymbolModel[] _models = ModelSet.Make(size, 256);
    private readonly byte[] _last = new byte[size];

    public override void Start(ReadOnlySpan<byte> first)
    {
        ModelSet.Reset(_models);
        first[..Size].CopyTo(_last);
    }

    public override void Decode(ArithmeticDecoder source, Span<byte> item)
    {
        for (int i = 0; i < _last.Length; i++)
        {
            _last[i] += (byte)source.Symbol(_models[i]);
        }

        _last.CopyTo(item);
    }
}
