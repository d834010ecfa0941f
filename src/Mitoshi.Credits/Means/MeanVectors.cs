using System.Text.Json.Nodes;
using Mitoshi.Statistics;

namespace Mitoshi.Credits.Means;

/// <summary>Means of maps and samples: the estimators of the forest reference, by their names in the vectors.</summary>
internal sealed class MeanVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("mean.srs", inputs => Write(StatisticsRefusals.InOurWords(() => SimpleRandomSample.Mean(inputs.Doubles("sample_ref"), Unit.One, Population(inputs))))),
        Vector.Module("mean.greg", inputs =>
        {
            (double[] map, double[] reference) = Sample(inputs);
            return Write(StatisticsRefusals.InOurWords(() => DifferenceEstimator.Mean(inputs.Double("map_mean"), map, reference, Unit.One, Population(inputs))));
        }),
        Vector.Module("mean.regression_estimator", inputs =>
        {
            (double[] map, double[] reference) = Sample(inputs);
            RegressionEstimate estimate = StatisticsRefusals.InOurWords(() => RegressionEstimator.Mean(
                DesignMatrix.Intercept(map.Length).WithColumn("map", map), reference, [1, inputs.Double("map_mean")], Unit.One, Population(inputs)));
            JsonObject result = Write(estimate.Residual);
            (result["intercept"], result["slope"]) = (estimate.Coefficients[0], estimate.Coefficients[1]);
            return result;
        }),
        Vector.Module("mean.relative_efficiency", inputs =>
        {
            (double[] map, double[] reference) = Sample(inputs);
            return new JsonObject { ["re"] = StatisticsRefusals.InOurWords(() => DifferenceEstimator.RelativeEfficiency(map, reference)) };
        }),
        Vector.Module("mean.spatial_se", SpatialError),
    ];

    private static double Population(VectorInputs inputs) => inputs.OptionalDouble("population") ?? double.PositiveInfinity;

    private static (double[] Map, double[] Reference) Sample(VectorInputs inputs)
    {
        double[] map = inputs.Doubles("sample_map"), reference = inputs.Doubles("sample_ref");
        Check.SameLength(map.Length, reference.Length, "sample_ref");
        return (map, reference);
    }

    private static JsonObject Write(Estimate estimate) => new()
    {
        ["estimate"] = estimate.Value,
        ["se"] = estimate.Error.Magnitude,
        ["degrees_of_freedom"] = double.IsInfinity(estimate.DegreesOfFreedom) ? null : estimate.DegreesOfFreedom,
    };

    // One standard deviation for all pixels, or one per pixel; the range is the distance at which the correlation falls to 1/e.
    private static JsonObject SpatialError(VectorInputs inputs)
    {
        int[] grid = [.. inputs.Doubles("grid").Select(size => (int)size)];
        Check.SameLength(2, grid.Length, "grid");
        double[] deviations = inputs.Doubles("sd");
        if (deviations.Length == 1)
        {
            deviations = [.. Enumerable.Repeat(deviations[0], grid[0] * grid[1])];
        }

        Check.SameLength(grid[0] * grid[1], deviations.Length, "sd");
        foreach (double deviation in deviations)
        {
            Check.Uncertainty(deviation);
        }

        SpatialCorrelation? correlation = null;
        if (inputs.Has("model") || inputs.Has("range_pixels"))
        {
            double range = Check.NotNegative(inputs.Double("range_pixels"), "range_pixels"), nugget = Check.Fraction(inputs.OptionalDouble("nugget_fraction") ?? 0, "nugget");
            correlation = inputs.OptionalText("model") switch
            {
                _ when range == 0 => SpatialCorrelation.Independent,
                "exponential" or null => SpatialCorrelation.Exponential(range, nugget),
                "gaussian" => SpatialCorrelation.Gaussian(range, nugget),
                "spherical" => SpatialCorrelation.Spherical(range, nugget),
                "independent" or "none" => SpatialCorrelation.Independent,
                string other => throw Refusal.OutOfRange(($"the model {other}", $"模型 {other}"), ("exponential, gaussian or spherical", "exponential、gaussian、spherical")),
            };
        }

        return new JsonObject { ["se"] = Math.Sqrt(SpatialMean.ResidualVarianceOnGrid(deviations, grid[1], 1, correlation)) };
    }
}
