using System.Buffers;
using System.Runtime.Intrinsics;

namespace Mitoshi.Tiles;

/// <summary>
/// Arrays of quads to borrow. Those of ordinary tiles come from the shared pool of the runtime, which keeps some for every thread; large ones
/// from here, where no more than a known number of bytes waits.
/// </summary>
internal static class QuadArrays
{
    private const int Ordinary = 1 << 17, QuadBytes = 16;
    private const long KeptBytes = 32L << 20;

    private static readonly Lock s_gate = new();
    private static readonly List<Vector128<float>[]> s_kept = [];

    public static Vector128<float>[] Rent(int count)
    {
        if (count <= Ordinary)
        {
            return ArrayPool<Vector128<float>>.Shared.Rent(count);
        }

        lock (s_gate)
        {
            int best = -1;
            for (int i = 0; i < s_kept.Count; i++)
            {
                bool fits = s_kept[i].Length >= count && (best < 0 || s_kept[i].Length < s_kept[best].Length);
                best = fits ? i : best;
            }

            if (best >= 0)
            {
                Vector128<float>[] array = s_kept[best];
                s_kept.RemoveAt(best);
                return array;
            }
        }

        // In steps of a quarter of a million, so that the next one fits as well.
        const int Step = 1 << 18;
        return GC.AllocateUninitializedArray<Vector128<float>>((int)(((long)count + Step - 1) / Step * Step));
    }

    public static void Return(Vector128<float>[] array)
    {
        // The shared pool hands out powers of two: no array of it is longer than the bound, none of ours is shorter.
        if (array.Length <= Ordinary)
        {
            ArrayPool<Vector128<float>>.Shared.Return(array);
            return;
        }

        lock (s_gate)
        {
            s_kept.Add(array);
            while (s_kept.Sum(kept => (long)kept.Length * QuadBytes) > KeptBytes)
            {
                s_kept.RemoveAt(0);
            }
        }
    }
}
