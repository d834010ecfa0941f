namespace Mitoshi.Raster;

/// <summary>
/// Evens out the stripes between passes of a mosaic, which moisture makes: each date is moved in decibels until its median meets the median
/// of all dates. An option, off by default: it also removes what really differs between the strips.
/// </summary>
/// <remarks>
/// Feed all blocks with <see cref="Add"/> in any order, then read <see cref="Offsets"/>. Counts in bins of 0.01 dB from -60 to +20 dB, so the
/// result depends on no order and a median is right to 0.005 dB.
/// </remarks>
public sealed class PalsarDateOffsets
{
    private const double LowestDecibels = -60, BinsPerDecibel = 100;
    private const int BinCount = 8000;
    private readonly SortedDictionary<ushort, long[]> _histograms = [];

    /// <summary>Pixels that a date needs before it is moved; a smaller one keeps its values.</summary>
    public long SmallestCount { get; init; } = 1000;

    /// <summary>Counts a block. NaN power and missing dates are left out.</summary>
    /// <param name="power">Linear power, length n.</param>
    /// <param name="days">The date layer, length n.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public void Add(ReadOnlySpan<float> power, ReadOnlySpan<ushort> days)
    {
        Require.SameLength(power.Length, days.Length, nameof(days));
        long[]? counts = null;
        ushort countedDay = 0;
        for (int i = 0; i < power.Length; i++)
        {
            if (!(power[i] > 0) || days[i] <= PalsarCalibration.LastMissingNumber)
            {
                continue;
            }

            if (counts is null || days[i] != countedDay)
            {
                countedDay = days[i];
                if (!_histograms.TryGetValue(countedDay, out counts))
                {
                    _histograms.Add(countedDay, counts = new long[BinCount]);
                }
            }

            double bin = ((10 * Math.Log10(power[i])) - LowestDecibels) * BinsPerDecibel;
            counts[(int)Math.Clamp(bin, 0, BinCount - 1)]++;
        }
    }

    /// <summary>By value of the date layer, the factor that its power is multiplied with; 1 for a date with too few pixels.</summary>
    public IReadOnlyDictionary<ushort, float> Offsets()
    {
        long[] all = new long[BinCount];
        foreach (long[] counts in _histograms.Values)
        {
            for (int bin = 0; bin < BinCount; bin++)
            {
                all[bin] += counts[bin];
            }
        }

        double target = MedianDecibels(all);
        SortedDictionary<ushort, float> factors = [];
        foreach ((ushort day, long[] counts) in _histograms)
        {
            bool isEnough = counts.Sum() >= SmallestCount;
            factors.Add(day, isEnough ? (float)Math.Pow(10, (target - MedianDecibels(counts)) / 10) : 1);
        }

        return factors;
    }

    /// <summary>Multiplies a block's power by the factors of its dates.</summary>
    /// <param name="factors">From <see cref="Offsets"/>; a date that is not in it keeps its values.</param>
    /// <param name="days">The date layer, length n.</param>
    /// <param name="power">n values, changed in place.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void Apply(IReadOnlyDictionary<ushort, float> factors, ReadOnlySpan<ushort> days, Span<float> power)
    {
        Require.SameLength(days.Length, power.Length, nameof(power));
        ushort day = 0;
        float factor = 1;
        for (int i = 0; i < power.Length; i++)
        {
            if (days[i] != day)
            {
                day = days[i];
                factor = factors.TryGetValue(day, out float found) ? found : 1;
            }

            power[i] *= factor;
        }
    }

    private static double MedianDecibels(long[] counts)
    {
        long half = (counts.Sum() + 1) / 2, seen = 0;
        int bin = 0;
        while (bin < BinCount - 1 && (seen += counts[bin]) < half)
        {
            bin++;
        }

        return LowestDecibels + ((bin + 0.5) / BinsPerDecibel);
    }
}
