namespace Mitoshi.Raster;

/// <summary>From the pixels of a source region to the pixels of a target window.</summary>
internal interface IResampler
{
    /// <summary>What each output band is.</summary>
    IReadOnlyList<Layer> OutputsFor(IReadOnlyList<Layer> inputs);

    /// <summary>A text for the source's identity.</summary>
    string Identity { get; }

    /// <summary>Computes a window.</summary>
    /// <param name="mapping">Where target pixels lie.</param>
    /// <param name="window">Target pixels.</param>
    /// <param name="region">Source pixels, bands × rows × columns of its window.</param>
    /// <param name="values">Receives the output bands.</param>
    void Resample(GridMapping mapping, Window window, Block region, Span<float> values);
}
