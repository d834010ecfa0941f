namespace Mitoshi.Credits.Uncertainty;

/// <summary>
/// Propagation of error (IPCC 2006, vol. 1, ch. 3, equations 3.1 and 3.2), extended by covariances. Sizes go in and come out in one kind:
/// half-widths in, half-widths out.
/// </summary>
internal static class Approach1
{
    /// <summary>Absolute size of a weighted sum: sqrt(sum_ij w_i w_j u_i u_j rho_ij) (equation 3.2 without its percentages).</summary>
    /// <param name="weights">w, +1 and -1 for a difference.</param>
    /// <param name="sizes">u, absolute, not negative.</param>
    /// <param name="correlation">rho.</param>
    public static double Sum(ReadOnlySpan<double> weights, ReadOnlySpan<double> sizes, Correlation correlation)
    {
        double variance = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < weights.Length; j++)
            {
                variance += weights[i] * weights[j] * Check.Uncertainty(sizes[i]) * Check.Uncertainty(sizes[j]) * correlation.Between(i, j);
            }
        }

        return Root(variance);
    }

    /// <summary>Relative size of a product of powers: sqrt(sum_ij e_i e_j u_i u_j rho_ij) (equation 3.1), exponents +1 for a factor and -1 for a divisor.</summary>
    /// <param name="exponents">e.</param>
    /// <param name="relativeSizes">u, fractions or percentages.</param>
    /// <param name="correlation">rho.</param>
    public static double Product(ReadOnlySpan<double> exponents, ReadOnlySpan<double> relativeSizes, Correlation correlation)
        => Sum(exponents, relativeSizes, correlation);

    private static double Root(double variance) => variance >= -1e-12
        ? Math.Sqrt(Math.Max(0, variance))
        : throw Refusal.InvalidCorrelation(("correlations that make a variance negative", "分散が負になる相関係数"));
}
