using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>
/// An open raster that tiles are made from: its levels, and its pixels as quads (three bands and "is valid"). Plain tiled TIFFs are read tile
/// by tile through the <see cref="BlockCache"/>, anything else by GDAL. From any thread.
/// </summary>
public sealed class TileDataset : IDisposable
{
    private static long s_count;

    private readonly long _number = Interlocked.Increment(ref s_count);
    private readonly TiledTiff? _tiff;
    private readonly BlockCache _cache;
    private readonly ConcurrentDictionary<Crs, CoordinateTransform> _transforms = [];
    private readonly ConcurrentDictionary<Crs, Rectangle> _outlines = [];
    private readonly ConcurrentDictionary<string, object> _remembered = [];
    private readonly BlockDecoder _decode;

    /// <summary>Takes over an open raster.</summary>
    /// <param name="file">Opened by GDAL.</param>
    /// <param name="tiff">The same file's tiles, or null to read by GDAL alone.</param>
    /// <param name="cache">Where decoded tiles are kept.</param>
    /// <param name="identity">A text that changes when the pixels may change.</param>
    public TileDataset(RasterFile file, TiledTiff? tiff, BlockCache cache, string identity)
    {
        (File, _tiff, _cache, Identity) = (file, tiff, cache, identity);
        Levels = [.. tiff is null ? file.LevelSizes() : tiff.Levels.Select(level => (level.Width, level.Height))];
        _decode = (key, bytes, rows) => _tiff!.TryReadTile(key.Level, key.Band, key.Column, key.Row, bytes, rows);
    }

    /// <summary>What GDAL knows about it.</summary>
    public RasterFile File { get; }

    /// <summary>The path that GDAL reads it under, when it is remote.</summary>
    internal ByteMount? Mount { get; init; }

    /// <summary>Called when the raster has turned out to be another than the one that was opened.</summary>
    internal Action? Forget { get; init; }

    /// <summary>Lattice of the pixels.</summary>
    public Grid Grid => File.Grid;

    /// <summary>A text that changes when the pixels may change.</summary>
    public string Identity { get; }

    /// <summary>Columns and rows of the raster and its reduced copies, the largest first.</summary>
    public IReadOnlyList<(int Columns, int Rows)> Levels { get; }

    /// <summary>Opens a local file.</summary>
    /// <inheritdoc cref="RasterFile.Open" path="/exception"/>
    public static TileDataset Open(string path, BlockCache cache)
    {
        RasterFile file = RasterFile.Open(path);
        FileInfo info = new(path);
        string identity = info.Exists ? $"{info.FullName} {info.Length} {info.LastWriteTimeUtc.Ticks}" : path;
        return new TileDataset(file, TiledTiff.TryOpen(file), cache, identity);
    }

    /// <summary>What has been computed about it once, under a name that says of what; forgotten with the raster.</summary>
    internal T Remember<T>(string name, Func<T> compute)
        where T : class
    {
        const int Most = 256;
        if (_remembered.TryGetValue(name, out object? known))
        {
            return (T)known;
        }

        if (_remembered.Count >= Most)
        {
            _remembered.Clear();
        }

        T answer = compute();
        _remembered[name] = answer;
        return answer;
    }

    /// <summary>From another CRS into the raster's; kept for the next tile.</summary>
    /// <exception cref="MitoshiException"><c>crs.unknown</c>, <c>crs.no_transformation</c>.</exception>
    internal CoordinateTransform TransformFrom(Crs crs)
    {
        // A client may name any CRS: what is kept must not grow with that.
        const int Most = 64;
        if (_transforms.TryGetValue(crs, out CoordinateTransform? known))
        {
            return known;
        }

        if (_transforms.Count >= Most)
        {
            _transforms.Clear();
            _outlines.Clear();
        }

        return _transforms.GetOrAdd(crs, other => new CoordinateTransform(other, Grid.Crs));
    }

    /// <summary>Reads up to three bands of a window of a level, which may leave the level.</summary>
    /// <param name="level">Index in <see cref="Levels"/>.</param>
    /// <param name="window">Pixels of that level.</param>
    /// <param name="bands">One to three band indexes, from 0.</param>
    /// <param name="isPhysical">True for stored × scale + offset, false for numbers as stored.</param>
    /// <param name="quads">Receives rows × columns: the values (0 where invalid or not asked for) and 1, or four zeros where any band has no data.</param>
    internal void Read(int level, Window window, ReadOnlySpan<int> bands, bool isPhysical, Span<Vector128<float>> quads)
    {
        Window inside = window.Intersect(new Window(0, 0, Levels[level].Columns, Levels[level].Rows));
        if (inside != window)
        {
            quads[..window.PixelCount].Clear();
        }

        if (inside.IsEmpty)
        {
            return;
        }

        QuadRule rule = QuadRule.Of(File.Bands, bands, isPhysical);
        try
        {
            if (_tiff is null || !ReadTiles(level, inside, bands, rule, quads, window))
            {
                ReadByGdal(level, inside, bands, rule, quads, window);
            }
        }
        catch (MitoshiException error) when (Mount is not null && error.Code is "url.changed" or "url.bad_answer")
        {
            Forget?.Invoke();
            throw;
        }
    }

    /// <summary>The same, every n-th pixel of the window (the middle one of each square).</summary>
    /// <exception cref="MitoshiException"><c>tiles.no_overviews</c>.</exception>
    internal void ReadThinned(int level, Window window, int thinning, ReadOnlySpan<int> bands, bool isPhysical, Span<Vector128<float>> quads)
    {
        // A read of every pixel of a large raster takes minutes: a reduced copy is the answer.
        const long Most = 400_000_000;
        if ((long)window.Columns * window.Rows * bands.Length > Most)
        {
            throw new MitoshiException("tiles.no_overviews",
                found: ($"{File.Path} has {Grid.Width} x {Grid.Height} pixels and no reduced copy (overview) for so coarse a picture",
                    $"{File.Path} は {Grid.Width} x {Grid.Height} 画素あり、この縮尺のための縮小画像 (オーバービュー) がありません"),
                expected: ("a Cloud Optimized GeoTIFF with overviews", "オーバービューのある Cloud Optimized GeoTIFF"),
                remedy: ($"make one: gdal_translate -of COG \"{File.Path}\" with_overviews.tif; or zoom in", $"gdal_translate -of COG \"{File.Path}\" with_overviews.tif で作るか、拡大してください"));
        }

        int columns = (window.Columns + thinning - 1) / thinning;
        Vector128<float>[] line = ArrayPool<Vector128<float>>.Shared.Rent(window.Columns);
        for (int row = 0, target = 0; row < window.Rows; row += thinning)
        {
            int middle = Math.Min(row + (thinning / 2), window.Rows - 1);
            Read(level, new Window(window.Column, window.Row + middle, window.Columns, 1), bands, isPhysical, line);
            for (int column = 0; column < columns; column++, target++)
            {
                quads[target] = line[Math.Min((column * thinning) + (thinning / 2), window.Columns - 1)];
            }
        }

        ArrayPool<Vector128<float>>.Shared.Return(line);
    }

    /// <summary>The part of a picture that the raster can touch; empty when it lies elsewhere.</summary>
    internal Window CoveredPart(Grid picture)
    {
        Rectangle outline = _outlines.GetOrAdd(picture.Crs, OutlineIn);
        if (!picture.Transform.IsNorthUp || outline.IsUnknown)
        {
            return picture.Whole;
        }

        (double left, double top) = picture.Transform.ToPixel(outline.West, outline.North);
        (double right, double bottom) = picture.Transform.ToPixel(outline.East, outline.South);
        int column = (int)Math.Clamp(Math.Floor(left) - 1, 0, picture.Width), columnEnd = (int)Math.Clamp(Math.Ceiling(right) + 1, 0, picture.Width);
        int row = (int)Math.Clamp(Math.Floor(top) - 1, 0, picture.Height), rowEnd = (int)Math.Clamp(Math.Ceiling(bottom) + 1, 0, picture.Height);
        return new Window(column, row, columnEnd - column, rowEnd - row);
    }

    /// <summary>The box around the raster in another CRS; points lie along its edges, because they bend.</summary>
    internal Rectangle OutlineIn(Crs crs)
    {
        const int PointsPerEdge = 33;
        double[] x = new double[4 * PointsPerEdge], y = new double[4 * PointsPerEdge];
        for (int i = 0; i < PointsPerEdge; i++)
        {
            double share = (double)i / (PointsPerEdge - 1), column = share * Grid.Width, row = share * Grid.Height;
            (x[4 * i], y[4 * i]) = Grid.Transform.ToMap(column, 0);
            (x[(4 * i) + 1], y[(4 * i) + 1]) = Grid.Transform.ToMap(column, Grid.Height);
            (x[(4 * i) + 2], y[(4 * i) + 2]) = Grid.Transform.ToMap(0, row);
            (x[(4 * i) + 3], y[(4 * i) + 3]) = Grid.Transform.ToMap(Grid.Width, row);
        }

        using CoordinateTransform transform = new(Grid.Crs, crs);
        transform.Transform(x, y);
        bool isUnknown = x.Any(double.IsNaN) || y.Any(double.IsNaN);
        return isUnknown ? new Rectangle(double.NaN, double.NaN, double.NaN, double.NaN) : new Rectangle(x.Min(), y.Min(), x.Max(), y.Max());
    }

    /// <summary>Closes it; not while a read is running.</summary>
    public void Dispose()
    {
        _cache.Forget(_number);
        File.Dispose();
        _tiff?.Dispose();
        Mount?.Dispose();
        foreach (CoordinateTransform transform in _transforms.Values)
        {
            transform.Dispose();
        }
    }

    private bool ReadTiles(int level, Window inside, ReadOnlySpan<int> bands, QuadRule rule, Span<Vector128<float>> quads, Window window)
    {
        TiledTiffLevel shape = _tiff!.Levels[level];
        for (int row = inside.Row / shape.TileRows; row <= (inside.RowEnd - 1) / shape.TileRows; row++)
        {
            for (int column = inside.Column / shape.TileColumns; column <= (inside.ColumnEnd - 1) / shape.TileColumns; column++)
            {
                Window tile = new(column * shape.TileColumns, row * shape.TileRows, shape.TileColumns, shape.TileRows);
                bool isRead = _tiff.IsPlanar
                    ? ReadPlanes(level, tile, column, row, shape, bands, rule, quads, window, inside)
                    : ReadInterleaved(level, tile, column, row, shape, bands, rule, quads, window, inside);
                if (!isRead)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool ReadInterleaved(
        int level, Window tile, int column, int row, TiledTiffLevel shape, ReadOnlySpan<int> bands, QuadRule rule, Span<Vector128<float>> quads, Window window, Window inside)
    {
        using BlockLoan loan = _cache.Borrow(new BlockKey(_number, level, 0, column, row), shape.TileBytes, inside.Intersect(tile).RowEnd - tile.Row, shape.TileRows, _decode);
        if (!loan.HasData)
        {
            return false;
        }

        QuadFill.Tile(_tiff!.Type, loan.Bytes, loan.Bytes, loan.Bytes, _tiff.BandCount, bands[0], bands.Length > 1 ? bands[1] : bands[0], bands.Length > 2 ? bands[2] : bands[0], tile, inside, rule, quads, window);
        return true;
    }

    private bool ReadPlanes(
        int level, Window tile, int column, int row, TiledTiffLevel shape, ReadOnlySpan<int> bands, QuadRule rule, Span<Vector128<float>> quads, Window window, Window inside)
    {
        using BlockLoan first = _cache.Borrow(new BlockKey(_number, level, bands[0], column, row), shape.TileBytes, inside.Intersect(tile).RowEnd - tile.Row, shape.TileRows, _decode);
        using BlockLoan second = _cache.Borrow(new BlockKey(_number, level, bands[bands.Length > 1 ? 1 : 0], column, row), shape.TileBytes, inside.Intersect(tile).RowEnd - tile.Row, shape.TileRows, _decode);
        using BlockLoan third = _cache.Borrow(new BlockKey(_number, level, bands[bands.Length > 2 ? 2 : 0], column, row), shape.TileBytes, inside.Intersect(tile).RowEnd - tile.Row, shape.TileRows, _decode);
        if (!first.HasData || !second.HasData || !third.HasData)
        {
            return false;
        }

        QuadFill.Tile(_tiff!.Type, first.Bytes, second.Bytes, third.Bytes, step: 1, 0, 0, 0, tile, inside, rule, quads, window);
        return true;
    }

    private void ReadByGdal(int level, Window inside, ReadOnlySpan<int> bands, QuadRule rule, Span<Vector128<float>> quads, Window window)
    {
        int count = inside.PixelCount;
        float[] numbers = ArrayPool<float>.Shared.Rent(count * bands.Length);
        byte[] mask = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            int[] chosen = bands.ToArray();
            ByteMount.Read(() =>
            {
                File.ReadLevel(level, inside, chosen, numbers.AsSpan(0, count * chosen.Length), mask.AsSpan(0, count));
                return true;
            });
            ReadOnlySpan<byte> first = MemoryMarshal.AsBytes(numbers.AsSpan(0, count));
            ReadOnlySpan<byte> second = bands.Length > 1 ? MemoryMarshal.AsBytes(numbers.AsSpan(count, count)) : first;
            ReadOnlySpan<byte> third = bands.Length > 2 ? MemoryMarshal.AsBytes(numbers.AsSpan(2 * count, count)) : first;
            QuadFill.Tile(PixelType.Float32, first, second, third, step: 1, 0, 0, 0, inside, inside, rule, quads, window);
            QuadFill.Mask(mask, inside, quads, window);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(numbers);
            ArrayPool<byte>.Shared.Return(mask);
        }
    }
}
