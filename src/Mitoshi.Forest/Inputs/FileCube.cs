using System.Buffers;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Inputs;

/// <summary>The cube of a site: every input read right on its own grid, then aligned to the site's grid.</summary>
public sealed class FileCube : ICube, IDisposable
{
    private readonly IReadOnlyList<ISource> _sources;
    private readonly (int Source, int Band)[] _places;

    internal FileCube(Grid grid, IReadOnlyList<ISource> sources, IReadOnlyList<IReadOnlyList<CubeLayer>> layers)
    {
        (Grid, _sources) = (grid, sources);
        Layers = [.. layers.SelectMany(of => of)];
        _places = [.. layers.SelectMany((of, source) => of.Select((_, band) => (source, band)))];
    }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<CubeLayer> Layers { get; }

    /// <summary>True when one of its files says that it is simulated.</summary>
    public bool IsSimulated { get; internal init; }

    /// <inheritdoc/>
    public string Identity => string.Join('\n', _sources.Select(source => source.Identity));

    /// <inheritdoc/>
    public void Read(Window window, ReadOnlySpan<int> layerIndices, Span<float> destination)
    {
        int pixelCount = window.PixelCount;
        Require.SameLength(layerIndices.Length * pixelCount, destination.Length, nameof(destination));
        for (int source = 0; source < _sources.Count; source++)
        {
            float[]? bands = null;
            for (int i = 0; i < layerIndices.Length; i++)
            {
                if (_places[layerIndices[i]].Source == source)
                {
                    int length = _sources[source].Layers.Count * pixelCount;
                    if (bands is null)
                    {
                        bands = ArrayPool<float>.Shared.Rent(length);
                        _sources[source].Read(window, bands.AsSpan(0, length));
                    }

                    bands.AsSpan(_places[layerIndices[i]].Band * pixelCount, pixelCount).CopyTo(destination[(i * pixelCount)..]);
                }
            }

            if (bands is not null)
            {
                ArrayPool<float>.Shared.Return(bands);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ISource source in _sources)
        {
            source.Dispose();
        }
    }
}
