using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mitoshi.Learning.Bits;

/// <summary>
/// What the leaves of a tree add, as whole multiples of one small step, so that a sum has the same bits in whatever order it is taken.
/// A multiple has up to 52 bits; the vector path holds it as two numbers of 32 bits, <c>high · 2²¹ + low</c>.
/// </summary>
internal static unsafe class LeafTable
{
    public const int LowBits = 21;

    /// <summary>Trees that can be added before the low sum, below 2³², must be folded away.</summary>
    public const int TreesPerFold = 1 << (32 - LowBits);

    private const long LowMask = (1L << LowBits) - 1;
    private const int TableLeaves = 32;

    /// <summary>The table of the vector path for leaves numbered by their code: per 32 leaves 32 low parts, then 32 high parts.</summary>
    public static void Split(ReadOnlySpan<long> multiples, Span<int> table)
    {
        for (int leaf = 0; leaf < multiples.Length; leaf++)
        {
            int start = 2 * TableLeaves * (leaf / TableLeaves);
            table[start + (leaf % TableLeaves)] = (int)(multiples[leaf] & LowMask);
            table[start + TableLeaves + (leaf % TableLeaves)] = (int)(multiples[leaf] >> LowBits);
        }
    }

    /// <summary>Adds one tree to the sums of all pixels.</summary>
    public static void AddScalar(byte* codes, long* multiples, long* sums)
    {
        for (int pixel = 0; pixel < Lanes.Count; pixel++)
        {
            sums[pixel] += multiples[codes[pixel]];
        }
    }

    /// <summary>Adds trees of at most 32 leaves each (or of 33 to 64). The four bytes of a 32-bit lane are looked up in turn: the permutation reads only the low bits of an index.</summary>
    /// <param name="codes">512 bytes per tree, in the order of the vector path.</param>
    /// <param name="tables">One <see cref="Split"/> table per tree.</param>
    /// <param name="treeCount">Number of trees.</param>
    /// <param name="hasTwoTables">True when the trees have 33 to 64 leaves.</param>
    /// <param name="low">512 sums of low parts; place <c>64 v + 16 r + d</c> belongs to byte <c>64 v + 4 d + r</c> of the codes.</param>
    /// <param name="high">512 sums of high parts.</param>
    public static void AddVector(byte* codes, int* tables, int treeCount, bool hasTwoTables, int* low, int* high)
    {
        for (int start = 0; start < Lanes.Count; start += 64)
        {
            if (hasTwoTables)
            {
                AddOfTwoTables(codes + start, tables, treeCount, low + start, high + start);
            }
            else
            {
                AddOfOneTable(codes + start, tables, treeCount, low + start, high + start);
            }
        }
    }

    /// <summary>Adds the two parts to whole sums in the order of the pixels, and clears them.</summary>
    public static void Fold(int* low, int* high, long* sums)
    {
        for (int place = 0; place < Lanes.Count; place++)
        {
            int codeByte = (place & ~63) | (4 * (place & 15)) | ((place >> 4) & 3);
            sums[LeafCodes.PixelOfVectorByte(codeByte)] += ((long)high[place] << LowBits) + (uint)low[place];
            low[place] = 0;
            high[place] = 0;
        }
    }

    private static void AddOfOneTable(byte* codes, int* table, int treeCount, int* low, int* high)
    {
        Vector512<int> low0 = Vector512.Load(low), low1 = Vector512.Load(low + 16), low2 = Vector512.Load(low + 32), low3 = Vector512.Load(low + 48);
        Vector512<int> high0 = Vector512.Load(high), high1 = Vector512.Load(high + 16), high2 = Vector512.Load(high + 32), high3 = Vector512.Load(high + 48);
        for (int tree = 0; tree < treeCount; tree++)
        {
            Vector512<int> leaf = Vector512.Load((int*)codes);
            Vector512<int> leaf1 = leaf >>> 8, leaf2 = leaf >>> 16, leaf3 = leaf >>> 24;
            Vector512<int> lowA = Vector512.Load(table), lowB = Vector512.Load(table + 16);
            low0 += Avx512F.PermuteVar16x32x2(lowA, leaf, lowB);
            low1 += Avx512F.PermuteVar16x32x2(lowA, leaf1, lowB);
            low2 += Avx512F.PermuteVar16x32x2(lowA, leaf2, lowB);
            low3 += Avx512F.PermuteVar16x32x2(lowA, leaf3, lowB);
            Vector512<int> highA = Vector512.Load(table + 32), highB = Vector512.Load(table + 48);
            high0 += Avx512F.PermuteVar16x32x2(highA, leaf, highB);
            high1 += Avx512F.PermuteVar16x32x2(highA, leaf1, highB);
            high2 += Avx512F.PermuteVar16x32x2(highA, leaf2, highB);
            high3 += Avx512F.PermuteVar16x32x2(highA, leaf3, highB);
            codes += Lanes.Count;
            table += 2 * TableLeaves;
        }

        low0.Store(low);
        low1.Store(low + 16);
        low2.Store(low + 32);
        low3.Store(low + 48);
        high0.Store(high);
        high1.Store(high + 16);
        high2.Store(high + 32);
        high3.Store(high + 48);
    }

    private static void AddOfTwoTables(byte* codes, int* table, int treeCount, int* low, int* high)
    {
        Vector512<int> second = Vector512.Create(TableLeaves);
        for (int tree = 0; tree < treeCount; tree++)
        {
            Vector512<int> leaf = Vector512.Load((int*)codes);
            for (int part = 0; part < 4; part++)
            {
                Vector512<int> isSecond = Vector512.Equals(leaf & second, second);
                (Vector512.Load(low + (16 * part)) + LookUp(table, leaf, isSecond)).Store(low + (16 * part));
                (Vector512.Load(high + (16 * part)) + LookUp(table + TableLeaves, leaf, isSecond)).Store(high + (16 * part));
                leaf >>>= 8;
            }

            codes += Lanes.Count;
            table += 4 * TableLeaves;
        }
    }

    private static Vector512<int> LookUp(int* table, Vector512<int> leaf, Vector512<int> isSecond)
        => Vector512.ConditionalSelect(
            isSecond,
            Avx512F.PermuteVar16x32x2(Vector512.Load(table + (2 * TableLeaves)), leaf, Vector512.Load(table + (2 * TableLeaves) + 16)),
            Avx512F.PermuteVar16x32x2(Vector512.Load(table), leaf, Vector512.Load(table + 16)));
}
