namespace Mitoshi.Raster;

/// <summary>Passes the pixels on unchanged: to convert, clip or align a raster.</summary>
/// <param name="layers">The bands of the source.</param>
public sealed class CopyKernel(IReadOnlyList<Layer> layers) : IKernel
{
    /// <inheritdoc/>
    public IReadOnlyList<Layer> Outputs => layers;

    /// <inheritdoc/>
    public string Identity => "copy";

    /// <inheritdoc/>
    public void Apply(Block input, Block output) => input.Values.CopyTo(output.Values);
}
