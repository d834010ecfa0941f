namespace Mitoshi.Lidar;

/// <summary>Decodes one part of each point record (coordinates, time, colour …) of a point-wise chunk, where all parts share one stream.</summary>
internal abstract class PointItem(int size)
{
    /// <summary>Bytes of the part in a record.</summary>
    public int Size { get; } = size;

    /// <summary>Begins a chunk with its first point, which is stored as it is.</summary>
    public abstract void Start(ReadOnlySpan<byte> first);

    /// <summary>Decodes the part of the next point.</summary>
    public abstract void Decode(ArithmeticDecoder source, Span<byte> item);
}
