using System.Buffers;
using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>Bands of a file on the file's own grid, as physical values: scaled, NaN where there is no data.</summary>
public sealed class RasterSource : ISource
{
    private readonly RasterFile _file;
    private readonly int[] _bandIndexes;

    /// <summary>Takes over an open file and closes it at the end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bandIndexes">Bands from 0, in the order wanted; null for all.</param>
    /// <param name="layers">Names and units; null for those of the file.</param>
    public RasterSource(RasterFile file, IReadOnlyList<int>? bandIndexes = null, IReadOnlyList<Layer>? layers = null)
    {
        _file = file;
        _bandIndexes = [.. bandIndexes ?? [.. Enumerable.Range(0, file.Bands.Count)]];
        Layers = layers ?? [.. _bandIndexes.Select(index => LayerOf(file.Bands[index]))];
        Require.SameLength(_bandIndexes.Length, Layers.Count, nameof(layers));
    }

    /// <summary>Opens a file; see <see cref="RasterFile.Open"/>.</summary>
    public static RasterSource Open(string path, Crs? declaredCrs = null, double declaredPixelSize = 1, IReadOnlyList<int>? bandIndexes = null)
        => new(RasterFile.Open(path, declaredCrs, declaredPixelSize), bandIndexes);

    /// <inheritdoc/>
    public Grid Grid => _file.Grid;

    /// <inheritdoc/>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>What the file says about itself.</summary>
    public RasterFile File => _file;

    /// <inheritdoc/>
    public string Identity => $"raster {FileIdentity.Of(_file)} bands {string.Join(',', _bandIndexes)} on {Grid}";

    /// <inheritdoc/>
    public long ScratchBytes(Window window) => Grid.Whole.Intersect(window) == window ? 0 : (long)window.PixelCount * _bandIndexes.Length * sizeof(float);

    /// <inheritdoc/>
    public void Read(Window window, Span<float> values)
    {
        Window inside = Grid.Whole.Intersect(window);
        if (inside.IsEmpty)
        {
            values.Fill(float.NaN);
            return;
        }

        if (inside == window)
        {
            _file.ReadPhysical(window, _bandIndexes, values);
            return;
        }

        float[] picture = ArrayPool<float>.Shared.Rent(inside.PixelCount * _bandIndexes.Length);
        _file.ReadPhysical(inside, _bandIndexes, picture.AsSpan(0, inside.PixelCount * _bandIndexes.Length));
        for (int i = 0; i < _bandIndexes.Length; i++)
        {
            SourceReading.CopyOverlap(picture.AsSpan(i * inside.PixelCount, inside.PixelCount), inside, values.Slice(i * window.PixelCount, window.PixelCount), window);
        }

        ArrayPool<float>.Shared.Return(picture);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static Layer LayerOf(RasterBand band) => new(band.Description.Length > 0 ? band.Description : $"band_{band.Index + 1}", band.Unit);
}
