using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>An open GDAL dataset; one thread at a time.</summary>
internal sealed class SafeDatasetHandle : SafeHandle
{
    public SafeDatasetHandle(nint dataset)
        : base(0, ownsHandle: true) => SetHandle(dataset);

    public override bool IsInvalid => handle == 0;

    /// <summary>For the functions that take any GDAL object.</summary>
    public nint Raw => handle;

    protected override bool ReleaseHandle()
    {
        _ = NativeMethods.GDALClose(handle);
        return true;
    }
}

/// <summary>A spatial reference of OSR.</summary>
internal sealed class SafeSpatialReferenceHandle : SafeHandle
{
    public SafeSpatialReferenceHandle(nint reference)
        : base(0, ownsHandle: true) => SetHandle(reference);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.OSRRelease(handle);
        return true;
    }
}

/// <summary>A coordinate transformation of OSR; one thread at a time.</summary>
internal sealed class SafeTransformationHandle : SafeHandle
{
    public SafeTransformationHandle(nint transformation)
        : base(0, ownsHandle: true) => SetHandle(transformation);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.OCTDestroyCoordinateTransformation(handle);
        return true;
    }
}
