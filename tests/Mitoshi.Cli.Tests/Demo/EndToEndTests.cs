using System.Text;
using Mitoshi.Credits.Claims;
using Mitoshi.Gdal;
using Mitoshi.Registry;

namespace Mitoshi.Cli.Tests.Demo;

/// <summary>From a simulated landscape to a receipt; then what a dishonest or careless hand might change. Everything is simulated.</summary>
public sealed class EndToEndTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private const string Project = "DEMO2";

    [Fact]
    public void The_demo_issues_retires_and_reverses_a_claim_and_runs_its_chain_again()
    {
        string[] tables = [.. demo.Summary.Tables.Select(table => string.Join('\n', table.Rows.Select(row => string.Join(" | ", row.Select(cell => cell.En)))))];
        string claim = tables.Single(table => table.Contains($"Issued | MTS-{Project}", StringComparison.Ordinal));
        Assert.Contains($"Retired | MTS-{Project}", claim, StringComparison.Ordinal);
        Assert.Contains("Reversed by a simulated loss | Buffer left 0, Debt 25", claim, StringComparison.Ordinal);
        Assert.Contains(tables, table => table.Contains("verified | 9 of 9 runs gave the same bytes again", StringComparison.Ordinal));
        string damages = tables[^1];
        Assert.Contains("found | forest_map: products/landscape-2016/agb.tif", damages, StringComparison.Ordinal);
        Assert.Contains("found | plots: ../landscape/plots/plots_2016.csv", damages, StringComparison.Ordinal);
        Assert.Contains($"found | project: projects/{Project}/project.yaml", damages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_pixel_of_the_map_changed_makes_verify_fail_and_name_the_map()
    {
        string map = Path.Combine(demo.Copy, "products", "landscape-2016", "agb.tif");
        Assert.Equal(["products/landscape-2016/agb.tif"], await DamagedAsync(map, () =>
        {
            using RasterFile source = RasterFile.Open(map);
            float[] values = new float[source.Grid.PixelCount];
            source.Read<float>(source.Grid.Whole, [0], values);
            values[1000] += 0.5f;
            using RasterWriter writer = RasterWriter.Create(map, source.Grid, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN });
            writer.Write<float>(source.Grid.Whole, 0, values);
            writer.Commit();
        }));
    }

    [Theory]
    [InlineData("../landscape/plots/plots_2016.csv", "1", "2")]
    [InlineData("projects/DEMO2/project.yaml", "value: 0.025", "value: 0.026")]
    [InlineData("projects/DEMO2/loss-evergreen.json", "\"value\":\"", "\"value\":\"1")]
    public async Task One_plot_one_factor_or_one_measurement_changed_makes_verify_fail_and_name_the_file(string file, string from, string to)
    {
        string path = Path.GetFullPath(Path.Combine(demo.Copy, file));
        Assert.Equal([file], await DamagedAsync(path, () =>
        {
            string text = File.ReadAllText(path);
            int at = text.LastIndexOf(from, StringComparison.Ordinal);
            File.WriteAllText(path, string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)), new UTF8Encoding(false));
        }));
    }

    [Fact]
    public async Task Every_scene_behind_the_map_is_among_the_files_of_the_receipt()
    {
        Receipt receipt = Receipt.Read(await File.ReadAllBytesAsync(ReceiptIn(demo.Copy)));
        string landscape = Path.Combine(demo.Copy, "..", "landscape");
        HashSet<string> listed = [.. receipt.Files.Select(file => Path.GetFileName(file.Path))];
        foreach (string scene in Directory.EnumerateFiles(Path.Combine(landscape, "sentinel2"), "*.tif").Concat(Directory.EnumerateFiles(Path.Combine(landscape, "sentinel1"), "*.tif")))
        {
            Assert.Contains(Path.GetFileName(scene), listed);
        }
    }

    [Fact]
    public async Task A_measurement_that_was_forged_before_the_claim_passes_the_checksums_but_not_the_second_run()
    {
        string folder = Path.Combine(demo.Output, "workspace", "projects", "DEMO3");
        Forge(Path.Combine(demo.Output, "workspace", "projects", Project), folder);
        ProcessContext context = Context(Path.Combine(demo.Output, "workspace"));
        ClaimResult claim = await new QuantifyProject { File = Path.Combine(folder, "project.yaml"), Output = folder }.RunTypedAsync(context);
        await new SubmitClaim { Claim = claim.ClaimPath, Evidence = [folder], Key = "proponent" }.RunTypedAsync(context);
        await new VerifyClaim { Claim = claim.ClaimPath, Key = "verifier" }.RunTypedAsync(context);
        await new RegisterClaim { Claim = claim.ClaimPath, Key = "registry" }.RunTypedAsync(context);
        await new ConfirmClause { Claim = claim.ClaimPath, Person = "A. Example", Document = "simulated", Clause = "all", Key = "registry" }.RunTypedAsync(context);
        RecordedStep issued = await new IssueUnits { Claim = claim.ClaimPath, To = "org:H", Key = "registry" }.RunTypedAsync(context);
        WrittenReceipt receipt = await new WriteReceipt { Serial = issued.Facts[1].Value.En }.RunTypedAsync(context);
        VerifyReceipt verify = new() { Receipt = receipt.File, Folder = context.Workspace.Root };
        Assert.True((await verify.RunTypedAsync(context)).Holds);

        // The demo itself shows that training and maps run again; without this scene they cannot, which saves their minute here.
        File.Delete(Path.Combine(demo.Output, "landscape", "dem.tif"));
        VerifiedReceipt again = await (verify with { Recompute = true }).RunTypedAsync(context);
        Assert.Contains(again.Steps, step => step.Unchecked?.En.Contains("dem.tif", StringComparison.Ordinal) == true);
        string[] wrong = [.. again.Steps.Where(step => step.Problem is not null && step.What.En.StartsWith("run again", StringComparison.Ordinal)).Select(step => $"{step.What.En}: {step.Problem!.En}")];
        Assert.Single(wrong);
        Assert.Contains("run again: evergreen-2016 by forest_measure: projects/DEMO3/stock-evergreen.json came out differently", wrong[0], StringComparison.Ordinal);
    }

    // A tenth more carbon, years before anybody else claims that land.
    private static void Forge(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            string text = File.ReadAllText(file).Replace(Project, "DEMO3", StringComparison.Ordinal).Replace("2016-07-01", "2010-07-01", StringComparison.Ordinal).Replace("2024-07-01", "2014-07-01", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(to, Path.GetFileName(file)), text, new UTF8Encoding(false));
        }

        string stock = Path.Combine(to, "stock-evergreen.json");
        IReadOnlyList<Measurement> measured = MeasurementJson.Read(File.ReadAllBytes(stock), stock);
        File.WriteAllBytes(stock, MeasurementJson.Write([.. measured.Select(m => m with { Estimate = m.Estimate with { Value = m.Estimate.Value * 1.1 } })]));
    }

    private static ProcessContext Context(string root) => new() { Workspace = new Workspace(root) };

    private static string ReceiptIn(string workspace) => Directory.GetFiles(Path.Combine(workspace, "receipts"), $"MTS-{Project}-*.json").Single();

    // The places that verify names, without what it was used as.
    private async Task<string[]> DamagedAsync(string file, Action change)
    {
        byte[] original = await File.ReadAllBytesAsync(file);
        try
        {
            change();
            VerifiedReceipt found = await new VerifyReceipt { Receipt = ReceiptIn(demo.Copy), Folder = demo.Copy }.RunTypedAsync(Context(demo.Copy));
            Assert.False(found.Summarise().Succeeded);
            return [.. found.Steps.Where(step => step.Problem is not null).Select(step => step.What.En.Split(": ")[1]).Distinct()];
        }
        finally
        {
            await File.WriteAllBytesAsync(file, original);
        }
    }
}
