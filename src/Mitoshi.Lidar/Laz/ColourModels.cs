namespace Mitoshi.Lidar;

/// <summary>
/// Red, green and blue of 16 bits each, byte by byte: which bytes changed, then red against the last point, green against the change
/// of red, blue against the mean change of both.
/// </summary>
/// <remarks>Source: Isenburg 2013, PE&amp;RS 79:209, "RGB colors"; LASzip items RGB12 version 2 and RGB14 version 3 share it.</remarks>
internal sealed class ColourModels
{
    private readonly SymbolModel _changes = new(128);
    private readonly SymbolModel[] _bytes = ModelSet.Make(6, 256);

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _changes.Reset();
        ModelSet.Reset(_bytes);
    }

    /// <summary>The next colour after <paramref name="last"/>.</summary>
    public Colour Decode(ArithmeticDecoder source, Colour last)
    {
        int changes = source.Symbol(_changes);
        int redLow = Byte(source, changes, 0, last.Red & 255, 0);
        int redHigh = Byte(source, changes, 1, last.Red >> 8, 0);
        ushort red = (ushort)(redLow | (redHigh << 8));
        if ((changes & 64) == 0)
        {
            return new Colour(red, red, red);
        }

        int lowChange = redLow - (last.Red & 255), highChange = redHigh - (last.Red >> 8);
        int greenLow = Byte(source, changes, 2, last.Green & 255, lowChange);
        int blueLow = Byte(source, changes, 4, last.Blue & 255, (lowChange + greenLow - (last.Green & 255)) / 2);
        int greenHigh = Byte(source, changes, 3, last.Green >> 8, highChange);
        int blueHigh = Byte(source, changes, 5, last.Blue >> 8, (highChange + greenHigh - (last.Green >> 8)) / 2);
        return new Colour(red, (ushort)(greenLow | (greenHigh << 8)), (ushort)(blueLow | (blueHigh << 8)));
    }

    private int Byte(ArithmeticDecoder source, int changes, int byteIndex, int last, int expectedChange)
    {
        if ((changes & (1 << byteIndex)) == 0)
        {
            return last;
        }

        return (source.Symbol(_bytes[byteIndex]) + Math.Clamp(last + expectedChange, 0, 255)) & 255;
    }
}

/// <summary>A colour as stored, three 16-bit numbers.</summary>
internal readonly record struct Colour(ushort Red, ushort Green, ushort Blue);
