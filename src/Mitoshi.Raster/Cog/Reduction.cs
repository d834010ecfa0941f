namespace Mitoshi.Raster;

/// <summary>Halves a picture: each pixel of the result stands for two by two, at the right and lower edge for those that are there.</summary>
internal static class Reduction
{
    /// <summary>Halves one band.</summary>
    /// <param name="picture">rows × columns; NaN is no data.</param>
    /// <param name="columns">Columns of the picture.</param>
    /// <param name="rule">How the values of four become one.</param>
    /// <param name="half">Receives ceil(rows / 2) × ceil(columns / 2).</param>
    public static void Halve(ReadOnlySpan<float> picture, int columns, OverviewRule rule, Span<float> half)
    {
        int rows = picture.Length / columns, halfColumns = (columns + 1) / 2;
        for (int row = 0; row < rows; row += 2)
        {
            ReadOnlySpan<float> upper = picture.Slice(row * columns, columns);
            ReadOnlySpan<float> lower = row + 1 < rows ? picture.Slice((row + 1) * columns, columns) : default;
            Span<float> target = half.Slice(row / 2 * halfColumns, halfColumns);
            for (int i = 0; i < halfColumns; i++)
            {
                bool isPair = (2 * i) + 1 < columns;
                float a = upper[2 * i], b = isPair ? upper[(2 * i) + 1] : float.NaN;
                float c = lower.IsEmpty ? float.NaN : lower[2 * i], d = lower.IsEmpty || !isPair ? float.NaN : lower[(2 * i) + 1];
                target[i] = rule switch
                {
                    OverviewRule.Average => Average(a, b, c, d),
                    OverviewRule.Mode => Mode(a, b, c, d),
                    _ => a,
                };
            }
        }
    }

    private static float Average(float a, float b, float c, float d)
    {
        float sum = 0;
        int count = 0;
        Add(a, ref sum, ref count);
        Add(b, ref sum, ref count);
        Add(c, ref sum, ref count);
        Add(d, ref sum, ref count);
        return count == 0 ? float.NaN : sum / count;
    }

    private static void Add(float value, ref float sum, ref int count)
    {
        if (!float.IsNaN(value))
        {
            sum += value;
            count++;
        }
    }

    private static float Mode(float a, float b, float c, float d)
    {
        ReadOnlySpan<float> four = [a, b, c, d];
        float best = float.NaN;
        int bestCount = 0;
        foreach (float candidate in four)
        {
            int count = 0;
            foreach (float other in four)
            {
                count += candidate == other ? 1 : 0;
            }

            if (count > bestCount)
            {
                (best, bestCount) = (candidate, count);
            }
        }

        return best;
    }
}
