using Mitoshi.Forest.Accuracy;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;
using Mitoshi.Statistics;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Accuracy;

public sealed class AccuracyTests
{
    private static readonly ProcessContext Context = new() { Workspace = new Workspace("unused"), Threads = 2 };

    [Fact]
    public void The_area_of_applicability_of_the_chips_is_the_published_one_to_four_digits()
    {
        IReadOnlyList<ReferenceSite> sites = ReferenceSite.ReadAll(SharedData.Require("forest/biomassters"));
        ReferenceSite a = sites.Single(site => site.Name == "0060c0a5"), b = sites.Single(site => site.Name == "288afc34");
        (ApplicabilityCheck there, PopulationShift shift) = ApplicabilityCheck.Between(a, b, Context);
        (ApplicabilityCheck back, PopulationShift shiftBack) = ApplicabilityCheck.Between(b, a, Context);
        Assert.Equal((40, 38), (there.FeatureCount, back.FeatureCount));
        Assert.Equal(7.774580, there.MeanDistance, tolerance: 1e-3);
        Assert.Equal(7.506880, back.MeanDistance, tolerance: 1e-3);
        Assert.Equal(0.459163, there.Threshold, tolerance: 5e-5);
        Assert.Equal(0.321564, back.Threshold, tolerance: 5e-5);
        Assert.Equal(0.0352, there.TrainingOutside, tolerance: 5e-4);
        Assert.Equal(0.0383, back.TrainingOutside, tolerance: 5e-4);
        Assert.Equal(0.9836, there.TargetOutside, tolerance: 5e-4);
        Assert.Equal(0.1577, back.TargetOutside, tolerance: 5e-4);
        Assert.True(shift.Auc > 0.99 && shiftBack.Auc > 0.99);
    }

    [Fact]
    public void Thirty_plots_with_a_good_map_cover_and_are_narrower()
    {
        RandomStream random = new(9, "units");
        double[] truth = [.. Enumerable.Range(0, 4000).Select(_ => 100 + (40 * random.NextNormal()))], map = [.. truth.Select(biomass => 20 + (0.7 * biomass) + (10 * random.NextNormal()))];
        PlotDraws draws = PlotDraws.Simulate(map, truth, 1000, new RandomStream(1, "draws"));
        Assert.InRange(draws.Coverage, 0.93, 0.97);
        Assert.True(draws.WidthRatio < 0.5);
    }

    [Fact]
    [Trait("Length", "Long")]
    public async Task The_protocol_reaches_its_targets_on_the_chips()
    {
        RunBenchmark benchmark = new() { Chips = SharedData.Require("forest/biomassters") };
        BenchmarkResult result = await benchmark.RunTypedAsync(Context);
        Assert.Equal(["0060c0a5", "288afc34"], result.Sites);
        Assert.True(result.Levels[0].Rmse <= 41, $"pixel {result.Levels[0].Rmse}");
        Assert.True(result.Levels[1].Rmse <= 24, $"circle {result.Levels[1].Rmse}");
        Assert.True(result.Levels[2].Rmse <= 14, $"hectare {result.Levels[2].Rmse}");
        Assert.All(result.Levels, level => Assert.InRange(level.Bias, -1, 1));
        Assert.All(result.HalfMatchedByTruth.Take(4), score => Assert.InRange(score.Bias, -6, 6));
        Assert.True(result.HalfMatched.Rmse <= 1.01 * result.Levels[1].Rmse);
        Assert.InRange(result.Coverage.All.Coverage, 0.88, 0.92);
        Assert.All(result.Coverage.ByFold, fold => Assert.InRange(fold.Coverage, 0.86, 0.94));
        Assert.All(result.Coverage.ByPrediction.Where(group => group.Count >= 100), group => Assert.True(group.Coverage >= 0.87));
        Assert.All(result.Coverage.ByTruth.Take(5), group => Assert.True(group.Coverage >= 0.85));
        Assert.True(result.Coverage.ByTruth[5].Coverage >= 0.55);
        Assert.True(result.Coverage.All.MeanWidth <= 68);
        Assert.All(result.CrossSite, pair => Assert.InRange(pair.Plots.Coverage, 0.93, 0.97));
        Assert.All(result.CrossSite, pair => Assert.True(pair.Plots.WidthRatio <= 0.65));
        Assert.All(result.CrossSite, pair => Assert.False(pair.HasValidIntervals));
        Assert.True(result.CrossSite[0].Circles.Rmse <= 54 && result.CrossSite[1].Circles.Rmse <= 56);
    }
}
