namespace Mitoshi.Tiles;

/// <summary>Colours for numbers from 0 to 1: a few stops, linear between them.</summary>
/// <param name="Name">Name in addresses.</param>
/// <param name="Title">Name for a person.</param>
/// <param name="IsDiverging">True when the middle is a value of its own (no change) and both ends are equally far from it.</param>
/// <param name="Stops">Red, green, blue as 0xRRGGBB, evenly spaced.</param>
/// <param name="Source">Where the colours come from.</param>
public sealed record ColourMap(string Name, Text Title, bool IsDiverging, IReadOnlyList<uint> Stops, string Source)
{
    /// <summary>The colour of a share from 0 to 1; beyond are the ends.</summary>
    public (byte Red, byte Green, byte Blue) At(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (Stops.Count - 1);
        int index = Math.Min((int)place, Stops.Count - 2);
        uint from = Stops[index], to = Stops[index + 1];
        byte Mix(int shift) => (byte)Math.Round(((from >> shift) & 255) + ((((double)((to >> shift) & 255)) - ((from >> shift) & 255)) * (place - index)));
        return (Mix(16), Mix(8), Mix(0));
    }

    /// <summary>The same colours in opposite order.</summary>
    public ColourMap Reversed() => this with { Name = Name + "_r", Stops = [.. Stops.Reverse()] };
}
