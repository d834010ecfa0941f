using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>
/// The geometric median m = argmin sum ||x_t - m|| over the clear dates: robust like the median, with bands that belong together. With fewer than 3 clear dates it
/// is the median of the bands.
/// </summary>
/// <remarks>
/// Sources: Roberts, Mueller and McIntyre 2017, doi:10.1109/TGRS.2017.2723896; Weiszfeld 1937: m becomes sum(x_t / d_t) / sum(1 / d_t) with
/// d_t = max(||x_t - m||, 1e-7), from the band medians, until the change is below 1e-4 or 50 steps are done.
/// </remarks>
public static class GeometricMedian
{
    private const float SmallestDistance = 1e-7f, LargestChange = 1e-4f;
    private const int MostSteps = 50, FewestDates = 3;

    /// <summary>The composite.</summary>
    /// <param name="values">The cube, reflectance from 0 to 1; NaN is missing, and a date with a missing band is not clear.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="composite">Receives bands x pixels, NaN where no date is clear.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the shape.</exception>
    [SkipLocalsInit]
    public static void Compute(ReadOnlySpan<float> values, CubeShape shape, Span<float> composite)
    {
        shape.Check(values.Length, composite.Length);
        Span<Vector256<float>> scratch = stackalloc Vector256<float>[shape.DateCount];
        Span<Vector256<float>> median = stackalloc Vector256<float>[shape.BandCount];
        Span<Vector256<float>> next = stackalloc Vector256<float>[shape.BandCount];
        int end = Vector256.IsHardwareAccelerated ? shape.PixelCount - (shape.PixelCount % Vector256<float>.Count) : 0;
        for (int pixel = 0; pixel < end; pixel += Vector256<float>.Count)
        {
            Vector256<int> isActive = Start(values, shape, pixel, scratch, median);
            for (int step = 0; step < MostSteps && isActive != Vector256<int>.Zero; step++)
            {
                isActive &= Step(values, shape, pixel, median, next, isActive);
            }

            for (int band = 0; band < shape.BandCount; band++)
            {
                median[band].CopyTo(composite[((band * shape.PixelCount) + pixel)..]);
            }
        }

        ComputeScalar(values, shape, end, composite);
    }

    /// <summary>The definition, from a pixel on.</summary>
    [SkipLocalsInit]
    internal static void ComputeScalar(ReadOnlySpan<float> values, CubeShape shape, int firstPixel, Span<float> composite)
    {
        Span<float> scratch = stackalloc float[shape.DateCount];
        Span<float> median = stackalloc float[shape.BandCount];
        Span<float> next = stackalloc float[shape.BandCount];
        for (int pixel = firstPixel; pixel < shape.PixelCount; pixel++)
        {
            bool isActive = StartScalar(values, shape, pixel, scratch, median);
            for (int step = 0; step < MostSteps && isActive; step++)
            {
                isActive = StepScalar(values, shape, pixel, median, next);
            }

            for (int band = 0; band < shape.BandCount; band++)
            {
                composite[(band * shape.PixelCount) + pixel] = median[band];
            }
        }
    }

    private static bool StartScalar(ReadOnlySpan<float> values, CubeShape shape, int pixel, Span<float> scratch, Span<float> median)
    {
        int clearCount = 0;
        for (int band = 0; band < shape.BandCount; band++)
        {
            clearCount = 0;
            for (int date = 0; date < shape.DateCount; date++)
            {
                bool isClear = ClearDates.IsClear(values, shape, date, pixel);
                clearCount += isClear ? 1 : 0;
                scratch[date] = isClear ? values[shape.Start(date, band) + pixel] : float.NaN;
            }

            median[band] = LaneSort.Median(scratch);
        }

        return clearCount >= FewestDates;
    }

    private static bool StepScalar(ReadOnlySpan<float> values, CubeShape shape, int pixel, Span<float> median, Span<float> next)
    {
        next.Clear();
        float weightSum = 0;
        for (int date = 0; date < shape.DateCount; date++)
        {
            float squares = 0;
            for (int band = 0; band < shape.BandCount; band++)
            {
                float difference = values[shape.Start(date, band) + pixel] - median[band];
                squares += difference * difference;
            }

            if (float.IsNaN(squares))
            {
                continue;
            }

            float distance = MathF.Sqrt(squares);
            float weight = 1 / (distance > SmallestDistance ? distance : SmallestDistance);
            weightSum += weight;
            for (int band = 0; band < shape.BandCount; band++)
            {
                next[band] += values[shape.Start(date, band) + pixel] * weight;
            }
        }

        float change = 0;
        for (int band = 0; band < shape.BandCount; band++)
        {
            float moved = next[band] / weightSum, difference = moved - median[band];
            change += difference * difference;
            median[band] = moved;
        }

        return MathF.Sqrt(change) >= LargestChange;
    }

    private static Vector256<int> Start(
        ReadOnlySpan<float> values, CubeShape shape, int pixel, Span<Vector256<float>> scratch, Span<Vector256<float>> median)
    {
        Vector256<int> clearCount = Vector256<int>.Zero;
        for (int band = 0; band < shape.BandCount; band++)
        {
            clearCount = Vector256<int>.Zero;
            for (int date = 0; date < shape.DateCount; date++)
            {
                Vector256<float> isClear = Vector256<float>.AllBitsSet;
                for (int other = 0; other < shape.BandCount; other++)
                {
                    Vector256<float> x = Vector256.Create(values[(shape.Start(date, other) + pixel)..]);
                    isClear &= Vector256.Equals(x, x);
                }

                clearCount -= isClear.AsInt32();
                scratch[date] = Vector256.ConditionalSelect(isClear, Vector256.Create(values[(shape.Start(date, band) + pixel)..]), Vector256.Create(float.NaN));
            }

            median[band] = LaneSort.Median(scratch);
        }

        return Vector256.GreaterThanOrEqual(clearCount, Vector256.Create(FewestDates));
    }

    // Lanes that are done keep their median; the others move, and stay active while they move far enough.
    private static Vector256<int> Step(
        ReadOnlySpan<float> values, CubeShape shape, int pixel, Span<Vector256<float>> median, Span<Vector256<float>> next, Vector256<int> isActive)
    {
        next.Clear();
        Vector256<float> weightSum = Vector256<float>.Zero, smallest = Vector256.Create(SmallestDistance);
        for (int date = 0; date < shape.DateCount; date++)
        {
            Vector256<float> squares = Vector256<float>.Zero;
            for (int band = 0; band < shape.BandCount; band++)
            {
                Vector256<float> difference = Vector256.Create(values[(shape.Start(date, band) + pixel)..]) - median[band];
                squares += difference * difference;
            }

            Vector256<float> isClear = Vector256.Equals(squares, squares);
            Vector256<float> distance = Vector256.Sqrt(squares);
            distance = Vector256.ConditionalSelect(Vector256.GreaterThan(distance, smallest), distance, smallest);
            Vector256<float> weight = Vector256.ConditionalSelect(isClear, Vector256<float>.One / distance, Vector256<float>.Zero);
            weightSum += weight;
            for (int band = 0; band < shape.BandCount; band++)
            {
                Vector256<float> weighted = Vector256.Create(values[(shape.Start(date, band) + pixel)..]) * weight;
                next[band] += Vector256.ConditionalSelect(isClear, weighted, Vector256<float>.Zero);
            }
        }

        Vector256<float> change = Vector256<float>.Zero;
        for (int band = 0; band < shape.BandCount; band++)
        {
            Vector256<float> moved = next[band] / weightSum, difference = moved - median[band];
            change += difference * difference;
            median[band] = Vector256.ConditionalSelect(isActive.AsSingle(), moved, median[band]);
        }

        return Vector256.GreaterThanOrEqual(Vector256.Sqrt(change), Vector256.Create(LargestChange)).AsInt32();
    }
}
