using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mitoshi.Learning.Bits;

/// <summary>Which instructions the kernels use; all give the same bits.</summary>
internal enum KernelPath
{
    /// <summary>The definitions.</summary>
    Scalar,

    /// <summary>AVX2.</summary>
    Vector256,

    /// <summary>AVX-512 (F, BW) with Galois-field instructions.</summary>
    Vector512,
}

/// <summary>The paths of this processor.</summary>
internal static class KernelPaths
{
    public static KernelPath Best { get; } =
        Avx512BW.IsSupported && Gfni.V512.IsSupported && Vector512.IsHardwareAccelerated ? KernelPath.Vector512
        : Avx2.IsSupported ? KernelPath.Vector256
        : KernelPath.Scalar;
}
