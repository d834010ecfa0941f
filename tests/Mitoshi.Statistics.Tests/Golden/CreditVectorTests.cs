using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Statistics.Tests.Golden;

/// <summary>The area and mean cases of the credit rules: Credits calls these same estimators.</summary>
public sealed class CreditVectorTests
{
    [Fact]
    public void Areas_and_accuracies_of_Olofsson()
    {
        foreach (JsonElement vector in Vectors("area.olofsson."))
        {
            JsonElement inputs = vector.GetProperty("inputs"), expected = vector.GetProperty("expected");
            if (expected.TryGetProperty("error", out JsonElement error))
            {
                Assert.Equal("ShapeMismatch", error.GetString());
                Assert.Equal("statistics.shape_mismatch", Assert.Throws<MitoshiException>(() => Matrix(inputs)).Code);
                continue;
            }

            ErrorMatrix matrix = Matrix(inputs);
            for (int j = 0; j < matrix.ClassCount; j++)
            {
                Check(expected, "ha", j, matrix.Area(j, Unit.Hectare, inputs.Number("pixel_m2") / 10_000).Value);
                Check(expected, "pixels", j, matrix.Area(j, Unit.One).Value);
                Check(expected, "se_pixels", j, matrix.Area(j, Unit.One).Error.Magnitude);
                Check(expected, "ua", j, matrix.UsersAccuracy(j).Value);
                Check(expected, "pa", j, matrix.ProducersAccuracy(j).Value);
                string module = vector.GetProperty("module").GetString()!;
                Check(expected, "half95", j, 1.96 * (module.EndsWith("users") ? matrix.UsersAccuracy(j) : matrix.ProducersAccuracy(j)).Error.Magnitude);
            }

            if (expected.TryGetProperty("oa", out JsonElement overall))
            {
                Near.Relative(overall.GetDouble(), matrix.OverallAccuracy().Value, 1e-6);
                Near.Relative(expected.Number("half95"), 1.96 * matrix.OverallAccuracy().Error.Magnitude, 1e-6);
            }
        }
    }

    [Fact]
    public void Strata_that_differ_from_map_classes_by_Stehman()
    {
        foreach (JsonElement vector in Vectors("area.stehman"))
        {
            JsonElement inputs = vector.GetProperty("inputs"), expected = vector.GetProperty("expected");
            string strata = inputs.GetProperty("stratum").GetString()!, map = inputs.GetProperty("map").GetString()!;
            string reference = inputs.GetProperty("reference").GetString()!;
            ReferenceUnit[] units = [.. strata.Select((s, i) => new ReferenceUnit(s.ToString(), map[i].ToString(), reference[i].ToString()))];
            Dictionary<string, double> sizes = inputs.GetProperty("stratum_pixels").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
            if (expected.TryGetProperty("error", out _))
            {
                Assert.Equal("statistics.missing_stratum_size", Assert.Throws<MitoshiException>(() => new ReferenceSample(units, sizes)).Code);
                continue;
            }

            ReferenceSample sample = new(units, sizes);
            Estimate actual = inputs.GetProperty("quantity").GetString()! switch
            {
                "overall" => sample.OverallAccuracy(),
                "users_B" => sample.UsersAccuracy("B"),
                "producers_B" => sample.ProducersAccuracy("B"),
                string quantity => sample.Share(quantity["area_".Length..]),
            };
            Near.Relative(expected.Number("estimate"), actual.Value, 1e-6);
            Near.Relative(expected.Number("se"), actual.Error.Magnitude, 1e-6);
        }
    }

    [Fact]
    public void The_published_figures_of_Stehman_2014()
    {
        // Int. J. Remote Sens. 35:4923: producer's accuracy of B 0.794 (0.117).
        const string Strata = "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD", Map = "AAAAAAABBBABBBBBBBBBBBCCCCCCBBDDDDDDDDDD";
        const string Reference = "AAAAACBABCABBBBBAABBCCCCCDDBBADDDDDDDCCB";
        ReferenceSample sample = new(
            [.. Strata.Select((s, i) => new ReferenceUnit(s.ToString(), Map[i].ToString(), Reference[i].ToString()))],
            new Dictionary<string, double> { ["A"] = 40000, ["B"] = 30000, ["C"] = 20000, ["D"] = 10000 });
        Assert.Equal(0.794, sample.ProducersAccuracy("B").Value, 3);
        Assert.Equal(0.117, sample.ProducersAccuracy("B").Error.Magnitude, 3);
    }

    [Fact]
    public void Sample_sizes_and_allocations()
    {
        foreach (JsonElement vector in Vectors("area.sample_size"))
        {
            JsonElement inputs = vector.GetProperty("inputs");
            double[] deviations = [.. inputs.GetProperty("expected_ua").Doubles().Select(u => Math.Sqrt(u * (1 - u)))];
            Near.Relative(
                vector.GetProperty("expected").Number("n_exact"),
                SampleSize.Neyman(inputs.GetProperty("weights").Doubles(), deviations, inputs.Number("target_se")), 1e-9);
        }

        double[] weights = [0.02, 0.015, 0.32, 0.645];
        Assert.Equal([13, 10, 205, 413], Allocation.Proportional(641, weights));
        Assert.Equal([75, 75, 163, 328], Allocation.FixedInRare(641, weights, [0, 1], 75));
        Near.Relative(114.285714286, Allocation.NeymanExact(200, [0.5, 0.5], [0.4, 0.3])[0], 1e-9);
    }

    [Fact]
    public void Mean_of_a_map_with_correlated_errors()
    {
        foreach (JsonElement vector in Vectors("mean.spatial_se"))
        {
            JsonElement inputs = vector.GetProperty("inputs"), expected = vector.GetProperty("expected");
            int columns = inputs.GetProperty("grid")[0].GetInt32(), rows = inputs.GetProperty("grid")[1].GetInt32();
            double[] deviations = new double[columns * rows];
            Array.Fill(deviations, inputs.Number("sd"));
            if (expected.TryGetProperty("error", out _))
            {
                MitoshiException error = Assert.Throws<MitoshiException>(() => SpatialMean.ResidualVarianceOnGrid(deviations, columns, 1, null));
                Assert.Equal("statistics.missing_correlation", error.Code);
                continue;
            }

            SpatialCorrelation correlation = SpatialCorrelation.Exponential(inputs.Number("range_pixels"), inputs.Number("nugget_fraction"));
            Near.Relative(expected.Number("se"), Math.Sqrt(SpatialMean.ResidualVarianceOnGrid(deviations, columns, 1, correlation)), 1e-6);
        }
    }

    [Fact]
    public void Map_assisted_means()
    {
        foreach (JsonElement vector in Vectors("mean."))
        {
            JsonElement inputs = vector.GetProperty("inputs"), expected = vector.GetProperty("expected");
            double[] Sample(string name) => inputs.GetProperty(name).Doubles();
            string module = vector.GetProperty("module").GetString()!;
            if (module is "mean.spatial_se")
            {
                continue;
            }

            if (module is "mean.relative_efficiency")
            {
                Near.Relative(expected.Number("re"), DifferenceEstimator.RelativeEfficiency(Sample("sample_map"), Sample("sample_ref")), 1e-9);
                continue;
            }

            double population = inputs.Number("population");
            Estimate actual = module switch
            {
                "mean.srs" => SimpleRandomSample.Mean(Sample("sample_ref"), Unit.One, population),
                "mean.greg" => DifferenceEstimator.Mean(inputs.Number("map_mean"), Sample("sample_map"), Sample("sample_ref"), Unit.One, population),
                _ => RegressionEstimator.Mean(
                    DesignMatrix.Intercept(Sample("sample_map").Length).WithColumn("map", Sample("sample_map")), Sample("sample_ref"),
                    [1, inputs.Number("map_mean")], Unit.One, population).Residual,
            };
            Near.Relative(expected.Number("estimate"), actual.Value, 1e-9);
            Near.Relative(expected.Number("se"), actual.Error.Magnitude, 1e-9);
        }
    }

    private static void Check(JsonElement expected, string name, int index, double actual)
    {
        if (expected.TryGetProperty(name, out JsonElement values) && values.ValueKind == JsonValueKind.Array)
        {
            Near.Relative(values[index].GetDouble(), actual, 1e-6);
        }
    }

    private static ErrorMatrix Matrix(JsonElement inputs) => new(inputs.GetProperty("matrix").Matrix(), inputs.GetProperty("map_pixels").Doubles());

    private static List<JsonElement> Vectors(string module)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("credits/vectors.json")));
        List<JsonElement> found = [.. document.RootElement.EnumerateArray()
            .Where(v => v.GetProperty("module").GetString()!.StartsWith(module, StringComparison.Ordinal)).Select(v => v.Clone())];
        Assert.NotEmpty(found);
        return found;
    }
}
