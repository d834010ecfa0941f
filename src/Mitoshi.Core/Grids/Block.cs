namespace Mitoshi.Core;

/// <summary>The pixels of a window: planar <c>float32</c> bands (bands × rows × columns), NaN is "no data".</summary>
public sealed class Block
{
    private readonly float[] _values;

    private readonly int _length;

    /// <summary>A block of zeros.</summary>
    public Block(Window window, int bandCount)
        : this(window, bandCount, new float[checked(window.PixelCount * bandCount)])
    {
    }

    /// <summary>A block over an array that is used again and again; it may be longer than the block, and what it holds stays.</summary>
    /// <exception cref="ArgumentException">The array is too short.</exception>
    public Block(Window window, int bandCount, float[] array)
    {
        Window = window;
        BandCount = bandCount;
        _length = checked(window.PixelCount * bandCount);
        _values = array.Length >= _length ? array : throw new ArgumentException($"length is {array.Length}, expected at least {_length}", nameof(array));
    }

    /// <summary>The pixels it holds.</summary>
    public Window Window { get; }

    /// <summary>Number of bands.</summary>
    public int BandCount { get; }

    /// <summary>All values, band after band, row after row.</summary>
    public Span<float> Values => _values.AsSpan(0, _length);

    /// <summary>The backing array, for native calls; the block is its beginning.</summary>
    public float[] Array => _values;

    /// <summary>One band, row after row.</summary>
    public Span<float> Band(int bandIndex) => _values.AsSpan(bandIndex * Window.PixelCount, Window.PixelCount);
}
