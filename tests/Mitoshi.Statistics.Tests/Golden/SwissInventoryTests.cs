using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Statistics.Tests.Golden;

/// <summary>Two- and three-phase estimates of two Swiss inventories against the peer (forestinventory 1.0.0), at 1e-9 relative.</summary>
public sealed class SwissInventoryTests
{
    private const double Tolerance = 1e-9;
    private static readonly string[] GrisonsColumns = ["mean", "stddev", "max", "q75"];

    [Fact]
    public void One_phase_means_of_Grisons()
    {
        (PhasedInventory grisons, _) = Grisons(isThreePhase: false, isWeighted: false);
        double[] values = [.. Enumerable.Range(0, grisons.Phases.Count).Where(i => grisons.Phases[i] == 2).Select(i => grisons.Values[i])];
        JsonElement expected = Case("onephase_global")[0];
        Estimate mean = SimpleRandomSample.Mean(values, Unit.CubicMetrePerHectare);
        Near.Relative(expected.Number("estimate"), mean.Value, Tolerance);
        Near.Relative(expected.Number("variance"), mean.Variance(), Tolerance);
        foreach (JsonElement area in Case("onephase_sa").EnumerateArray())
        {
            string name = area.GetProperty("area").GetString()!;
            double[] inside = [.. Enumerable.Range(0, grisons.Phases.Count)
                .Where(i => grisons.Phases[i] == 2 && grisons.Areas![i] == name).Select(i => grisons.Values[i])];
            Near.Relative(area.Number("estimate"), SimpleRandomSample.Mean(inside, Unit.CubicMetrePerHectare).Value, Tolerance);
            Near.Relative(area.Number("variance"), SimpleRandomSample.Mean(inside, Unit.CubicMetrePerHectare).Variance(), Tolerance);
        }
    }

    [Theory]
    [InlineData("twophase_global_nex_bw", true, false)]
    [InlineData("twophase_global_nex", false, false)]
    [InlineData("twophase_global_ex", false, true)]
    public void Two_phase_global(string name, bool isWeighted, bool isExhaustive)
    {
        (PhasedInventory grisons, JsonElement root) = Grisons(isThreePhase: false, isWeighted);
        double[]? known = isExhaustive ? [1, .. GrisonsColumns.Select(c => root.GetProperty("exhaustive_means_global").Number(c))] : null;
        Check(Case(name)[0], TwoPhaseEstimator.Mean(grisons, known));
    }

    [Theory]
    [InlineData("psmall_bw", SmallAreaMethod.Small, false)]
    [InlineData("extpsynth_bw", SmallAreaMethod.Extended, false)]
    [InlineData("psynth_bw", SmallAreaMethod.Synthetic, false)]
    [InlineData("extsynth", SmallAreaMethod.Extended, true)]
    [InlineData("small", SmallAreaMethod.Small, true)]
    [InlineData("synth", SmallAreaMethod.Synthetic, true)]
    public void Two_phase_small_areas(string name, SmallAreaMethod method, bool isExhaustive)
    {
        (PhasedInventory grisons, JsonElement root) = Grisons(isThreePhase: false, isWeighted: !isExhaustive);
        JsonElement cases = Case(name);
        Assert.Equal(4, cases.GetArrayLength());
        foreach (JsonElement expected in cases.EnumerateArray())
        {
            string area = expected.GetProperty("area").GetString()!;
            double[]? known = isExhaustive ? root.GetProperty("exhaustive_means_area").GetProperty(area).Doubles() : null;
            Check(expected, TwoPhaseEstimator.SmallArea(grisons, area, method, known));
        }
    }

    [Fact]
    public void Three_phase_global()
    {
        (PhasedInventory grisons, _) = Grisons(isThreePhase: true, isWeighted: true);
        Check(Case("threephase_global_bw")[0], ThreePhaseEstimator.Mean(grisons));
    }

    [Theory]
    [InlineData("threephase_extpsynth_bw", SmallAreaMethod.Extended, false)]
    [InlineData("threephase_extsynth_bw", SmallAreaMethod.Extended, true)]
    [InlineData("threephase_synth_bw", SmallAreaMethod.Synthetic, true)]
    public void Three_phase_small_areas(string name, SmallAreaMethod method, bool isExhaustive)
    {
        (PhasedInventory grisons, JsonElement root) = Grisons(isThreePhase: true, isWeighted: true);
        foreach (JsonElement expected in Case(name).EnumerateArray())
        {
            string area = expected.GetProperty("area").GetString()!;
            double[]? known = isExhaustive ? [.. root.GetProperty("exhaustive_means_area").GetProperty(area).Doubles().Take(2)] : null;
            Check(expected, ThreePhaseEstimator.SmallArea(grisons, area, method, known));
        }
    }

    [Fact]
    public void Clusters_of_the_Zurichberg()
    {
        CsvTable table = new(SharedData.Require("forest_reference/estimators/zberg.csv"));
        PhasedInventory zberg = new()
        {
            Phases = [.. table.Numbers("phase_id_2p").Select(phase => (int)phase)],
            Values = table.Numbers("basal"),
            Full = DesignMatrix.Intercept(table.Count).WithCategory("stade", table.Texts("stade"))
                .WithCategory("couver", table.Texts("couver")).WithCategory("melange", table.Texts("melange")),
            Clusters = table.Texts("cluster"),
            Areas = table.Texts("ismallold"),
            Unit = new Unit("m2/ha"),
        };
        int[] field = [.. Enumerable.Range(0, table.Count).Where(i => zberg.Phases[i] == 2)];
        JsonElement onePhase = Case("zberg_cluster_onephase")[0];
        Estimate mean = ClusterSample.Mean([.. field.Select(i => zberg.Clusters[i])], [.. field.Select(i => zberg.Values[i])], zberg.Unit);
        Near.Relative(onePhase.Number("estimate"), mean.Value, Tolerance);
        Near.Relative(onePhase.Number("variance"), mean.Variance(), Tolerance);
        Check(Case("zberg_cluster_twophase_global")[0], TwoPhaseEstimator.Mean(zberg));
        Check(Case("zberg_cluster_extpsynth_1")[0], TwoPhaseEstimator.SmallArea(zberg, "1", SmallAreaMethod.Extended));
        Check(Case("zberg_cluster_psmall_1")[0], TwoPhaseEstimator.SmallArea(zberg, "1", SmallAreaMethod.Small));
    }

    private static void Check(JsonElement expected, PhasedEstimate actual)
    {
        Near.Relative(expected.Number("estimate"), actual.Estimate.Value, Tolerance);
        Near.Relative(expected.Number("g_variance"), actual.VarianceGWeight, Tolerance);
        if (expected.GetProperty("ext_variance").ValueKind == JsonValueKind.Null)
        {
            Assert.Null(actual.VarianceExternal);
        }
        else
        {
            Near.Relative(expected.Number("ext_variance"), actual.VarianceExternal!.Value, Tolerance);
        }

        Assert.Equal(expected.GetProperty("n2").GetInt32(), actual.Field);
        if (expected.TryGetProperty("n2G", out JsonElement inArea))
        {
            Assert.Equal(inArea.GetInt32(), actual.FieldInArea);
        }

        if (expected.TryGetProperty("n1G", out JsonElement firstInArea) && firstInArea.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(firstInArea.GetInt32(), actual.FirstInArea);
        }

        Near.Relative(expected.TryGetProperty("r.squared", out JsonElement r) ? r.GetDouble() : expected.Number("r.squared_full"), actual.RSquared, Tolerance);
        if (expected.TryGetProperty("r.squared_reduced", out JsonElement reduced))
        {
            Near.Relative(reduced.GetDouble(), actual.RSquaredReduced!.Value, Tolerance);
        }
    }

    private static (PhasedInventory Inventory, JsonElement Root) Grisons(bool isThreePhase, bool isWeighted)
    {
        CsvTable table = new(SharedData.Require("forest_reference/estimators/grisons.csv"));
        DesignMatrix full = DesignMatrix.Intercept(table.Count);
        foreach (string column in GrisonsColumns)
        {
            full = full.WithColumn(column, table.Numbers(column));
        }

        return (new PhasedInventory
        {
            Phases = [.. table.Numbers(isThreePhase ? "phase_id_3p" : "phase_id_2p").Select(phase => (int)phase)],
            Values = table.Numbers("tvol"),
            Full = full,
            Reduced = DesignMatrix.Intercept(table.Count).WithColumn("mean", table.Numbers("mean")),
            BoundaryWeights = isWeighted ? table.Numbers("boundary_weights") : null,
            Areas = table.Texts("smallarea"),
            Unit = Unit.CubicMetrePerHectare,
        }, Root());
    }

    private static JsonElement Case(string name) => Root().GetProperty("cases").GetProperty(name).GetProperty("result");

    private static JsonElement Root()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/estimators/expected_swiss.json")));
        return document.RootElement.Clone();
    }
}
