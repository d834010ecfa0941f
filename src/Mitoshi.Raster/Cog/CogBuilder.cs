using System.Buffers;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>Puts head, overviews and full resolution together.</summary>
internal sealed class CogBuilder : IDisposable
{
    private readonly IReadOnlyList<Layer> _layers;
    private readonly CogFormat _format;
    private readonly ITileRecords _records;
    private readonly string _beside;
    private readonly IReadOnlyList<TileLattice> _levels;
    private readonly CogOverviews _overviews;
    private readonly ParallelOptions _options;

    public CogBuilder(Grid grid, IReadOnlyList<Layer> layers, CogFormat format, ITileRecords records, string beside, int workers, CancellationToken cancellation)
    {
        (_layers, _format, _records, _beside) = (layers, format, records, beside);
        _levels = CogLevels.Of(grid, format.TileSize);
        _options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        FileStream spool = new(beside + ".overviews", FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        _overviews = new CogOverviews(_levels, layers.Count, format, records, spool);
    }

    /// <summary>Builds the file beside its place.</summary>
    /// <returns>Statistics of the stored numbers of each band.</returns>
    public IReadOnlyList<RasterStatistics> Build()
    {
        try
        {
            _overviews.Make(_options);
            RasterStatistics[] statistics = [.. _layers.Select(_ => RasterStatistics.None)];
            int[][] lengths = [.. _levels.Select(level => new int[level.Count * _layers.Count])];
            CollectLengths(lengths, statistics);
            Write(lengths, statistics);
            return statistics;
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
            throw;
        }
    }

    public void Dispose() => _overviews.Dispose();

    // In the order of tiles, so that the last bits of the statistics don't depend on threads.
    private void CollectLengths(int[][] lengths, RasterStatistics[] statistics)
    {
        int bands = _layers.Count;
        byte[] head = new byte[CogRecord.HeadBytes(bands)];
        for (int level = 0; level < _levels.Count; level++)
        {
            for (int tile = 0; tile < _levels[level].Count; tile++)
            {
                if (level == 0)
                {
                    _records.Read(tile, 0, head);
                }

                for (int band = 0; band < bands; band++)
                {
                    if (level > 0)
                    {
                        lengths[level][(tile * bands) + band] = _overviews.PackedLength(level, tile, band);
                        continue;
                    }

                    (int packedLength, RasterStatistics part) = CogRecord.ReadHead(head, band);
                    lengths[0][(tile * bands) + band] = packedLength;
                    statistics[band] = statistics[band].Merge(part);
                }
            }
        }
    }

    private void Write(int[][] lengths, RasterStatistics[] statistics)
    {
        IReadOnlyList<TiffTag> geo = GeoTags.Of(_levels[0].Grid, Describe(statistics));
        long pixelBytes = lengths.Sum(level => level.Sum(length => (long)length));

        // Four bytes reach to 4 GiB; the head of the largest raster that fits stays below the margin.
        bool isBig = pixelBytes > uint.MaxValue - (64L << 20);
        IReadOnlyList<TiffTag>[] directories = [.. Enumerable.Range(0, _levels.Count).Select(level => Directory(level, lengths[level], geo, isBig))];
        long position = TiffHeader.Length(directories, isBig);
        long[][] positions = new long[_levels.Count][];
        for (int level = _levels.Count - 1; level >= 0; level--)
        {
            positions[level] = Place(level, lengths[level], directories[level], ref position);
        }

        using FileStream file = new(_beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        RandomAccess.Write(file.SafeFileHandle, TiffHeader.Write(directories, isBig), 0);
        for (int level = _levels.Count - 1; level >= 0; level--)
        {
            int current = level;
            Parallel.For(0, _levels[level].Count, _options, tile => CopyTile(file, current, tile, lengths[current], positions[current]));
        }
    }

    // Tiles of a level row by row, and within a tile its bands. In the directory all tiles of the first band come first.
    private long[] Place(int level, int[] lengths, IReadOnlyList<TiffTag> directory, ref long position)
    {
        int bands = _layers.Count, tiles = _levels[level].Count;
        TiffTag offsets = directory.First(tag => tag.Id == TiffTag.TileOffsets);
        long[] positions = new long[lengths.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            positions[i] = position;
            offsets.Set((i % bands * tiles) + (i / bands), position);
            position += lengths[i];
        }

        return positions;
    }

    private void CopyTile(FileStream file, int level, int tile, int[] lengths, long[] positions)
    {
        int bands = _layers.Count, recordOffset = CogRecord.HeadBytes(bands);
        for (int band = 0; band < bands; band++)
        {
            int index = (tile * bands) + band;
            byte[] rented = ArrayPool<byte>.Shared.Rent(lengths[index]);
            Span<byte> bytes = rented.AsSpan(0, lengths[index]);
            if (level == 0)
            {
                _records.Read(tile, recordOffset, bytes);
                recordOffset += bytes.Length;
            }
            else
            {
                _overviews.Read(level, tile, band, bytes);
            }

            RandomAccess.Write(file.SafeFileHandle, bytes, positions[index]);
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private List<TiffTag> Directory(int level, int[] lengths, IReadOnlyList<TiffTag> geo, bool isBig)
    {
        Grid grid = _levels[level].Grid;
        int bands = _layers.Count, tiles = _levels[level].Count;
        ushort bits = (ushort)(8 * _format.Type.Bytes());
        ushort sampleFormat = _format.Type switch { PixelType.Float32 => 3, PixelType.Int16 or PixelType.Int32 => 2, _ => 1 };
        ushort compression = _format.Compression switch { TileCompression.Deflate => 8, TileCompression.Zstd => 50000, _ => 1 };
        List<TiffTag> tags =
        [
            TiffTag.Long(TiffTag.ImageWidth, (uint)grid.Width),
            TiffTag.Long(TiffTag.ImageLength, (uint)grid.Height),
            TiffTag.Shorts(TiffTag.BitsPerSample, Repeat(bits, bands)),
            TiffTag.Shorts(TiffTag.Compression, compression),
            TiffTag.Shorts(TiffTag.Photometric, 1),
            TiffTag.Shorts(TiffTag.SamplesPerPixel, (ushort)bands),
            TiffTag.Shorts(TiffTag.PlanarConfiguration, (ushort)(bands > 1 ? 2 : 1)),
            TiffTag.Shorts(TiffTag.PredictorTag, (ushort)(_format.UsesPredictor ? Predictor.For(_format.Type) : 1)),
            TiffTag.Shorts(TiffTag.TileWidth, (ushort)_format.TileSize),
            TiffTag.Shorts(TiffTag.TileLength, (ushort)_format.TileSize),
            TiffTag.Shorts(TiffTag.SampleFormat, Repeat(sampleFormat, bands)),
            TiffTag.Positions(TiffTag.TileOffsets, lengths.Length, isBig),
            TiffTag.Positions(TiffTag.TileByteCounts, lengths.Length, isBig: false),
        ];
        for (int i = 0; i < lengths.Length; i++)
        {
            tags[^1].Set((i % bands * tiles) + (i / bands), lengths[i]);
        }

        if (bands > 1)
        {
            tags.Add(TiffTag.Shorts(TiffTag.ExtraSamples, Repeat(0, bands - 1)));
        }

        // Overviews repeat "no data", which GDAL expects there, and nothing else.
        tags.AddRange(geo.Where(tag => level == 0 || tag.Id == TiffTag.GdalNoData));
        if (level > 0)
        {
            tags.Add(TiffTag.Long(TiffTag.NewSubfileType, 1));
        }

        return tags;
    }

    private RasterFormat Describe(RasterStatistics[] statistics) => new(_format.Type, _layers.Count)
    {
        NoData = _format.NoData,
        Scale = _format.Scale,
        Offset = _format.Offset,
        Metadata = _format.Metadata,
        Descriptions = [.. _layers.Select(layer => layer.Name)],
        Units = [.. _layers.Select(layer => layer.Unit == "1" ? string.Empty : layer.Unit)],
        BandMetadata = [.. statistics.Select(InGdalsWords)],
    };

    private static Dictionary<string, string> InGdalsWords(RasterStatistics statistics) => statistics.Count == 0 ? [] : new()
    {
        ["STATISTICS_MINIMUM"] = Number(statistics.Minimum),
        ["STATISTICS_MAXIMUM"] = Number(statistics.Maximum),
        ["STATISTICS_MEAN"] = Number(statistics.Mean),
        ["STATISTICS_STDDEV"] = Number(statistics.StandardDeviation),
        ["STATISTICS_VALID_PERCENT"] = statistics.ValidPercent.ToString("0.####", CultureInfo.InvariantCulture),
    };

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static ushort[] Repeat(ushort number, int count)
    {
        ushort[] numbers = new ushort[count];
        Array.Fill(numbers, number);
        return numbers;
    }
}
