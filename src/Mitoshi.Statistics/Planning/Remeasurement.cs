namespace Mitoshi.Statistics;

/// <summary>What a second measurement can see.</summary>
public static class Remeasurement
{
    private const int PlotsMax = 100_000_000;

    /// <summary>Probability that a two-sided test at <paramref name="level"/> finds a change of this size.</summary>
    /// <param name="change">True change of the mean.</param>
    /// <param name="differenceDeviation">Standard deviation over plots of what is averaged: of y2 - y1 for plots measured twice.</param>
    /// <param name="plotCount">Plots measured at both dates.</param>
    /// <param name="level">Confidence level, for example 0.95.</param>
    public static double Power(double change, double differenceDeviation, int plotCount, double level)
    {
        double shift = Math.Abs(change) / (differenceDeviation / Math.Sqrt(plotCount));
        double critical = StudentDistribution.Quantile(0.5 + (level / 2), plotCount - 1);
        return NoncentralUpper(critical, plotCount - 1, shift) + NoncentralUpper(critical, plotCount - 1, -shift);
    }

    /// <summary>Plots needed for a wanted power.</summary>
    public static int PlotsForPower(double change, double differenceDeviation, double power, double level)
    {
        int low = 2, n = 3;
        while (Power(change, differenceDeviation, n, level) < power && n < PlotsMax)
        {
            low = n;
            n *= 2;
        }

        while (n - low > 1)
        {
            int middle = low + ((n - low) / 2);
            if (Power(change, differenceDeviation, middle, level) < power)
            {
                low = middle;
            }
            else
            {
                n = middle;
            }
        }

        return n;
    }

    /// <summary>Standard deviation of y2 - y1 from those of both dates and their correlation over plots.</summary>
    public static double DifferenceDeviation(double firstDeviation, double secondDeviation, double correlation)
        => Math.Sqrt((firstDeviation * firstDeviation) + (secondDeviation * secondDeviation) - (2 * correlation * firstDeviation * secondDeviation));

    // P(T > t) of the noncentral t: the mean of Phi(shift - t s) over s = chi_v / sqrt(v), by Simpson's rule on the density of s.
    private static double NoncentralUpper(double t, int v, double shift)
    {
        double spread = 1 / Math.Sqrt(2.0 * v), low = Math.Max(1e-9, 1 - (8 * spread)), high = 1 + (10 * spread);
        double constant = Math.Log(2) + (0.5 * v * Math.Log(0.5 * v)) - MathNet.Numerics.SpecialFunctions.GammaLn(0.5 * v);
        const int Steps = 400;
        double step = (high - low) / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double s = low + (i * step), factor = i is 0 or Steps ? 1 : (i % 2 == 1 ? 4 : 2);
            double density = Math.Exp(constant + ((v - 1) * Math.Log(s)) - (0.5 * v * s * s));
            sum += factor * density * NormalDistribution.Probability(shift - (t * s));
        }

        return sum * step / 3;
    }
}
