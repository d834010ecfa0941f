using System.Runtime.InteropServices;

namespace Mitoshi.Lidar;

/// <summary>RGB12 version 2: six bytes of colour.</summary>
internal sealed class Rgb12() : PointItem(6)
{
    private readonly ColourModels _models = new();
    private Colour _last;

    public override void Start(ReadOnlySpan<byte> first)
    {
        _models.Reset();
        _last = MemoryMarshal.Read<Colour>(first);
    }

    public override void Decode(ArithmeticDecoder source, Span<byte> item)
    {
        _last = _models.Decode(source, _last);
        MemoryMarshal.Write(item, in _last);
    }
}
