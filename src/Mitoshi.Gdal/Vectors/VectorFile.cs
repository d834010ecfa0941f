using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>Reads and writes vector files: GeoPackage, GeoJSON, GPX, FlatGeobuf, shapefile, CSV, KML, and to read whatever else GDAL knows.</summary>
public static class VectorFile
{
    /// <summary>Names of the layers.</summary>
    /// <exception cref="MitoshiException"><c>vector.not_found</c>, <c>vector.cannot_open</c>, <c>url.stalled</c>, <c>url.failed</c>.</exception>
    public static IReadOnlyList<string> Layers(string path)
    {
        using SafeDatasetHandle dataset = Dataset.OpenVector(path);
        return Layers(dataset);
    }

    /// <summary>Reads a layer whole. Curves become lines with an arc step of 4 degrees.</summary>
    /// <param name="path">File, URL or GDAL path.</param>
    /// <param name="layerName">Name, or null for the first layer that has features (else the first).</param>
    /// <exception cref="MitoshiException"><c>vector.no_layer</c>, <c>vector.read_failed</c>, and as <see cref="Layers(string)"/>.</exception>
    public static VectorLayer Read(string path, string? layerName = null)
    {
        using SafeDatasetHandle dataset = Dataset.OpenVector(path);
        IReadOnlyList<string> names = Layers(dataset);
        if (names.Count == 0 || (layerName is not null && !names.Contains(layerName)))
        {
            throw NoLayer(path, layerName, names);
        }

        VectorLayer? layer = null;
        for (int i = 0; i < names.Count; i++)
        {
            if (layerName is null || layerName == names[i])
            {
                VectorLayer read = ReadLayer(NativeMethods.GDALDatasetGetLayer(dataset, i), path);
                layer ??= read;
                if (read.Features.Count > 0)
                {
                    return read;
                }
            }
        }

        return layer!;
    }

    /// <summary>
    /// Writes a layer, all or nothing. The format follows the extension: .gpkg, .geojson or .json, .gpx (points as waypoints, with the field
    /// <c>name</c>), .fgb, .shp, .csv, .kml.
    /// </summary>
    /// <exception cref="MitoshiException"><c>vector.unknown_format</c>, <c>vector.write_failed</c>, <c>disk.full</c>, <c>disk.read_only</c>.</exception>
    public static void Write(string path, VectorLayer layer, VectorGeometry geometry) => VectorWriting.Write(path, layer, geometry);

    private static IReadOnlyList<string> Layers(SafeDatasetHandle dataset)
        => [.. Enumerable.Range(0, NativeMethods.GDALDatasetGetLayerCount(dataset))
            .Select(index => Marshal.PtrToStringUTF8(NativeMethods.OGR_L_GetName(NativeMethods.GDALDatasetGetLayer(dataset, index))) ?? string.Empty)];

    private static VectorLayer ReadLayer(nint layer, string path)
    {
        nint definition = NativeMethods.OGR_L_GetLayerDefn(layer);
        VectorField[] fields = new VectorField[NativeMethods.OGR_FD_GetFieldCount(definition)];
        for (int i = 0; i < fields.Length; i++)
        {
            nint field = NativeMethods.OGR_FD_GetFieldDefn(definition, i);

            // OFTInteger 0, OFTReal 2, OFTInteger64 12.
            fields[i] = new VectorField(Marshal.PtrToStringUTF8(NativeMethods.OGR_Fld_GetNameRef(field)) ?? string.Empty, NativeMethods.OGR_Fld_GetType(field) is 0 or 2 or 12);
        }

        GdalErrors.Begin();
        NativeMethods.OGR_L_ResetReading(layer);
        List<VectorFeature> features = [];
        for (nint feature = NativeMethods.OGR_L_GetNextFeature(layer); feature != 0; feature = NativeMethods.OGR_L_GetNextFeature(layer))
        {
            features.Add(ReadFeature(feature, fields));
            NativeMethods.OGR_F_Destroy(feature);
        }

        if (GdalErrors.Any)
        {
            throw new MitoshiException("vector.read_failed",
                found: ($"{path} cannot be read to its end: {GdalErrors.Said}", $"{path} を最後まで読めません: {GdalErrors.Said}"),
                expected: ("a whole file", "欠けのないファイル"),
                remedy: ($"check it with: ogrinfo -so -al \"{path}\"", $"ogrinfo -so -al \"{path}\" で確かめてください"), GdalErrors.AsException());
        }

        string name = Marshal.PtrToStringUTF8(NativeMethods.OGR_L_GetName(layer)) ?? string.Empty;
        return new VectorLayer(name, SpatialReference.ToCrs(NativeMethods.OGR_L_GetSpatialRef(layer)), fields, features);
    }

    private static VectorFeature ReadFeature(nint feature, VectorField[] fields)
    {
        VectorAttribute[] attributes = new VectorAttribute[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            attributes[i] = NativeMethods.OGR_F_IsFieldSetAndNotNull(feature, i) == 0
                ? VectorAttribute.Nothing
                : new VectorAttribute(
                    Marshal.PtrToStringUTF8(NativeMethods.OGR_F_GetFieldAsString(feature, i)),
                    fields[i].IsNumber ? NativeMethods.OGR_F_GetFieldAsDouble(feature, i) : double.NaN);
        }

        return new VectorFeature(NativeMethods.OGR_F_GetFID(feature), ToWkb(NativeMethods.OGR_F_GetGeometryRef(feature)), attributes);
    }

    private static unsafe byte[]? ToWkb(nint geometry)
    {
        if (geometry == 0)
        {
            return null;
        }

        bool isCurved = NativeMethods.OGR_G_HasCurveGeometry(geometry, 1) != 0;
        nint linear = isCurved ? NativeMethods.OGR_G_GetLinearGeometry(geometry, 0, 0) : geometry;
        byte[] wkb = new byte[NativeMethods.OGR_G_WkbSize(linear)];
        fixed (byte* bytes = wkb)
        {
            const int LittleEndian = 1;
            _ = NativeMethods.OGR_G_ExportToIsoWkb(linear, LittleEndian, bytes);
        }

        if (isCurved)
        {
            NativeMethods.OGR_G_DestroyGeometry(linear);
        }

        return wkb;
    }

    private static MitoshiException NoLayer(string path, string? layerName, IReadOnlyList<string> names) => new("vector.no_layer",
        found: ($"{path} has {(layerName is null ? "no layer" : $"no layer `{layerName}`")}", $"{path} に{(layerName is null ? "レイヤー" : $"レイヤー `{layerName}`")}がありません"),
        expected: (names.Count == 0 ? "a file with at least one layer" : $"one of: {string.Join(", ", names)}",
            names.Count == 0 ? "1 つ以上のレイヤーを持つファイル" : $"次のいずれか: {string.Join(", ", names)}"),
        remedy: ($"list them with: ogrinfo \"{path}\"", $"一覧は ogrinfo \"{path}\" で見られます"));
}
