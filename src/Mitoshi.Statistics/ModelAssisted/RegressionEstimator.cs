namespace Mitoshi.Statistics;

/// <summary>What a regression estimator found.</summary>
/// <param name="Residual">Estimate with the residual variance, sum R^2 / ((n - p) n).</param>
/// <param name="GWeight">The same mean with the g-weight variance, sum (g R)^2 / (n (n - 1)).</param>
/// <param name="Coefficients">b, the intercept first.</param>
/// <param name="RSquared">1 - SSE / SST on the sample.</param>
/// <param name="Residuals">R = y - Z'b at the plots.</param>
public sealed record RegressionEstimate(Estimate Residual, Estimate GWeight, IReadOnlyList<double> Coefficients, double RSquared, IReadOnlyList<double> Residuals);

/// <summary>Generalised regression (GREG) estimator: the plots fitted on the map, the fit averaged over the area (Särndal et al. 1992, ch. 6).</summary>
public static class RegressionEstimator
{
    /// <summary>mu = Zbar_N'b + mean_n(R); g_i = 1 + (Zbar_N - Zbar_n)' (Z'Z/n)^-1 Z_i.</summary>
    /// <param name="sample">Auxiliaries of the n plots.</param>
    /// <param name="values">Plot values.</param>
    /// <param name="populationMean">Mean of each auxiliary over the area, the intercept (1) first.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <param name="populationSize">N; multiplies both variances by 1 - n/N.</param>
    /// <returns>Estimates with n - p degrees of freedom.</returns>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.singular_design</c>, <c>statistics.not_finite</c>.</exception>
    public static RegressionEstimate Mean(
        DesignMatrix sample, IReadOnlyList<double> values, ReadOnlySpan<double> populationMean, Unit unit, double populationSize = double.PositiveInfinity)
    {
        int n = sample.UnitCount, p = sample.ColumnCount;
        StatisticsErrors.RequireSameLength(n, values.Count, ("plot values", "プロットの値"));
        StatisticsErrors.RequireSameLength(p, populationMean.Length, ("population means", "母集団平均"));
        if (n <= p)
        {
            throw StatisticsErrors.TooFew(($"regression estimator with {p} coefficients", $"係数{p}個の回帰推定"), n, p + 1);
        }

        double[] y = [.. values], ones = new double[n], residuals = new double[n];
        StatisticsErrors.RequireFinite(y, ("plot values", "プロットの値"));
        StatisticsErrors.RequireFinite(populationMean, ("population means", "母集団平均"));
        Array.Fill(ones, 1);
        (double[] b, double[,] inverse) = LeastSquares.Fit(sample.Rows, y, ones, sample.Names);

        double[] sampleMean = new double[p], shift = new double[p];
        for (int i = 0; i < n; i++)
        {
            residuals[i] = y[i] - LinearAlgebra.Dot(sample.Rows[i], b);
            for (int j = 0; j < p; j++)
            {
                sampleMean[j] += sample.Rows[i][j] / n;
            }
        }

        for (int j = 0; j < p; j++)
        {
            shift[j] = n * (populationMean[j] - sampleMean[j]);
        }

        double[] tilt = LinearAlgebra.Multiply(inverse, shift);
        double squares = 0, weighted = 0;
        for (int i = 0; i < n; i++)
        {
            double g = 1 + LinearAlgebra.Dot(tilt, sample.Rows[i]);
            squares += residuals[i] * residuals[i];
            weighted += g * residuals[i] * g * residuals[i];
        }

        double finite = SimpleRandomSample.FinitePopulation(n, populationSize);
        double mean = LinearAlgebra.Dot(populationMean, b) + SampleMoments.Mean(residuals);
        Estimate residual = EstimateIntervals.FromVariance(mean, unit, finite * squares / ((double)(n - p) * n), n - p, "greg");
        Estimate gWeight = EstimateIntervals.FromVariance(mean, unit, finite * weighted / ((double)n * (n - 1)), n - p, "greg.g_weight");
        double rSquared = 1 - (squares / (SampleMoments.Variance(y) * (n - 1)));
        return new RegressionEstimate(residual, gWeight, b, rSquared, residuals);
    }
}
