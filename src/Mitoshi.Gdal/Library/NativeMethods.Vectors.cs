using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>Vectors: ogr_api.h.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALDatasetGetLayerCount(SafeDatasetHandle dataset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint GDALDatasetGetLayer(SafeDatasetHandle dataset, int index);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALDatasetCreateLayer(SafeDatasetHandle dataset, string name, nint reference, int geometryType, nint options);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALDatasetStartTransaction(SafeDatasetHandle dataset, int force);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int GDALDatasetCommitTransaction(SafeDatasetHandle dataset);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_L_GetName(nint layer);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_L_GetSpatialRef(nint layer);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_L_GetLayerDefn(nint layer);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void OGR_L_ResetReading(nint layer);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_L_GetNextFeature(nint layer);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_L_CreateField(nint layer, nint field, int approximate);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_L_CreateFeature(nint layer, nint feature);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_FD_GetFieldCount(nint definition);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_FD_GetFieldDefn(nint definition, int index);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OGR_FD_GetFieldIndex(nint definition, string name);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OGR_Fld_Create(string name, int type);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void OGR_Fld_Destroy(nint field);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_Fld_GetNameRef(nint field);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_Fld_GetType(nint field);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_F_Create(nint definition);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void OGR_F_Destroy(nint feature);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial long OGR_F_GetFID(nint feature);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_F_IsFieldSetAndNotNull(nint feature, int index);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial double OGR_F_GetFieldAsDouble(nint feature, int index);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_F_GetFieldAsString(nint feature, int index);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void OGR_F_SetFieldDouble(nint feature, int index, double number);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void OGR_F_SetFieldString(nint feature, int index, string text);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_F_GetGeometryRef(nint feature);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_F_SetGeometryDirectly(nint feature, nint geometry);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_G_CreateFromWkb(byte* wkb, nint reference, nint* geometry, int length);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_G_WkbSize(nint geometry);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_G_ExportToIsoWkb(nint geometry, int byteOrder, byte* wkb);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OGR_G_HasCurveGeometry(nint geometry, int lookForNonLinear);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OGR_G_GetLinearGeometry(nint geometry, double maxAngleDegrees, nint options);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void OGR_G_DestroyGeometry(nint geometry);
}
