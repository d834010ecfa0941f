namespace Mitoshi.Statistics;

/// <summary>
/// Unit-level small-area model y_ij = x_ij'b + v_i + e_ij with a random mean per domain, fitted by restricted maximum likelihood
/// (Battese, Harter &amp; Fuller 1988, JASA 83:28; Rao 2003; Breidenbach &amp; Astrup 2012, Eur. J. For. Res. 131:1255).
/// </summary>
public sealed class UnitLevelModel
{
    private readonly SortedDictionary<string, DomainSample> _domains;
    private readonly double[,] _normalInverse;
    private readonly double _varianceV, _varianceE, _covarianceVe;
    private readonly IReadOnlyList<double> _ordinary;

    private UnitLevelModel(
        SortedDictionary<string, DomainSample> domains, RemlFit fit, IReadOnlyList<double> ordinary, (double V, double E, double Ve) information)
    {
        _domains = domains;
        _normalInverse = fit.CovarianceUnscaled;
        _ordinary = ordinary;
        (_varianceV, _varianceE, _covarianceVe) = information;
        Coefficients = fit.Coefficients;
        DomainVariance = fit.Ratio * fit.ResidualVariance;
        ResidualVariance = fit.ResidualVariance;
        LogLikelihood = fit.LogLikelihood;
        CoefficientCovariance = LinearAlgebra.Scale(fit.CovarianceUnscaled, fit.ResidualVariance);
    }

    /// <summary>b by generalised least squares, the intercept first.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Covariance of b.</summary>
    public double[,] CoefficientCovariance { get; }

    /// <summary>sv2, variance of the domain means around the regression; 0 when the data show none.</summary>
    public double DomainVariance { get; }

    /// <summary>se2, variance of the units inside a domain.</summary>
    public double ResidualVariance { get; }

    /// <summary>Restricted log-likelihood at the maximum.</summary>
    public double LogLikelihood { get; }

    /// <summary>True when sv2 is 0: every estimate is then synthetic, and must be called so.</summary>
    public bool IsSynthetic => DomainVariance == 0;

    /// <summary>Names of the domains that were sampled, in ordinal order.</summary>
    public IReadOnlyList<string> Domains => [.. _domains.Keys];

    /// <summary>Fits the model.</summary>
    /// <param name="design">Auxiliaries of the n plots, the intercept first.</param>
    /// <param name="values">Plot values.</param>
    /// <param name="domains">Domain of each plot.</param>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.singular_design</c>, <c>statistics.not_finite</c>.</exception>
    public static UnitLevelModel Fit(DesignMatrix design, IReadOnlyList<double> values, IReadOnlyList<string> domains)
    {
        int n = design.UnitCount, p = design.ColumnCount;
        StatisticsErrors.RequireSameLength(n, values.Count, ("values", "値"));
        StatisticsErrors.RequireSameLength(n, domains.Count, ("domains", "領域"));
        double[] y = [.. values], ones = new double[n];
        StatisticsErrors.RequireFinite(y, ("plot values", "プロットの値"));
        Array.Fill(ones, 1);
        SortedDictionary<string, DomainSample> groups = DomainSample.Group(design, y, domains);
        if (groups.Count < 2 || n <= p + 1)
        {
            throw StatisticsErrors.TooFew(("domains of a unit-level model", "単位モデルの領域"), groups.Count, 2);
        }

        (double[] ordinary, _) = LeastSquares.Fit(design.Rows, y, ones, design.Names);
        RemlFit fit = RandomIntercept.Fit(groups, n, p);
        double v = fit.Ratio * fit.ResidualVariance, e = fit.ResidualVariance, vv = 0, ee = 0, ve = 0;
        foreach (DomainSample domain in groups.Values)
        {
            double a = e + (domain.Count * v);
            vv += domain.Count * domain.Count / (2 * a * a);
            ee += (((domain.Count - 1) / (e * e)) + (1 / (a * a))) / 2;
            ve += domain.Count / (2 * a * a);
        }

        double determinant = (vv * ee) - (ve * ve);
        return new UnitLevelModel(groups, fit, ordinary, (ee / determinant, vv / determinant, -ve / determinant));
    }

    /// <summary>Estimate of a domain mean.</summary>
    /// <param name="domain">Name; a domain without plots gets the synthetic prediction.</param>
    /// <param name="populationMean">Xbar_i: mean of each auxiliary over the whole domain, the intercept (1) first.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <exception cref="MitoshiException"><c>statistics.shape_mismatch</c>.</exception>
    public UnitLevelEstimate Estimate(string domain, IReadOnlyList<double> populationMean, Unit unit)
    {
        StatisticsErrors.RequireSameLength(Coefficients.Count, populationMean.Count, ("population means", "母集団平均"));
        double[] b = [.. Coefficients], xMean = [.. populationMean];
        double synthetic = LinearAlgebra.Dot(xMean, b), v = DomainVariance, e = ResidualVariance;
        if (!_domains.TryGetValue(domain, out DomainSample? sample))
        {
            double g2Alone = e * LinearAlgebra.Quadratic(xMean, _normalInverse);
            return new UnitLevelEstimate(domain, 0, 0, synthetic, double.NaN, null, unit, new MeanSquaredErrorParts(v, g2Alone, 0, 0));
        }

        double n = sample.Count, gamma = v / (v + (e / n));
        double residual = sample.ValueMean - LinearAlgebra.Dot(sample.RowMean, b);
        double[] d = new double[xMean.Length];
        for (int j = 0; j < d.Length; j++)
        {
            d[j] = xMean[j] - (gamma * sample.RowMean[j]);
        }

        double h = (e * e * _varianceV) + (v * v * _varianceE) - (2 * e * v * _covarianceVe), total = v + (e / n);
        MeanSquaredErrorParts parts = new(
            G1: gamma * e / n,
            G2: e * LinearAlgebra.Quadratic(d, _normalInverse),
            G3: h / (n * n * total * total * total),
            G3Area: h * residual * residual / (n * n * total * total * total * total));
        return new UnitLevelEstimate(
            domain, sample.Count, gamma, synthetic + (gamma * residual), sample.ValueMean, Greg(sample, xMean, unit), unit, parts);
    }

    // One common ordinary regression, plus the mean residual of the domain; Var = V(residuals in the domain) / n_i.
    private Estimate? Greg(DomainSample sample, double[] xMean, Unit unit)
    {
        double[] b = [.. _ordinary], residuals = new double[sample.Count];
        for (int j = 0; j < residuals.Length; j++)
        {
            residuals[j] = sample.Values[j] - LinearAlgebra.Dot(sample.Rows[j], b);
        }

        double variance = sample.Count > 1 ? SampleMoments.Variance(residuals) / sample.Count : double.NaN;
        return new Estimate(
            LinearAlgebra.Dot(xMean, b) + SampleMoments.Mean(residuals), unit, new StandardError(Math.Sqrt(variance)),
            Math.Max(sample.Count - 1, 1), "greg.domain");
    }
}
