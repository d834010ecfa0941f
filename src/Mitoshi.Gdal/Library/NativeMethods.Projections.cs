using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>Projections: ogr_srs_api.h.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OSRNewSpatialReference(nint wkt);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OSRSetFromUserInput(SafeSpatialReferenceHandle reference, string definition);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void OSRSetAxisMappingStrategy(SafeSpatialReferenceHandle reference, int strategy);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void OSRRelease(nint reference);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OSRExportToWktEx(nint reference, out nint wkt, nint options);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OSRGetAuthorityName(nint reference, string? node);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OSRGetAuthorityCode(nint reference, string? node);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OSRGetName(nint reference);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OSRIsGeographic(SafeSpatialReferenceHandle reference);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OSRIsProjected(SafeSpatialReferenceHandle reference);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial double OSRGetLinearUnits(SafeSpatialReferenceHandle reference, nint name);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OSRIsSame(SafeSpatialReferenceHandle one, SafeSpatialReferenceHandle other);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial nint OCTNewCoordinateTransformation(SafeSpatialReferenceHandle from, SafeSpatialReferenceHandle to);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void OCTDestroyCoordinateTransformation(nint transformation);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int OCTTransformEx(SafeTransformationHandle transformation, int count, double* x, double* y, double* z, int* succeeded);
}
