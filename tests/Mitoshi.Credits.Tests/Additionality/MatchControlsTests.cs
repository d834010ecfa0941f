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
