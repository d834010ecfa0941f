namespace Mitoshi.Reporting.Maps;

/// <summary>Colours for numbers from 0 to 1, even in lightness so that colour-blind people and grey printers read them too.</summary>
public sealed class ColourMap
{
    private readonly (byte Red, byte Green, byte Blue)[] _stops;

    private ColourMap(params uint[] stops) => _stops = [.. stops.Select(stop => ((byte)(stop >> 16), (byte)(stop >> 8), (byte)stop))];

    /// <summary>Dark violet to yellow (matplotlib's viridis, nine of its colours).</summary>
    public static ColourMap Viridis { get; } = new(0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26838f, 0x1f9d8a, 0x6cce5a, 0xb6de2b, 0xfee825);

    /// <summary>Pale sand over green to near black: more is darker, as foresters draw biomass.</summary>
    public static ColourMap Biomass { get; } = new(0xf7f3e3, 0xdfe5b8, 0xb9d48c, 0x86bd6c, 0x4f9f57, 0x2a7f4a, 0x145f3f, 0x0a4030, 0x062820);

    /// <summary>Red (loss) over near white to blue (gain), after ColorBrewer's RdBu.</summary>
    public static ColourMap Change { get; } = new(0x8e0b25, 0xc94741, 0xec9274, 0xfbd0b9, 0xf6f4f2, 0xc6dfed, 0x80b9d8, 0x3d85bc, 0x114781);

    /// <summary>White to dark purple, for uncertainty.</summary>
    public static ColourMap Uncertainty { get; } = new(0xfcfbfd, 0xe9e7f2, 0xcfcfe5, 0xb0aed4, 0x938fc3, 0x7969b0, 0x61409b, 0x4a1887, 0x3f007d);

    /// <summary>The colour of a number; below 0 and above 1 are the ends.</summary>
    public (byte Red, byte Green, byte Blue) At(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (_stops.Length - 1);
        int index = Math.Min((int)place, _stops.Length - 2);
        double rest = place - index;
        return (Mix(_stops[index].Red, _stops[index + 1].Red, rest), Mix(_stops[index].Green, _stops[index + 1].Green, rest), Mix(_stops[index].Blue, _stops[index + 1].Blue, rest));
    }

    internal string Hex(double share)
    {
        (byte red, byte green, byte blue) = At(share);
        return $"#{red:x2}{green:x2}{blue:x2}";
    }

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
