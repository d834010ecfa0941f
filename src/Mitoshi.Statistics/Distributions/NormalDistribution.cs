using MathNet.Numerics;

namespace Mitoshi.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    /// <summary>Half-width of a two-sided 90 % interval in standard deviations: the quantile of 0.95, to the last bit of a double.</summary>
    public const double HalfWidth90 = 1.6448536269514722;

    /// <summary>Probability of a value up to <paramref name="z"/>.</summary>
    public static double Probability(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));

    /// <summary>The value below which a standard normal falls with probability <paramref name="probability"/> (0 &lt; p &lt; 1); 1.959964 for 0.975.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not inside (0, 1).</exception>
    public static double Quantile(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        double z = -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * probability);

        // One Newton step takes the library's 1e-11 to the last bits.
        double density = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
        return density > 0 ? z - ((Probability(z) - probability) / density) : z;
    }
}
