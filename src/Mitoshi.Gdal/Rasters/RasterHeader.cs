using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>What a raster file says about itself.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bands">The bands, in order.</param>
public sealed record RasterHeader(int Width, int Height, IReadOnlyList<RasterBand> Bands)
{
    // A damaged header can claim a block of gigabytes in a file of bytes. No honest writer makes blocks of more than 512 MiB, and DEFLATE, the
    // densest of the usual compressions, packs at most 1032 bytes into one; smaller blocks than 16 MiB do no harm.
    private const long LargestBlockBytes = 512L << 20, HarmlessBlockBytes = 16L << 20, MostUnpackedPerByte = 1032;

    // Overviews, palette and masks are read for every band: 65,535 bands (the most that TIFF allows) stay quick.
    private const int MostBands = 65_535;

    /// <summary>CRS, or null when the file has none.</summary>
    public Crs? Crs { get; init; }

    /// <summary>From pixel to map, or null when the file has none.</summary>
    public AffineTransform? Transform { get; init; }

    /// <summary>GDAL's short name of the format: <c>GTiff</c>, <c>VRT</c>, <c>netCDF</c>.</summary>
    public string Format { get; init; } = string.Empty;

    /// <summary>Key and text of the file's own metadata, in ordinal order of key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>How the pixels are stored: <c>COMPRESSION</c>, <c>INTERLEAVE</c>, <c>PREDICTOR</c>.</summary>
    public IReadOnlyDictionary<string, string> Structure { get; init; } = new Dictionary<string, string>();

    /// <summary>Names (for <see cref="RasterFile.Open"/>) of the rasters inside, for formats that hold many.</summary>
    public IReadOnlyList<string> Subdatasets { get; init; } = [];

    /// <summary>The file and its side files, in ordinal order.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    internal static unsafe RasterHeader Read(SafeDatasetHandle dataset, string path)
    {
        int width = NativeMethods.GDALGetRasterXSize(dataset), height = NativeMethods.GDALGetRasterYSize(dataset);
        int bandCount = NativeMethods.GDALGetRasterCount(dataset);
        IReadOnlyList<string> subdatasets = [.. StringList.ReadPairs(NativeMethods.GDALGetMetadata(dataset.Raw, "SUBDATASETS"))
            .Where(pair => pair.Key.EndsWith("_NAME", StringComparison.Ordinal)).Select(pair => pair.Value)];
        if (bandCount is 0 or > MostBands || width <= 0 || height <= 0)
        {
            throw NoBands(path, subdatasets);
        }

        double* transform = stackalloc double[6];
        bool hasTransform = NativeMethods.GDALGetGeoTransform(dataset, transform) == 0;
        AffineTransform affine = new(transform[0], transform[1], transform[2], transform[3], transform[4], transform[5]);
        double determinant = (affine.ColumnX * affine.RowY) - (affine.RowX * affine.ColumnY);
        if (hasTransform && (determinant == 0 || !double.IsFinite(determinant) || !double.IsFinite(affine.OriginX + affine.OriginY)))
        {
            throw NotInvertible(path);
        }

        long fileBytes = File.Exists(path) ? new FileInfo(path).Length : LargestBlockBytes;
        long blockLimit = Math.Min(LargestBlockBytes, Math.Max(HarmlessBlockBytes, fileBytes * MostUnpackedPerByte));
        nint files = NativeMethods.GDALGetFileList(dataset);
        RasterHeader header = new(width, height, [.. Enumerable.Range(0, bandCount).Select(index => ReadBand(dataset, index, path, blockLimit))])
        {
            Crs = SpatialReference.ToCrs(NativeMethods.GDALGetSpatialRef(dataset)),
            Transform = hasTransform ? affine : null,
            Format = Marshal.PtrToStringUTF8(NativeMethods.GDALGetDriverShortName(NativeMethods.GDALGetDatasetDriver(dataset))) ?? string.Empty,
            Metadata = StringList.ReadPairs(NativeMethods.GDALGetMetadata(dataset.Raw, null)),
            Structure = StringList.ReadPairs(NativeMethods.GDALGetMetadata(dataset.Raw, "IMAGE_STRUCTURE")),
            Subdatasets = subdatasets,
            Files = [.. StringList.Read(files).Order(StringComparer.Ordinal)],
        };
        NativeMethods.CSLDestroy(files);
        return header;
    }

    private static RasterBand ReadBand(SafeDatasetHandle dataset, int index, string path, long blockLimit)
    {
        nint band = NativeMethods.GDALGetRasterBand(dataset, index + 1);
        IReadOnlyDictionary<string, string> structure = StringList.ReadPairs(NativeMethods.GDALGetMetadata(band, "IMAGE_STRUCTURE"));
        int type = NativeMethods.GDALGetRasterDataType(band);

        // GDAL before 3.7 reads signed bytes as unsigned and only notes it here.
        bool isSignedByte = structure.TryGetValue("PIXELTYPE", out string? pixelType) && pixelType == "SIGNEDBYTE";
        PixelType stored = isSignedByte ? throw Unsupported(path, index) : PixelTypes.FromGdal(type) ?? throw Unsupported(path, index);
        NativeMethods.GDALGetBlockSize(band, out int blockColumns, out int blockRows);
        if ((long)blockColumns * blockRows * stored.Bytes() > blockLimit)
        {
            throw ImplausibleBlock(path, blockColumns, blockRows);
        }

        double noData = NativeMethods.GDALGetRasterNoDataValue(band, out int hasNoData);
        double scale = NativeMethods.GDALGetRasterScale(band, out int hasScale), offset = NativeMethods.GDALGetRasterOffset(band, out int hasOffset);
        const int PerDatasetMask = 2;
        return new RasterBand(index, stored)
        {
            NoData = hasNoData != 0 ? noData : null,
            Scale = hasScale != 0 && scale != 0 ? scale : 1,
            Offset = hasOffset != 0 ? offset : 0,
            Description = Marshal.PtrToStringUTF8(NativeMethods.GDALGetDescription(band)) ?? string.Empty,
            Unit = Marshal.PtrToStringUTF8(NativeMethods.GDALGetRasterUnitType(band)) ?? string.Empty,
            ColorInterpretation = Marshal.PtrToStringUTF8(NativeMethods.GDALGetColorInterpretationName(NativeMethods.GDALGetRasterColorInterpretation(band))) ?? "Undefined",
            Palette = ReadPalette(NativeMethods.GDALGetRasterColorTable(band)),
            Categories = StringList.Read(NativeMethods.GDALGetRasterCategoryNames(band)),
            Metadata = StringList.ReadPairs(NativeMethods.GDALGetMetadata(band, null)),
            BlockColumns = blockColumns,
            BlockRows = blockRows,
            OverviewCount = NativeMethods.GDALGetOverviewCount(band),
            HasMask = (NativeMethods.GDALGetMaskFlags(band) & PerDatasetMask) != 0,
        };
    }

    private static unsafe (byte, byte, byte, byte)[] ReadPalette(nint table)
    {
        var colors = new (byte, byte, byte, byte)[table == 0 ? 0 : NativeMethods.GDALGetColorEntryCount(table)];
        for (int i = 0; i < colors.Length; i++)
        {
            short* entry = NativeMethods.GDALGetColorEntry(table, i);
            colors[i] = ((byte)entry[0], (byte)entry[1], (byte)entry[2], (byte)entry[3]);
        }

        return colors;
    }

    private static MitoshiException NoBands(string path, IReadOnlyList<string> subdatasets) => new("raster.no_bands",
        found: ($"{path} holds no band of its own", $"{path} 自体にはバンドがありません"),
        expected: ("a raster with at least one band", "1 つ以上のバンドを持つラスター"),
        remedy: subdatasets.Count == 0
            ? ("choose another file", "別のファイルを選んでください")
            : ($"name one of the rasters inside: {string.Join(", ", subdatasets.Take(5))}", $"中のラスターを指定してください: {string.Join(", ", subdatasets.Take(5))}"));

    private static MitoshiException NotInvertible(string path) => new("grid.not_invertible",
        found: ($"the geotransform of {path} puts all pixels on one line or is not finite", $"{path} の座標変換は全画素を一直線に並べるか、有限ではありません"),
        expected: ("pixels with an area", "面積のある画素"),
        remedy: ("the file is damaged or was written wrongly: write it again, or set its corners with gdal_edit.py -a_ullr",
            "ファイルが壊れているか誤って書かれています。書き直すか、gdal_edit.py -a_ullr で四隅を設定してください"));

    private static MitoshiException Unsupported(string path, int index) => new("raster.unsupported_type",
        found: ($"band {index + 1} of {path} holds complex numbers, 64-bit or signed 8-bit integers", $"{path} のバンド {index + 1} は複素数、64 ビット整数、または符号つき 8 ビット整数です"),
        expected: ("8-bit unsigned, 16- or 32-bit integers, or 32- or 64-bit floating point", "8 ビット符号なし、16・32 ビット整数、または 32・64 ビット浮動小数点数"),
        remedy: ($"convert it: gdal_translate -ot Float32 \"{path}\" converted.tif", $"変換してください: gdal_translate -ot Float32 \"{path}\" converted.tif"));

    private static MitoshiException ImplausibleBlock(string path, int columns, int rows) => new("raster.implausible",
        found: ($"{path} says that its blocks have {columns} x {rows} pixels", $"{path} によるとブロックは {columns} x {rows} 画素です"),
        expected: ("blocks of at most 512 MiB, and not more than such a file can hold", "512 MiB 以下で、この大きさのファイルに収まるブロック"),
        remedy: ($"if the file is whole, tile it: gdal_translate -co TILED=YES \"{path}\" tiled.tif", $"ファイルが無傷なら、タイルに分けてください: gdal_translate -co TILED=YES \"{path}\" tiled.tif"));
}
