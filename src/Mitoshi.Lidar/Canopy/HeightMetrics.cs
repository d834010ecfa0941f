namespace Mitoshi.Lidar;

/// <summary>What the heights of the returns in a cell say about the stand (area-based approach).</summary>
/// <remarks>
/// Source: Næsset 2002, Remote Sens. Environ. 80:88 (area-based approach); definitions and names as in the lidR package's standard metrics
/// (Roussel et al. 2020, Remote Sens. Environ. 251:112061): all returns, percentiles by linear interpolation (type 7), sample moments.
/// </remarks>
public static class HeightMetrics
{
    private const double BreakMetres = 2;

    /// <summary>Names of the metrics in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "zmax", "zmean", "zsd", "zskew", "zkurt", "zentropy", "pzabovezmean", "pzabove2",
        "zq5", "zq10", "zq25", "zq50", "zq75", "zq90", "zq95", "zq98", "cover_first", "density",
    ];

    private static ReadOnlySpan<double> Percentiles => [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.98];

    /// <summary>Calculates the metrics of a cell.</summary>
    /// <param name="heights">Heights of all its returns in metres above the ground. They are sorted in place.</param>
    /// <param name="firstReturns">How many of them are first returns.</param>
    /// <param name="firstReturnsAbove">How many first returns lie above 2 m.</param>
    /// <param name="areaSquareMetres">Area of the cell.</param>
    /// <param name="metrics">Receives the metrics in the order of <see cref="Names"/>; NaN without returns, but a density of 0.</param>
    public static void Calculate(Span<float> heights, int firstReturns, int firstReturnsAbove, double areaSquareMetres, Span<float> metrics)
    {
        metrics.Fill(float.NaN);
        metrics[17] = (float)(heights.Length / areaSquareMetres);
        if (heights.Length == 0)
        {
            return;
        }

        heights.Sort();
        double sum = 0;
        foreach (float height in heights)
        {
            sum += height;
        }

        double mean = sum / heights.Length, second = 0, third = 0, fourth = 0;
        int aboveMean = 0, aboveBreak = 0;
        foreach (float height in heights)
        {
            double d = height - mean, d2 = d * d;
            second += d2;
            third += d2 * d;
            fourth += d2 * d2;
            aboveMean += height > mean ? 1 : 0;
            aboveBreak += height > BreakMetres ? 1 : 0;
        }

        int n = heights.Length;
        metrics[0] = heights[^1];
        metrics[1] = (float)mean;
        metrics[2] = n > 1 ? (float)Math.Sqrt(second / (n - 1)) : float.NaN;
        metrics[3] = second > 0 ? (float)(third / n / Math.Pow(second / n, 1.5)) : float.NaN;
        metrics[4] = second > 0 ? (float)(n * fourth / (second * second)) : float.NaN;
        metrics[5] = (float)Entropy(heights);
        metrics[6] = 100f * aboveMean / n;
        metrics[7] = 100f * aboveBreak / n;
        for (int i = 0; i < Percentiles.Length; i++)
        {
            metrics[8 + i] = (float)Percentile(heights, Percentiles[i]);
        }

        metrics[16] = firstReturns > 0 ? 100f * firstReturnsAbove / firstReturns : float.NaN;
    }

    /// <summary>A percentile of sorted values, linear between the two nearest (Hyndman &amp; Fan 1996, Am. Stat. 50:361, type 7).</summary>
    /// <param name="sorted">Values in rising order, at least one.</param>
    /// <param name="probability">0 to 1.</param>
    public static double Percentile(ReadOnlySpan<float> sorted, double probability)
    {
        double place = (sorted.Length - 1) * probability;
        int below = (int)place;
        return below + 1 < sorted.Length
            ? sorted[below] + ((place - below) * (sorted[below + 1] - (double)sorted[below]))
            : sorted[^1];
    }

    // Shannon's entropy of the share of returns by metre of height, divided by its largest value (Pretzsch 2008), 0 to 1.
    private static double Entropy(ReadOnlySpan<float> sorted)
    {
        int bins = (int)Math.Ceiling(sorted[^1]);
        if (bins < 2)
        {
            return double.NaN;
        }

        int start = 0;
        while (start < sorted.Length && sorted[start] < 0)
        {
            start++;
        }

        int total = sorted.Length - start;
        double entropy = 0;
        for (int bin = 1; bin <= bins && start < sorted.Length; bin++)
        {
            int end = start;
            while (end < sorted.Length && (sorted[end] <= bin || bin == bins))
            {
                end++;
            }

            double share = (double)(end - start) / total;
            entropy -= share > 0 ? share * Math.Log(share) : 0;
            start = end;
        }

        return entropy / Math.Log(bins);
    }
}
