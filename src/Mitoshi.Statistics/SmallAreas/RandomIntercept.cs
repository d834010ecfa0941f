namespace Mitoshi.Statistics;

/// <summary>A restricted maximum-likelihood fit.</summary>
/// <param name="Ratio">sv2 / se2.</param>
/// <param name="ResidualVariance">se2.</param>
/// <param name="Coefficients">b.</param>
/// <param name="CovarianceUnscaled">Covariance of b divided by se2.</param>
/// <param name="LogLikelihood">Restricted log-likelihood.</param>
internal sealed record RemlFit(double Ratio, double ResidualVariance, double[] Coefficients, double[,] CovarianceUnscaled, double LogLikelihood);

/// <summary>
/// REML of a random intercept. With the ratio r = sv2/se2 fixed, b and se2 have closed forms, so only r is searched for: the root of the
/// profiled score, whose derivative terms are exact (the inverse of each domain's covariance is I - r/(1 + r n) 11').
/// </summary>
internal static class RandomIntercept
{
    public static RemlFit Fit(SortedDictionary<string, DomainSample> domains, int n, int p)
    {
        // The likelihood of one variance ratio may have a second hill: look on a coarse scale first, then walk to the root.
        double best = 0, bestLikelihood = Evaluate(domains, n, p, 0).Fit.LogLikelihood;
        for (int step = -28; step <= 20; step++)
        {
            double ratio = Math.Pow(10, step / 4.0), likelihood = Evaluate(domains, n, p, ratio).Fit.LogLikelihood;
            if (likelihood > bestLikelihood)
            {
                (best, bestLikelihood) = (ratio, likelihood);
            }
        }

        if (best == 0 && Evaluate(domains, n, p, 0).Score <= 0)
        {
            return Evaluate(domains, n, p, 0).Fit;
        }

        double low = best == 0 ? 0 : best / Math.Pow(10, 0.25), high = best == 0 ? 1e-7 : best * Math.Pow(10, 0.25);
        return Evaluate(domains, n, p, RootFinder.Decreasing(ratio => Evaluate(domains, n, p, ratio).Score, low, high)).Fit;
    }

    private static (RemlFit Fit, double Score) Evaluate(SortedDictionary<string, DomainSample> domains, int n, int p, double ratio)
    {
        double[,] normal = new double[p, p], slope = new double[p, p];
        double[] right = new double[p];
        double logDeterminantV = 0, traceV = 0;
        foreach (DomainSample domain in domains.Values)
        {
            double m = domain.Count, grown = 1 + (ratio * m), shrink = ratio * m / grown, shrinkSlope = m / (grown * grown);
            logDeterminantV += Math.Log(grown);
            traceV += m / grown;
            for (int i = 0; i < p; i++)
            {
                for (int j = 0; j < p; j++)
                {
                    double sum = 0;
                    foreach (double[] row in domain.Rows)
                    {
                        sum += row[i] * row[j];
                    }

                    double mean = m * domain.RowMean[i] * domain.RowMean[j];
                    normal[i, j] += sum - (shrink * mean);
                    slope[i, j] -= shrinkSlope * mean;
                }

                double cross = 0;
                for (int k = 0; k < domain.Count; k++)
                {
                    cross += domain.Rows[k][i] * domain.Values[k];
                }

                right[i] += cross - (shrink * m * domain.RowMean[i] * domain.ValueMean);
            }
        }

        double[,] inverse = LeastSquares.InvertSymmetric(normal, out double logDeterminantA);
        double[] b = LinearAlgebra.Multiply(inverse, right);
        double squares = 0, squaresSlope = 0;
        foreach (DomainSample domain in domains.Values)
        {
            double m = domain.Count, grown = 1 + (ratio * m), within = 0, mean = 0;
            for (int k = 0; k < domain.Count; k++)
            {
                double residual = domain.Values[k] - LinearAlgebra.Dot(domain.Rows[k], b);
                within += residual * residual;
                mean += residual / m;
            }

            squares += within - (ratio * m / grown * m * mean * mean);
            squaresSlope -= m / (grown * grown) * m * mean * mean;
        }

        double trace = 0;
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++)
            {
                trace += inverse[i, j] * slope[j, i];
            }
        }

        double variance = squares / (n - p);
        double likelihood = -0.5 * (((n - p) * (Math.Log(2 * Math.PI * variance) + 1)) + logDeterminantV + logDeterminantA);
        double score = -0.5 * (traceV + trace + ((n - p) * squaresSlope / squares));
        return (new RemlFit(ratio, variance, b, inverse, likelihood), score);
    }
}
