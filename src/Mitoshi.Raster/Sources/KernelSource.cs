using System.Buffers;

namespace Mitoshi.Raster;

/// <summary>A source seen through a kernel: calibrated, masked, turned into features. Nothing is stored; each window is computed when it is read.</summary>
/// <param name="source">Taken over and closed at the end.</param>
/// <param name="kernel">What is done to it.</param>
public sealed class KernelSource(ISource source, IKernel kernel) : ISource
{
    /// <inheritdoc/>
    public Grid Grid => source.Grid;

    /// <inheritdoc/>
    public IReadOnlyList<Layer> Layers => kernel.Outputs;

    /// <inheritdoc/>
    public string Identity => $"{kernel.Identity} of {source.Identity}";

    /// <inheritdoc/>
    public long ScratchBytes(Window window)
    {
        Window grown = window.Grow(kernel.Halo);
        return ((long)grown.PixelCount * source.Layers.Count * sizeof(float)) + ((long)window.PixelCount * Layers.Count * sizeof(float))
            + source.ScratchBytes(grown) + kernel.ScratchBytes(window);
    }

    /// <inheritdoc/>
    public void Read(Window window, Span<float> values)
    {
        Window grown = window.Grow(kernel.Halo);
        float[] input = ArrayPool<float>.Shared.Rent(grown.PixelCount * source.Layers.Count);
        float[] output = ArrayPool<float>.Shared.Rent(window.PixelCount * Layers.Count);
        Block inputBlock = new(grown, source.Layers.Count, input), outputBlock = new(window, Layers.Count, output);
        source.Read(grown, inputBlock.Values);
        kernel.Apply(inputBlock, outputBlock);
        outputBlock.Values.CopyTo(values);
        ArrayPool<float>.Shared.Return(input);
        ArrayPool<float>.Shared.Return(output);
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
