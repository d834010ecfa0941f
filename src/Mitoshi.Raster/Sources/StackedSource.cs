namespace Mitoshi.Raster;

/// <summary>The bands of several sources of one grid, one after the other.</summary>
public sealed class StackedSource : ISource
{
    private readonly ISource[] _sources;

    /// <summary>Takes over the sources and closes them at the end.</summary>
    /// <exception cref="MitoshiException"><c>grid.mismatch</c>: two grids differ; align the sources first.</exception>
    public StackedSource(params IReadOnlyList<ISource> sources)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sources.Count, nameof(sources));
        _sources = [.. sources];
        Grid = _sources[0].Grid;
        foreach (ISource source in _sources)
        {
            GridFault.RequireSame(Grid, source.Grid);
        }

        Layers = [.. _sources.SelectMany(source => source.Layers)];
    }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Layer> Layers { get; }

    /// <inheritdoc/>
    public string Identity => string.Join('\n', _sources.Select(source => source.Identity));

    /// <inheritdoc/>
    public long ScratchBytes(Window window) => _sources.Max(source => source.ScratchBytes(window));

    /// <inheritdoc/>
    public void Read(Window window, Span<float> values)
    {
        foreach (ISource source in _sources)
        {
            int length = source.Layers.Count * window.PixelCount;
            source.Read(window, values[..length]);
            values = values[length..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_sources, source => source.Dispose());
}
