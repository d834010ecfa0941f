using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>Medians of eight pixels at a time, and of one.</summary>
internal static class LaneSort
{
    /// <summary>Eight medians, each over the values of its lane that are not NaN; NaN where there is none.</summary>
    /// <param name="values">A vector for each date; it is sorted in place, with positive infinity where it held NaN.</param>
    public static Vector256<float> Median(Span<Vector256<float>> values)
    {
        Vector256<int> counts = Vector256<int>.Zero;
        for (int date = 0; date < values.Length; date++)
        {
            Vector256<float> isThere = Vector256.Equals(values[date], values[date]);
            counts -= isThere.AsInt32();
            values[date] = Vector256.ConditionalSelect(isThere, values[date], Vector256.Create(float.PositiveInfinity));
        }

        OddEvenSort(values);
        Vector256<float> median = Vector256<float>.Zero;
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            int count = counts[lane];
            float value = count == 0 ? float.NaN : Middle(values[(count - 1) / 2][lane], values[count / 2][lane]);
            median = median.WithElement(lane, value);
        }

        return median;
    }

    /// <summary>The median of the values that are not NaN; NaN where there is none. Changes the order of the values.</summary>
    public static float Median(Span<float> values)
    {
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsNaN(values[i]))
            {
                values[count++] = values[i];
            }
        }

        values[..count].Sort();
        return count == 0 ? float.NaN : Middle(values[(count - 1) / 2], values[count / 2]);
    }

    // Adding 0 turns -0 into +0, so that the order of the two zeros does not show.
    private static float Middle(float lower, float upper) => ((lower + upper) * 0.5f) + 0f;

    // Odd-even transposition: n rounds of compare and exchange, no branch; for the dates of a year faster than sorting lane by lane.
    private static void OddEvenSort(Span<Vector256<float>> values)
    {
        for (int round = 0; round < values.Length; round++)
        {
            for (int i = round & 1; i + 1 < values.Length; i += 2)
            {
                Vector256<float> a = values[i], b = values[i + 1], isOrdered = Vector256.LessThanOrEqual(a, b);
                values[i] = Vector256.ConditionalSelect(isOrdered, a, b);
                values[i + 1] = Vector256.ConditionalSelect(isOrdered, b, a);
            }
        }
    }
}
