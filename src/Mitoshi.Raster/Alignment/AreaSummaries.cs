namespace Mitoshi.Raster;

/// <summary>Makes one value of the source pixels under a target pixel.</summary>
internal interface IAreaSummary
{
    string Identity { get; }

    IReadOnlyList<Layer> OutputsFor(IReadOnlyList<Layer> inputs);

    /// <summary>Writes the output bands of one target pixel.</summary>
    void Summarise(Footprint footprint, Block region, Span<float> values, int pixel, int pixelCount);
}

/// <summary>Mean weighted by area, over the pixels that have data.</summary>
internal sealed class AreaMean : IAreaSummary
{
    public string Identity => "area mean";

    public IReadOnlyList<Layer> OutputsFor(IReadOnlyList<Layer> inputs) => inputs;

    public void Summarise(Footprint footprint, Block region, Span<float> values, int pixel, int pixelCount)
    {
        ReadOnlySpan<int> indexes = footprint.Indexes;
        ReadOnlySpan<double> areas = footprint.Areas;
        for (int band = 0; band < region.BandCount; band++)
        {
            ReadOnlySpan<float> from = region.Band(band);
            double sum = 0, weights = 0;
            for (int i = 0; i < indexes.Length; i++)
            {
                float value = from[indexes[i]];
                if (!float.IsNaN(value))
                {
                    sum += areas[i] * value;
                    weights += areas[i];
                }
            }

            values[(band * pixelCount) + pixel] = weights > 0 ? (float)(sum / weights) : float.NaN;
        }
    }
}

/// <summary>The class with the largest area; of equals the one with the smaller number.</summary>
internal sealed class AreaMode : IAreaSummary
{
    public string Identity => "area mode";

    public IReadOnlyList<Layer> OutputsFor(IReadOnlyList<Layer> inputs) => inputs;

    public void Summarise(Footprint footprint, Block region, Span<float> values, int pixel, int pixelCount)
    {
        for (int band = 0; band < region.BandCount; band++)
        {
            values[(band * pixelCount) + pixel] = Mode(footprint, region.Band(band));
        }
    }

    private static float Mode(Footprint footprint, ReadOnlySpan<float> from)
    {
        // Few classes meet in one pixel; beyond 64 the rest is not told apart from "some other class".
        Span<float> classes = stackalloc float[64];
        Span<double> areas = stackalloc double[64];
        int count = 0;
        for (int i = 0; i < footprint.Count; i++)
        {
            float value = from[footprint.Indexes[i]];
            if (float.IsNaN(value))
            {
                continue;
            }

            int found = classes[..count].IndexOf(value);
            if (found < 0 && count < classes.Length)
            {
                found = count++;
                (classes[found], areas[found]) = (value, 0);
            }

            if (found >= 0)
            {
                areas[found] += footprint.Areas[i];
            }
        }

        float best = float.NaN;
        double bestArea = 0;
        for (int i = 0; i < count; i++)
        {
            // Sums in another order differ in their last bits; a hair's breadth is a tie.
            bool isTie = Math.Abs(areas[i] - bestArea) <= 1e-9 * bestArea;
            if ((isTie && classes[i] < best) || (!isTie && areas[i] > bestArea))
            {
                (best, bestArea) = (classes[i], areas[i]);
            }
        }

        return best;
    }
}

/// <summary>Share of the area with data that each of some classes has, one band for each (0 to 1).</summary>
/// <param name="classes">Class numbers.</param>
/// <param name="layers">Names of the shares.</param>
internal sealed class AreaShare(IReadOnlyList<int> classes, IReadOnlyList<Layer> layers) : IAreaSummary
{
    public string Identity => $"area share of {string.Join(',', classes)}";

    public IReadOnlyList<Layer> OutputsFor(IReadOnlyList<Layer> inputs) => layers;

    public void Summarise(Footprint footprint, Block region, Span<float> values, int pixel, int pixelCount)
    {
        ReadOnlySpan<float> from = region.Band(0);
        for (int output = 0; output < classes.Count; output++)
        {
            double shared = 0, all = 0;
            for (int i = 0; i < footprint.Count; i++)
            {
                float value = from[footprint.Indexes[i]];
                all += float.IsNaN(value) ? 0 : footprint.Areas[i];
                shared += value == classes[output] ? footprint.Areas[i] : 0;
            }

            values[(output * pixelCount) + pixel] = all > 0 ? (float)(shared / all) : float.NaN;
        }
    }
}
