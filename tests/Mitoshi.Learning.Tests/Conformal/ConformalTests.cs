using System.Text.Json;
using Mitoshi.Statistics;
using Mitoshi.Testing;

namespace Mitoshi.Learning.Tests.Conformal;

public sealed class ConformalTests
{
    [Fact]
    public void The_quantile_score_is_negative_inside() => Assert.Equal((-2, 3), (Learning.Conformal.QuantileScore(5, 3, 9), Learning.Conformal.QuantileScore(12, 3, 9)));

    [Fact]
    public void Classes_agree_with_the_reference_vectors()
    {
        JsonElement vector = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/vectors/validation_vectors.json"))).RootElement.GetProperty("conformal_by_class");
        foreach (string group in new[] { "low", "high" })
        {
            double[] scores = [.. vector.GetProperty("abs_residuals").GetProperty(group).EnumerateArray().Select(item => item.GetDouble())];
            double expected = vector.GetProperty("answer").GetProperty(group).GetProperty("half_width").GetDouble();
            MondrianTable table = MondrianTable.Fit(scores, new double[scores.Length], new ValueClasses([0]), alpha: 0.1, fewest: 1);
            Assert.Equal(expected, table.For(0), tolerance: 1e-9);
        }
    }

    [Fact]
    public void A_thin_class_shares_with_the_next_lower_one()
    {
        double[] scores = [.. Enumerable.Range(0, 200).Select(i => (double)i), 1000, 2000];
        double[] predictions = [.. Enumerable.Repeat(10.0, 200), 400, 400];
        MondrianTable table = MondrianTable.Fit(scores, predictions, new ValueClasses([0, 300]), alpha: 0.1);
        Assert.Equal(202, table.Counts[1]);
        Assert.Equal(table.Counts[0], table.Counts[1]);
        Assert.Equal(ConformalHalfWidth.Of(scores, 0.1), table.For(400));
    }

    [Fact]
    public void Classes_hold_their_coverage_on_exchangeable_data()
    {
        RandomStream random = new(3, "exchangeable");
        (double Score, double Prediction) Draw()
        {
            double prediction = 400 * random.NextDouble();
            return (Math.Abs(random.NextNormal()) * (5 + (prediction / 10)), prediction);
        }

        (double Score, double Prediction)[] calibration = [.. Enumerable.Range(0, 6000).Select(_ => Draw())];
        MondrianTable table = MondrianTable.Fit([.. calibration.Select(item => item.Score)], [.. calibration.Select(item => item.Prediction)], ValueClasses.Biomass, alpha: 0.1);
        int[] held = new int[6], all = new int[6];
        for (int i = 0; i < 60_000; i++)
        {
            (double score, double prediction) = Draw();
            int index = ValueClasses.Biomass.Of(prediction);
            all[index]++;
            held[index] += score <= table.For(prediction) ? 1 : 0;
        }

        // Standard deviation of the coverage over calibration sets is 0.01 with 750 samples a class; four of them.
        Assert.All(Enumerable.Range(0, 6), index => Assert.InRange(held[index] / (double)all[index], 0.86, 0.94));
    }

    [Fact]
    public void Cross_validation_plus_covers_about_one_minus_alpha()
    {
        RandomStream random = new(4, "cv+");
        int covered = 0;
        const int Trials = 2000, N = 60;
        for (int trial = 0; trial < Trials; trial++)
        {
            double[] y = [.. Enumerable.Range(0, N).Select(_ => random.NextNormal())];
            int[] folds = [.. Enumerable.Range(0, N).Select(i => i % 5)];
            double[] means = [.. Enumerable.Range(0, 5).Select(k => y.Where((_, i) => folds[i] != k).Average())];
            Interval interval = Learning.Conformal.CrossValidationPlus(means, [.. y.Select((value, i) => Math.Abs(value - means[folds[i]]))], folds, alpha: 0.1);
            covered += interval.Holds(random.NextNormal()) ? 1 : 0;
        }

        Assert.InRange(covered / (double)Trials, 0.88, 0.94);
    }

    [Fact]
    public void Cross_validation_plus_has_no_bound_with_too_few_samples()
        => Assert.Equal(double.PositiveInfinity, Learning.Conformal.CrossValidationPlus([0, 0], [1, 1, 1], [0, 1, 0], alpha: 0.1).Upper);

    [Fact]
    public void Residual_intervals_are_wide_where_the_noise_is_and_cover_elsewhere()
    {
        RandomStream random = new(5, "residual intervals");
        const int N = 3000;
        float[] planar = new float[2 * N];
        double[] predictions = new double[N], truth = new double[N];
        int[] folds = new int[N];
        for (int i = 0; i < N; i++)
        {
            predictions[i] = 20 + (200 * random.NextDouble());
            float noisy = random.NextDouble() < 0.5 ? 0 : 1;
            truth[i] = predictions[i] + (random.NextNormal() * (noisy == 1 ? 30 : 5));
            (planar[i], planar[N + i], folds[i]) = ((float)predictions[i], noisy, i / 100 % 5);
        }

        FeatureTable table = new(["prediction", "noisy"], planar, N);
        int[] training = [.. Enumerable.Range(0, N).Where(i => folds[i] != 4)], held = [.. Enumerable.Range(0, N).Where(i => folds[i] == 4)];
        ResidualIntervals intervals = ResidualIntervals.Fit(
            table.SelectRows(training), [.. training.Select(i => predictions[i])], [.. training.Select(i => truth[i])], [.. training.Select(i => folds[i])], new ResidualIntervalSettings());
        float[] lower = new float[held.Length], upper = new float[held.Length];
        intervals.Predict(table.SelectRows(held).Values, [.. held.Select(i => (float)predictions[i])], lower, upper);
        int covered = held.Where((i, j) => truth[i] >= lower[j] && truth[i] <= upper[j]).Count();
        Assert.InRange(covered / (double)held.Length, 0.86, 0.94);
        double Width(int noisy) => held.Select((i, j) => (Noisy: (int)planar[N + i], Width: upper[j] - lower[j])).Where(item => item.Noisy == noisy).Average(item => item.Width);
        Assert.True(Width(1) > 3 * Width(0));
        Assert.All(lower, end => Assert.True(end >= 0));
    }

    [Fact]
    public void What_is_wrong_with_the_labels_keeps_its_code()
    {
        double[] predictions = [.. Enumerable.Range(0, 300).Select(i => (double)i)], truth = [.. predictions.Select(_ => double.NaN)];
        FeatureTable table = new(["prediction"], [.. predictions.Select(value => (float)value)], 300);
        MitoshiException error = Assert.Throws<MitoshiException>(() => ResidualIntervals.Fit(table, predictions, truth, [.. predictions.Select(value => (int)value / 50 % 3)], new ResidualIntervalSettings(), threads: 2));
        Assert.Equal("learning.bad_label", error.Code);
    }

    [Fact]
    public void A_samples_interval_is_that_of_a_fit_without_its_fold()
    {
        RandomStream random = new(7, "cross fit");
        const int N = 1200;
        double[] predictions = [.. Enumerable.Range(0, N).Select(_ => 200 * random.NextDouble())], truth = [.. predictions.Select(value => value + ((5 + (value / 10)) * random.NextNormal()))];
        int[] folds = [.. Enumerable.Range(0, N).Select(i => i / 40 % 3)];
        FeatureTable table = new(["prediction"], [.. predictions.Select(value => (float)value)], N);
        ResidualIntervalSettings settings = new();
        (ResidualIntervals all, double[] lower, double[] upper) = ResidualIntervals.CrossFit(table, predictions, truth, folds, settings, threads: 2);
        Assert.Equal(ResidualIntervals.Fit(table, predictions, truth, folds, settings).Table.Quantiles, all.Table.Quantiles);
        for (int fold = 0; fold < 3; fold++)
        {
            int[] others = [.. Enumerable.Range(0, N).Where(i => folds[i] != fold)], own = [.. Enumerable.Range(0, N).Where(i => folds[i] == fold)];
            ResidualIntervals without = ResidualIntervals.Fit(
                table.SelectRows(others), [.. others.Select(i => predictions[i])], [.. others.Select(i => truth[i])], [.. others.Select(i => folds[i])], settings);
            float[] low = new float[own.Length], high = new float[own.Length];
            without.Predict(table.SelectRows(own).Values, [.. own.Select(i => (float)predictions[i])], low, high);
            Assert.Equal(low, own.Select(i => (float)lower[i]));
            Assert.Equal(high, own.Select(i => (float)upper[i]));
        }
    }

    [Fact]
    public void Intervals_are_for_the_truth_when_the_error_of_the_reference_is_known()
    {
        RandomStream random = new(6, "reference error");
        const int N = 6000;
        const double ModelError = 15, ReferenceError = 0.1;
        double[] predictions = [.. Enumerable.Range(0, N).Select(_ => 50 + (150 * random.NextDouble()))], truth = [.. predictions.Select(value => value + (ModelError * random.NextNormal()))];
        double[] labels = [.. truth.Select(value => value * (1 + (ReferenceError * random.NextNormal())))];
        FeatureTable table = new(["prediction"], [.. predictions.Select(value => (float)value)], N);
        ResidualIntervals blind = ResidualIntervals.Fit(table, predictions, labels, [.. Enumerable.Range(0, N).Select(i => i / 50 % 5)], new ResidualIntervalSettings());
        double Coverage(ResidualIntervals intervals, double[] of)
        {
            float[] lower = new float[N], upper = new float[N];
            intervals.Predict(table.Values, [.. table.Values], lower, upper);
            return of.Where((value, i) => value >= lower[i] && value <= upper[i]).Count() / (double)N;
        }

        Assert.InRange(Coverage(blind, labels), 0.89, 0.915);
        Assert.True(Coverage(blind, truth) > 0.93);
        Assert.InRange(Coverage(blind with { ReferenceError = ReferenceError }, truth), 0.885, 0.915);
    }
}
