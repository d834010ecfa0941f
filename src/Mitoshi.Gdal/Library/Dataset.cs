using System.Diagnostics;

namespace Mitoshi.Gdal;

/// <summary>Opens datasets and says why one does not open.</summary>
internal static class Dataset
{
    private const uint ReadOnly = 0, Raster = 2, Vector = 4, VerboseError = 0x40;

    /// <param name="path">As the user wrote it.</param>
    /// <param name="formats">GDAL's short names of the formats that may be opened; none for all.</param>
    public static SafeDatasetHandle OpenRaster(string path, IReadOnlyList<string>? formats = null) => Open(path, ReadOnly | Raster | VerboseError, "raster", formats);

    public static SafeDatasetHandle OpenVector(string path) => Open(path, ReadOnly | Vector | VerboseError, "vector");

    private static SafeDatasetHandle Open(string path, uint flags, string kind, IReadOnlyList<string>? formats = null)
    {
        GdalLibrary.Start();
        string gdalPath = GdalPath.From(path);
        bool isRemote = GdalPath.IsRemote(gdalPath);
        GdalErrors.Begin();
        long start = Stopwatch.GetTimestamp();

        // Without this GDAL asks a web server for a dozen side files that are not there.
        NativeMethods.CPLSetThreadLocalConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", isRemote ? "EMPTY_DIR" : null);
        nint dataset = formats is null ? NativeMethods.GDALOpenEx(gdalPath, flags, 0, 0, 0) : StringList.With(formats, drivers => NativeMethods.GDALOpenEx(gdalPath, flags, drivers, 0, 0));
        if (dataset != 0)
        {
            return new SafeDatasetHandle(dataset);
        }

        throw isRemote ? RemoteFault.Explain(path, Stopwatch.GetElapsedTime(start)) : CannotOpen(path, kind);
    }

    private static MitoshiException CannotOpen(string path, string kind)
    {
        bool isThere = path.StartsWith("/vsi", StringComparison.Ordinal) || File.Exists(path) || Directory.Exists(path);
        return isThere
            ? new MitoshiException($"{kind}.cannot_open",
                found: ($"{path} cannot be opened: {GdalErrors.Said}", $"{path} を開けません: {GdalErrors.Said}"),
                expected: ("a file that GDAL reads, whole and not damaged", "GDAL が読める、壊れていないファイル"),
                remedy: ($"check it with: gdalinfo \"{path}\"; copy it again if the transfer was cut short",
                    $"gdalinfo \"{path}\" で確かめ、転送が途中で切れていればもう一度コピーしてください"),
                GdalErrors.AsException())
            : new MitoshiException($"{kind}.not_found",
                found: ($"{path} does not exist", $"{path} がありません"),
                expected: ("an existing file, a URL, or a path that GDAL knows (/vsizip/, /vsicurl/)", "存在するファイル、URL、または GDAL のパス (/vsizip/、/vsicurl/)"),
                remedy: ("check the spelling and the folder that the path starts from", "綴りと、パスの起点となるフォルダーを確認してください"),
                GdalErrors.AsException());
    }
}
