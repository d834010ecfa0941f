using Mitoshi.Statistics.Tests.Golden;

namespace Mitoshi.Statistics.Tests.Distributions;

public sealed class QuantileTests
{
    // Closed forms for 1 and 2 degrees of freedom, tan(pi (p - 1/2)) and (2p - 1) / sqrt(2p (1 - p)); the rest is checked against the inverse relation
    // below and to 1e-9 against scipy 1.10, whose own quantiles are off by 2e-11 to 1e-10 (12.706204736432 for 12.706204736175).
    [Theory]
    [InlineData(0.975, 1, 12.706204736174707)]
    [InlineData(0.975, 2, 4.302652729749464)]
    public void Quantiles_of_Student_in_closed_form(double probability, double df, double expected)
        => Near.Relative(expected, StudentDistribution.Quantile(probability, df), 1e-13);

    [Theory]
    [InlineData(0.95, 9, 1.8331129326536335)]
    [InlineData(0.975, 30, 2.0422724563012373)]
    [InlineData(0.995, 120, 2.617421144765004)]
    [InlineData(0.025, 9, -2.2621571627409915)]
    [InlineData(0.975, 1e6, 1.9599663568141066)]
    public void Quantiles_of_Student(double probability, double df, double expected) => Near.Relative(expected, StudentDistribution.Quantile(probability, df), 1e-9);

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.0001, -3.719016485455709)]
    public void Quantiles_of_the_normal(double probability, double expected) => Near.Relative(expected, NormalDistribution.Quantile(probability), 1e-12);

    [Fact]
    public void Quantile_and_probability_undo_each_other() => Gen.Select(Gen.Double[0.0005, 0.9995], Gen.Double[0.8, 400]).Sample((p, df)
        => Math.Abs(StudentDistribution.Probability(StudentDistribution.Quantile(p, df), df) - p) < 1e-11);

    [Theory]
    [InlineData(0.4999872823407244, 6871.0 / 98)]
    [InlineData(0.5000000001, 3)]
    public void Quantile_and_probability_undo_each_other_at_the_middle(double p, double df) => Near.Relative(p, StudentDistribution.Probability(StudentDistribution.Quantile(p, df), df), 1e-14);

    [Fact]
    public void The_half_width_of_a_90_percent_interval_is_the_quantile_of_095() => Near.Relative(NormalDistribution.HalfWidth90, NormalDistribution.Quantile(0.95), 1e-15);

    [Fact]
    public void Many_degrees_of_freedom_are_the_normal() => Near.Relative(NormalDistribution.Quantile(0.975), StudentDistribution.Quantile(0.975, 1e9), 1e-8);

    // scipy 1.10, chi2.isf.
    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(11.344866730144373, 3, 0.01)]
    [InlineData(15.987179172105261, 10, 0.1)]
    [InlineData(0, 4, 1)]
    public void Tails_of_chi_square(double distance, double df, double expected) => Near.Relative(expected, ChiSquareDistribution.Above(distance, df), 1e-9);
}
