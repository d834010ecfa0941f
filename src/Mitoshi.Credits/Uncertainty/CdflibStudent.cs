using Mitoshi.Statistics;

namespace Mitoshi.Credits.Uncertainty;

/// <summary>
/// Student's quantile by the search of CDFLIB (Brown, Lovato &amp; Russell, University of Texas 1994): an asymptotic start (Abramowitz &amp;
/// Stegun 1964, 26.7.5), a bracket in growing steps, then algorithm R of Bus &amp; Dekker (1975, doi:10.1145/355656.355659) to a relative
/// 1e-8. The result is within 1e-8 of the exact quantile.
/// </summary>
internal static class CdflibStudent
{
    private const double RelativeTolerance = 1e-8;
    private const double AbsoluteTolerance = 1e-50;
    private const double LeastStep = 0.5;
    private const double StepGrowth = 5;

    // Coefficients of 26.7.5, lowest power of x^2 first, and their denominators.
    private static readonly double[][] Series = [[1, 1], [3, 16, 5], [-15, 17, 19, 3], [-945, -1920, 1482, 776, 79]];
    private static readonly double[] Denominators = [4, 96, 384, 92160];

    /// <summary>The value that Student's t exceeds with probability 1 - <paramref name="probability"/>, which is above one half.</summary>
    public static double UpperQuantile(double probability, double degreesOfFreedom)
    {
        double tail = 1 - probability;
        double Excess(double t) => StudentDistribution.Probability(-t, degreesOfFreedom) - tail;
        double start = Start(probability, degreesOfFreedom), value = Excess(start);
        if (value == 0)
        {
            return start;
        }

        // The tail falls as t grows: too much of it means that the quantile lies above.
        double step = Math.Max(LeastStep, 0.5 * start), low = start, high = start;
        if (value > 0)
        {
            high = low + step;
            while (Excess(high) > 0)
            {
                step *= StepGrowth;
                (low, high) = (high, high + step);
            }
        }
        else
        {
            low = high - step;
            while (Excess(low) < 0)
            {
                step *= StepGrowth;
                (low, high) = (low - step, low);
            }
        }

        return Root(Excess, low, high);
    }

    private static double Start(double probability, double degreesOfFreedom)
    {
        double x = NormalDistribution.Quantile(probability), sum = x, power = 1;
        for (int i = 0; i < Series.Length; i++)
        {
            double term = 0;
            for (int k = Series[i].Length - 1; k >= 0; k--)
            {
                term = Series[i][k] + (term * x * x);
            }

            power *= degreesOfFreedom;
            sum += term * x / (power * Denominators[i]);
        }

        return sum;
    }

    // Names as in the paper: b the best point, c the other side of the root, a and d the points before.
    private static double Root(Func<double, double> f, double low, double high)
    {
        double b = low, fb = f(b), a = high, fa = f(a), c = a, fc = fa, d = a, fd = fa;
        bool isFirst = true;
        int slowSteps = 0;
        while (true)
        {
            if (Math.Abs(fc) < Math.Abs(fb))
            {
                if (c != a)
                {
                    (d, fd) = (a, fa);
                }

                (a, fa, b, fb, c, fc) = (b, fb, c, fc, b, fb);
            }

            double tolerance = 0.5 * Math.Max(AbsoluteTolerance, RelativeTolerance * Math.Abs(b)), toMiddle = (0.5 * (c + b)) - b;
            if (Math.Abs(toMiddle) <= tolerance)
            {
                return b;
            }

            double step = slowSteps > 3 ? toMiddle : Step(Math.CopySign(tolerance, toMiddle));
            (d, fd, a, fa) = (a, fa, b, fb);
            b += step;
            fb = f(b);
            if (fc * fb >= 0)
            {
                (c, fc, slowSteps) = (a, fa, 0);
            }
            else
            {
                slowSteps = step == toMiddle ? 0 : slowSteps + 1;
            }

            double Step(double least)
            {
                double p = (b - a) * fb, q;
                if (isFirst)
                {
                    (q, isFirst) = (fa - fb, false);
                }
                else
                {
                    double slopeDb = (fd - fb) / (d - b), slopeDa = (fd - fa) / (d - a);
                    (p, q) = (slopeDa * p, (slopeDb * fa) - (slopeDa * fb));
                }

                (p, q) = p < 0 ? (-p, -q) : (p, q);
                p *= slowSteps == 3 ? 2 : 1;
                return p == 0 || p <= q * least ? least : p < toMiddle * q ? p / q : toMiddle;
            }
        }
    }
}
