namespace Mitoshi.Statistics;

/// <summary>Student's t distribution, for intervals from few plots.</summary>
public static class StudentDistribution
{
    /// <summary>Probability of a value up to <paramref name="t"/>.</summary>
    /// <param name="t">Any finite number.</param>
    /// <param name="degreesOfFreedom">Positive, not necessarily whole; infinity is the normal distribution.</param>
    public static double Probability(double t, double degreesOfFreedom)
    {
        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return NormalDistribution.Probability(t);
        }

        // Near 0 the tail's argument rounds to 1 and loses the digits of t; there the middle is summed instead.
        double square = t * t, tail = square < 1
            ? 0.5 * (1 - IncompleteBeta.Regularised(0.5, degreesOfFreedom / 2, square / (degreesOfFreedom + square)))
            : 0.5 * IncompleteBeta.Regularised(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + square));
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The value below which t falls with probability <paramref name="probability"/>; 2.262157 for 0.975 and 9 degrees of freedom.</summary>
    /// <param name="probability">Inside (0, 1).</param>
    /// <param name="degreesOfFreedom">Positive; infinity gives the normal quantile.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside (0, 1) or the degrees of freedom are not positive.</exception>
    public static double Quantile(double probability, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        double normal = NormalDistribution.Quantile(probability);
        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return normal;
        }

        if (degreesOfFreedom > 1e5)
        {
            // Cornish and Fisher's expansion (Abramowitz & Stegun 26.7.5); its next term is below 1e-15 here.
            double z = normal, z3 = z * z * z, z5 = z3 * z * z, v = degreesOfFreedom;
            return z + ((z3 + z) / (4 * v)) + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * v * v));
        }

        if (probability == 0.5)
        {
            return 0;
        }

        // Bisection on the upper tail in a bracket that grows, then Newton: safe for 1 degree of freedom, exact for many.
        double upper = Math.Min(probability, 1 - probability), low = 0, high = Math.Max(1, 2 * Math.Abs(normal));
        while (Probability(-high, degreesOfFreedom) > upper)
        {
            low = high;
            high *= 2;
        }

        double t = 0.5 * (low + high);
        for (int i = 0; i < 200; i++)
        {
            double excess = Probability(-t, degreesOfFreedom) - upper;
            if (excess > 0)
            {
                low = t;
            }
            else
            {
                high = t;
            }

            // Near 0 the tail is flat to rounding; the bracket keeps the step honest.
            double next = t + (excess / Density(t, degreesOfFreedom));
            if (!(next > low && next < high))
            {
                next = 0.5 * (low + high);
            }

            if (Math.Abs(next - t) <= 1e-15 * Math.Abs(t))
            {
                t = next;
                break;
            }

            t = next;
        }

        return probability < 0.5 ? -t : t;
    }

    private static double Density(double t, double degreesOfFreedom)
    {
        double v = degreesOfFreedom;
        double logarithm = IncompleteBeta.LogGamma((v + 1) / 2) - IncompleteBeta.LogGamma(v / 2) - (0.5 * Math.Log(v * Math.PI));
        return Math.Exp(logarithm - (0.5 * (v + 1) * Math.Log(1 + (t * t / v))));
    }
}
