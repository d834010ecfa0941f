namespace Mitoshi.Raster;

/// <summary>
/// Bands in, bands out. Pure: the same input gives the same bits, on any thread, and a pixel's result depends on nothing but the pixels
/// within <see cref="Halo"/> of it. One instance serves all workers at once.
/// </summary>
public interface IKernel
{
    /// <summary>How many pixels around each pixel it looks at.</summary>
    int Halo => 0;

    /// <summary>What each output band is.</summary>
    IReadOnlyList<Layer> Outputs { get; }

    /// <summary>A text that differs when the result may differ: name, parameters, checksum of the model.</summary>
    string Identity { get; }

    /// <summary>Computes a window.</summary>
    /// <param name="input">The window grown by <see cref="Halo"/> on each side; NaN is no data, also outside of the grid.</param>
    /// <param name="output">Receives every pixel of every output band.</param>
    void Apply(Block input, Block output);

    /// <summary>Bytes that one call for such an output window needs beside its blocks.</summary>
    long ScratchBytes(Window window) => 0;
}
