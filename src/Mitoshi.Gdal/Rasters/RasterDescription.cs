namespace Mitoshi.Gdal;

/// <summary>Writes everything but the pixels into a new dataset.</summary>
internal static class RasterDescription
{
    public static unsafe void Write(SafeDatasetHandle dataset, Grid grid, RasterFormat format)
    {
        AffineTransform t = grid.Transform;
        double* transform = stackalloc double[] { t.OriginX, t.ColumnX, t.RowX, t.OriginY, t.ColumnY, t.RowY };
        _ = NativeMethods.GDALSetGeoTransform(dataset, transform);
        if (!grid.Crs.IsLocal)
        {
            using SafeSpatialReferenceHandle reference = SpatialReference.Open(grid.Crs);
            _ = NativeMethods.GDALSetSpatialRef(dataset, reference);
        }

        WriteMetadata(dataset.Raw, format.Metadata);
        for (int index = 0; index < format.BandCount; index++)
        {
            WriteBand(NativeMethods.GDALGetRasterBand(dataset, index + 1), format, index);
        }
    }

    private static void WriteBand(nint band, RasterFormat format, int index)
    {
        if (format.NoData is { } noData)
        {
            _ = NativeMethods.GDALSetRasterNoDataValue(band, noData);
        }

        if (format.Scale != 1 || format.Offset != 0)
        {
            _ = NativeMethods.GDALSetRasterScale(band, format.Scale);
            _ = NativeMethods.GDALSetRasterOffset(band, format.Offset);
        }

        string unit = index < format.Units.Count ? format.Units[index] : format.Unit;
        if (unit.Length > 0)
        {
            _ = NativeMethods.GDALSetRasterUnitType(band, unit);
        }

        if (index < format.Descriptions.Count)
        {
            NativeMethods.GDALSetDescription(band, format.Descriptions[index]);
        }

        if (index < format.BandMetadata.Count)
        {
            WriteMetadata(band, format.BandMetadata[index]);
        }
    }

    private static void WriteMetadata(nint target, IReadOnlyDictionary<string, string> metadata)
    {
        foreach ((string key, string text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            _ = NativeMethods.GDALSetMetadataItem(target, key, text, null);
        }
    }
}
