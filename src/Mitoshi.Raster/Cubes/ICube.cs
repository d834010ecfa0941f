namespace Mitoshi.Raster.Cubes;

/// <summary>Layers by time and band on one grid.</summary>
public interface ICube
{
    /// <summary>The grid of every layer.</summary>
    Grid Grid { get; }

    /// <summary>The layers, in an order that is the same on every machine.</summary>
    IReadOnlyList<CubeLayer> Layers { get; }

    /// <summary>A text that differs when the pixels may differ; see <see cref="ISource.Identity"/>.</summary>
    string Identity { get; }

    /// <summary>Reads some layers of a window, in the units of their roles. Callable from several threads.</summary>
    /// <param name="window">May leave the grid: NaN there.</param>
    /// <param name="layerIndices">Which layers, one for each band of the block.</param>
    /// <param name="destination">layers × rows × columns; receives the values, NaN is no data.</param>
    void Read(Window window, ReadOnlySpan<int> layerIndices, Span<float> destination);
}
