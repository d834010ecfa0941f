using Mitoshi.Forest.Change;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Reports;
using Mitoshi.Forest.Simulation;
using Mitoshi.Forest.Tests.EndToEnd;
using Mitoshi.Forest.Validation;
using Mitoshi.Raster.Cubes;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Reports;

public sealed class ReportForestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The bytes are the proof: nothing in a report comes from anywhere but its folder and what that names.
    [Fact]
    [Trait("Length", "Long")]
    public async Task Each_report_is_made_again_to_the_byte_and_in_the_other_language()
    {
        ProcessContext context = new() { Workspace = new Workspace(_folder.File("workspace")), Seed = 3 };
        string landscape = _folder.File("landscape"), plots = Path.Combine(landscape, "plots", "plots_2020.csv");
        await new SimulateLandscape { Output = landscape, Size = 96, Plots = 40 }.RunTypedAsync(context);
        ForestSite Site(int year) => LandscapeRun.SiteOf(landscape, year) is var site
            ? site with { Inputs = [.. site.Inputs.Where(input => input.Role is LayerRole.Elevation or LayerRole.Species or LayerRole.Palsar)] } : site;
        await new TrainForest { Sites = [Site(2020)], Rows = 1500, Simulated = true }.RunTypedAsync(context);
        async Task<MappedSite> Map(int year) => (await new MapForest { Sites = [Site(year)], Name = $"m{year}" }.RunTypedAsync(context)).Sites[0];
        MappedSite before = await Map(2020), after = await Map(2024);
        await new ChangeForest { Before = before.Folder, After = after.Folder, Stable = Path.Combine(landscape, "truth", "change.tif"), StableValue = 6, RemoveBias = true }.RunTypedAsync(context);
        await new ValidateForest { Map = before.Folder, Plots = plots, ValueColumn = "agb", PlotCrs = "EPSG:32654", Reference = Path.Combine(landscape, "truth", "agb_2020.tif"), ReferenceName = "truth" }.RunTypedAsync(context);
        await new EstimateAreas { Map = Path.Combine(before.Folder, MapFiles.Agb), Plots = plots, ValueColumn = "agb", Crs = "EPSG:32654", Output = _folder.File("estimate") }.RunTypedAsync(context);

        string workspace = context.Workspace.Root;
        foreach (string folder in new[] { before.Folder, Path.Combine(workspace, "products", "change"), Path.Combine(workspace, "models", "forest"), Path.Combine(before.Folder, "validation"), _folder.File("estimate") })
        {
            string path = Path.Combine(folder, "report.html");
            byte[] first = File.ReadAllBytes(path);
            File.Delete(path);
            await new ReportForest { Product = folder }.RunTypedAsync(context);
            Assert.True(first.AsSpan().SequenceEqual(File.ReadAllBytes(path)), folder);
            ForestReport other = await new ReportForest { Product = folder, Output = _folder.File("ja.html") }.RunTypedAsync(context with { Language = Language.Japanese });
            string html = File.ReadAllText(other.Path);
            Assert.Contains("<html lang=\"ja\">", html);
            Assert.DoesNotContain("http://", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
            if (Environment.GetEnvironmentVariable("MITOSHI_REPORTS") is { Length: > 0 } shown)
            {
                Directory.CreateDirectory(shown);
                File.Copy(other.Path, Path.Combine(shown, Path.GetFileName(folder) + ".html"), overwrite: true);
            }
        }
    }

    [Fact]
    public async Task A_folder_of_another_kind_a_broken_record_and_a_lost_model_are_refused_with_a_code()
    {
        ProcessContext context = new() { Workspace = new Workspace(_folder.Path) };
        ReportForest report = new() { Product = _folder.Path };
        Assert.Equal("report.unknown_product", (await Assert.ThrowsAsync<MitoshiException>(() => report.RunTypedAsync(context))).Code);
        File.WriteAllText(_folder.File("run.json"), "{\"process\": 7");
        Assert.Equal("report.bad_record", (await Assert.ThrowsAsync<MitoshiException>(() => report.RunTypedAsync(context))).Code);
        File.WriteAllText(_folder.File("item.json"),
            "{\"properties\": {\"mitoshi:lineage\": {\"process\": \"forest_map\", \"parameters\": {}, \"inputs\": [{\"name\": \"models/gone/model.json\", \"role\": \"model\"}]}}}");
        Assert.Equal("report.no_input", (await Assert.ThrowsAsync<MitoshiException>(() => report.RunTypedAsync(context))).Code);
    }
}
