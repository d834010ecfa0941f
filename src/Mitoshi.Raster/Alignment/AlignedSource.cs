using System.Buffers;

namespace Mitoshi.Raster;

/// <summary>
/// A source brought to another grid: other CRS, pixel size, extent. Where it coarsens, source pixels count by shared area; where it refines,
/// quantities are interpolated (bilinear) and classes repeated (nearest). Radar must be in linear power before (see the PALSAR and
/// Sentinel-1 sources): the mean of decibels is biased low.
/// </summary>
public sealed class AlignedSource : ISource
{
    // Most floats of the source that are held for one window; larger windows are cut. 32 MiB.
    private const int MostRegionValues = 8 << 20;

    private readonly ISource _source;
    private readonly GridMapping _mapping;
    private readonly IResampler _resampler;

    private AlignedSource(ISource source, Grid target, GridMapping mapping, IResampler resampler)
    {
        _source = source;
        Grid = target;
        _mapping = mapping;
        _resampler = resampler;
        Layers = resampler.OutputsFor(source.Layers);
    }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Layer> Layers { get; }

    /// <inheritdoc/>
    public string Identity => $"{_resampler.Identity} to {Grid} {Grid.Crs.Definition} of {_source.Identity}";

    /// <summary>A quantity: area-weighted mean where the target is coarser, bilinear where it is finer.</summary>
    /// <param name="source">Taken over and closed at the end.</param>
    /// <param name="target">The grid wanted.</param>
    /// <exception cref="MitoshiException"><c>grid.no_overlap</c>, <c>grid.local_mismatch</c>, <c>crs.unknown</c>, <c>crs.no_transformation</c>.</exception>
    public static ISource Continuous(ISource source, Grid target) => Align(source, target, new AreaResampler(new AreaMean()), new PointResampler(isBilinear: true));

    /// <summary>Classes or masks: the class with the largest area where the target is coarser, nearest where it is finer.</summary>
    /// <inheritdoc cref="Continuous" path="/param|/exception"/>
    public static ISource Classes(ISource source, Grid target) => Align(source, target, new AreaResampler(new AreaMode()), new PointResampler(isBilinear: false));

    /// <summary>Shares of classes of a source's first band, 0 to 1, one band for each class, named <c>share_n</c>.</summary>
    /// <param name="source">Taken over and closed at the end.</param>
    /// <param name="target">The grid wanted.</param>
    /// <param name="classes">Class numbers.</param>
    /// <inheritdoc cref="Continuous" path="/exception"/>
    public static ISource Shares(ISource source, Grid target, IReadOnlyList<int> classes)
    {
        AreaResampler shares = new(new AreaShare(classes, [.. classes.Select(number => new Layer($"share_{number}"))]));
        return new AlignedSource(source, target, MappingOf(source.Grid, target), shares);
    }

    /// <summary>True when a source covers some of a target.</summary>
    /// <exception cref="MitoshiException"><c>grid.local_mismatch</c>, <c>crs.unknown</c>, <c>crs.no_transformation</c>.</exception>
    public static bool Overlaps(Grid source, Grid target)
    {
        using GridMapping mapping = new(source, target);
        return Overlaps(mapping, source);
    }

    /// <inheritdoc/>
    public long ScratchBytes(Window window)
    {
        double regionValues = Math.Min((window.PixelCount * _mapping.PixelArea * 1.5) + 4096, MostRegionValues) * _source.Layers.Count;
        return (long)(Math.Min(regionValues, MostRegionValues) * sizeof(float)) + (2L * sizeof(double) * (window.PixelCount + window.Columns + window.Rows + 1))
            + ((long)window.PixelCount * Layers.Count * sizeof(float)) + _source.ScratchBytes(window);
    }

    /// <inheritdoc/>
    public void Read(Window window, Span<float> values)
    {
        Window region = RegionOf(window);
        if (region.IsEmpty)
        {
            values.Fill(float.NaN);
            return;
        }

        if ((long)region.Columns * region.Rows * _source.Layers.Count > MostRegionValues && window.PixelCount > 1)
        {
            ReadInHalves(window, values);
            return;
        }

        float[] pixels = ArrayPool<float>.Shared.Rent(region.PixelCount * _source.Layers.Count);
        Block block = new(region, _source.Layers.Count, pixels);
        _source.Read(region, block.Values);
        _resampler.Resample(_mapping, window, block, values);
        ArrayPool<float>.Shared.Return(pixels);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mapping.Dispose();
        _source.Dispose();
    }

    private static ISource Align(ISource source, Grid target, IResampler coarser, IResampler finer)
    {
        if (source.Grid == target)
        {
            return source;
        }

        GridMapping mapping = MappingOf(source.Grid, target);
        if (mapping.WholeShift is { } shift)
        {
            mapping.Dispose();
            return new ShiftedSource(source, target, shift.Columns, shift.Rows);
        }

        // Decided once for the whole target, so that no seam runs through a map where the scale passes 1.
        return new AlignedSource(source, target, mapping, mapping.PixelArea > 1 + 1e-6 ? coarser : finer);
    }

    private static GridMapping MappingOf(Grid source, Grid target)
    {
        GridMapping mapping = new(source, target);
        if (!Overlaps(mapping, source))
        {
            mapping.Dispose();
            throw GridFault.NoOverlap(source, target);
        }

        return mapping;
    }

    private static bool Overlaps(GridMapping mapping, Grid source)
    {
        (double left, double top, double right, double bottom) = mapping.Extent();
        return left < source.Width && right > 0 && top < source.Height && bottom > 0;
    }

    // All source pixels that the window's pixels touch, and one more for the neighbours of bilinear.
    private Window RegionOf(Window window)
    {
        Window corners = window with { Columns = window.Columns + 1, Rows = window.Rows + 1 };
        double[] x = ArrayPool<double>.Shared.Rent(corners.PixelCount), y = ArrayPool<double>.Shared.Rent(corners.PixelCount);
        _mapping.Map(corners, offset: 0, x, y);
        (double left, double top, double right, double bottom) = GridMapping.Bounds(x.AsSpan(0, corners.PixelCount), y.AsSpan(0, corners.PixelCount));
        ArrayPool<double>.Shared.Return(x);
        ArrayPool<double>.Shared.Return(y);
        int width = _source.Grid.Width, height = _source.Grid.Height;
        if (!(left < width && right > 0 && top < height && bottom > 0))
        {
            return default;
        }

        int column = (int)Math.Clamp(Math.Floor(left) - 1, 0, width), row = (int)Math.Clamp(Math.Floor(top) - 1, 0, height);
        int columnEnd = (int)Math.Clamp(Math.Ceiling(right) + 1, 0, width), rowEnd = (int)Math.Clamp(Math.Ceiling(bottom) + 1, 0, height);
        return new Window(column, row, columnEnd - column, rowEnd - row);
    }

    private void ReadInHalves(Window window, Span<float> values)
    {
        bool isWide = window.Columns >= window.Rows;
        Window first = isWide ? window with { Columns = window.Columns / 2 } : window with { Rows = window.Rows / 2 };
        Window second = isWide ? window with { Column = first.ColumnEnd, Columns = window.Columns - first.Columns }
            : window with { Row = first.RowEnd, Rows = window.Rows - first.Rows };
        foreach (Window half in (ReadOnlySpan<Window>)[first, second])
        {
            float[] part = ArrayPool<float>.Shared.Rent(half.PixelCount * Layers.Count);
            Read(half, part.AsSpan(0, half.PixelCount * Layers.Count));
            for (int band = 0; band < Layers.Count; band++)
            {
                for (int row = 0; row < half.Rows; row++)
                {
                    int target = (band * window.PixelCount) + ((half.Row - window.Row + row) * window.Columns) + half.Column - window.Column;
                    part.AsSpan((band * half.PixelCount) + (row * half.Columns), half.Columns).CopyTo(values[target..]);
                }
            }

            ArrayPool<float>.Shared.Return(part);
        }
    }
}
