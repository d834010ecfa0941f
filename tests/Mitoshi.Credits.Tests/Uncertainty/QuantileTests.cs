using Mitoshi.Credits.Uncertainty;
using Mitoshi.Statistics;

namespace Mitoshi.Credits.Tests.Uncertainty;

public sealed class QuantileTests
{
    // Peer: SciPy 1.10.1, scipy.stats.t.ppf, which calls CDFLIB. Tolerance: the last bits of the tail probability.
    [Theory]
    [InlineData(0.90, 4, 2.13184678133629)]
    [InlineData(0.90, 1, 6.313751514800932)]
    [InlineData(0.90, 30, 1.6972608943617378)]
    [InlineData(0.90, 31, 1.6955187891366663)]
    [InlineData(0.90, 36, 1.6882977108049164)]
    [InlineData(0.90, 41, 1.6828780004112913)]
    [InlineData(0.95, 39, 2.022690911734728)]
    [InlineData(0.95, 9, 2.2621571627409915)]
    [InlineData(0.95, 49, 2.009575234489209)]
    [InlineData(0.90, 199, 1.652546746165939)]
    public void Students_quantile_is_that_of_the_published_check_figures(double level, double degreesOfFreedom, double expected)
        => Assert.Equal(expected, Quantiles.Student(level, degreesOfFreedom), expected * 1e-12);

    [Fact]
    public void And_it_is_the_exact_one_to_a_hundred_millionth()
    {
        for (int degrees = 1; degrees <= 400; degrees++)
        {
            foreach (double level in new[] { 0.80, 0.90, 0.95, 0.99 })
            {
                double exact = StudentDistribution.Quantile(0.5 + (level / 2), degrees);
                Assert.Equal(exact, Quantiles.Student(level, degrees), exact * 1e-8);
            }
        }
    }
}
