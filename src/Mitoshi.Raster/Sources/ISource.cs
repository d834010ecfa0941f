namespace Mitoshi.Raster;

/// <summary>
/// Where pixels come from. Reading the same window gives the same bits, on any thread and however the windows are cut; what lies outside of
/// the source's data is NaN.
/// </summary>
public interface ISource : IDisposable
{
    /// <summary>Lattice of the pixels.</summary>
    Grid Grid { get; }

    /// <summary>What each band is.</summary>
    IReadOnlyList<Layer> Layers { get; }

    /// <summary>A text that differs when the pixels may differ: files with length and time, parameters. A stopped job goes on only with the same one.</summary>
    string Identity { get; }

    /// <summary>Reads a window, which may leave the grid.</summary>
    /// <param name="window">Pixels of <see cref="Grid"/>.</param>
    /// <param name="values">Receives bands × rows × columns.</param>
    /// <exception cref="MitoshiException">The file or the network refused; see <see cref="Gdal.RasterFile"/>.</exception>
    void Read(Window window, Span<float> values);

    /// <summary>Bytes that one reading of such a window needs beside its result; the executor adds them up before the run.</summary>
    long ScratchBytes(Window window) => 0;
}
