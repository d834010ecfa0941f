using System.Security.Cryptography;
using System.Runtime.InteropServices;

namespace Mitoshi.Raster;

/// <summary>Pixels in memory: a chip, a simulated landscape, a small intermediate.</summary>
public sealed class MemorySource : ISource
{
    private readonly float[] _values;

    /// <summary>Wraps an array without copying it.</summary>
    /// <param name="grid">Lattice.</param>
    /// <param name="layers">One for each band.</param>
    /// <param name="values">bands × rows × columns; NaN is no data.</param>
    public MemorySource(Grid grid, IReadOnlyList<Layer> layers, float[] values)
    {
        Require.SameLength(checked(grid.Whole.PixelCount * layers.Count), values.Length, nameof(values));
        Grid = grid;
        Layers = layers;
        _values = values;
    }

    /// <summary>Reads a whole source into memory.</summary>
    public static MemorySource Of(ISource source) => new(source.Grid, source.Layers, source.ReadBlock(source.Grid.Whole).Array);

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Layer> Layers { get; }

    /// <inheritdoc/>
    public string Identity => $"memory {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(_values.AsSpan())))} on {Grid}";

    /// <summary>One band, rows × columns.</summary>
    public ReadOnlySpan<float> Band(int bandIndex) => _values.AsSpan(bandIndex * Grid.Whole.PixelCount, Grid.Whole.PixelCount);

    /// <inheritdoc/>
    public void Read(Window window, Span<float> values)
    {
        for (int i = 0; i < Layers.Count; i++)
        {
            SourceReading.CopyOverlap(Band(i), Grid.Whole, values.Slice(i * window.PixelCount, window.PixelCount), window);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
