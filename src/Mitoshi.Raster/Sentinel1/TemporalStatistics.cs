namespace Mitoshi.Raster;

/// <summary>
/// Statistics over the dates of one orbit and polarisation: the mean in power, spread and percentiles in decibels. Keep ascending and descending
/// orbits apart: they see other sides of the slopes.
/// </summary>
public static class TemporalStatistics
{
    private const int MostDates = 1024;

    /// <summary>Number of dates with a value.</summary>
    /// <param name="power">Linear power, dates x n, date after date; NaN is missing.</param>
    /// <param name="count">Receives n counts.</param>
    /// <exception cref="ArgumentException">The power is not a whole number of dates.</exception>
    public static void Count(ReadOnlySpan<float> power, Span<float> count)
    {
        int dateCount = DateCount(power.Length, count.Length);
        count.Clear();
        for (int date = 0; date < dateCount; date++)
        {
            ReadOnlySpan<float> values = power.Slice(date * count.Length, count.Length);
            for (int i = 0; i < values.Length; i++)
            {
                count[i] += float.IsNaN(values[i]) ? 0 : 1;
            }
        }
    }

    /// <summary>Mean power in decibels: 10 log10 of the mean of the power.</summary>
    /// <param name="power">Linear power, dates x n, date after date; NaN is missing.</param>
    /// <param name="meanDecibels">Receives n values, NaN where no date has a value.</param>
    /// <exception cref="ArgumentException">The power is not a whole number of dates.</exception>
    public static void MeanDecibels(ReadOnlySpan<float> power, Span<float> meanDecibels)
    {
        int pixelCount = meanDecibels.Length, dateCount = DateCount(power.Length, pixelCount);
        for (int i = 0; i < pixelCount; i++)
        {
            float sum = 0;
            int count = 0;
            for (int date = 0; date < dateCount; date++)
            {
                float value = power[(date * pixelCount) + i];
                if (!float.IsNaN(value))
                {
                    sum += value;
                    count++;
                }
            }

            meanDecibels[i] = count == 0 ? float.NaN : sum / count;
        }

        Decibels.FromPower(meanDecibels, meanDecibels);
    }

    /// <summary>Standard deviation of the decibels over the dates (divided by the number of dates, as numpy's <c>nanstd</c>).</summary>
    /// <param name="decibels">Decibels, dates x n, date after date; NaN is missing.</param>
    /// <param name="deviationDecibels">Receives n values; 0 for one date, NaN for none.</param>
    /// <exception cref="ArgumentException">The decibels are not a whole number of dates.</exception>
    public static void DeviationDecibels(ReadOnlySpan<float> decibels, Span<float> deviationDecibels)
    {
        int pixelCount = deviationDecibels.Length, dateCount = DateCount(decibels.Length, pixelCount);
        for (int i = 0; i < pixelCount; i++)
        {
            double sum = 0, squares = 0;
            int count = 0;
            for (int date = 0; date < dateCount; date++)
            {
                double value = decibels[(date * pixelCount) + i];
                if (!double.IsNaN(value))
                {
                    sum += value;
                    squares += value * value;
                    count++;
                }
            }

            double mean = sum / count;
            deviationDecibels[i] = count == 0 ? float.NaN : (float)Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)));
        }
    }

    /// <summary>A percentile of the decibels over the dates, linear between the ranks (numpy's default, R's type 7).</summary>
    /// <param name="decibels">Decibels, dates x n, date after date; NaN is missing.</param>
    /// <param name="fraction">0 for the smallest, 0.5 for the median, 1 for the largest.</param>
    /// <param name="percentileDecibels">Receives n values, NaN where no date has a value.</param>
    /// <exception cref="ArgumentException">The decibels are not a whole number of dates, or more than 1024 dates.</exception>
    public static void PercentileDecibels(ReadOnlySpan<float> decibels, double fraction, Span<float> percentileDecibels)
    {
        int pixelCount = percentileDecibels.Length, dateCount = DateCount(decibels.Length, pixelCount);
        Span<float> sorted = stackalloc float[dateCount];
        for (int i = 0; i < pixelCount; i++)
        {
            int count = 0;
            for (int date = 0; date < dateCount; date++)
            {
                float value = decibels[(date * pixelCount) + i];
                if (!float.IsNaN(value))
                {
                    sorted[count++] = value;
                }
            }

            percentileDecibels[i] = count == 0 ? float.NaN : Percentile(sorted[..count], fraction);
        }
    }

    private static float Percentile(Span<float> values, double fraction)
    {
        values.Sort();
        double rank = fraction * (values.Length - 1);
        int lower = (int)rank, upper = Math.Min(lower + 1, values.Length - 1);
        return (float)(values[lower] + ((rank - lower) * ((double)values[upper] - values[lower])));
    }

    private static int DateCount(int valueCount, int pixelCount)
    {
        int dateCount = pixelCount == 0 ? 0 : valueCount / pixelCount;
        Require.SameLength(valueCount, dateCount * pixelCount, nameof(pixelCount));
        if (dateCount > MostDates)
        {
            throw new ArgumentException($"{dateCount} dates, at most {MostDates}", nameof(valueCount));
        }

        return dateCount;
    }
}
