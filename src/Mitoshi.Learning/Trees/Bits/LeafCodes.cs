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

    /// <summary>Most planes of a tree that the vector path takes: 64 leaves.</summary>
    public const int PlanesOfVector = 6;

    /// <summary>True where the vector path runs; its bytes stand in the order of <see cref="PixelOfVectorByte"/>.</summary>
    public static bool IsVector => Avx512BW.IsSupported && Gfni.V512.IsSupported;

    /// <summary>Which pixel the vector path leaves in byte <paramref name="place"/>: interleaving works inside lanes of 16 bytes.</summary>
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

    /// <summary>Byte <c>p</c> of eight vectors becomes one 64-bit word per 8 pixels, which a Galois-field product with the identity transposes.</summary>
    public static void Vector(ReadOnlySpan<int> planes, byte* slots, byte* codes)
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
        ulong swap = (bits ^ (bits >> 7)) & 0x00AA00AA00AA00AA;
        bits ^= swap ^ (swap << 7);
        swap = (bits ^ (bits >> 14)) & 0x0000CCCC0000CCCC;
        bits ^= swap ^ (swap << 14);
        swap = (bits ^ (bits >> 28)) & 0x00000000F0F0F0F0;
        return bits ^ swap ^ (swap << 28);
    }
}
