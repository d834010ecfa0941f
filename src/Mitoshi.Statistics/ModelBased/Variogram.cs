namespace Mitoshi.Statistics;

/// <summary>One bin (lower, upper] of an empirical variogram.</summary>
/// <param name="DistanceMin">Lower bound, not included.</param>
/// <param name="DistanceMax">Upper bound, included.</param>
/// <param name="Pairs">N_h.</param>
/// <param name="DistanceMean">Mean distance of the pairs; NaN without pairs.</param>
/// <param name="Matheron">(1 / 2N) sum (r_i - r_j)^2.</param>
/// <param name="CressieHawkins">0.5 (mean |dr|^0.5)^4 / (0.457 + 0.494 / N), less shaken by outliers.</param>
public readonly record struct VariogramBin(double DistanceMin, double DistanceMax, int Pairs, double DistanceMean, double Matheron, double CressieHawkins);

/// <summary>gamma(h) = nugget + sill (1 - exp(-3 h / range)).</summary>
/// <param name="Nugget">c0, in squared units of the residuals.</param>
/// <param name="Sill">c, the part that is correlated.</param>
/// <param name="Range">a, the practical range, where 95 % of the sill is reached.</param>
public readonly record struct VariogramModel(double Nugget, double Sill, double Range)
{
    /// <summary>gamma(h); 0 at h = 0.</summary>
    public double At(double distance) => distance == 0 ? 0 : Nugget + (Sill * (1 - Math.Exp(-3 * distance / Range)));

    /// <summary>The correlation that belongs to it.</summary>
    public SpatialCorrelation ToCorrelation() => SpatialCorrelation.ExponentialByRange(Range, Nugget / (Nugget + Sill));
}

/// <summary>Variograms of residuals. Use out-of-fold residuals divided by their predicted standard deviation.</summary>
public static class Variogram
{
    /// <summary>The empirical variogram in bins (e_0, e_1], (e_1, e_2], ...</summary>
    /// <param name="x">Easting.</param>
    /// <param name="y">Northing.</param>
    /// <param name="residuals">Residuals, length n.</param>
    /// <param name="edges">Ascending bin edges, in the unit of x and y.</param>
    public static IReadOnlyList<VariogramBin> Empirical(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> residuals, IReadOnlyList<double> edges)
    {
        StatisticsErrors.RequireSameLength(residuals.Length, x.Length, "x");
        StatisticsErrors.RequireSameLength(residuals.Length, y.Length, "y");
        StatisticsErrors.RequireFinite(residuals, ("residuals", "残差"));
        int bins = edges.Count - 1;
        double[] bounds = [.. edges], distances = new double[bins], squares = new double[bins], roots = new double[bins];
        int[] pairs = new int[bins];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double dx = x[i] - x[j], dy = y[i] - y[j], distance = Math.Sqrt((dx * dx) + (dy * dy));
                int found = Array.BinarySearch(bounds, distance), bin = (found >= 0 ? found : ~found) - 1;
                if (bin < 0 || bin >= bins)
                {
                    continue;
                }

                double difference = residuals[i] - residuals[j];
                pairs[bin]++;
                distances[bin] += distance;
                squares[bin] += difference * difference;
                roots[bin] += Math.Sqrt(Math.Abs(difference));
            }
        }

        List<VariogramBin> result = [];
        for (int b = 0; b < bins; b++)
        {
            double count = pairs[b];
            result.Add(new VariogramBin(
                bounds[b], bounds[b + 1], pairs[b], distances[b] / count, squares[b] / (2 * count),
                0.5 * Math.Pow(roots[b] / count, 4) / (0.457 + (0.494 / count))));
        }

        return result;
    }

    /// <summary>Fits the exponential model by weights N_h / gamma^2 (Cressie 1985), with nugget and sill not negative.</summary>
    /// <param name="bins">Empirical variogram; bins without pairs are left out.</param>
    /// <param name="isRobust">True to fit the Cressie-Hawkins values.</param>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c> with fewer than 3 bins.</exception>
    public static VariogramModel FitExponential(IReadOnlyList<VariogramBin> bins, bool isRobust = false)
    {
        VariogramBin[] used = [.. bins.Where(bin => bin.Pairs > 0 && (isRobust ? bin.CressieHawkins : bin.Matheron) > 0)];
        if (used.Length < 3)
        {
            throw StatisticsErrors.TooFew(("variogram bins with pairs", "対のあるバリオグラム区間"), used.Length, 3);
        }

        double[] h = [.. used.Select(bin => bin.DistanceMean)], gamma = [.. used.Select(bin => isRobust ? bin.CressieHawkins : bin.Matheron)];
        double[] weights = [.. used.Select((bin, i) => bin.Pairs / (gamma[i] * gamma[i]))];

        // With the range fixed the model is linear; the range is searched on a logarithmic scale, then by golden sections.
        double shortest = h.Min() / 10, longest = h.Max() * 10, best = double.PositiveInfinity, logarithm = 0;
        const int Steps = 120;
        for (int i = 0; i <= Steps; i++)
        {
            double log = Math.Log(shortest) + (i * (Math.Log(longest) - Math.Log(shortest)) / Steps), loss = Linear(h, gamma, weights, Math.Exp(log)).Loss;
            if (loss < best)
            {
                (best, logarithm) = (loss, log);
            }
        }

        double width = (Math.Log(longest) - Math.Log(shortest)) / Steps, low = logarithm - width, high = logarithm + width, golden = (Math.Sqrt(5) - 1) / 2;
        for (int i = 0; i < 80; i++)
        {
            double left = high - (golden * (high - low)), right = low + (golden * (high - low));
            if (Linear(h, gamma, weights, Math.Exp(left)).Loss < Linear(h, gamma, weights, Math.Exp(right)).Loss)
            {
                high = right;
            }
            else
            {
                low = left;
            }
        }

        double range = Math.Exp(0.5 * (low + high));
        (double nugget, double sill, _) = Linear(h, gamma, weights, range);
        return new VariogramModel(nugget, sill, range);
    }

    private static (double Nugget, double Sill, double Loss) Linear(double[] h, double[] gamma, double[] weights, double range)
    {
        double sw = 0, sf = 0, sff = 0, sg = 0, sfg = 0;
        for (int i = 0; i < h.Length; i++)
        {
            double f = 1 - Math.Exp(-3 * h[i] / range), w = weights[i];
            sw += w;
            sf += w * f;
            sff += w * f * f;
            sg += w * gamma[i];
            sfg += w * f * gamma[i];
        }

        double determinant = (sw * sff) - (sf * sf), sill = ((sw * sfg) - (sf * sg)) / determinant, nugget = (sg - (sill * sf)) / sw;
        if (nugget < 0)
        {
            (nugget, sill) = (0, sfg / sff);
        }
        else if (!(sill >= 0))
        {
            (nugget, sill) = (sg / sw, 0);
        }

        double loss = 0;
        for (int i = 0; i < h.Length; i++)
        {
            double error = gamma[i] - nugget - (sill * (1 - Math.Exp(-3 * h[i] / range)));
            loss += weights[i] * error * error;
        }

        return (nugget, sill, loss);
    }
}
