using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mitoshi.Tiles;

/// <summary>A window of quads to sample from: rows × columns.</summary>
internal readonly ref struct QuadWindow(ReadOnlySpan<Vector128<float>> quads, int columns, int rows)
{
    public readonly ReadOnlySpan<Vector128<float>> Quads = quads;
    public readonly int Columns = columns, Rows = rows;
}

/// <summary>
/// Samples along straight lines. A quad is one vector: three bands and their validity are interpolated together. Optimised at the first
/// call: a loop that runs once a tile would stay slow for the first hundred tiles.
/// </summary>
internal static class QuadKernels
{
    // Half of the weight must come from valid pixels: the edge of the data neither grows nor shrinks.
    private const float LeastWeight = 0.5f;

    /// <summary>Bilinear samples at (x + i dx, y + i dy), i = 0 …</summary>
    /// <param name="source">Pixels.</param>
    /// <param name="x">Column of the first sample; 0 is the centre of the first pixel.</param>
    /// <param name="y">Row of the first sample.</param>
    /// <param name="dx">From sample to sample.</param>
    /// <param name="dy">From sample to sample.</param>
    /// <param name="target">Receives a quad for each sample, zero outside or where less than half of the weight is valid.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bilinear(QuadWindow source, float x, float y, float dx, float dy, Span<Vector128<float>> target)
    {
        // A straight line is inside of a box from one sample to another, and the steps are exact to rounding: the ends answer for the middle.
        int begin = 0, end = target.Length;
        while (begin < end && !IsInside(source, x + (begin * dx), y + (begin * dy)))
        {
            target[begin++] = Vector128<float>.Zero;
        }

        while (end > begin && !IsInside(source, x + ((end - 1) * dx), y + ((end - 1) * dy)))
        {
            target[--end] = Vector128<float>.Zero;
        }

        ref Vector128<float> first = ref MemoryMarshal.GetReference(source.Quads);
        int below = source.Columns;
        for (int i = begin; i < end; i++)
        {
            float column = x + (i * dx), row = y + (i * dy);
            int left = float.ConvertToIntegerNative<int>(column), upper = float.ConvertToIntegerNative<int>(row);
            Vector128<float> right = Vector128.Create(column - left), down = Vector128.Create(row - upper);
            ref Vector128<float> corner = ref Unsafe.Add(ref first, (upper * below) + left);
            Vector128<float> a = corner, b = Unsafe.Add(ref corner, 1), c = Unsafe.Add(ref corner, below), d = Unsafe.Add(ref corner, below + 1);
            Vector128<float> top = a + ((b - a) * right), bottom = c + ((d - c) * right);
            target[i] = Normalise(top + ((bottom - top) * down));
        }
    }

    /// <summary>The definition of <see cref="Bilinear"/>, lane by lane.</summary>
    internal static void BilinearScalar(QuadWindow source, float x, float y, float dx, float dy, Span<Vector128<float>> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            float column = x + (i * dx), row = y + (i * dy);
            target[i] = Vector128<float>.Zero;
            if (!IsInside(source, column, row))
            {
                continue;
            }

            int corner = ((int)row * source.Columns) + (int)column;
            float right = column - (int)column, down = row - (int)row;
            float[] lanes = new float[4];
            for (int lane = 0; lane < 4; lane++)
            {
                float a = source.Quads[corner].GetElement(lane), b = source.Quads[corner + 1].GetElement(lane);
                float c = source.Quads[corner + source.Columns].GetElement(lane), d = source.Quads[corner + source.Columns + 1].GetElement(lane);
                float top = a + ((b - a) * right), bottom = c + ((d - c) * right);
                lanes[lane] = top + ((bottom - top) * down);
            }

            if (lanes[3] >= LeastWeight)
            {
                target[i] = Vector128.Create(lanes[0] / lanes[3], lanes[1] / lanes[3], lanes[2] / lanes[3], 1);
            }
        }
    }

    /// <summary>The pixels that hold the samples; parameters as in <see cref="Bilinear"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Nearest(QuadWindow source, float x, float y, float dx, float dy, Span<Vector128<float>> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            float column = x + (i * dx) + 0.5f, row = y + (i * dy) + 0.5f;
            bool isInside = column >= 0 && row >= 0 && column < source.Columns && row < source.Rows;
            target[i] = isInside ? source.Quads[((int)row * source.Columns) + (int)column] : Vector128<float>.Zero;
        }
    }

    /// <summary>Means over boxes around the samples; parameters as in <see cref="Bilinear"/>.</summary>
    /// <param name="source">Pixels.</param>
    /// <param name="x">Column of the first sample.</param>
    /// <param name="y">Row of the first sample.</param>
    /// <param name="dx">From sample to sample.</param>
    /// <param name="dy">From sample to sample.</param>
    /// <param name="half">Half of the edge of the box, in pixels.</param>
    /// <param name="target">Receives the means of the valid pixels whose centres lie in the box.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average(QuadWindow source, float x, float y, float dx, float dy, float half, Span<Vector128<float>> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            float column = x + (i * dx), row = y + (i * dy);
            target[i] = Vector128<float>.Zero;
            if (!(column >= -0.5f) || !(row >= -0.5f) || column > source.Columns - 0.5f || row > source.Rows - 0.5f)
            {
                continue;
            }

            int left = Math.Max(0, (int)MathF.Ceiling(column - half)), right = Math.Min(source.Columns - 1, (int)MathF.Floor(column + half));
            int upper = Math.Max(0, (int)MathF.Ceiling(row - half)), lower = Math.Min(source.Rows - 1, (int)MathF.Floor(row + half));
            Vector128<float> sum = Vector128<float>.Zero;
            for (int r = upper; r <= lower; r++)
            {
                foreach (Vector128<float> quad in source.Quads.Slice((r * source.Columns) + left, Math.Max(0, right - left + 1)))
                {
                    sum += quad;
                }
            }

            float weight = sum.GetElement(3), possible = Math.Max(1, (right - left + 1) * (lower - upper + 1));
            target[i] = weight / possible >= LeastWeight ? (sum / weight).WithElement(3, 1) : Vector128<float>.Zero;
        }
    }

    // Not a number fails the comparisons.
    private static bool IsInside(QuadWindow source, float column, float row)
        => column >= 0 && row >= 0 && column < source.Columns - 1 && row < source.Rows - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Normalise(Vector128<float> quad)
    {
        float weight = quad.GetElement(3);
        return weight == 1 ? quad : weight >= LeastWeight ? (quad / Vector128.Create(weight)).WithElement(3, 1) : Vector128<float>.Zero;
    }
}
