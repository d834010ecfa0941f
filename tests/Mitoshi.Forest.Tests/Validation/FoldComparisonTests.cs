using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Simulation;
using Mitoshi.Forest.Validation;
using Mitoshi.Raster.Cubes;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Validation;

public sealed class FoldComparisonTests
{
    [Fact]
    public async Task A_model_is_refitted_by_random_block_matched_and_site_folds()
    {
        using TemporaryFolder folder = new();
        ProcessContext context = new() { Workspace = new Workspace(folder.Path), Threads = 2 };
        string landscape = folder.File("landscape");
        await new SimulateLandscape { Output = landscape, Size = 128, Plots = 0, Years = [2020] }.RunTypedAsync(context);
        ForestInput[] inputs = [new ForestInput { Path = Path.Combine(landscape, "dem.tif"), Role = LayerRole.Elevation }, .. new[] { "HH", "HV" }.Select(band => Directory.EnumerateFiles(Path.Combine(landscape, "palsar2"), $"*_20_sl_{band}_*.tif").Single())
            .Select(path => new ForestInput { Path = path, Role = LayerRole.Palsar, Bands = path.Contains("_HH_") ? "HH" : "HV", Date = new DateOnly(2020, 7, 1) })];
        string agb = Path.Combine(landscape, "lidar", "agb_2020.tif");
        ForestSite one = new() { Name = "one", Inputs = inputs, Agb = agb };
        ValidateForest process = new() { Map = agb, Sites = [one], Folds = FoldKind.All, Rows = 1500, Output = folder.File("out") };
        IReadOnlyList<FoldComparison> single = (await process.RunTypedAsync(context)).Outcome!.Folds;
        Assert.Equal([FoldKind.Random, FoldKind.Block, FoldKind.Knndm, FoldKind.Site], single.Select(fold => fold.Kind));
        Assert.All(single.Take(3), fold => Assert.Equal(5, fold.Folds));
        Assert.All(single.Take(3), fold => Assert.Equal(1500, fold.Values!.Count));
        Assert.Null(single[3].Values);
        Assert.StartsWith("not usable", single[3].Note.En, StringComparison.Ordinal);

        // Two sites in one coordinate system: the west learns from the east and the other way round.
        ForestValidation sites = await (process with { Sites = [one, one with { Name = "two" }], Folds = FoldKind.Site, Rows = 600 }).RunTypedAsync(context);
        Assert.Equal(2, sites.Outcome!.Folds[0].Folds);
        Assert.Contains("サイトを除く", File.ReadAllText(sites.Report));
    }
}
