using System.Text.Json.Nodes;
using Mitoshi.Credits.Additionality;
using Mitoshi.Testing;

namespace Mitoshi.Credits.Tests.Additionality;

public sealed class MatchControlsTests
{
    [Fact]
    public async Task Near_twins_are_chosen_weighted_and_balanced()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("p.csv"), "id,si,slope\np1,0.2,5\np2,0.4,9\np3,0.6,2\n");
        File.WriteAllText(folder.File("d.csv"), "id,si,slope\nfar,0.9,30\nt1,0.21,5.1\nt2,0.39,8.8\nt3,0.6,2.3\nfar2,0.05,22\n");
        MatchResult result = await Match(folder).RunTypedAsync(new ProcessContext { Workspace = new Workspace(folder.Path) });
        JsonNode controls = JsonNode.Parse(File.ReadAllText(folder.File("c.json")))!;
        Assert.Equal(["t1", "t2", "t3"], controls["controls"]!.AsArray().Select(control => control!["id"]!.GetValue<string>()));
        Assert.True(result.IsBalanced);
    }

    [Theory]
    [InlineData(0.9, 2.2, 3.0, 0.5783629786442162, true)] // differences 0.1, -0.2, 0.5
    [InlineData(-0.1, 1.1, 2.45, 0.0034754817069908377, false)] // differences 1.1, 0.9, 1.05
    public async Task A_column_that_was_held_out_tests_the_controls_before_the_start(double first, double second, double third, double p, bool passes) // p by SciPy 1.10.1, ttest_1samp
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("p.csv"), "id,si,past,slope\np1,0.2,1.0,5\np2,0.4,2.0,9\np3,0.6,3.5,2\n");
        File.WriteAllText(folder.File("d.csv"), FormattableString.Invariant($"id,si,past,slope\nfar,0.9,100,30\nt1,0.21,{first},5.1\nt2,0.39,{second},8.8\nt3,0.6,{third},2.3\nfar2,0.05,-50,22\n"));
        MatchResult result = await (Match(folder) with { HeldOut = "past" }).RunTypedAsync(new ProcessContext { Workspace = new Workspace(folder.Path) });
        Assert.Equal(p, result.PlaceboP!.Value, 1e-9);
        Assert.Equal(passes, result.Summarise().Succeeded);
        JsonNode controls = JsonNode.Parse(File.ReadAllText(folder.File("c.json")))!;
        Assert.Equal(["t1", "t2", "t3"], controls["controls"]!.AsArray().Select(control => control!["id"]!.GetValue<string>()));
        Assert.Equal(2, controls["controls"]![0]!["covariates"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_report_has_two_dots_for_each_covariate_and_lines_at_the_thresholds()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("p.csv"), "id,si,slope\np1,0.2,5\np2,0.4,9\np3,0.6,2\n");
        File.WriteAllText(folder.File("d.csv"), "id,si,slope\nfar,0.9,30\nt1,0.21,5.1\nt2,0.39,8.8\nt3,0.6,2.3\nfar2,0.05,22\n");
        MatchResult result = await Match(folder).RunTypedAsync(new ProcessContext { Workspace = new Workspace(folder.Path) });
        string page = File.ReadAllText(result.Report), plot = page[page.IndexOf("<svg", StringComparison.Ordinal)..page.IndexOf("</svg>", StringComparison.Ordinal)];
        Assert.Equal(4, plot.Split("<circle").Length - 1);
        Assert.Equal(2, plot.Split("class=\"rule\"").Length - 1);
        Assert.Contains("標準化平均差", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,si,slope\np1,0.2,x\n", "measurements.bad_table")]
    [InlineData("id,si\np1,0.2\n", "credits.shape_mismatch")]
    [InlineData("id,si,slope\np1,0.2,5\np1,0.3,5\n", "credits.double_count")]
    [InlineData("id,si,slope\na,1,1\nb,2,2\nc,3,3\nd,4,4\ne,5,5\nf,6,6\n", "credits.donor_pool_too_small")]
    public async Task A_bad_table_is_refused_by_name(string plots, string code)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("p.csv"), plots);
        File.WriteAllText(folder.File("d.csv"), "id,si,slope\nfar,0.9,30\nt1,0.21,5.1\nt2,0.39,8.8\nt3,0.6,2.3\nfar2,0.05,22\n");
        Assert.Equal(code, (await Assert.ThrowsAsync<MitoshiException>(() => Match(folder).ExecuteAsync(new ProcessContext { Workspace = new Workspace(folder.Path) }))).Code);
    }

    private static MatchControls Match(TemporaryFolder folder)
        => new() { Plots = folder.File("p.csv"), Donors = folder.File("d.csv"), ProjectId = "SIM001", Output = folder.File("c.json") };
}
