namespace Mitoshi.Forest;

/// <summary>Cuts a map's values into strata by equal steps of the cumulated square root of their frequency (Dalenius &amp; Hodges 1959; Cochran 1977, 5A.7).</summary>
internal static class StratumBreaks
{
    /// <param name="histogram">Pixels in equal bins.</param>
    /// <param name="minimum">Lower end of the first bin.</param>
    /// <param name="binWidth">Width of a bin.</param>
    /// <param name="strata">Number of strata wanted.</param>
    /// <returns>Upper bounds of all strata but the last, ascending; fewer than asked for when the values are few.</returns>
    public static double[] Of(ReadOnlySpan<long> histogram, double minimum, double binWidth, int strata)
    {
        double total = 0;
        foreach (long count in histogram)
        {
            total += Math.Sqrt(count);
        }

        List<double> breaks = [];
        double sum = 0;
        for (int i = 0; i < histogram.Length; i++)
        {
            double after = sum + Math.Sqrt(histogram[i]), goal = total * (breaks.Count + 1) / strata;
            if (breaks.Count < strata - 1 && after >= goal && i + 1 < histogram.Length)
            {
                breaks.Add(minimum + ((i + 1) * binWidth));
            }

            sum = after;
        }

        return [.. breaks];
    }
}
