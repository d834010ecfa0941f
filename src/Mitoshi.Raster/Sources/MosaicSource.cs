using System.Buffers;

namespace Mitoshi.Raster;

/// <summary>Several sources of one grid laid over each other: each pixel comes from the first one that has data there.</summary>
public sealed class MosaicSource : ISource
{
    private readonly ISource[] _sources;

    /// <summary>Takes over the sources and closes them at the end.</summary>
    /// <param name="sources">Of one grid and equal numbers of bands; the first ones win.</param>
    /// <exception cref="MitoshiException"><c>grid.mismatch</c>.</exception>
    public MosaicSource(params IReadOnlyList<ISource> sources)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sources.Count, nameof(sources));
        _sources = [.. sources];
        foreach (ISource source in _sources)
        {
            GridFault.RequireSame(_sources[0].Grid, source.Grid);
            Require.SameLength(_sources[0].Layers.Count, source.Layers.Count, nameof(sources));
        }
    }

    /// <summary>Aligns tiles to a grid and joins those that meet it; the others are closed.</summary>
    /// <param name="tiles">On grids of their own.</param>
    /// <param name="target">The grid wanted.</param>
    /// <param name="align"><see cref="AlignedSource.Continuous"/> or <see cref="AlignedSource.Classes"/>.</param>
    /// <exception cref="MitoshiException"><c>grid.no_overlap</c> when none meets the target, and those of <paramref name="align"/>.</exception>
    public static ISource Align(IReadOnlyList<ISource> tiles, Grid target, Func<ISource, Grid, ISource> align)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tiles.Count, nameof(tiles));
        List<ISource> aligned = [];
        foreach (ISource tile in tiles)
        {
            if (AlignedSource.Overlaps(tile.Grid, target))
            {
                aligned.Add(align(tile, target));
            }
            else
            {
                tile.Dispose();
            }
        }

        return aligned.Count switch
        {
            0 => throw GridFault.NoOverlap(tiles[0].Grid, target),
            1 => aligned[0],
            _ => new MosaicSource(aligned),
        };
    }

    /// <inheritdoc/>
    public Grid Grid => _sources[0].Grid;

    /// <inheritdoc/>
    public IReadOnlyList<Layer> Layers => _sources[0].Layers;

    /// <inheritdoc/>
    public string Identity => "mosaic of\n" + string.Join('\n', _sources.Select(source => source.Identity));

    /// <inheritdoc/>
    public long ScratchBytes(Window window) => ((long)window.PixelCount * Layers.Count * sizeof(float)) + _sources.Max(source => source.ScratchBytes(window));

    /// <inheritdoc/>
    public void Read(Window window, Span<float> values)
    {
        _sources[0].Read(window, values);
        float[] rented = ArrayPool<float>.Shared.Rent(values.Length);
        Span<float> below = rented.AsSpan(0, values.Length);
        for (int s = 1; s < _sources.Length && HasGap(values); s++)
        {
            _sources[s].Read(window, below);
            for (int i = 0; i < values.Length; i++)
            {
                if (float.IsNaN(values[i]))
                {
                    values[i] = below[i];
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_sources, source => source.Dispose());

    private static bool HasGap(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (float.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
