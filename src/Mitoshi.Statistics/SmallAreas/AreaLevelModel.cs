namespace Mitoshi.Statistics;

/// <summary>
/// Area-level model of Fay &amp; Herriot (1979, JASA 74:269): ybar_i = x_i'b + v_i + eps_i with known sampling variances psi_i, by REML;
/// mean squared error g1 + g2 + 2 g3 (Prasad &amp; Rao 1990; Datta &amp; Lahiri 2000).
/// </summary>
public sealed class AreaLevelModel
{
    private AreaLevelModel(double variance, double[] coefficients, IReadOnlyList<AreaLevelEstimate> areas, double varianceOfVariance, double moment)
    {
        AreaVariance = variance;
        Coefficients = coefficients;
        Areas = areas;
        AreaVarianceVariance = varianceOfVariance;
        AreaVarianceByMoments = moment;
    }

    /// <summary>s2 by REML; 0 when the sampling errors alone explain the spread.</summary>
    public double AreaVariance { get; }

    /// <summary>Vs = 2 / sum (s2 + psi)^-2.</summary>
    public double AreaVarianceVariance { get; }

    /// <summary>The moment estimate of Prasad &amp; Rao (1990), for comparison.</summary>
    public double AreaVarianceByMoments { get; }

    /// <summary>True when s2 is 0: the estimates are synthetic, and must be called so.</summary>
    public bool IsSynthetic => AreaVariance == 0;

    /// <summary>b, the intercept first.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Estimates in the order of the input.</summary>
    public IReadOnlyList<AreaLevelEstimate> Areas { get; }

    /// <summary>Fits the model and estimates every area.</summary>
    /// <param name="design">Auxiliaries of the m areas, the intercept first.</param>
    /// <param name="direct">Direct estimates ybar_i.</param>
    /// <param name="samplingVariances">psi_i, positive.</param>
    /// <param name="unit">Unit of the estimates.</param>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.singular_design</c>, <c>statistics.not_finite</c>.</exception>
    public static AreaLevelModel Fit(DesignMatrix design, IReadOnlyList<double> direct, IReadOnlyList<double> samplingVariances, Unit unit)
    {
        int m = design.UnitCount, p = design.ColumnCount;
        StatisticsErrors.RequireSameLength(m, direct.Count, ("direct estimates", "直接推定値"));
        StatisticsErrors.RequireSameLength(m, samplingVariances.Count, ("sampling variances", "標本分散"));
        if (m <= p + 1)
        {
            throw StatisticsErrors.TooFew(($"areas for {p} coefficients", $"係数{p}個に対する地域"), m, p + 2);
        }

        double[] y = [.. direct], psi = [.. samplingVariances];
        StatisticsErrors.RequireFinite(y, ("direct estimates", "直接推定値"));
        for (int i = 0; i < m; i++)
        {
            if (!(psi[i] > 0 && double.IsFinite(psi[i])))
            {
                throw StatisticsErrors.NotFinite(("sampling variances (positive)", "標本分散（正）"), i);
            }
        }

        double variance = Maximise(design, y, psi);
        (double[] b, double[,] inverse) = Solve(design, y, psi, variance);
        double sum = psi.Sum(value => 1 / ((variance + value) * (variance + value))), vs = 2 / sum;
        List<AreaLevelEstimate> areas = [];
        for (int i = 0; i < m; i++)
        {
            double gamma = variance / (variance + psi[i]), total = psi[i] + variance, predicted = LinearAlgebra.Dot(design.Rows[i], b);
            MeanSquaredErrorParts parts = new(
                gamma * psi[i], (1 - gamma) * (1 - gamma) * LinearAlgebra.Quadratic(design.Rows[i], inverse),
                psi[i] * psi[i] / (total * total * total) * vs, 0);
            Estimate estimate = EstimateIntervals.FromVariance(
                (gamma * y[i]) + ((1 - gamma) * predicted), unit, parts.Usual, double.PositiveInfinity, variance == 0 ? "fay_herriot.synthetic" : "fay_herriot");
            areas.Add(new AreaLevelEstimate(estimate, gamma, parts));
        }

        return new AreaLevelModel(variance, b, areas, vs, Moment(design, y, psi));
    }

    private static double Maximise(DesignMatrix design, double[] y, double[] psi)
    {
        double scale = psi.Average(), best = 0, bestLikelihood = Evaluate(design, y, psi, 0).LogLikelihood;
        for (int step = -16; step <= 24; step++)
        {
            double variance = scale * Math.Pow(10, step / 4.0), likelihood = Evaluate(design, y, psi, variance).LogLikelihood;
            if (likelihood > bestLikelihood)
            {
                (best, bestLikelihood) = (variance, likelihood);
            }
        }

        if (best == 0 && Evaluate(design, y, psi, 0).Score <= 0)
        {
            return 0;
        }

        double low = best == 0 ? 0 : best / Math.Pow(10, 0.25), high = best == 0 ? scale * 1e-4 : best * Math.Pow(10, 0.25);
        return RootFinder.Decreasing(variance => Evaluate(design, y, psi, variance).Score, low, high);
    }

    private static (double LogLikelihood, double Score) Evaluate(DesignMatrix design, double[] y, double[] psi, double variance)
    {
        double[] weights = [.. psi.Select(value => 1 / (variance + value))], squares = [.. weights.Select(w => w * w)];
        double[,] inverse = LeastSquares.InvertSymmetric(LinearAlgebra.Gram(design.Rows, weights), out double logDeterminant);
        double[,] slope = LinearAlgebra.Multiply(inverse, LinearAlgebra.Gram(design.Rows, squares));
        (double[] b, _) = LeastSquares.Fit(design.Rows, y, weights, design.Names);
        double logarithms = 0, trace = 0, quadratic = 0, quadraticSlope = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double residual = y[i] - LinearAlgebra.Dot(design.Rows[i], b);
            logarithms += Math.Log(variance + psi[i]);
            trace += weights[i];
            quadratic += weights[i] * residual * residual;
            quadraticSlope += squares[i] * residual * residual;
        }

        for (int j = 0; j < slope.GetLength(0); j++)
        {
            trace -= slope[j, j];
        }

        return (-0.5 * (logarithms + logDeterminant + quadratic), -0.5 * (trace - quadraticSlope));
    }

    private static (double[] Coefficients, double[,] Inverse) Solve(DesignMatrix design, double[] y, double[] psi, double variance)
        => LeastSquares.Fit(design.Rows, y, [.. psi.Select(value => 1 / (variance + value))], design.Names);

    private static double Moment(DesignMatrix design, double[] y, double[] psi)
    {
        double[] ones = new double[y.Length];
        Array.Fill(ones, 1);
        (double[] b, double[,] inverse) = LeastSquares.Fit(design.Rows, y, ones, design.Names);
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double residual = y[i] - LinearAlgebra.Dot(design.Rows[i], b);
            sum += (residual * residual) - (psi[i] * (1 - LinearAlgebra.Quadratic(design.Rows[i], inverse)));
        }

        return Math.Max(sum / (y.Length - design.ColumnCount), 0);
    }
}

/// <summary>Estimate of one area of a Fay-Herriot model.</summary>
/// <param name="Estimate">gamma ybar + (1 - gamma) x'b with its mean squared error.</param>
/// <param name="Gamma">Weight of the direct estimate.</param>
/// <param name="Parts">Parts of the mean squared error (<c>G3Area</c> is not used).</param>
public sealed record AreaLevelEstimate(Estimate Estimate, double Gamma, MeanSquaredErrorParts Parts);
