using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>The medoid: the clear date whose bands have the smallest summed distance to those of all other clear dates. Always a spectrum that was seen.</summary>
/// <remarks>Source: Flood 2013, Remote Sensing 5:6481, eq. 2. Of two equal dates the earlier one.</remarks>
public static class MedoidComposite
{
    /// <summary>The composite.</summary>
    /// <param name="values">The cube; NaN is missing, and a date with a missing band is not clear.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="composite">Receives bands x pixels, NaN where no date is clear.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the shape.</exception>
    [SkipLocalsInit]
    public static void Compute(ReadOnlySpan<float> values, CubeShape shape, Span<float> composite)
    {
        shape.Check(values.Length, composite.Length);
        Span<Vector256<float>> sums = stackalloc Vector256<float>[shape.DateCount];
        int end = Vector256.IsHardwareAccelerated ? shape.PixelCount - (shape.PixelCount % Vector256<float>.Count) : 0;
        for (int pixel = 0; pixel < end; pixel += Vector256<float>.Count)
        {
            SumDistances(values, shape, pixel, sums);
            for (int lane = 0; lane < Vector256<float>.Count; lane++)
            {
                int best = -1;
                for (int date = 0; date < shape.DateCount; date++)
                {
                    bool isClear = ClearDates.IsClear(values, shape, date, pixel + lane);
                    best = isClear && (best < 0 || sums[date][lane] < sums[best][lane]) ? date : best;
                }

                Copy(values, shape, best, pixel + lane, composite);
            }
        }

        ComputeScalar(values, shape, end, composite);
    }

    /// <summary>The definition, from a pixel on.</summary>
    internal static void ComputeScalar(ReadOnlySpan<float> values, CubeShape shape, int firstPixel, Span<float> composite)
    {
        for (int pixel = firstPixel; pixel < shape.PixelCount; pixel++)
        {
            int best = -1;
            float smallest = float.PositiveInfinity;
            for (int date = 0; date < shape.DateCount; date++)
            {
                if (!ClearDates.IsClear(values, shape, date, pixel))
                {
                    continue;
                }

                float sum = SumDistances(values, shape, date, pixel);
                if (best < 0 || sum < smallest)
                {
                    best = date;
                    smallest = sum;
                }
            }

            Copy(values, shape, best, pixel, composite);
        }
    }

    private static float SumDistances(ReadOnlySpan<float> values, CubeShape shape, int date, int pixel)
    {
        float sum = 0;
        for (int other = 0; other < shape.DateCount; other++)
        {
            float squares = 0;
            for (int band = 0; band < shape.BandCount; band++)
            {
                float difference = values[shape.Start(date, band) + pixel] - values[shape.Start(other, band) + pixel];
                squares += difference * difference;
            }

            sum += float.IsNaN(squares) ? 0 : MathF.Sqrt(squares);
        }

        return sum;
    }

    private static void SumDistances(ReadOnlySpan<float> values, CubeShape shape, int pixel, Span<Vector256<float>> sums)
    {
        for (int date = 0; date < shape.DateCount; date++)
        {
            sums[date] = Vector256<float>.Zero;
            for (int other = 0; other < shape.DateCount; other++)
            {
                Vector256<float> squares = Vector256<float>.Zero;
                for (int band = 0; band < shape.BandCount; band++)
                {
                    Vector256<float> difference = Vector256.Create(values[(shape.Start(date, band) + pixel)..]) - Vector256.Create(values[(shape.Start(other, band) + pixel)..]);
                    squares += difference * difference;
                }

                Vector256<float> isClear = Vector256.Equals(squares, squares);
                sums[date] += Vector256.ConditionalSelect(isClear, Vector256.Sqrt(squares), Vector256<float>.Zero);
            }
        }
    }

    private static void Copy(ReadOnlySpan<float> values, CubeShape shape, int date, int pixel, Span<float> composite)
    {
        for (int band = 0; band < shape.BandCount; band++)
        {
            composite[(band * shape.PixelCount) + pixel] = date < 0 ? float.NaN : values[shape.Start(date, band) + pixel];
        }
    }
}
