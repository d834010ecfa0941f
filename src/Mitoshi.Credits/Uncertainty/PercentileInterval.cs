namespace Mitoshi.Credits.Uncertainty;

/// <summary>The 5 % and 95 % quantiles of a distribution, as a Monte Carlo simulation reports them.</summary>
/// <param name="P5">5 % quantile.</param>
/// <param name="P95">95 % quantile.</param>
internal readonly record struct PercentileInterval(double P5, double P95)
{
    /// <summary>Half of the distance: the half-width of the 90 % interval.</summary>
    public double HalfWidth90 => P5 <= P95 ? (P95 - P5) / 2
        : throw Refusal.OutOfRange(($"p5 = {P5} above p95 = {P95}", $"p5 = {P5} が p95 = {P95} より大きい"), ("p5 at most p95", "p5 ≤ p95"));

    /// <summary>Mean and standard deviation of the normal distribution through both quantiles.</summary>
    public (double Mean, double Sd) AsNormal() => ((P5 + P95) / 2, HalfWidth90 / Quantiles.Normal(0.90));

    /// <summary>Mean and standard deviation of the lognormal distribution through both quantiles: the logs are normal.</summary>
    public (double Mean, double Sd) AsLognormal()
    {
        if (!(P5 > 0))
        {
            throw Refusal.OutOfRange(($"a lognormal distribution with p5 = {P5}", $"p5 = {P5} の対数正規分布"), ("quantiles above zero", "ゼロより大きい分位数"));
        }

        (double mu, double sigma) = new PercentileInterval(Math.Log(P5), Math.Log(P95)).AsNormal();
        double mean = Math.Exp(mu + (sigma * sigma / 2));
        return (mean, mean * Math.Sqrt(Math.Exp(sigma * sigma) - 1));
    }
}
