using System.Runtime.InteropServices;

namespace Mitoshi.Lidar;

/// <summary>RGB14: six bytes of colour.</summary>
internal sealed class Rgb14(int version) : FollowingItem(6, layerCount: 1, version)
{
    private readonly ColourModels?[] _models = new ColourModels?[ChannelCount];

    protected override void Reset(int channel) => (_models[channel] ??= new ColourModels()).Reset();

    protected override void Next(Span<byte> last, int channel)
    {
        if (Layers[0].Changes)
        {
            Colour colour = _models[channel]!.Decode(Layers[0].Source, MemoryMarshal.Read<Colour>(last));
            MemoryMarshal.Write(last, in colour);
        }
    }
}
