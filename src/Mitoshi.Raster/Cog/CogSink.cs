using System.Buffers;
using System.Runtime.InteropServices;
using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>
/// Writes a Cloud Optimized GeoTIFF: tiled, with overviews and statistics, one directory after the other before all pixels, overviews before
/// the full resolution, bands in separate tiles that lie side by side. All or nothing: it is built beside, synced and renamed.
/// </summary>
/// <param name="path">Where the product will stand.</param>
/// <param name="format">How pixels are stored.</param>
/// <remarks>OGC 21-026, Cloud Optimized GeoTIFF 1.0.</remarks>
public sealed class CogSink(string path, CogFormat format) : ISink
{
    private Grid? _grid;
    private int[] _bands = [];
    private IReadOnlyList<Layer> _layers = [];

    /// <summary>Which bands of the job it takes, from 0; null for all.</summary>
    public IReadOnlyList<int>? Bands { get; init; }

    /// <summary>Statistics of each band of the full resolution, in physical units; empty before the product is built.</summary>
    public IReadOnlyList<RasterStatistics> Statistics { get; private set; } = [];

    /// <inheritdoc/>
    public int TileSize => format.TileSize;

    /// <inheritdoc/>
    public string Identity => $"cog {Path.GetFullPath(path)} {format} bands {(Bands is null ? "all" : string.Join(',', Bands))} {string.Join(',', _layers)}";

    private string Beside => path + ".part";

    /// <inheritdoc/>
    public void Begin(Grid grid, IReadOnlyList<Layer> layers)
    {
        _grid = grid;
        _bands = [.. Bands ?? [.. Enumerable.Range(0, layers.Count)]];
        _layers = [.. _bands.Select(band => layers[band])];
        try
        {
            // A folder that may not be written is better known now than after an hour.
            File.Create(Beside).Dispose();
            File.Delete(Beside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskFault.Explain(error, path);
        }
    }

    /// <inheritdoc/>
    public long EncodeBytes(int bandCount)
    {
        int bands = Bands?.Count ?? bandCount, pixels = format.TileSize * format.TileSize;
        long record = CogRecord.HeadBytes(bands) + (bands * (pixels * sizeof(float) * 5L / 4));

        // The record's buffer grows by doubling; numbers of one band and its half are in work beside it.
        return (2 * record) + (pixels * sizeof(float) * 5L / 4) + TileEncoder.ScratchBytes(format);
    }

    /// <inheritdoc/>
    public void Encode(Window tile, Block block, IBufferWriter<byte> record)
    {
        bool hasOverviews = CogLevels.Of(_grid!, format.TileSize).Count > 1;
        int pixels = tile.PixelCount, halfPixels = (tile.Columns + 1) / 2 * ((tile.Rows + 1) / 2);
        float[] numbers = ArrayPool<float>.Shared.Rent(pixels);
        float[] halves = ArrayPool<float>.Shared.Rent(hasOverviews ? halfPixels * _bands.Length : 1);
        byte[] head = new byte[CogRecord.HeadBytes(_bands.Length)];
        ArrayBufferWriter<byte> packed = new(pixels * format.Type.Bytes() * _bands.Length);
        for (int i = 0; i < _bands.Length; i++)
        {
            Span<float> picture = numbers.AsSpan(0, pixels);
            SourceReading.CopyOverlap(block.Band(_bands[i]), block.Window, picture, tile);
            PixelEncoding.Quantise(picture, format);
            CogRecord.WriteHead(head, i, TileEncoder.Pack(picture, tile.Columns, format, packed), RasterStatistics.Of(picture));
            if (hasOverviews)
            {
                Reduction.Halve(picture, tile.Columns, format.Overviews, halves.AsSpan(i * halfPixels, halfPixels));
            }
        }

        record.Write(head);
        record.Write(packed.WrittenSpan);
        if (hasOverviews)
        {
            record.Write(MemoryMarshal.AsBytes(halves.AsSpan(0, halfPixels * _bands.Length)));
        }

        ArrayPool<float>.Shared.Return(numbers);
        ArrayPool<float>.Shared.Return(halves);
    }

    /// <inheritdoc/>
    public void Build(ITileRecords records, int workers, CancellationToken cancellation)
    {
        try
        {
            using CogBuilder builder = new(_grid!, _layers, format, records, Beside, workers, cancellation);
            Statistics = [.. builder.Build().Select(InPhysicalUnits)];
        }
        catch (Exception error)
        {
            File.Delete(Beside);
            throw DiskFault.Explain(error, path);
        }
    }

    /// <inheritdoc/>
    public void Publish() => DurableFile.MoveIntoPlace(Beside, path);

    private RasterStatistics InPhysicalUnits(RasterStatistics stored) => stored with
    {
        Minimum = (Math.Min(stored.Minimum * format.Scale, stored.Maximum * format.Scale)) + format.Offset,
        Maximum = (Math.Max(stored.Minimum * format.Scale, stored.Maximum * format.Scale)) + format.Offset,
        Mean = (stored.Mean * format.Scale) + format.Offset,
        SquaredDeviations = stored.SquaredDeviations * format.Scale * format.Scale,
    };
}
