namespace Mitoshi.Lidar;

/// <summary>The order of points along a Hilbert curve, in which neighbours follow each other.</summary>
/// <remarks>Source: Skilling 2004, AIP Conf. Proc. 707:381 (the planar case).</remarks>
internal static class HilbertOrder
{
    private const int Bits = 16;

    /// <summary>Indexes of the points in the order of the curve; equal places keep their order.</summary>
    /// <param name="x">0 to <paramref name="exclusiveMax"/> - 1.</param>
    /// <param name="y">0 to <paramref name="exclusiveMax"/> - 1.</param>
    /// <param name="exclusiveMax">A power of two.</param>
    public static int[] Of(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int exclusiveMax)
    {
        // The curve is laid over the points' own rectangle: an area of 500 m would else use a sixty-fourth of the keys.
        int largest = 1;
        for (int i = 0; i < x.Length; i++)
        {
            largest = Math.Max(largest, Math.Max(x[i], y[i]));
        }

        Invariant.Holds(largest < exclusiveMax, "a coordinate is too large");
        int shift = Math.Max(0, 32 - int.LeadingZeroCount(largest) - Bits);
        ulong[] keys = new ulong[x.Length];
        int[] order = new int[x.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = ((ulong)Distance((uint)x[i] >> shift, (uint)y[i] >> shift) << 32) | (uint)i;
        }

        Array.Sort(keys);
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = (int)(uint)keys[i];
        }

        return order;
    }

    private static uint Distance(uint x, uint y)
    {
        uint distance = 0;
        for (uint side = 1u << (Bits - 1); side > 0; side >>= 1)
        {
            uint right = (x & side) != 0 ? 1u : 0, upper = (y & side) != 0 ? 1u : 0;
            distance += side * side * ((3 * right) ^ upper);
            if (upper == 0)
            {
                if (right == 1)
                {
                    x = ~x;
                    y = ~y;
                }

                (x, y) = (y, x);
            }
        }

        return distance;
    }
}
