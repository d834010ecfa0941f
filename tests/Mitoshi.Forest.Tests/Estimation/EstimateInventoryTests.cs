using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Estimation;

public sealed class EstimateInventoryTests
{
    private static readonly string[] Full = ["mean", "stddev", "max", "q75"];

    [Fact]
    public async Task Grisons_from_its_table_by_every_two_phase_estimator()
    {
        InventoryEstimates result = await Run(new EstimateInventory
        {
            Points = SharedData.Require("forest_reference/estimators/grisons.csv"), Value = "tvol", Phase = "phase_id_2p", Full = Full, Area = "smallarea", BoundaryWeights = "boundary_weights",
        });
        Check("twophase_global_nex_bw", result, InventoryMethod.Global);
        Check("psmall_bw", result, InventoryMethod.Small);
        Check("extpsynth_bw", result, InventoryMethod.Extended);
        Check("psynth_bw", result, InventoryMethod.Synthetic);
    }

    [Fact]
    public async Task Grisons_in_three_phases()
    {
        InventoryEstimates result = await Run(new EstimateInventory
        {
            Points = SharedData.Require("forest_reference/estimators/grisons.csv"), Value = "tvol", Phase = "phase_id_3p", Full = Full, Reduced = ["mean"], Area = "smallarea",
            BoundaryWeights = "boundary_weights",
        });
        Check("threephase_global_bw", result, InventoryMethod.Global);
        Check("threephase_extpsynth_bw", result, InventoryMethod.Extended);
    }

    [Fact]
    public async Task Zurichberg_in_clusters_with_classes()
    {
        InventoryEstimates result = await Run(new EstimateInventory
        {
            Points = SharedData.Require("forest_reference/estimators/zberg.csv"), Value = "basal", Phase = "phase_id_2p", Full = ["stade", "couver", "melange"],
            Categories = ["stade", "couver", "melange"], Cluster = "cluster", Area = "ismallold", ValueUnit = "m2/ha",
        });
        Check("zberg_cluster_twophase_global", result, InventoryMethod.Global);
        Check("zberg_cluster_extpsynth_1", result, InventoryMethod.Extended);
        Check("zberg_cluster_psmall_1", result, InventoryMethod.Small);
    }

    [Fact]
    public async Task Norwegian_municipalities_with_known_means()
    {
        using TemporaryFolder folder = new();
        string known = File.ReadAllText(SharedData.Require("forest_reference/estimators/norway_domains.csv")).Replace("mean.canopy.ht.bar", "mean.canopy.ht", StringComparison.Ordinal);
        File.WriteAllText(folder.File("known.csv"), known);
        InventoryEstimates result = await Run(new EstimateInventory
        {
            Points = SharedData.Require("forest_reference/estimators/norway_sample.csv"), Value = "biomass.ha", Full = ["mean.canopy.ht"], Area = "domain.ID", Known = folder.File("known.csv"),
            Method = InventoryMethod.Eblup, ValueUnit = "Mg/ha",
        });
        InventoryEstimate fifth = result.Estimates.Single(estimate => estimate.Area == "5");
        Assert.Equal(118.491, fifth.Estimate!.Value, 3);
        Assert.Equal(8.343, Math.Sqrt(fifth.ErrorParts!.Value.AreaSecond), 3);
        Assert.Equal(14, result.Estimates.Count);
    }

    [Fact]
    public async Task Impossible_tables_get_coded_errors()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("p.csv"), "v,x,z,area,phase\n1,1,2,a,2\n2,2,4,a,2\n4,3,6,b,2\n3,4,8,b,2\n5,5,10,b,7\n");
        EstimateInventory process = new() { Points = folder.File("p.csv"), Value = "v", Full = ["x"], Area = "area" };
        Assert.Equal("inventory.bad_phase", await Code(process with { Phase = "phase" }));
        Assert.Equal("statistics.singular_design", await Code(process with { Full = ["x", "z"], Method = InventoryMethod.Global }));
        Assert.Equal("inventory.no_mean", await Code(process with { Method = InventoryMethod.Eblup }));
        Assert.Equal("plots.no_column", await Code(process with { Value = "w" }));
        File.WriteAllText(folder.File("known.csv"), "area,q\na,1\n");
        Assert.Equal("inventory.no_mean", await Code(process with { Known = folder.File("known.csv") }));
        InventoryEstimates all = await Run(process with { Full = ["x", "z"] });
        Assert.Contains(all.Estimates, estimate => estimate.Estimate is null && estimate.Notes.Count > 0);
        foreach (string code in new[] { "inventory.bad_phase", "inventory.no_mean", "statistics.singular_design" })
        {
            Assert.True(File.Exists(Path.Combine(SharedData.ProjectRoot, "docs", "errors", code + ".md")), code);
        }

        async Task<string> Code(EstimateInventory wrong) => (await Assert.ThrowsAsync<MitoshiException>(() => Run(wrong))).Code;
    }

    private static void Check(string name, InventoryEstimates result, InventoryMethod method)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/estimators/expected_swiss.json")));
        foreach (JsonElement expected in document.RootElement.GetProperty("cases").GetProperty(name).GetProperty("result").EnumerateArray())
        {
            string area = expected.TryGetProperty("area", out JsonElement named) ? named.GetString()! : string.Empty;
            InventoryEstimate actual = result.Estimates.Single(estimate => estimate.Area == area && estimate.Method == method);
            Near(expected.GetProperty("estimate").GetDouble(), actual.Estimate!.Value);
            Near(expected.GetProperty("g_variance").GetDouble(), actual.VarianceGWeight);
            if (expected.GetProperty("ext_variance").ValueKind == JsonValueKind.Number)
            {
                Near(expected.GetProperty("ext_variance").GetDouble(), actual.VarianceExternal);
            }
        }

        static void Near(double expected, double actual) => Assert.True(Math.Abs(actual - expected) <= 1e-9 * expected, $"{expected} {actual}");
    }

    private static Task<InventoryEstimates> Run(EstimateInventory process) => process.RunTypedAsync(new ProcessContext { Workspace = new Workspace(".") });
}
