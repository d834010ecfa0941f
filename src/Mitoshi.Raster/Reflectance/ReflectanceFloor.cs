namespace Mitoshi.Raster;

/// <summary>
/// How dark a scene gets: the first percentile of each band over the clear pixels, and the smallest of these over the bands. Shadow, water and
/// dense canopy keep it near 0 in every season, so it shows an offset of 0.1 that was forgotten or applied twice.
/// </summary>
/// <remarks>Feed all blocks with <see cref="Add"/> in any order: counts in bins of 0.001 from -0.5 to 1.5.</remarks>
public sealed class ReflectanceFloor
{
    private const double Lowest = -0.5, BinsPerUnit = 1000;
    private const int BinCount = 2000;
    private readonly long[][] _histograms;

    /// <summary>An empty floor for so many bands.</summary>
    public ReflectanceFloor(int bandCount) => _histograms = [.. Enumerable.Range(0, bandCount).Select(_ => new long[BinCount])];

    /// <summary>Counts the pixels of one band.</summary>
    /// <param name="bandIndex">0 for the first band.</param>
    /// <param name="reflectance">Reflectance with clouds and gaps as NaN.</param>
    public void Add(int bandIndex, ReadOnlySpan<float> reflectance)
    {
        long[] counts = _histograms[bandIndex];
        foreach (float value in reflectance)
        {
            if (!float.IsNaN(value))
            {
                counts[(int)Math.Clamp((value - Lowest) * BinsPerUnit, 0, BinCount - 1)]++;
            }
        }
    }

    /// <summary>The smallest first percentile of all bands; NaN when no pixel was clear.</summary>
    public double Level()
    {
        double level = double.NaN;
        foreach (long[] counts in _histograms)
        {
            long total = counts.Sum(), seen = 0;
            for (int bin = 0; bin < BinCount && total > 0; bin++)
            {
                seen += counts[bin];
                if (seen * 100 >= total)
                {
                    level = double.IsNaN(level) ? Value(bin) : Math.Min(level, Value(bin));
                    break;
                }
            }
        }

        return level;
    }

    private static double Value(int bin) => Lowest + ((bin + 0.5) / BinsPerUnit);
}
