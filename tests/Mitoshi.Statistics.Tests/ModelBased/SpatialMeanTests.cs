using Mitoshi.Statistics.Tests.Golden;

namespace Mitoshi.Statistics.Tests.ModelBased;

public sealed class SpatialMeanTests
{
    [Fact]
    public void The_transform_gives_the_double_sum_on_any_grid_and_mask()
        => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Double[1, 60], Gen.Double[0, 0.9], Gen.ULong).Sample((columns, rows, length, nugget, seed) =>
        {
            RandomStream random = new(seed, "grid");
            double[] sd = [.. Enumerable.Range(0, columns * rows).Select(i => i > 0 && random.NextDouble() < 0.3 ? double.NaN : random.NextDouble() * 20)];
            int[] kept = [.. Enumerable.Range(0, sd.Length).Where(i => !double.IsNaN(sd[i]))];
            foreach (SpatialCorrelation correlation in new[] { SpatialCorrelation.Exponential(length, nugget), SpatialCorrelation.Gaussian(length), SpatialCorrelation.Spherical(length, nugget) })
            {
                double pairs = SpatialMean.ResidualVariance(
                    [.. kept.Select(i => sd[i])], [.. kept.Select(i => 10.0 * (i % columns))], [.. kept.Select(i => 10.0 * (i / columns))], correlation);
                Near.Relative(pairs, SpatialMean.ResidualVarianceOnGrid(sd, columns, 10, correlation), 1e-9);
            }
        }, iter: 200);

    [Fact]
    public void Independent_errors_fall_with_the_number_of_pixels()
        => Near.Relative(25.0 / 400, SpatialMean.ResidualVarianceOnGrid([.. Enumerable.Repeat(5.0, 400)], 20, 10, SpatialCorrelation.Independent), 1e-12);

    [Fact]
    public void The_area_of_an_independent_pixel_is_two_pi_length_squared_for_the_exponential()
        => Near.Relative(2 * Math.PI * 30 * 30, SpatialCorrelation.Exponential(30).IntegralArea(), 1e-6);

    [Fact]
    public void The_variance_of_a_large_area_approaches_sigma_squared_over_the_effective_number()
    {
        // 600 x 600 pixels of 10 m, length 30 m: n_eff = A / (2 pi L^2); edges leave a few percent.
        double variance = SpatialMean.ResidualVarianceOnGrid([.. Enumerable.Repeat(1.0, 360_000)], 600, 10, SpatialCorrelation.Exponential(30));
        Assert.Equal(1, variance / (2 * Math.PI * 900 / 36_000_000), tolerance: 0.03);
    }

    [Fact]
    public void A_fitted_variogram_finds_the_model_that_made_it()
    {
        VariogramModel truth = new(Nugget: 4, Sill: 16, Range: 500);
        VariogramBin[] bins = [.. Enumerable.Range(1, 15).Select(i => new VariogramBin(100 * (i - 1), 100 * i, 200 + i, (100 * i) - 50, truth.At((100 * i) - 50), truth.At((100 * i) - 50)))];
        VariogramModel fitted = Variogram.FitExponential(bins);
        Near.Relative(truth.Nugget, fitted.Nugget, 1e-4);
        Near.Relative(truth.Sill, fitted.Sill, 1e-4);
        Near.Relative(truth.Range, fitted.Range, 1e-4);
    }
}
