namespace Mitoshi.Learning.Tests.Applicability;

public sealed class ApplicabilityTests
{
    private static FeatureTable Line(params float[] places) => new(["x"], places, places.Length);

    [Fact]
    public void On_a_line_the_index_is_the_distance_over_the_mean_distance()
    {
        // Standard deviation and weight cancel in the ratio: mean of all pairs of 0, 1, 2, 3 is 10 / 6.
        AreaOfApplicability area = AreaOfApplicability.Fit(Line(0, 1, 2, 3), [0, 1, 0, 1]);
        Assert.Equal(2 / (10.0 / 6), area.Indices(Line(5))[0], tolerance: 1e-5);
        Assert.Equal(1 / (10.0 / 6), area.Threshold, tolerance: 1e-5);
        Assert.True(area.IsOutside(area.Indices(Line(5))[0]));
        Assert.False(area.IsOutside(area.Indices(Line(2.5f))[0]));
    }

    [Fact]
    public void A_missing_feature_leaves_the_others_scaled_by_weight()
    {
        FeatureTable training = new(["x", "y"], [0, 1, 2, 3, 0, 1, 2, 3], 4);
        AreaOfApplicability area = AreaOfApplicability.Fit(training, [0, 1, 0, 1]);
        double whole = area.Indices(new FeatureTable(["x", "y"], [5, 5], 1))[0], part = area.Indices(new FeatureTable(["x", "y"], [5, float.NaN], 1))[0];
        Assert.Equal(whole, part, tolerance: 1e-5);
        Assert.True(area.IsOutside(area.Indices(new FeatureTable(["x", "y"], [float.NaN, float.NaN], 1))[0]));
    }

    [Fact]
    public void Features_without_spread_are_left_out()
        => Assert.Equal(["x"], AreaOfApplicability.Fit(new FeatureTable(["x", "same"], [0, 1, 2, 3, 7, 7, 7, 7], 4), [0, 1, 0, 1]).FeatureNames);

    [Fact]
    public void Nothing_but_constants_is_an_error()
        => Assert.Equal("learning.no_spread", Assert.Throws<MitoshiException>(() => AreaOfApplicability.Fit(Line(4, 4, 4, 4), [0, 1, 0, 1])).Code);

    [Fact]
    public void Two_samples_of_one_population_cannot_be_told_apart_and_shifted_ones_can()
    {
        RandomStream random = new(6, "shift");
        FeatureTable Sample(double shift) => new(["a", "b"], [.. Enumerable.Range(0, 2000).Select(i => (float)(random.NextNormal() + (i < 1000 ? shift : 0)))], 1000);
        int[] folds = [.. Enumerable.Range(0, 1000).Select(i => i / 50 % 5)];
        PopulationShift same = PopulationShift.Measure(Sample(0), folds, Sample(0), folds), shifted = PopulationShift.Measure(Sample(0), folds, Sample(4), folds);
        Assert.InRange(same.Auc, 0.44, 0.56);
        Assert.False(same.IsDifferentPopulation);
        Assert.True(shifted.Auc > 0.98);
        Assert.True(shifted.IsDifferentPopulation);
        Assert.Equal("a", shifted.StrongestFeatures[0]);
    }

    [Fact]
    public void The_area_under_the_curve_counts_ties_half()
        => Assert.Equal((1, 0, 0.5, 0.75), (
            PopulationShift.AreaUnderCurve([1, 2, 3, 4], [0, 0, 1, 1]), PopulationShift.AreaUnderCurve([4, 3, 2, 1], [0, 0, 1, 1]),
            PopulationShift.AreaUnderCurve([1, 1, 1, 1], [0, 0, 1, 1]), PopulationShift.AreaUnderCurve([1, 3, 2, 4], [0, 0, 1, 1])));
}
