namespace Mitoshi.Raster;

/// <summary>A source on the same lattice with another origin: nothing is resampled.</summary>
internal sealed class ShiftedSource(ISource source, Grid target, int columns, int rows) : ISource
{
    public Grid Grid => target;

    public IReadOnlyList<Layer> Layers => source.Layers;

    public string Identity => $"shift by {columns}, {rows} of {source.Identity}";

    public long ScratchBytes(Window window) => source.ScratchBytes(Moved(window));

    public void Read(Window window, Span<float> values) => source.Read(Moved(window), values);

    public void Dispose() => source.Dispose();

    private Window Moved(Window window) => window with { Column = window.Column + columns, Row = window.Row + rows };
}
