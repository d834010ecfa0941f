using Mitoshi.Testing;

namespace Mitoshi.Statistics.Tests.Sampling;

/// <summary>What the estimators refuse, each with its own code and page.</summary>
public sealed class RefusalTests
{
    private static readonly Unit Mg = Unit.MegagramPerHectare;

    public static TheoryData<string, Func<object>> Refusals { get; } = new()
    {
        { "statistics.too_few", () => SimpleRandomSample.Mean([1], Mg) },
        { "statistics.too_few", () => StratifiedSample.Mean([new Stratum(1, [3])], Mg) },
        { "statistics.too_few", () => ClusterSample.Mean(["a", "a"], [1, 2], Mg) },
        { "statistics.too_few", () => HybridEstimator.Mean([[1, 2]], [1], new double[1, 1], Mg) },
        { "statistics.too_few", () => RegressionEstimator.Mean(Design([1, 2]), [1, 2], [1, 1], Mg) },
        { "statistics.too_few", () => new ErrorMatrix(new double[,] { { 1, 0 }, { 0, 5 } }, [1, 1]) },
        { "statistics.too_few", () => UnitLevelModel.Fit(Design([1, 2, 3, 4]), [1, 2, 3, 5], ["a", "a", "a", "a"]) },
        { "statistics.too_few", () => AreaLevelModel.Fit(Design([1, 2, 3]), [1, 2, 3], [1, 1, 1], Mg) },
        { "statistics.too_few", () => Variogram.FitExponential([]) },
        { "statistics.too_few", () => new DrawSummary([1]) },
        { "statistics.not_finite", () => SimpleRandomSample.Mean([1, double.NaN, 3], Mg) },
        { "statistics.not_finite", () => AreaLevelModel.Fit(Design([1, 2, 3, 4, 5]), [1, 2, 3, 4, 5], [1, 1, 0, 1, 1], Mg) },
        { "statistics.shape_mismatch", () => SimpleRandomSample.Mean([1, 2, 3], Mg, populationSize: 2) },
        { "statistics.shape_mismatch", () => DifferenceEstimator.Mean(1, [1, 2], [1, 2, 3], Mg) },
        { "statistics.shape_mismatch", () => ChangeEstimator.Difference(Of(1, Mg), Of(2, Unit.Hectare), 0) },
        { "statistics.bad_weights", () => StratifiedSample.Mean([new Stratum(0.5, [1, 2]), new Stratum(0.4, [1, 2])], Mg) },
        { "statistics.bad_correlation", () => ChangeEstimator.Difference(Of(1, Mg), Of(2, Mg), 1.2) },
        { "statistics.singular_design", () => RegressionEstimator.Mean(Design([1, 2, 3, 4]).WithColumn("twice", [2, 4, 6, 8]), [1, 2, 3, 4], [1, 1, 2], Mg) },
        { "statistics.singular_design", () => LinearRegression.Fit(Design([7, 7, 7, 7]), [1, 2, 3, 4]) },
        { "statistics.missing_correlation", () => SpatialMean.ResidualVarianceOnGrid([1.0, 2.0], 2, 10, null) },
        { "statistics.missing_stratum_size", () => new ReferenceSample([new ReferenceUnit("a", "x", "x")], new Dictionary<string, double>()) },
        { "statistics.no_sample_in_area", () => TwoPhaseEstimator.SmallArea(Inventory(), "C", SmallAreaMethod.Small) },
        { "statistics.bad_target", () => SampleSize.SimpleRandom(0, 0.1, 0.95) },
        { "statistics.bad_target", () => Allocation.FixedInRare(10, [0.5, 0.5], [0, 1], 50) },
        { "statistics.bad_covariance", () => new SharedDraws(new RandomStream(1, "x"), 10).Normal("b", [0, 0], new double[,] { { 1, 2 }, { 2, 1 } }) },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void A_refusal_has_a_code_a_page_and_both_languages(string code, Func<object> action)
    {
        MitoshiException error = Assert.Throws<MitoshiException>(() => { action(); });
        Assert.Equal(code, error.Code);
        Assert.True(File.Exists(Path.Combine(SharedData.ProjectRoot, "docs", "errors", code + ".md")), code);
        Assert.All(new[] { error.Found, error.Expected, error.Remedy }, text => Assert.True(text.En.Length > 0 && text.Ja.Length > 0));
        Assert.NotEqual(error.Remedy.En, error.Remedy.Ja);
    }

    [Fact]
    public void The_singular_column_is_named()
    {
        MitoshiException error = Assert.Throws<MitoshiException>(() => LinearRegression.Fit(Design([1, 2, 3, 4]).WithColumn("twice", [2, 4, 6, 8]), [1, 2, 3, 5]));
        Assert.Contains("twice", error.Found.En);
    }

    [Fact]
    public void Order_of_the_plots_does_not_matter() => Gen.Double[0, 300].Array[3, 30].Sample(values =>
    {
        double[] shuffled = [.. values];
        new RandomStream(1, "order").Shuffle<double>(shuffled);
        Estimate a = SimpleRandomSample.Mean(values, Mg), b = SimpleRandomSample.Mean(shuffled, Mg);
        return Math.Abs(a.Value - b.Value) <= 1e-12 * (1 + Math.Abs(a.Value)) && Math.Abs(a.Error.Magnitude - b.Error.Magnitude) <= 1e-9 * (1 + a.Error.Magnitude);
    });

    [Fact]
    public void A_map_that_is_the_truth_leaves_no_error() => Gen.Double[0, 300].Array[5, 30].Sample(values =>
        DifferenceEstimator.Mean(100, values, values, Mg) is { Value: 100, Error.Magnitude: 0 });

    [Fact]
    public void Regression_does_not_change_when_the_map_is_rescaled() => Gen.Double[1, 300].Array[10, 30].Sample(map =>
    {
        if (map.Distinct().Count() < 5)
        {
            return;
        }

        double[] y = [.. map.Select((x, i) => (0.8 * x) + (i % 5))], scaled = [.. map.Select(x => 3 + (2 * x))];
        Estimate a = RegressionEstimator.Mean(Design(map), y, [1, 120], Mg).GWeight, b = RegressionEstimator.Mean(Design(scaled), y, [1, 243], Mg).GWeight;
        Assert.Equal(a.Value, b.Value, 1e-6);
        Assert.Equal(a.Error.Magnitude, b.Error.Magnitude, 1e-6);
    });

    private static Estimate Of(double value, Unit unit) => new(value, unit, new StandardError(1), double.PositiveInfinity, "map");

    private static DesignMatrix Design(double[] x) => DesignMatrix.Intercept(x.Length).WithColumn("x", x);

    private static PhasedInventory Inventory() => new()
    {
        Phases = [2, 2, 2, 2, 1, 1],
        Values = [1, 2, 3, 5, double.NaN, double.NaN],
        Full = Design([1, 2, 3, 4, 5, 6]),
        Areas = ["A", "A", "B", "B", "C", "C"],
        Unit = Mg,
    };
}
