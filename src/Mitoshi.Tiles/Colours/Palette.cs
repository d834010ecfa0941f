namespace Mitoshi.Tiles;

/// <summary>Colours by index, and the index of a value; the last index is "no data".</summary>
public sealed class Palette
{
    private readonly byte[] _rgba;
    private readonly Stretch? _stretch;
    private readonly Dictionary<float, byte> _classes = [];

    private Palette(byte[] rgba, Stretch? stretch, Dictionary<float, byte> classes) => (_rgba, _stretch, _classes) = (rgba, stretch, classes);

    /// <summary>Red, green, blue, alpha of each index.</summary>
    public ReadOnlySpan<byte> Rgba => _rgba;

    private byte Nothing => (byte)((_rgba.Length / 4) - 1);

    /// <summary>A colour map over a stretch: 255 steps, and one index for "no data".</summary>
    public static Palette Of(ColourMap map, Stretch stretch)
    {
        byte[] rgba = new byte[256 * 4];
        for (int i = 0; i < 255; i++)
        {
            (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2]) = map.At(i / 254.0);
            rgba[(4 * i) + 3] = 255;
        }

        return new Palette(rgba, stretch, []);
    }

    /// <summary>A colour for each of up to 255 values; other values are as "no data".</summary>
    public static Palette Of(IReadOnlyList<ValueColour> classes)
    {
        byte[] rgba = new byte[(classes.Count + 1) * 4];
        Dictionary<float, byte> indexes = [];
        for (int i = 0; i < classes.Count; i++)
        {
            (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2], rgba[(4 * i) + 3]) = (classes[i].Red, classes[i].Green, classes[i].Blue, classes[i].Alpha);
            indexes[classes[i].Value] = (byte)i;
        }

        return new Palette(rgba, null, indexes);
    }

    /// <summary>The indexes of values.</summary>
    /// <param name="values">NaN is "no data".</param>
    /// <param name="indexes">Receives as many.</param>
    public void Index(ReadOnlySpan<float> values, Span<byte> indexes)
    {
        byte nothing = Nothing;
        if (_stretch is not { } stretch)
        {
            for (int i = 0; i < values.Length; i++)
            {
                indexes[i] = _classes.TryGetValue(values[i], out byte index) ? index : nothing;
            }

            return;
        }

        float factor = (float)(254 / (stretch.Max - stretch.Min)), offset = (float)(-stretch.Min * factor);
        for (int i = 0; i < values.Length; i++)
        {
            float place = Math.Clamp((values[i] * factor) + offset, 0, 254);
            indexes[i] = float.IsNaN(place) ? nothing : (byte)(place + 0.5f);
        }
    }

    /// <summary>Colours of indexes.</summary>
    public void Paint(ReadOnlySpan<byte> indexes, Span<byte> rgba)
    {
        for (int i = 0; i < indexes.Length; i++)
        {
            _rgba.AsSpan(4 * indexes[i], 4).CopyTo(rgba[(4 * i)..]);
        }
    }
}

/// <summary>A value and its colour.</summary>
public readonly record struct ValueColour(float Value, byte Red, byte Green, byte Blue, byte Alpha = 255);
