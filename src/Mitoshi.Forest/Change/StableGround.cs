namespace Mitoshi.Forest.Change;

/// <summary>
/// What ground that is known not to have changed says of two maps: the bias between the dates, and how far their errors go together. With
/// d = agb2 - agb1 on such ground, E(d²) = E(s1² + s2²) - 2 ρ E(s1 s2), so ρ follows from the spread of d.
/// </summary>
/// <remarks>Source: the identity Var(X - Y) = Var X + Var Y - 2 Cov(X, Y), with the variances that the maps state.</remarks>
public sealed class StableGround
{
    // Closer to 1 the variance of a change would vanish on the word of a sample.
    private const double CorrelationMax = 0.95;

    private long _count;
    private double _sum, _sumOfSquares, _sumOfVariances, _sumOfProducts;
    private long _outside;

    /// <summary>Pixels seen.</summary>
    public long Count => _count;

    /// <summary>Mean change in Mg/ha: the bias between the dates.</summary>
    public double MeanMgPerHa => _sum / _count;

    /// <summary>Standard deviation of the change in Mg/ha.</summary>
    public double DeviationMgPerHa => Math.Sqrt(Math.Max((_sumOfSquares / _count) - (MeanMgPerHa * MeanMgPerHa), 0));

    /// <summary>Share of pixels whose interval (at ρ = 0, before any bias is removed) leaves out zero; at most 0.10 when the maps state their errors right.</summary>
    public double ShareOutside => (double)_outside / _count;

    /// <summary>Correlation of the two dates' errors, 0 to 0.95.</summary>
    public double Correlation
    {
        get
        {
            double spread = (_sumOfSquares / _count) - (MeanMgPerHa * MeanMgPerHa);
            double rho = ((_sumOfVariances / _count) - spread) / (2 * _sumOfProducts / _count);
            return Math.Clamp(rho, 0, CorrelationMax);
        }
    }

    /// <summary>Adds pixels, window after window in one order; bands as <see cref="ChangeKernel"/> reads them.</summary>
    /// <param name="bands">Six bands of n pixels.</param>
    /// <param name="isStable">n values; those that equal <paramref name="stableValue"/> are stable ground.</param>
    /// <param name="pixelCount">n.</param>
    /// <param name="stableValue">Value of stable ground.</param>
    public void Add(ReadOnlySpan<float> bands, ReadOnlySpan<float> isStable, int pixelCount, float stableValue = 1)
    {
        Require.SameLength(pixelCount, isStable.Length, nameof(isStable));
        double sum = 0, squares = 0, variances = 0, products = 0;
        long count = 0, outside = 0;
        for (int i = 0; i < pixelCount; i++)
        {
            float difference = bands[(3 * pixelCount) + i] - bands[i];
            double s1 = (bands[(2 * pixelCount) + i] - bands[pixelCount + i]) / (2 * ChangeKernel.HalfWidth90);
            double s2 = (bands[(5 * pixelCount) + i] - bands[(4 * pixelCount) + i]) / (2 * ChangeKernel.HalfWidth90);
            double variance = (s1 * s1) + (s2 * s2);
            if (isStable[i] != stableValue || !double.IsFinite(difference + variance))
            {
                continue;
            }

            count++;
            sum += difference;
            squares += (double)difference * difference;
            variances += variance;
            products += s1 * s2;
            outside += Math.Abs(difference) > ChangeKernel.HalfWidth90 * Math.Sqrt(variance) ? 1 : 0;
        }

        _count += count;
        _sum += sum;
        _sumOfSquares += squares;
        _sumOfVariances += variances;
        _sumOfProducts += products;
        _outside += outside;
    }
}
