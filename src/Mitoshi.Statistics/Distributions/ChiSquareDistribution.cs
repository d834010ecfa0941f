using MathNet.Numerics;

namespace Mitoshi.Statistics;

/// <summary>The chi-square distribution, for tests of counts.</summary>
public static class ChiSquareDistribution
{
    /// <summary>Probability of a value above <paramref name="distance"/>; 0.05 for 3.841459 and 1 degree of freedom.</summary>
    /// <param name="distance">Not negative.</param>
    /// <param name="degreesOfFreedom">Positive.</param>
    public static double Above(double distance, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        return distance <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, distance / 2);
    }
}
