namespace Mitoshi.Core;

/// <summary>The pixels of a window: planar <c>float32</c> bands (bands × rows × columns), NaN is "no data".</summary>
public sealed class Block
{
    private readonly float[] _values;

    /// <summary>A block of zeros.</summary>
    public Block(Window window, int bandCount)
    {
        Window = window;
        BandCount = bandCount;
        _values = new float[checked(window.PixelCount * bandCount)];
    }

    /// <summary>The pixels it holds.</summary>
    public Window Window { get; }

    /// <summary>Number of bands.</summary>
    public int BandCount { get; }

    /// <summary>All values, band after band, row after row.</summary>
    public Span<float> Values => _values;

    /// <summary>The backing array, for native calls.</summary>
    public float[] Array => _values;

    /// <summary>One band, row after row.</summary>
    public Span<float> Band(int bandIndex) => _values.AsSpan(bandIndex * Window.PixelCount, Window.PixelCount);
}
