namespace Mitoshi.Gdal;

/// <summary>
/// A GeoTIFF without pixels, in memory: from GDAL's hand, so that a writer of our own can copy its tags for CRS, transform, names, units,
/// metadata and "no data" and need not know how a CRS becomes GeoKeys.
/// </summary>
public static unsafe class GeoTiffTemplate
{
    /// <summary>The bytes of a classic little-endian TIFF with one directory.</summary>
    /// <exception cref="MitoshiException"><c>crs.unknown</c>, <c>raster.write_failed</c>.</exception>
    public static byte[] Create(Grid grid, RasterFormat format)
    {
        GdalLibrary.Start();
        GdalErrors.Begin();

        // Nobody else makes one on this thread before this one is taken out of GDAL's memory again.
        string path = $"/vsimem/mitoshi-template-{Environment.CurrentManagedThreadId}.tif";
        nint driver = NativeMethods.GDALGetDriverByName("GTiff");

        // One tile of the whole size, never written: the tags don't depend on it, and sparse means that it takes no room.
        nint handle = StringList.With(["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=16384", "BLOCKYSIZE=16384", "COMPRESS=DEFLATE", "BIGTIFF=NO", "ENDIANNESS=LITTLE"],
            options => NativeMethods.GDALCreate(driver, path, grid.Width, grid.Height, format.BandCount, format.Type.ToGdal(), options));
        if (handle == 0)
        {
            throw new MitoshiException("raster.write_failed",
                found: ($"GDAL makes no GeoTIFF of this shape: {GdalErrors.Said}", $"GDAL はこの形の GeoTIFF を作れません: {GdalErrors.Said}"),
                expected: ("a grid and a number of bands that GeoTIFF can hold", "GeoTIFF に収まる格子とバンド数"),
                remedy: ("map a smaller area, or fewer bands to a file", "範囲を狭めるか、ファイルあたりのバンドを減らしてください"), GdalErrors.AsException());
        }

        using (SafeDatasetHandle dataset = new(handle))
        {
            RasterDescription.Write(dataset, grid, format);
        }

        byte* buffer = NativeMethods.VSIGetMemFileBuffer(path, out ulong length, unlink: 1);
        byte[] bytes = new ReadOnlySpan<byte>(buffer, (int)length).ToArray();
        NativeMethods.VSIFree((nint)buffer);
        return bytes;
    }
}
