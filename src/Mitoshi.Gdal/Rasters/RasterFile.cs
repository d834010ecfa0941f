using System.Collections.Concurrent;
using System.Diagnostics;

namespace Mitoshi.Gdal;

/// <summary>
/// A raster that can be read from any thread: each reading thread borrows a GDAL handle of its own.
/// <code>
/// using RasterFile file = RasterFile.Open("scene.tif");              // or https://…, /vsizip/…, archive.zip/inner.tif
/// float[] red = new float[file.Grid.Width * 512];
/// file.Read(new Window(0, 0, file.Grid.Width, 512), [0], red);        // as stored
/// file.ReadPhysical(new Window(0, 0, file.Grid.Width, 512), [0], red); // scaled, NaN where there is no data
/// </code>
/// </summary>
public sealed partial class RasterFile : IDisposable
{
    private readonly ConcurrentBag<SafeDatasetHandle> _idle = [];
    private readonly TiledTiffReader? _tiles;
    private IReadOnlyList<string>? _formats;
    private bool _isDisposed;

    private RasterFile(string path, RasterHeader header, Grid grid, SafeDatasetHandle first)
    {
        Path = path;
        Header = header;
        Grid = grid;
        _tiles = TiledTiffReader.TryOpen(path, header);
        _idle.Add(first);
    }

    /// <summary>As the user wrote it.</summary>
    public string Path { get; }

    /// <summary>Lattice of the pixels.</summary>
    public Grid Grid { get; }

    /// <summary>Everything else that the file says about itself.</summary>
    public RasterHeader Header { get; }

    /// <summary>The bands, in order.</summary>
    public IReadOnlyList<RasterBand> Bands => Header.Bands;

    /// <summary>Opens a file, a URL or a path that GDAL knows, and reads its header.</summary>
    /// <param name="path">For example <c>dem.tif</c>, <c>https://…/B04.tif</c>, <c>/vsizip/a.zip/b.tif</c>, <c>tiles.zip/N36E140.tif</c>.</param>
    /// <param name="declaredCrs">What the user declares for a file that carries no CRS, for example <see cref="Crs.Local"/>; not used when the file has one.</param>
    /// <param name="declaredPixelSize">Edge of a pixel in units of the declared CRS, for a file that carries no transform either.</param>
    /// <exception cref="MitoshiException">
    /// <c>raster.not_found</c>, <c>raster.cannot_open</c>, <c>raster.unsupported_type</c>, <c>grid.no_crs</c>, <c>grid.not_invertible</c>,
    /// <c>url.stalled</c>, <c>url.failed</c>, <c>gdal.missing</c>.
    /// </exception>
    public static RasterFile Open(string path, Crs? declaredCrs = null, double declaredPixelSize = 1) => OpenAs(path, declaredCrs, declaredPixelSize, formats: null);

    /// <summary>
    /// Opens a file that a stranger may have brought, only if it is of one of these formats: others (VRT, for one) are lists of further files and
    /// addresses, which the machine would read for the stranger.
    /// </summary>
    /// <param name="path">As for <see cref="Open(string, Crs?, double)"/>.</param>
    /// <param name="formats">GDAL's short names, for example <c>GTiff</c>.</param>
    /// <inheritdoc cref="Open(string, Crs?, double)" path="/exception"/>
    public static RasterFile OpenOnly(string path, IReadOnlyList<string> formats) => OpenAs(path, null, 1, formats);

    private static RasterFile OpenAs(string path, Crs? declaredCrs, double declaredPixelSize, IReadOnlyList<string>? formats)
    {
        SafeDatasetHandle dataset = Dataset.OpenRaster(path, formats);
        try
        {
            RasterHeader header = RasterHeader.Read(dataset, path);
            Crs crs = header.Crs ?? declaredCrs ?? throw NoCrs(path);
            AffineTransform transform = header.Transform ?? AffineTransform.NorthUp(west: 0, north: 0, declaredPixelSize);
            return new RasterFile(path, header, new Grid(crs, transform, header.Width, header.Height), dataset) { _formats = formats };
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    /// <summary>Numbers as stored, converted to <typeparamref name="T"/> (rounded and clamped when it is narrower).</summary>
    /// <typeparam name="T">byte, ushort, short, uint, int, float or double.</typeparam>
    /// <param name="window">Within the grid.</param>
    /// <param name="bandIndexes">From 0.</param>
    /// <param name="numbers">Receives bands × rows × columns.</param>
    /// <exception cref="MitoshiException"><c>raster.read_failed</c>, <c>raster.truncated</c>, <c>url.stalled</c>, <c>url.failed</c>.</exception>
    public void Read<T>(Window window, ReadOnlySpan<int> bandIndexes, Span<T> numbers)
        where T : unmanaged
        => Read(window, bandIndexes, window.Columns, window.Rows, numbers);

    /// <summary>A reduced (or enlarged) picture of a window: nearest pixels, from an overview where the file has a fitting one.</summary>
    /// <param name="window">Within the grid.</param>
    /// <param name="bandIndexes">From 0.</param>
    /// <param name="columns">Columns of the picture.</param>
    /// <param name="rows">Rows of the picture.</param>
    /// <param name="numbers">Receives bands × rows × columns of the picture.</param>
    /// <inheritdoc cref="Read{T}(Window, ReadOnlySpan{int}, Span{T})" path="/exception"/>
    public unsafe void Read<T>(Window window, ReadOnlySpan<int> bandIndexes, int columns, int rows, Span<T> numbers)
        where T : unmanaged
    {
        CheckWindow(window);
        Require.SameLength(checked(columns * rows * bandIndexes.Length), numbers.Length, nameof(numbers));
        Span<int> bandNumbers = bandIndexes.Length <= 64 ? stackalloc int[bandIndexes.Length] : new int[bandIndexes.Length];
        for (int i = 0; i < bandNumbers.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bandIndexes[i], Bands.Count);
            bandNumbers[i] = bandIndexes[i] + 1;
        }

        SafeDatasetHandle dataset = Rent();
        GdalErrors.Begin();
        long start = Stopwatch.GetTimestamp();
        int result;
        fixed (T* buffer = numbers)
        fixed (int* bands = bandNumbers)
        {
            result = NativeMethods.GDALDatasetRasterIOEx(
                dataset, 0, window.Column, window.Row, window.Columns, window.Rows, buffer, columns, rows, PixelTypes.Of<T>().ToGdal(),
                bandNumbers.Length, bands, sizeof(T), (long)sizeof(T) * columns, (long)sizeof(T) * columns * rows, null);
        }

        // A damaged TIFF block can be reported while the call itself succeeds: such pixels must not pass as data.
        if (result != 0 || GdalErrors.Any)
        {
            dataset.Dispose();
            throw ReadFault(window, Stopwatch.GetElapsedTime(start));
        }

        _idle.Add(dataset);
    }

    /// <summary>Physical values: stored number × scale + offset, NaN where there is no data (number, mask or alpha).</summary>
    /// <param name="window">Within the grid.</param>
    /// <param name="bandIndexes">From 0.</param>
    /// <param name="values">Receives bands × rows × columns.</param>
    /// <inheritdoc cref="Read{T}(Window, ReadOnlySpan{int}, Span{T})" path="/exception"/>
    public void ReadPhysical(Window window, ReadOnlySpan<int> bandIndexes, Span<float> values)
    {
        CheckWindow(window);
        Require.SameLength(checked(window.PixelCount * bandIndexes.Length), values.Length, nameof(values));
        if (_tiles is null || !_tiles.TryRead(window, bandIndexes, values))
        {
            Read(window, bandIndexes, values);
        }

        for (int i = 0; i < bandIndexes.Length; i++)
        {
            RasterBand band = Bands[bandIndexes[i]];
            Span<float> plane = values.Slice(i * window.PixelCount, window.PixelCount);
            NoData.ToNaN(plane, band);
            NoData.Scale(plane, band);
            if (band.HasMask)
            {
                ApplyMask(window, band.Index, plane);
            }
        }
    }

    /// <summary>Closes every handle; not while a read is running.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _tiles?.Dispose();
        while (_idle.TryTake(out SafeDatasetHandle? dataset))
        {
            dataset.Dispose();
        }
    }

    private unsafe void ApplyMask(Window window, int bandIndex, Span<float> plane)
    {
        byte[] mask = new byte[window.PixelCount];
        SafeDatasetHandle dataset = Rent();
        GdalErrors.Begin();
        long start = Stopwatch.GetTimestamp();
        int result;
        fixed (byte* buffer = mask)
        {
            nint band = NativeMethods.GDALGetMaskBand(NativeMethods.GDALGetRasterBand(dataset, bandIndex + 1));
            result = NativeMethods.GDALRasterIOEx(
                band, 0, window.Column, window.Row, window.Columns, window.Rows, buffer, window.Columns, window.Rows, PixelType.UInt8.ToGdal(), 1, window.Columns, null);
        }

        if (result != 0 || GdalErrors.Any)
        {
            dataset.Dispose();
            throw ReadFault(window, Stopwatch.GetElapsedTime(start));
        }

        _idle.Add(dataset);
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
            {
                plane[i] = float.NaN;
            }
        }
    }

    private SafeDatasetHandle Rent()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _idle.TryTake(out SafeDatasetHandle? dataset) ? dataset : Dataset.OpenRaster(Path, _formats);
    }

    private void CheckWindow(Window window)
    {
        if (window.IsEmpty || Grid.Whole.Intersect(window) != window)
        {
            throw new ArgumentOutOfRangeException(nameof(window), $"{window} is not within {Grid.Whole} of {Path}");
        }
    }

    private MitoshiException ReadFault(Window window, TimeSpan elapsed)
    {
        string said = GdalErrors.Said;
        if (GdalPath.IsRemote(GdalPath.From(Path)))
        {
            return RemoteFault.Explain(Path, elapsed);
        }

        bool isTruncated = said.Contains("Read error", StringComparison.OrdinalIgnoreCase) || said.Contains("got 0 bytes", StringComparison.Ordinal)
            || said.Contains("short read", StringComparison.OrdinalIgnoreCase) || said.Contains("beyond", StringComparison.OrdinalIgnoreCase);
        return new MitoshiException(isTruncated ? "raster.truncated" : "raster.read_failed",
            found: ($"{Path} cannot be read at column {window.Column}, row {window.Row} ({window.Columns} x {window.Rows} pixels): {said}",
                $"{Path} の列 {window.Column}、行 {window.Row} ({window.Columns} x {window.Rows} 画素) を読めません: {said}"),
            expected: ("a whole file", "欠けのないファイル"),
            remedy: ("copy or download it again, and compare its size or checksum with the source", "もう一度コピーまたはダウンロードし、元と大きさやチェックサムを比べてください"),
            GdalErrors.AsException());
    }

    private static MitoshiException NoCrs(string path) => new("grid.no_crs",
        found: ($"{path} has no coordinate reference system", $"{path} に座標参照系がありません"),
        expected: ("a projected one, or `crs: local` declared for this input", "投影座標系、またはこの入力への `crs: local` の宣言"),
        remedy: ($"if you know it: gdal_edit.py -a_srs EPSG:32654 \"{path}\"; else declare `crs: local`",
            $"分かっていれば: gdal_edit.py -a_srs EPSG:32654 \"{path}\"。分からなければ `crs: local` を宣言してください"));
}
