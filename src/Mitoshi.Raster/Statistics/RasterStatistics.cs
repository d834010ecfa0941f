namespace Mitoshi.Raster;

/// <summary>Moments of the values of a band; NaN does not count.</summary>
/// <param name="Count">Values that count.</param>
/// <param name="Missing">Pixels without data.</param>
/// <param name="Minimum">Smallest value; NaN when there is none.</param>
/// <param name="Maximum">Largest value; NaN when there is none.</param>
/// <param name="Mean">Mean; NaN when there is none.</param>
/// <param name="SquaredDeviations">Sum of squared deviations from the mean.</param>
public readonly record struct RasterStatistics(long Count, long Missing, double Minimum, double Maximum, double Mean, double SquaredDeviations)
{
    /// <summary>Of no pixel.</summary>
    public static RasterStatistics None { get; } = new(0, 0, double.NaN, double.NaN, double.NaN, 0);

    /// <summary>Standard deviation of the population (divided by n, as GDAL does).</summary>
    public double StandardDeviation => Count > 0 ? Math.Sqrt(SquaredDeviations / Count) : double.NaN;

    /// <summary>Share of the pixels that have data, in percent.</summary>
    public double ValidPercent => Count + Missing > 0 ? 100.0 * Count / (Count + Missing) : 0;

    /// <summary>Of some values, in double precision and two passes: the same bits for the same values in the same order.</summary>
    public static RasterStatistics Of(ReadOnlySpan<float> values)
    {
        long count = 0;
        double sum = 0, minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        foreach (float value in values)
        {
            if (!float.IsNaN(value))
            {
                count++;
                sum += value;
                minimum = value < minimum ? value : minimum;
                maximum = value > maximum ? value : maximum;
            }
        }

        if (count == 0)
        {
            return None with { Missing = values.Length };
        }

        double mean = sum / count, squares = 0;
        foreach (float value in values)
        {
            double deviation = value - mean;
            squares += float.IsNaN(value) ? 0 : deviation * deviation;
        }

        return new RasterStatistics(count, values.Length - count, minimum, maximum, mean, squares);
    }

    /// <summary>Of two parts together; the order of a chain of merges decides the last bits, so merge in a fixed order.</summary>
    /// <remarks>Chan, Golub and LeVeque 1983, doi:10.1080/00031305.1983.10483115, equations 2.1.</remarks>
    public RasterStatistics Merge(RasterStatistics other)
    {
        if (Count == 0 || other.Count == 0)
        {
            RasterStatistics some = Count == 0 ? other : this;
            return some with { Missing = Missing + other.Missing };
        }

        long count = Count + other.Count;
        double delta = other.Mean - Mean;
        return new RasterStatistics(count, Missing + other.Missing, Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum),
            Mean + (delta * other.Count / count),
            SquaredDeviations + other.SquaredDeviations + (delta * delta * Count * other.Count / count));
    }

    /// <summary>Of every band of a source, window by window in row order.</summary>
    public static IReadOnlyList<RasterStatistics> Of(ISource source, CancellationToken cancellation = default)
    {
        RasterStatistics[] statistics = [.. source.Layers.Select(_ => None)];
        const int WindowSize = 512;
        float[] values = new float[WindowSize * WindowSize * statistics.Length];
        foreach (Window window in source.Grid.Tiles(WindowSize))
        {
            cancellation.ThrowIfCancellationRequested();
            source.Read(window, values.AsSpan(0, window.PixelCount * statistics.Length));
            for (int band = 0; band < statistics.Length; band++)
            {
                statistics[band] = statistics[band].Merge(Of(values.AsSpan(band * window.PixelCount, window.PixelCount)));
            }
        }

        return statistics;
    }
}
