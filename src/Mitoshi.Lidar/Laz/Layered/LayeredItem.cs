namespace Mitoshi.Lidar;

/// <summary>
/// Decodes one part of each point record of a layered chunk (formats 6 to 10), where each attribute has a stream of its own, absent
/// when the attribute never changes, and each of the four scanner channels has models of its own.
/// </summary>
internal abstract class LayeredItem(int size, int layerCount)
{
    /// <summary>Number of scanner channels, and of sets of models.</summary>
    public const int ChannelCount = 4;

    /// <summary>Bytes of the part in a record.</summary>
    public int Size { get; } = size;

    /// <summary>Its streams.</summary>
    public Layer[] Layers { get; } = Layer.Make(layerCount);

    /// <summary>Begins a chunk with its first point; the layers have been opened.</summary>
    public abstract void Start(ReadOnlySpan<byte> first, int channel);

    /// <summary>Decodes the part of the next point.</summary>
    /// <param name="item">Receives it.</param>
    /// <param name="channel">0 at the beginning of a point; the item with the coordinates sets it, the others follow it.</param>
    public abstract void Decode(Span<byte> item, ref int channel);
}
