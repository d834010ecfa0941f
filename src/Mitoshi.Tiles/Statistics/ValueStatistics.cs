namespace Mitoshi.Tiles;

/// <summary>Figures of the values of one band or result. All are weighted where the values have weights.</summary>
public sealed record ValueStatistics
{
    private const int Bins = 10;

    /// <summary>Sum of the weights of valid values (their number, without weights).</summary>
    public double Count { get; private init; }

    /// <summary>Number of valid values.</summary>
    public long ValidPixels { get; private init; }

    /// <summary>Number of values without data.</summary>
    public long MaskedPixels { get; private init; }

    /// <summary>Least value; NaN without any.</summary>
    public double Min { get; private init; } = double.NaN;

    /// <summary>Largest value.</summary>
    public double Max { get; private init; } = double.NaN;

    /// <summary>Mean.</summary>
    public double Mean { get; private init; } = double.NaN;

    /// <summary>Standard deviation of the values (divisor n: they are the population).</summary>
    public double StandardDeviation { get; private init; } = double.NaN;

    /// <summary>Sum of value × weight.</summary>
    public double Sum { get; private init; }

    /// <summary>Values at 2, 50 and 98 % of the weight.</summary>
    public double Percentile2 { get; private init; } = double.NaN;

    /// <inheritdoc cref="Percentile2"/>
    public double Median { get; private init; } = double.NaN;

    /// <inheritdoc cref="Percentile2"/>
    public double Percentile98 { get; private init; } = double.NaN;

    /// <summary>Weight in each of ten equal steps from <see cref="Min"/> to <see cref="Max"/>.</summary>
    public IReadOnlyList<double> Histogram { get; private init; } = [];

    /// <summary>Computes them.</summary>
    /// <param name="values">NaN where there are none.</param>
    /// <param name="weights">As many, 0 to leave a value out; empty for 1 each.</param>
    public static ValueStatistics Of(ReadOnlySpan<float> values, ReadOnlySpan<float> weights = default)
    {
        List<(float Value, float Weight)> known = new(values.Length);
        long masked = 0;
        for (int i = 0; i < values.Length; i++)
        {
            float weight = weights.IsEmpty ? 1 : weights[i];
            if (weight > 0 && !float.IsNaN(values[i]))
            {
                known.Add((values[i], weight));
            }
            else if (weight > 0)
            {
                masked++;
            }
        }

        if (known.Count == 0)
        {
            return new ValueStatistics { MaskedPixels = masked };
        }

        known.Sort((left, right) => left.Value.CompareTo(right.Value));
        double total = 0, sum = 0, squares = 0;
        foreach ((float value, float weight) in known)
        {
            (total, sum) = (total + weight, sum + (value * (double)weight));
        }

        double mean = sum / total, min = known[0].Value, max = known[^1].Value;
        double[] histogram = new double[Bins];
        foreach ((float value, float weight) in known)
        {
            squares += weight * (value - mean) * (value - mean);
            histogram[max > min ? Math.Min(Bins - 1, (int)((value - min) / (max - min) * Bins)) : 0] += weight;
        }

        return new ValueStatistics
        {
            Count = total, ValidPixels = known.Count, MaskedPixels = masked, Min = min, Max = max, Mean = mean, Sum = sum, StandardDeviation = Math.Sqrt(squares / total),
            Percentile2 = Quantile(known, total, 0.02, !weights.IsEmpty), Median = Quantile(known, total, 0.5, !weights.IsEmpty), Percentile98 = Quantile(known, total, 0.98, !weights.IsEmpty),
            Histogram = histogram,
        };
    }

    // Without weights linear between order statistics (type 7 of Hyndman and Fan 1996, as NumPy); with weights the value at which the share is reached.
    private static double Quantile(List<(float Value, float Weight)> sorted, double total, double share, bool isWeighted)
    {
        if (!isWeighted)
        {
            double place = share * (sorted.Count - 1);
            int index = Math.Min((int)place, Math.Max(0, sorted.Count - 2));
            float next = sorted[Math.Min(index + 1, sorted.Count - 1)].Value;
            return sorted[index].Value + ((next - (double)sorted[index].Value) * (place - index));
        }

        double reached = 0;
        foreach ((float value, float weight) in sorted)
        {
            reached += weight;
            if (reached >= share * total)
            {
                return value;
            }
        }

        return sorted[^1].Value;
    }
}
