namespace Mitoshi.Statistics;

/// <summary>A weighted linear regression with its covariances.</summary>
/// <param name="Coefficients">b, the intercept first.</param>
/// <param name="Covariance">Model-based covariance s2 (X'WX)^-1.</param>
/// <param name="CovarianceHc3">
/// Heteroscedasticity-consistent covariance HC3, residuals divided by 1 - leverage (MacKinnon &amp; White 1985, J. Econometrics 29:305).
/// </param>
/// <param name="ResidualVariance">s2 = sum w e^2 / (n - p).</param>
/// <param name="Residuals">e = y - x'b.</param>
/// <param name="RSquared">1 - SSE / SST, unweighted.</param>
public sealed record LinearRegression(
    IReadOnlyList<double> Coefficients, double[,] Covariance, double[,] CovarianceHc3, double ResidualVariance, IReadOnlyList<double> Residuals, double RSquared)
{
    /// <summary>n - p.</summary>
    public int DegreesOfFreedom => Residuals.Count - Coefficients.Count;

    /// <summary>Fits y on the design.</summary>
    /// <param name="design">Auxiliaries of n units.</param>
    /// <param name="values">y.</param>
    /// <param name="weights">Positive weights, inverse to the variance of each unit; null for 1.</param>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.singular_design</c>, <c>statistics.not_finite</c>.</exception>
    public static LinearRegression Fit(DesignMatrix design, IReadOnlyList<double> values, IReadOnlyList<double>? weights = null)
    {
        int n = design.UnitCount, p = design.ColumnCount;
        StatisticsErrors.RequireSameLength(n, values.Count, ("values", "値"));
        if (n <= p)
        {
            throw StatisticsErrors.TooFew(($"regression with {p} coefficients", $"係数{p}個の回帰"), n, p + 1);
        }

        double[] y = [.. values], w = new double[n], meat = new double[n], residuals = new double[n];
        Array.Fill(w, 1);
        if (weights is not null)
        {
            StatisticsErrors.RequireSameLength(n, weights.Count, ("weights", "重み"));
            w = [.. weights];
            StatisticsErrors.RequireFinite(w, ("weights", "重み"));
        }

        StatisticsErrors.RequireFinite(y, ("values", "値"));
        (double[] b, double[,] inverse) = LeastSquares.Fit(design.Rows, y, w, design.Names);
        double squares = 0, plain = 0;
        for (int i = 0; i < n; i++)
        {
            residuals[i] = y[i] - LinearAlgebra.Dot(design.Rows[i], b);
            squares += w[i] * residuals[i] * residuals[i];
            plain += residuals[i] * residuals[i];
            double leverage = w[i] * LinearAlgebra.Quadratic(design.Rows[i], inverse), inflated = w[i] * residuals[i] / (1 - leverage);
            meat[i] = leverage < 1 ? inflated * inflated : 0;
        }

        double variance = squares / (n - p);
        double[,] robust = LinearAlgebra.Multiply(LinearAlgebra.Multiply(inverse, LinearAlgebra.Gram(design.Rows, meat)), inverse);
        return new LinearRegression(
            b, LinearAlgebra.Scale(inverse, variance), robust, variance, residuals, 1 - (plain / (SampleMoments.Variance(y) * (n - 1))));
    }

    /// <summary>Prediction at a row of auxiliaries with the error of the coefficients alone.</summary>
    /// <param name="row">Auxiliaries, the intercept (1) first; the mean over an area for the area's mean.</param>
    /// <param name="unit">Unit of y.</param>
    /// <param name="isRobust">True for the HC3 covariance.</param>
    public Estimate Predict(IReadOnlyList<double> row, Unit unit, bool isRobust = true)
    {
        StatisticsErrors.RequireSameLength(Coefficients.Count, row.Count, ("auxiliaries", "補助変数"));
        double[] x = [.. row];
        return EstimateIntervals.FromVariance(
            LinearAlgebra.Dot(x, [.. Coefficients]), unit, LinearAlgebra.Quadratic(x, isRobust ? CovarianceHc3 : Covariance), DegreesOfFreedom,
            isRobust ? "regression.hc3" : "regression");
    }
}
