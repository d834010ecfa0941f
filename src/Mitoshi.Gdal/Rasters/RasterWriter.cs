namespace Mitoshi.Gdal;

/// <summary>
/// Writes a GeoTIFF, one thread at a time: beside the final place, and all or nothing.
/// <code>
/// using RasterWriter writer = RasterWriter.Create("height.tif", grid, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN });
/// writer.Write(window, bandIndex: 0, heights);
/// writer.Commit();
/// </code>
/// </summary>
public sealed class RasterWriter : IDisposable
{
    private readonly string _path;
    private readonly string _beside;
    private readonly SafeDatasetHandle _dataset;
    private bool _isCommitted;

    private RasterWriter(string path, string beside, Grid grid, SafeDatasetHandle dataset)
    {
        _path = path;
        _beside = beside;
        Grid = grid;
        _dataset = dataset;
    }

    /// <summary>Lattice of the pixels.</summary>
    public Grid Grid { get; }

    /// <summary>Starts a file; nothing stands at <paramref name="path"/> until <see cref="Commit"/>.</summary>
    /// <exception cref="MitoshiException"><c>disk.full</c>, <c>disk.read_only</c>, <c>disk.not_found</c>, <c>raster.write_failed</c>, <c>gdal.missing</c>.</exception>
    public static RasterWriter Create(string path, Grid grid, RasterFormat format)
    {
        GdalLibrary.Start();
        string beside = path + ".part";
        TouchOrExplain(beside, path);
        GdalErrors.Begin();
        nint driver = NativeMethods.GDALGetDriverByName("GTiff");
        nint dataset = StringList.With(format.CreationOptions(),
            options => NativeMethods.GDALCreate(driver, beside, grid.Width, grid.Height, format.BandCount, format.Type.ToGdal(), options));
        if (dataset == 0)
        {
            File.Delete(beside);
            throw WriteFault(path);
        }

        RasterWriter writer = new(path, beside, grid, new SafeDatasetHandle(dataset));
        RasterDescription.Write(writer._dataset, grid, format);
        return writer;
    }

    /// <summary>Writes one band of a window.</summary>
    /// <typeparam name="T">byte, ushort, short, uint, int, float or double; converted to the type of the file.</typeparam>
    /// <param name="window">Within the grid.</param>
    /// <param name="bandIndex">From 0.</param>
    /// <param name="numbers">rows × columns, as stored.</param>
    /// <exception cref="MitoshiException"><c>disk.full</c>, <c>raster.write_failed</c>.</exception>
    public unsafe void Write<T>(Window window, int bandIndex, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        Require.SameLength(window.PixelCount, numbers.Length, nameof(numbers));
        GdalErrors.Begin();
        fixed (T* buffer = numbers)
        {
            int result = NativeMethods.GDALRasterIOEx(
                NativeMethods.GDALGetRasterBand(_dataset, bandIndex + 1), 1, window.Column, window.Row, window.Columns, window.Rows,
                buffer, window.Columns, window.Rows, PixelTypes.Of<T>().ToGdal(), sizeof(T), (long)sizeof(T) * window.Columns, null);
            if (result != 0 || GdalErrors.Any)
            {
                throw WriteFault(_path);
            }
        }
    }

    /// <summary>Closes the file, syncs it and puts it in its place.</summary>
    /// <exception cref="MitoshiException"><c>disk.full</c>, <c>disk.read_only</c>, <c>raster.write_failed</c>.</exception>
    public void Commit()
    {
        GdalErrors.Begin();
        _ = NativeMethods.GDALFlushCache(_dataset);
        _dataset.Dispose();
        if (GdalErrors.Any)
        {
            throw WriteFault(_path);
        }

        DurableFile.MoveIntoPlace(_beside, _path);
        _isCommitted = true;
    }

    /// <summary>Closes; a file that was not committed goes away.</summary>
    public void Dispose()
    {
        _dataset.Dispose();
        if (!_isCommitted)
        {
            File.Delete(_beside);
        }
    }

    // The file system says why a file cannot be made; GDAL would only say that it cannot.
    private static void TouchOrExplain(string beside, string path)
    {
        try
        {
            File.Create(beside).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskFault.Explain(error, path);
        }
    }

    private static MitoshiException WriteFault(string path)
    {
        bool isFull = GdalErrors.Said.Contains("No space left", StringComparison.OrdinalIgnoreCase) || DurableFile.IsDiskFull(path);
        return isFull
            ? DiskFault.Full(path, GdalErrors.AsException())
            : new MitoshiException("raster.write_failed",
                found: ($"{path} cannot be written: {GdalErrors.Said}", $"{path} を書き込めません: {GdalErrors.Said}"),
                expected: ("a grid and pixel type that GeoTIFF can hold, and a working disk", "GeoTIFF に収まる格子と画素の型、正常なディスク"),
                remedy: ("check the message above; what stood at the path before is unchanged", "上のメッセージを確かめてください。元のファイルは変わっていません"),
                GdalErrors.AsException());
    }
}
