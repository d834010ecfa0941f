using System.Text.Json;

namespace Mitoshi.Statistics.Tests.Golden;

/// <summary>The numeric cases of the reference folder, each at its stated tolerance: 1e-9 relative, 1e-6 where an optimiser is involved.</summary>
public sealed class ValidationVectorTests
{
    private const double Exact = 1e-9;
    private const double Optimised = 1e-6;
    private static readonly Unit Mg = Unit.MegagramPerHectare;

    [Fact]
    public void Areas_of_Olofsson_2014_with_their_intervals()
    {
        JsonElement vector = Vector("area_stratified_olofsson2014"), answer = vector.GetProperty("answer");
        ErrorMatrix matrix = new(vector.GetProperty("error_matrix_rows_map").Matrix(), vector.GetProperty("map_pixels").Doubles());
        double pixel = vector.Number("pixel_area_ha");
        for (int j = 0; j < 4; j++)
        {
            Estimate share = matrix.Share(j), area = matrix.Area(j, Unit.Hectare, pixel);
            Near.Relative(answer.GetProperty("area_proportion")[j].GetDouble(), share.Value, Exact);
            Near.Relative(answer.GetProperty("area_proportion_se")[j].GetDouble(), share.Error.Magnitude, Exact);
            Near.Relative(answer.GetProperty("area_ha")[j].GetDouble(), area.Value, Exact);
            Near.Relative(answer.GetProperty("area_ci95_halfwidth_ha")[j].GetDouble(), 1.96 * area.Error.Magnitude, Exact);
            Near.Relative(answer.GetProperty("users_accuracy")[j].GetDouble(), matrix.UsersAccuracy(j).Value, Exact);
            Near.Relative(answer.GetProperty("producers_accuracy")[j].GetDouble(), matrix.ProducersAccuracy(j).Value, Exact);
        }

        Near.Relative(answer.Number("overall_accuracy"), matrix.OverallAccuracy().Value, Exact);
        Near.Relative(answer.Number("overall_accuracy_ci95_halfwidth"), 1.96 * matrix.OverallAccuracy().Error.Magnitude, Exact);
    }

    [Fact]
    public void Mean_of_a_simple_random_sample()
    {
        JsonElement vector = Vector("srs_mean"), answer = vector.GetProperty("answer");
        Estimate mean = SimpleRandomSample.Mean(vector.GetProperty("y").Doubles(), Mg);
        Near.Relative(answer.Number("mean"), mean.Value, Exact);
        Near.Relative(answer.Number("variance_of_mean"), mean.Variance(), Exact);
        Near.Relative(answer.Number("se"), mean.Error.Magnitude, Exact);
        Near.Relative(answer.Number("t_975"), mean.Quantile(0.95), Exact);
        Near.Relative(answer.GetProperty("ci95")[0].GetDouble(), mean.Interval(0.95).Lower, Exact);
        Near.Relative(answer.GetProperty("ci95")[1].GetDouble(), mean.Interval(0.95).Upper, Exact);
        Near.Relative(answer.Number("relative_half_width_90"), mean.HalfWidth90().Magnitude / mean.Value, Exact);
    }

    [Fact]
    public void Mean_of_strata_with_the_degrees_of_freedom_of_Satterthwaite()
    {
        JsonElement vector = Vector("stratified_mean"), answer = vector.GetProperty("answer");
        Stratum[] strata = [.. vector.GetProperty("strata").EnumerateArray().Select(s => new Stratum(s.Number("weight"), s.GetProperty("y").Doubles()))];
        Estimate mean = StratifiedSample.Mean(strata, Mg);
        Near.Relative(answer.Number("mean"), mean.Value, Exact);
        Near.Relative(answer.Number("variance"), mean.Variance(), Exact);
        Near.Relative(answer.Number("satterthwaite_df"), mean.DegreesOfFreedom, Exact);
    }

    [Fact]
    public void Difference_and_regression_estimators_with_both_variances()
    {
        JsonElement vector = Vector("model_assisted"), answer = vector.GetProperty("answer");
        double[] map = vector.GetProperty("map_all").Doubles(), y = vector.GetProperty("y_sample").Doubles();
        double[] x = [.. vector.GetProperty("sample_index_0based").EnumerateArray().Select(i => map[i.GetInt32()])];
        Estimate difference = DifferenceEstimator.Mean(map.Average(), x, y, Mg), finite = DifferenceEstimator.Mean(map.Average(), x, y, Mg, map.Length);
        RegressionEstimate greg = RegressionEstimator.Mean(DesignMatrix.Intercept(x.Length).WithColumn("map", x), y, [1, map.Average()], Mg);
        Near.Relative(answer.Number("difference_mean"), difference.Value, Exact);
        Near.Relative(answer.Number("difference_variance_no_fpc"), difference.Variance(), Exact);
        Near.Relative(answer.Number("difference_variance_with_fpc"), finite.Variance(), Exact);
        Near.Relative(answer.Number("greg_slope"), greg.Coefficients[1], Exact);
        Near.Relative(answer.Number("greg_intercept"), greg.Coefficients[0], Exact);
        Near.Relative(answer.Number("greg_mean"), greg.GWeight.Value, Exact);
        Near.Relative(answer.Number("greg_variance_residual_df_n_minus_p"), greg.Residual.Variance(), Exact);
        Near.Relative(answer.Number("greg_variance_g_weight"), greg.GWeight.Variance(), Exact);
        Near.Relative(answer.Number("srs_variance"), SimpleRandomSample.Mean(y, Mg).Variance(), Exact);
        Near.Relative(answer.Number("relative_efficiency_difference"), DifferenceEstimator.RelativeEfficiency(x, y), Exact);
    }

    [Fact]
    public void Area_mean_from_a_model_with_correlated_errors()
    {
        JsonElement vector = Vector("model_based_area_variance"), answer = vector.GetProperty("answer");
        double[][] rows = [.. vector.GetProperty("X").EnumerateArray().Select(row => row.Doubles())];
        double[] beta = vector.GetProperty("beta").Doubles(), gradient = [rows.Average(r => r[0]), rows.Average(r => r[1])];
        double[] mu = [.. rows.Select(r => (beta[0] * r[0]) + (beta[1] * r[1]))], sd = [.. mu.Select(m => 0.25 * m)];
        double[][] centres = [.. vector.GetProperty("pixel_centres_m").EnumerateArray().Select(c => c.Doubles())];
        SpatialCorrelation correlation = SpatialCorrelation.ExponentialByRange(40, 0.3);
        double parameter = SpatialMean.ParameterVariance(gradient, vector.GetProperty("vcov_beta").Matrix());
        double residual = SpatialMean.ResidualVariance(sd, [.. centres.Select(c => c[0])], [.. centres.Select(c => c[1])], correlation);
        Near.Relative(answer.Number("variance_parameter"), parameter, Exact);
        Near.Relative(answer.Number("variance_residual_with_correlation"), residual, Exact);
        Near.Relative(answer.Number("variance_residual_with_correlation"), SpatialMean.ResidualVarianceOnGrid(sd, 3, 10, correlation), Exact);
        Near.Relative(answer.Number("variance_residual_independent"), SpatialMean.ResidualVarianceOnGrid(sd, 3, 10, SpatialCorrelation.Independent), Exact);
        Near.Relative(answer.Number("se"), SpatialMean.Estimate(mu.Average(), parameter, residual, Mg).Error.Magnitude, Exact);
    }

    [Fact]
    public void Hybrid_estimate_of_clusters()
    {
        JsonElement vector = Vector("hybrid_cluster"), answer = vector.GetProperty("answer");
        double[][] predictions = [.. vector.GetProperty("clusters_predictions").EnumerateArray().Select(c => c.Doubles())];
        double x = vector.GetProperty("clusters_x").EnumerateArray().SelectMany(c => c.Doubles()).Average();
        HybridEstimate hybrid = HybridEstimator.Mean(predictions, [1, x], vector.GetProperty("vcov_beta").Matrix(), Mg);
        Near.Relative(answer.Number("mean"), hybrid.Estimate.Value, Exact);
        Near.Relative(answer.Number("variance_sampling"), hybrid.VarianceSampling, Exact);
        Near.Relative(answer.Number("variance_model"), hybrid.VarianceModel, Exact);
        Near.Relative(answer.Number("se"), hybrid.Estimate.Error.Magnitude, Exact);
    }

    [Fact]
    public void Variogram_of_residuals_by_Matheron_and_Cressie_Hawkins()
    {
        JsonElement vector = Vector("residual_variogram");
        IReadOnlyList<VariogramBin> bins = Variogram.Empirical(
            vector.GetProperty("x").Doubles(), vector.GetProperty("y").Doubles(), vector.GetProperty("residual").Doubles(), [0, 20, 40, 60, 80]);
        for (int b = 0; b < 4; b++)
        {
            JsonElement answer = vector.GetProperty("answer")[b];
            Assert.Equal(answer.GetProperty("pairs").GetInt32(), bins[b].Pairs);
            Near.Relative(answer.Number("mean_distance"), bins[b].DistanceMean, Exact);
            Near.Relative(answer.Number("matheron"), bins[b].Matheron, Exact);
            Near.Relative(answer.Number("cressie_hawkins"), bins[b].CressieHawkins, Exact);
        }
    }

    [Fact]
    public void Sample_sizes()
    {
        JsonElement answer = Vector("sample_size").GetProperty("answer"), neyman = answer.GetProperty("stratified_neyman");
        Assert.Equal(139, SampleSize.Whole(SampleSize.Normal(0.6, 0.1, 0.95)));
        Assert.Equal(141, SampleSize.SimpleRandom(0.6, 0.1, 0.95));
        double[] weights = neyman.GetProperty("weights").Doubles(), sd = neyman.GetProperty("sd").Doubles();
        Near.Relative(neyman.Number("n_exact"), SampleSize.Neyman(weights, sd, 3), Exact);
        Assert.Equal(225, SampleSize.Whole(SampleSize.Neyman(weights, sd, 3)));
        Assert.Equal([150, 60, 15], Allocation.Neyman(225, weights, sd));
        Assert.Equal(259, SampleSize.Whole(SampleSize.Proportional(weights, sd, 3)));
        Assert.Equal(36, SampleSize.WithMap(141, 0.75));
    }

    [Fact]
    public void Change_of_two_dates()
    {
        JsonElement vector = Vector("change"), correlated = vector.GetProperty("answer").GetProperty("correlated");
        Estimate first = new(150, Mg, new StandardError(12), double.PositiveInfinity, "map"), second = new(128, Mg, new StandardError(11), double.PositiveInfinity, "map");
        Near.Relative(vector.GetProperty("answer").GetProperty("independent").Number("se"), ChangeEstimator.Difference(first, second, 0).Error.Magnitude, Exact);
        Estimate change = ChangeEstimator.Difference(first, second, 0.7);
        Near.Relative(correlated.Number("se"), change.Error.Magnitude, Exact);
        Near.Relative(correlated.GetProperty("ci95")[0].GetDouble(), change.Interval(0.95).Lower, Exact);
        JsonElement paired = vector.GetProperty("paired_difference_estimator"), answer = paired.GetProperty("answer");
        double[] plot = Difference(paired, "y2", "y1"), map = Difference(paired, "map2", "map1");
        Estimate assisted = ChangeEstimator.ModelAssisted(paired.Number("mean_map_change_all_pixels"), map, plot, Mg);
        Near.Relative(answer.Number("change"), assisted.Value, Exact);
        Near.Relative(answer.Number("variance"), assisted.Variance(), Exact);
        Near.Relative(answer.Number("plots_only_change"), SimpleRandomSample.Mean(plot, Mg).Value, Exact);
        Near.Relative(answer.Number("plots_only_se"), SimpleRandomSample.Mean(plot, Mg).Error.Magnitude, Exact);
    }

    [Fact]
    public void Conformal_half_widths_by_class()
    {
        JsonElement vector = Vector("conformal_by_class");
        foreach (string name in new[] { "low", "high" })
        {
            double[] scores = vector.GetProperty("abs_residuals").GetProperty(name).Doubles();
            JsonElement answer = vector.GetProperty("answer").GetProperty(name);
            Assert.Equal(answer.GetProperty("k").GetInt32(), ConformalHalfWidth.Rank(scores.Length, 0.1));
            Assert.Equal(answer.Number("half_width"), ConformalHalfWidth.Of(scores, 0.1));
        }

        Assert.Null(ConformalHalfWidth.Of([1, 2, 3], 0.1));
    }

    [Fact]
    public void Accuracy_of_a_map()
    {
        JsonElement vector = Vector("metrics"), answer = vector.GetProperty("answer");
        MapAccuracy accuracy = MapAccuracy.Of(vector.GetProperty("reference").Doubles(), vector.GetProperty("prediction").Doubles());
        Near.Relative(answer.Number("rmse"), accuracy.Rmse, Exact);
        Near.Relative(answer.Number("mae"), accuracy.Mae, Exact);
        Near.Relative(answer.Number("bias_pred_minus_ref"), accuracy.Bias, Exact);
        Near.Relative(answer.Number("r2_one_minus_sse_sst"), accuracy.RSquared, Exact);
        Near.Relative(answer.Number("pearson_r2"), accuracy.CorrelationSquared, Exact);
        Near.Relative(answer.Number("mape_percent_reference_above_zero"), accuracy.MapePercent, Exact);
        Near.Relative(answer.Number("rmse_percent"), accuracy.RmsePercent, Exact);
        Near.Relative(answer.Number("sd_error_unbiased"), accuracy.ErrorDeviation.Magnitude, Exact);
    }

    [Fact]
    public void Half_width_and_deduction_of_the_credit_rules_are_arithmetic_on_an_estimate()
    {
        // The rule itself belongs to Credits; here only that its inputs come out: 1.645006 is the quantile that the programme prints.
        JsonElement answer = Vector("credit_uncertainty_rules").GetProperty("answer"), half = answer.GetProperty("half_width_90_percent");
        double relative = 1.645006 * half.Number("se") / half.Number("mean");
        Assert.Equal(half.Number("half_width"), relative, 6);
        foreach (JsonProperty rule in answer.GetProperty("art_trees_2_uncertainty_deduction_fraction").EnumerateObject())
        {
            Near.Relative(rule.Value.GetDouble(), 0.524417 * double.Parse(rule.Name) / 1.645006, Exact);
        }
    }

    [Fact]
    public void Fay_Herriot_by_restricted_likelihood()
    {
        JsonElement vector = Vector("fay_herriot"), answer = vector.GetProperty("answer");
        AreaLevelModel model = Fit(vector);
        Near.Relative(answer.Number("sigma2_v_reml"), model.AreaVariance, Optimised);
        Near.Relative(answer.Number("sigma2_v_prasad_rao_moment"), model.AreaVarianceByMoments, Optimised);
        Near.Relative(answer.Number("var_sigma2_v"), model.AreaVarianceVariance, Optimised);
        for (int i = 0; i < 8; i++)
        {
            Near.Relative(answer.GetProperty("gamma")[i].GetDouble(), model.Areas[i].Gamma, Optimised);
            Near.Relative(answer.GetProperty("eblup")[i].GetDouble(), model.Areas[i].Estimate.Value, Optimised);
            Near.Relative(answer.GetProperty("g1")[i].GetDouble(), model.Areas[i].Parts.G1, Optimised);
            Near.Relative(answer.GetProperty("g2")[i].GetDouble(), model.Areas[i].Parts.G2, Optimised);
            Near.Relative(answer.GetProperty("g3")[i].GetDouble(), model.Areas[i].Parts.G3, Optimised);
            Near.Relative(answer.GetProperty("mse")[i].GetDouble(), model.Areas[i].Estimate.Variance(), Optimised);
        }
    }

    [Fact]
    public void Fay_Herriot_at_the_boundary_says_that_it_is_synthetic()
    {
        JsonElement vector = Vector("fay_herriot_boundary"), answer = vector.GetProperty("answer");
        AreaLevelModel model = Fit(vector);
        Assert.Equal(0, model.AreaVariance);
        Assert.Equal(0, model.AreaVarianceByMoments);
        Assert.True(model.IsSynthetic);
        Assert.Equal("fay_herriot.synthetic", model.Areas[0].Estimate.Method);
        // The answer's optimiser stopped just above 0, so its beta has the tolerance of an optimiser.
        Near.Relative(answer.GetProperty("beta")[0].GetDouble(), model.Coefficients[0], Optimised);
        Near.Relative(answer.GetProperty("beta")[1].GetDouble(), model.Coefficients[1], Optimised);
    }

    private static AreaLevelModel Fit(JsonElement vector)
    {
        double[] x = vector.GetProperty("x").Doubles();
        return AreaLevelModel.Fit(
            DesignMatrix.Intercept(x.Length).WithColumn("x", x), vector.GetProperty("direct").Doubles(), vector.GetProperty("sampling_variance").Doubles(), Mg);
    }

    private static double[] Difference(JsonElement vector, string later, string earlier)
        => [.. vector.GetProperty(later).Doubles().Zip(vector.GetProperty(earlier).Doubles(), (a, b) => a - b)];

    private static JsonElement Vector(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(
            Mitoshi.Testing.SharedData.Require("forest_reference/vectors/validation_vectors.json")));
        return document.RootElement.GetProperty(name).Clone();
    }
}
