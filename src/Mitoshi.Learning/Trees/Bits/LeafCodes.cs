using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mitoshi.Learning.Bits;

/// <summary>
/// Turns the bit planes of a tree's answer into one byte per pixel: the number of its leaf. Bit <c>p</c> of every pixel's byte stands in plane <c>p</c>,
/// so this is a transposition of 8 × 8 bits for each 8 pixels.
/// </summary>
internal static unsafe class LeafCodes
{
    public const int PlanesMax = 8;

    private const ulong Swap1 = 0x00AA00AA00AA00AA, Swap2 = 0x0000CCCC0000CCCC, Swap4 = 0x00000000F0F0F0F0;

    /// <summary>Most planes of a tree that the vector path takes: 64 leaves.</summary>
    public const int PlanesOfVector = 6;

    /// <summary>Which pixel the AVX-512 path leaves in byte <paramref name="place"/>: interleaving works inside lanes of 16 bytes.</summary>
    public static int PixelOfVectorByte(int place) => (128 * ((place & 63) >> 4)) + (16 * (place >> 6)) + (place & 15);

    /// <summary>The definition, in the order of the pixels.</summary>
    /// <param name="planes">Eight byte offsets of slots, low bit first.</param>
    /// <param name="slots">The slots.</param>
    /// <param name="codes">Receives 512 bytes.</param>
    public static void Scalar(ReadOnlySpan<int> planes, byte* slots, byte* codes)
    {
        for (int group = 0; group < Lanes.BytesPerSlot; group++)
        {
            ulong bits = 0;
            for (int plane = 0; plane < PlanesMax; plane++)
            {
                bits |= (ulong)(slots + planes[plane])[group] << (8 * plane);
            }

            *(ulong*)(codes + (8 * group)) = Transpose(bits);
        }
    }

    /// <summary>The same, by vectors of 256 bits where the path has them.</summary>
    public static void InOrder(ReadOnlySpan<int> planes, byte* slots, byte* codes, KernelPath path)
    {
        if (path == KernelPath.Scalar)
        {
            Scalar(planes, slots, codes);
            return;
        }

        for (int half = 0; half < Lanes.BytesPerSlot; half += Vector256<byte>.Count)
        {
            Vector256<byte> p0 = Vector256.Load(slots + planes[0] + half), p1 = Vector256.Load(slots + planes[1] + half);
            Vector256<byte> p2 = Vector256.Load(slots + planes[2] + half), p3 = Vector256.Load(slots + planes[3] + half);
            Vector256<byte> p4 = Vector256.Load(slots + planes[4] + half), p5 = Vector256.Load(slots + planes[5] + half);
            Vector256<byte> p6 = Vector256.Load(slots + planes[6] + half), p7 = Vector256.Load(slots + planes[7] + half);
            byte* to = codes + (8 * half);
            Interleave(
                Avx2.UnpackLow(p0, p1).AsInt16(), Avx2.UnpackLow(p2, p3).AsInt16(), Avx2.UnpackLow(p4, p5).AsInt16(), Avx2.UnpackLow(p6, p7).AsInt16(), to);
            Interleave(
                Avx2.UnpackHigh(p0, p1).AsInt16(), Avx2.UnpackHigh(p2, p3).AsInt16(), Avx2.UnpackHigh(p4, p5).AsInt16(), Avx2.UnpackHigh(p6, p7).AsInt16(), to + 64);
        }
    }

    private static void Interleave(Vector256<short> planes01, Vector256<short> planes23, Vector256<short> planes45, Vector256<short> planes67, byte* codes)
    {
        Vector256<int> low = Avx2.UnpackLow(planes01, planes23).AsInt32(), high = Avx2.UnpackLow(planes45, planes67).AsInt32();
        TransposeAndStore(Avx2.UnpackLow(low, high).AsUInt64(), codes);
        TransposeAndStore(Avx2.UnpackHigh(low, high).AsUInt64(), codes + 16);
        low = Avx2.UnpackHigh(planes01, planes23).AsInt32();
        high = Avx2.UnpackHigh(planes45, planes67).AsInt32();
        TransposeAndStore(Avx2.UnpackLow(low, high).AsUInt64(), codes + 32);
        TransposeAndStore(Avx2.UnpackHigh(low, high).AsUInt64(), codes + 48);
    }

    // Interleaving works inside halves of 16 bytes: the upper half belongs to pixels 128 further on.
    private static void TransposeAndStore(Vector256<ulong> bits, byte* codes)
    {
        Vector256<ulong> swap = (bits ^ (bits >>> 7)) & Vector256.Create(Swap1);
        bits ^= swap ^ (swap << 7);
        swap = (bits ^ (bits >>> 14)) & Vector256.Create(Swap2);
        bits ^= swap ^ (swap << 14);
        swap = (bits ^ (bits >>> 28)) & Vector256.Create(Swap4);
        bits ^= swap ^ (swap << 28);
        bits.GetLower().Store((ulong*)codes);
        bits.GetUpper().Store((ulong*)(codes + 128));
    }

    /// <summary>Byte <c>p</c> of eight vectors becomes one 64-bit word per 8 pixels, which a Galois-field product with the identity transposes.</summary>
    public static void Vector512Path(ReadOnlySpan<int> planes, byte* slots, byte* codes)
    {
        Vector512<byte> p0 = Vector512.Load(slots + planes[0]), p1 = Vector512.Load(slots + planes[1]), p2 = Vector512.Load(slots + planes[2]);
        Vector512<byte> p3 = Vector512.Load(slots + planes[3]), p4 = Vector512.Load(slots + planes[4]), p5 = Vector512.Load(slots + planes[5]);
        Widen(
            Avx512BW.UnpackLow(p1, p0).AsInt16(), Avx512BW.UnpackLow(p3, p2).AsInt16(), Avx512BW.UnpackLow(p5, p4).AsInt16(), codes);
        Widen(
            Avx512BW.UnpackHigh(p1, p0).AsInt16(), Avx512BW.UnpackHigh(p3, p2).AsInt16(), Avx512BW.UnpackHigh(p5, p4).AsInt16(), codes + 256);
    }

    private static void Widen(Vector512<short> planes01, Vector512<short> planes23, Vector512<short> planes45, byte* codes)
    {
        Vector512<short> none = Vector512<short>.Zero;
        Finish(Avx512BW.UnpackLow(none, planes45).AsInt32(), Avx512BW.UnpackLow(planes23, planes01).AsInt32(), codes);
        Finish(Avx512BW.UnpackHigh(none, planes45).AsInt32(), Avx512BW.UnpackHigh(planes23, planes01).AsInt32(), codes + 128);
    }

    private static void Finish(Vector512<int> planes4To7, Vector512<int> planes0To3, byte* codes)
    {
        // Row p of the matrix is byte 7 - p of the word, as GF2P8AFFINEQB counts them.
        Vector512<byte> identity = Vector512.Create(0x8040201008040201UL).AsByte();
        Gfni.V512.GaloisFieldAffineTransform(identity, Avx512F.UnpackLow(planes4To7, planes0To3).AsByte(), 0).Store(codes);
        Gfni.V512.GaloisFieldAffineTransform(identity, Avx512F.UnpackHigh(planes4To7, planes0To3).AsByte(), 0).Store(codes + 64);
    }

    // Warren, Hacker's Delight (2nd edition), section 7-3: swap 1 x 1, then 2 x 2, then 4 x 4 blocks of bits.
    private static ulong Transpose(ulong bits)
    {
        ulong swap = (bits ^ (bits >> 7)) & Swap1;
        bits ^= swap ^ (swap << 7);
        swap = (bits ^ (bits >> 14)) & Swap2;
        bits ^= swap ^ (swap << 14);
        swap = (bits ^ (bits >> 28)) & Swap4;
        return bits ^ swap ^ (swap << 28);
    }
}
