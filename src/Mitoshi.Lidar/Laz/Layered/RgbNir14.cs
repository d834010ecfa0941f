using System.Runtime.InteropServices;

namespace Mitoshi.Lidar;

/// <summary>RGBNIR14: six bytes of colour and two of near infrared.</summary>
internal sealed class RgbNir14(int version) : FollowingItem(8, layerCount: 2, version)
{
    private readonly Models?[] _models = new Models?[ChannelCount];

    protected override void Reset(int channel) => (_models[channel] ??= new Models()).Reset();

    protected override void Next(Span<byte> last, int channel)
    {
        Models models = _models[channel]!;
        if (Layers[0].Changes)
        {
            Colour colour = models.Colours.Decode(Layers[0].Source, MemoryMarshal.Read<Colour>(last));
            MemoryMarshal.Write(last, in colour);
        }

        if (Layers[1].Changes)
        {
            ArithmeticDecoder source = Layers[1].Source;
            int changes = source.Symbol(models.NearInfraredChanges);
            for (int i = 0; i < 2; i++)
            {
                if ((changes & (1 << i)) != 0)
                {
                    last[6 + i] += (byte)source.Symbol(models.NearInfraredBytes[i]);
                }
            }
        }
    }

    private sealed class Models
    {
        public ColourModels Colours { get; } = new();

        public SymbolModel NearInfraredChanges { get; } = new(4);

        public SymbolModel[] NearInfraredBytes { get; } = ModelSet.Make(2, 256);

        public void Reset()
        {
            Colours.Reset();
            NearInfraredChanges.Reset();
            ModelSet.Reset(NearInfraredBytes);
        }
    }
}
