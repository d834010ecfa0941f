using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>The functions of GDAL's C API that we use, under their own names (gdal.h, cpl_*.h of GDAL 3.6 and newer).</summary>
internal static unsafe partial class NativeMethods
{
    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, GdalLibrary.Resolve);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void GDALAllRegister();

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALVersionInfo(string request);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void GDALSetCacheMax64(long bytes);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint CPLSetErrorHandler(delegate* unmanaged[Cdecl]<int, int, byte*, void> handler);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void CPLErrorReset();

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint CPLGetConfigOption(string key, string? fallback);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void CPLSetConfigOption(string key, string? setting);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void CPLSetThreadLocalConfigOption(string key, string? setting);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void VSIFree(nint memory);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void VSICurlPartialClearCache(string prefix);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void CSLDestroy(nint list);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALOpenEx(string path, uint flags, nint drivers, nint options, nint siblings);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALClose(nint dataset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetDatasetDriver(SafeDatasetHandle dataset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetDriverShortName(nint driver);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALGetDriverByName(string name);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetFileList(SafeDatasetHandle dataset);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALCreate(nint driver, string path, int columns, int rows, int bands, int type, nint options);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALFlushCache(SafeDatasetHandle dataset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetRasterXSize(SafeDatasetHandle dataset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetRasterYSize(SafeDatasetHandle dataset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetRasterCount(SafeDatasetHandle dataset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetGeoTransform(SafeDatasetHandle dataset, double* transform);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALSetGeoTransform(SafeDatasetHandle dataset, double* transform);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetSpatialRef(SafeDatasetHandle dataset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALSetSpatialRef(SafeDatasetHandle dataset, SafeSpatialReferenceHandle reference);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetRasterBand(SafeDatasetHandle dataset, int bandNumber);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetRasterDataType(nint band);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void GDALGetBlockSize(nint band, out int columns, out int rows);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial double GDALGetRasterNoDataValue(nint band, out int isSet);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALSetRasterNoDataValue(nint band, double noData);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial double GDALGetRasterScale(nint band, out int isSet);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial double GDALGetRasterOffset(nint band, out int isSet);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALSetRasterScale(nint band, double scale);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALSetRasterOffset(nint band, double offset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetRasterUnitType(nint band);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALSetRasterUnitType(nint band, string unit);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetDescription(nint target);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void GDALSetDescription(nint target, string description);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetRasterColorInterpretation(nint band);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetColorInterpretationName(int interpretation);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetRasterColorTable(nint band);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetColorEntryCount(nint table);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial short* GDALGetColorEntry(nint table, int index);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetRasterCategoryNames(nint band);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetOverviewCount(nint band);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetOverview(nint band, int index);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetRasterBandXSize(nint band);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetRasterBandYSize(nint band);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALGetMaskFlags(nint band);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALGetMaskBand(nint band);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALGetMetadata(nint target, string? domain);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALSetMetadataItem(nint target, string key, string? setting, string? domain);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALRasterIOEx(
        nint band, int write, int column, int row, int columns, int rows, void* buffer, int bufferColumns, int bufferRows, int bufferType,
        long pixelBytes, long lineBytes, RasterIoArguments* arguments);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALDatasetRasterIOEx(
        SafeDatasetHandle dataset, int write, int column, int row, int columns, int rows, void* buffer, int bufferColumns, int bufferRows,
        int bufferType, int bandCount, int* bands, long pixelBytes, long lineBytes, long bandBytes, RasterIoArguments* arguments);
}

/// <summary>GDALRasterIOExtraArg, version 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RasterIoArguments
{
    public int Version;
    public int Resampling;
    public nint Progress;
    public nint ProgressData;
    public int UseFloatingPointWindow;
    public double Column;
    public double Row;
    public double Columns;
    public double Rows;
}
