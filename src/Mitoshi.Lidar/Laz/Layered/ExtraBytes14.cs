namespace Mitoshi.Lidar;

/// <summary>BYTE14: extra bytes, a layer each.</summary>
internal sealed class ExtraBytes14(int size, int version) : FollowingItem(size, layerCount: size, version)
{
    private readonly SymbolModel[]?[] _models = new SymbolModel[]?[ChannelCount];

    protected override void Reset(int channel) => ModelSet.Reset(_models[channel] ??= ModelSet.Make(Size, 256));

    protected override void Next(Span<byte> last, int channel)
    {
        SymbolModel[] models = _models[channel]!;
        for (int i = 0; i < models.Length; i++)
        {
            if (Layers[i].Changes)
            {
                last[i] += (byte)Layers[i].Source.Symbol(models[i]);
            }
        }
    }
}
