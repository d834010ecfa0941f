using Mitoshi.Forest.Change;
using Mitoshi.Forest.Maps;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.EndToEnd;

/// <summary>One landscape where nothing happens, seen by two sets of noisy scenes: whatever changes between its maps is error.</summary>
public sealed class UnchangedGroundTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Change_of_nothing_is_nothing_and_the_correlation_of_errors_is_measured()
    {
        LandscapeRun run = await LandscapeRun.Make(_folder.Path, size: 128, seed: 1, isUnchanging: true, rows: 3000);
        (MappedSite before, MappedSite after) = (await run.Map(2020), await run.Map(2024));
        string stable = Path.Combine(run.Folder, "truth", "change.tif");
        ForestChange change = await new ChangeForest { Before = before.Folder, After = after.Folder, Stable = stable, StableValue = 6 }.RunTypedAsync(run.Context);

        // The maps differ, and the intervals own up to it: at most the promised tenth of unchanged forest is called changed, in either direction.
        float[] first = LandscapeRun.ReadAt(before.Folder, MapFiles.Agb), second = LandscapeRun.ReadAt(after.Folder, MapFiles.Agb);
        Assert.NotEqual(first, second);
        Assert.True(change.Figures.StablePixels > 8000);
        Assert.InRange(change.Figures.StableShareOutside, 0, 0.10);
        Assert.InRange(change.Figures.LossHectares, 0, 0.05 * change.Figures.MappedHectares);
        Assert.InRange(Math.Abs(change.Figures.MeanMgPerHa), 0, 2 * change.Figures.StandardErrorMgPerHa);
        Assert.StartsWith("out-of-fold errors", change.Figures.CorrelationSource.En, StringComparison.Ordinal);
        Assert.Contains("out-of-fold errors", File.ReadAllText(change.Report), StringComparison.Ordinal);

        string truth = Path.Combine(run.Folder, "truth", "agb_2020.tif");
        float[] agb = run.Read("truth/agb_2020.tif");
        ForestChange byRaster = await new ChangeForest { Before = before.Folder, After = after.Folder, ReferenceBefore = truth, ReferenceAfter = truth, Name = "raster" }.RunTypedAsync(run.Context);
        Assert.Equal(Pearson([.. first.Zip(agb, (map, of) => (double)(map - of))], [.. second.Zip(agb, (map, of) => (double)(map - of))]), byRaster.Figures.Correlation, tolerance: 1e-6);

        string plots = Path.Combine(run.Folder, "plots", "plots_2020.csv"), later = Path.Combine(run.Folder, "plots", "plots_2024.csv");
        ForestChange byPlots = await new ChangeForest { Before = before.Folder, After = after.Folder, ReferenceBefore = plots, ReferenceAfter = later, Name = "plots" }.RunTypedAsync(run.Context);
        Assert.InRange(byPlots.Figures.Correlation, 0.1, 0.95);
        Assert.StartsWith("150 plots", byPlots.Figures.CorrelationSource.En, StringComparison.Ordinal);

        string few = _folder.File("few.csv");
        File.WriteAllLines(few, File.ReadLines(plots).Take(10));
        ChangeForest lacking = new() { Before = before.Folder, After = after.Folder, ReferenceBefore = few, ReferenceAfter = later, Name = "few" };
        Assert.Equal("change.few_references", (await Assert.ThrowsAsync<MitoshiException>(() => lacking.RunTypedAsync(run.Context))).Code);
    }

    private static double Pearson(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum() / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
