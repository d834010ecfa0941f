using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>The median of each band over the dates on which that band was seen. Robust, but its bands may come from different dates.</summary>
public static class MedianComposite
{
    /// <summary>The composite.</summary>
    /// <param name="values">The cube; NaN is missing.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="composite">Receives bands x pixels, NaN where no date has a value. Mean of the middle two for an even count.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the shape.</exception>
    [SkipLocalsInit]
    public static void Compute(ReadOnlySpan<float> values, CubeShape shape, Span<float> composite)
    {
        shape.Check(values.Length, composite.Length);
        Span<Vector256<float>> dates = stackalloc Vector256<float>[shape.DateCount];
        int end = Vector256.IsHardwareAccelerated ? shape.PixelCount - (shape.PixelCount % Vector256<float>.Count) : 0;
        for (int band = 0; band < shape.BandCount; band++)
        {
            for (int pixel = 0; pixel < end; pixel += Vector256<float>.Count)
            {
                for (int date = 0; date < shape.DateCount; date++)
                {
                    dates[date] = Vector256.Create(values[(shape.Start(date, band) + pixel)..]);
                }

                LaneSort.Median(dates).CopyTo(composite[((band * shape.PixelCount) + pixel)..]);
            }
        }

        ComputeScalar(values, shape, end, composite);
    }

    /// <summary>The definition, from a pixel on.</summary>
    [SkipLocalsInit]
    internal static void ComputeScalar(ReadOnlySpan<float> values, CubeShape shape, int firstPixel, Span<float> composite)
    {
        Span<float> dates = stackalloc float[shape.DateCount];
        for (int band = 0; band < shape.BandCount; band++)
        {
            for (int pixel = firstPixel; pixel < shape.PixelCount; pixel++)
            {
                for (int date = 0; date < shape.DateCount; date++)
                {
                    dates[date] = values[shape.Start(date, band) + pixel];
                }

                composite[(band * shape.PixelCount) + pixel] = LaneSort.Median(dates);
            }
        }
    }
}
