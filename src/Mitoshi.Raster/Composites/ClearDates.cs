namespace Mitoshi.Raster;

/// <summary>On how many dates a pixel was clear in every band: how much a composite rests on.</summary>
public static class ClearDates
{
    /// <summary>Counts.</summary>
    /// <param name="values">The cube; NaN is missing.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="count">Receives a count for each pixel.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the shape.</exception>
    public static void Count(ReadOnlySpan<float> values, CubeShape shape, Span<float> count)
    {
        shape.Check(values.Length, shape.CompositeCount);
        Require.SameLength(shape.PixelCount, count.Length, nameof(count));
        count.Clear();
        for (int date = 0; date < shape.DateCount; date++)
        {
            for (int pixel = 0; pixel < shape.PixelCount; pixel++)
            {
                count[pixel] += IsClear(values, shape, date, pixel) ? 1 : 0;
            }
        }
    }

    /// <summary>True when every band of a date has a value.</summary>
    internal static bool IsClear(ReadOnlySpan<float> values, CubeShape shape, int date, int pixel)
    {
        for (int band = 0; band < shape.BandCount; band++)
        {
            if (float.IsNaN(values[shape.Start(date, band) + pixel]))
            {
                return false;
            }
        }

        return true;
    }
}
