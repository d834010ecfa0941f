using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Validation;

/// <summary>Reference and map side by side at one support: pixels, circles, hectares or plots.</summary>
/// <param name="Name">Support.</param>
/// <param name="Truth">Reference, Mg/ha.</param>
/// <param name="Map">Map, Mg/ha.</param>
/// <param name="Lower">Lower ends of the map's 90 % intervals; empty where there are none.</param>
/// <param name="Upper">Upper ends.</param>
/// <param name="X">Easting of each pair.</param>
/// <param name="Y">Northing.</param>
internal sealed record ComparedValues(Text Name, double[] Truth, double[] Map, double[] Lower, double[] Upper, double[] X, double[] Y)
{
    private const int VariogramPairsOf = 3000, VariogramMin = 30, VariogramBins = 12;

    public int Count => Truth.Length;

    /// <summary>Errors, prediction minus reference.</summary>
    public MapAccuracy Accuracy => MapAccuracy.Of(Truth, Map);

    /// <summary>How often the intervals hold the reference; null without intervals for all pairs.</summary>
    public CoverageReport? Coverage => Lower.Length == Count && Count > 0 && Lower.All(double.IsFinite) && Upper.All(double.IsFinite)
        ? CoverageReport.Of(Truth, Lower, Upper, Map, new int[Count], ValueClasses.Biomass) : null;

    /// <summary>Empirical variogram of the residuals and its exponential model; null with fewer than 30 pairs.</summary>
    public (IReadOnlyList<VariogramBin> Bins, VariogramModel? Model)? ResidualVariogram(RandomStream random)
    {
        if (Count < VariogramMin)
        {
            return null;
        }

        int[] chosen = [.. Enumerable.Range(0, Count)];
        if (Count > VariogramPairsOf)
        {
            random.Shuffle<int>(chosen);
            chosen = chosen[..VariogramPairsOf];
        }

        double[] x = [.. chosen.Select(i => X[i])], y = [.. chosen.Select(i => Y[i])], residuals = [.. chosen.Select(i => Truth[i] - Map[i])];
        double reach = Math.Sqrt(Math.Pow(x.Max() - x.Min(), 2) + Math.Pow(y.Max() - y.Min(), 2)) / 3;
        double[] edges = [.. Enumerable.Range(0, VariogramBins + 1).Select(i => reach * i / VariogramBins)];
        IReadOnlyList<VariogramBin> bins = [.. Variogram.Empirical(x, y, residuals, edges).Where(bin => bin.Pairs > 0)];
        return (bins, bins.Count(bin => bin.Matheron > 0) >= 3 ? Variogram.FitExponential(bins) : null);
    }

    /// <summary>
    /// Pairs whose residual lies more than 3.5 robust deviations (1.4826 times the median absolute deviation) from the median residual.
    /// </summary>
    /// <remarks>Source: Iglewicz &amp; Hoaglin 1993, How to Detect and Handle Outliers, ASQC.</remarks>
    public IReadOnlyList<(int Index, double Deviations)> Outliers()
    {
        const double Limit = 3.5, NormalScale = 1.4826;
        double[] residuals = [.. Truth.Zip(Map, (truth, map) => map - truth)];
        double middle = Median(residuals), spread = NormalScale * Median([.. residuals.Select(residual => Math.Abs(residual - middle))]);
        return spread <= 0 ? [] : [.. residuals.Select((residual, i) => (Index: i, Deviations: (residual - middle) / spread))
            .Where(pair => Math.Abs(pair.Deviations) > Limit).OrderByDescending(pair => Math.Abs(pair.Deviations)).ThenBy(pair => pair.Index)];
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int n = sorted.Length;
        return n == 0 ? double.NaN : n % 2 == 1 ? sorted[n / 2] : (sorted[(n / 2) - 1] + sorted[n / 2]) / 2;
    }
}
