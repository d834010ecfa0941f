using System.Runtime.Intrinsics;

namespace Mitoshi.Learning.Bits;

/// <summary>Answers questions for the 512 pixels of a block: byte codes in, a slot of bits per question out.</summary>
internal static unsafe class Answers
{
    private const int CodeCount = 256;

    /// <summary>Answers questions about one plane that share the side of missing values, ascending by bound.</summary>
    /// <param name="codes">512 codes of the plane.</param>
    /// <param name="bounds">The bounds; a pixel goes right when its code is above.</param>
    /// <param name="missingGoesLeft">True to send code 255 left: codes are then raised by one, so that 255 becomes 0.</param>
    /// <param name="slots">Receives a slot per bound.</param>
    /// <param name="path">Vectors compare 64 codes at once only with AVX-512; with less, the scalar twin is the faster one.</param>
    public static void Threshold(byte* codes, ReadOnlySpan<byte> bounds, bool missingGoesLeft, ulong* slots, KernelPath path)
    {
        byte raise = missingGoesLeft ? (byte)1 : (byte)0;
        if (path == KernelPath.Vector512)
        {
            ThresholdVector(codes, bounds, raise, slots);
        }
        else
        {
            ThresholdScalar(codes, bounds, raise, slots);
        }
    }

    /// <summary>The scalar twin, quick because it walks the 256 codes once for all bounds: pixels are dropped into a bucket by code, and buckets are joined from the top.</summary>
    internal static void ThresholdScalar(byte* codes, ReadOnlySpan<byte> bounds, byte raise, ulong* slots)
    {
        ulong* buckets = stackalloc ulong[CodeCount];
        for (int word = 0; word < Lanes.WordsPerSlot; word++)
        {
            Drop(codes + (64 * word), raise, buckets);
            ulong above = 0;
            int code = CodeCount - 1;
            for (int question = bounds.Length - 1; question >= 0; question--)
            {
                int bound = bounds[question] + raise;
                for (; code > bound; code--)
                {
                    above |= buckets[code];
                }

                slots[(question * Lanes.WordsPerSlot) + word] = above;
            }
        }
    }

    private static void ThresholdVector(byte* codes, ReadOnlySpan<byte> bounds, byte raise, ulong* slots)
    {
        Vector512<byte> raises = Vector512.Create(raise);
        Vector512<byte> c0 = Vector512.Load(codes) + raises, c1 = Vector512.Load(codes + 64) + raises;
        Vector512<byte> c2 = Vector512.Load(codes + 128) + raises, c3 = Vector512.Load(codes + 192) + raises;
        Vector512<byte> c4 = Vector512.Load(codes + 256) + raises, c5 = Vector512.Load(codes + 320) + raises;
        Vector512<byte> c6 = Vector512.Load(codes + 384) + raises, c7 = Vector512.Load(codes + 448) + raises;
        for (int question = 0; question < bounds.Length; question++)
        {
            Vector512<byte> bound = Vector512.Create((byte)(bounds[question] + raise));
            ulong* slot = slots + (question * Lanes.WordsPerSlot);
            slot[0] = Vector512.GreaterThan(c0, bound).ExtractMostSignificantBits();
            slot[1] = Vector512.GreaterThan(c1, bound).ExtractMostSignificantBits();
            slot[2] = Vector512.GreaterThan(c2, bound).ExtractMostSignificantBits();
            slot[3] = Vector512.GreaterThan(c3, bound).ExtractMostSignificantBits();
            slot[4] = Vector512.GreaterThan(c4, bound).ExtractMostSignificantBits();
            slot[5] = Vector512.GreaterThan(c5, bound).ExtractMostSignificantBits();
            slot[6] = Vector512.GreaterThan(c6, bound).ExtractMostSignificantBits();
            slot[7] = Vector512.GreaterThan(c7, bound).ExtractMostSignificantBits();
        }
    }

    /// <summary>Answers one question about classes.</summary>
    public static void Class(byte* codes, ReadOnlySpan<byte> codesLeft, ulong* slot)
    {
        ulong* buckets = stackalloc ulong[CodeCount];
        for (int word = 0; word < Lanes.WordsPerSlot; word++)
        {
            Drop(codes + (64 * word), raise: 0, buckets);
            ulong left = 0;
            foreach (byte code in codesLeft)
            {
                left |= buckets[code];
            }

            slot[word] = ~left;
        }
    }

    private static void Drop(byte* codes, byte raise, ulong* buckets)
    {
        new Span<ulong>(buckets, CodeCount).Clear();
        for (int pixel = 0; pixel < 64; pixel++)
        {
            buckets[(byte)(codes[pixel] + raise)] |= 1UL << pixel;
        }
    }
}
