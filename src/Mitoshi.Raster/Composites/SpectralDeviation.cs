using System.Runtime.CompilerServices;

namespace Mitoshi.Raster;

/// <summary>
/// How much a pixel varies about its geometric median over the clear dates: medians of three distances (EMAD Euclidean, SMAD cosine, BCMAD Bray-Curtis).
/// </summary>
/// <remarks>Source: Roberts, Dunn and Mueller 2018, IGARSS, doi:10.1109/IGARSS.2018.8518312.</remarks>
public static class SpectralDeviation
{
    /// <summary>The three deviations.</summary>
    /// <param name="values">The cube; NaN is missing, and a date with a missing band is not clear.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="centre">Bands x pixels, from <see cref="GeometricMedian"/>.</param>
    /// <param name="deviations">Receives 3 x pixels: median ||x - m||, median 1 - cos(x, m), median sum|x - m| / sum|x + m|; NaN where no date is clear.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the shape.</exception>
    [SkipLocalsInit]
    public static void Compute(ReadOnlySpan<float> values, CubeShape shape, ReadOnlySpan<float> centre, Span<float> deviations)
    {
        shape.Check(values.Length, centre.Length);
        Require.SameLength(3 * shape.PixelCount, deviations.Length, nameof(deviations));
        Span<float> euclidean = stackalloc float[shape.DateCount], cosine = stackalloc float[shape.DateCount], brayCurtis = stackalloc float[shape.DateCount];
        for (int pixel = 0; pixel < shape.PixelCount; pixel++)
        {
            for (int date = 0; date < shape.DateCount; date++)
            {
                (euclidean[date], cosine[date], brayCurtis[date]) = Distances(values, shape, centre, date, pixel);
            }

            deviations[pixel] = LaneSort.Median(euclidean);
            deviations[shape.PixelCount + pixel] = LaneSort.Median(cosine);
            deviations[(2 * shape.PixelCount) + pixel] = LaneSort.Median(brayCurtis);
        }
    }

    // In double: 1 - cos of two nearly parallel spectra loses half of the digits. A missing band makes all three NaN.
    private static (float Euclidean, float Cosine, float BrayCurtis) Distances(
        ReadOnlySpan<float> values, CubeShape shape, ReadOnlySpan<float> centre, int date, int pixel)
    {
        double squares = 0, product = 0, xx = 0, mm = 0, differences = 0, sums = 0;
        for (int band = 0; band < shape.BandCount; band++)
        {
            double x = values[shape.Start(date, band) + pixel], m = centre[(band * shape.PixelCount) + pixel];
            squares += (x - m) * (x - m);
            product += x * m;
            xx += x * x;
            mm += m * m;
            differences += Math.Abs(x - m);
            sums += Math.Abs(x + m);
        }

        return ((float)Math.Sqrt(squares), (float)(1 - (product / Math.Sqrt(xx * mm))), (float)(differences / sums));
    }
}
