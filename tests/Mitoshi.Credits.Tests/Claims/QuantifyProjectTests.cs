using Mitoshi.Credits.Claims;
using Mitoshi.Testing;

namespace Mitoshi.Credits.Tests.Claims;

public sealed class QuantifyProjectTests
{
    [Fact]
    public async Task The_example_gives_what_its_equations_give_by_hand()
    {
        // By hand from the table: k = 0.47 x 1.24 x 44/12, dC = k (1240 x 28.3 + 860 x 2.5), SE by rho = 0.6, t(0.95; 35) = 1.6896.
        using ExampleProject example = new();
        Claim claim = (await example.Quantify()).Claim;
        double k = 0.47 * 1.24 * 44 / 12, change = k * ((1240 * 28.3) + (860 * 2.5));
        double error = k * Math.Sqrt((1240 * 1240 * ((1.9 * 1.9) + (2.6 * 2.6) - (1.2 * 1.9 * 2.6))) + (860 * 860 * ((6.1 * 6.1) + (6.3 * 6.3) - (1.2 * 6.1 * 6.3))));
        double deduction = (1.6895724577802647 * error / change) - 0.10, kept = change * (1 - (0.006 / 0.031));
        Assert.Equal(change, (double)claim.Waterfall.Gross, 1e-3);
        Assert.Equal(kept * deduction, (double)claim.Waterfall.Uncertainty, 1e-2);
        Assert.Equal((long)Math.Ceiling(0.16 * change), claim.BufferUnits);
        Assert.Equal((long)Math.Floor((kept * (1 - deduction)) - 310 - 850 - claim.BufferUnits), claim.Credits);
    }

    [Fact]
    public async Task The_published_table_of_Cambodia_gives_222739_credits()
    {
        using ExampleProject example = new();
        WriteCambodia(example);
        Claim claim = (await example.Quantify()).Claim;
        Assert.Equal(559_960, (double)claim.Waterfall.Gross, 0.01);
        Assert.Equal(222_739, claim.Credits);
        Assert.Equal(Mark.Reconstructed, claim.Mark);
        Assert.Contains(claim.NotForIssuance, reason => reason.En.Contains("loss probability", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_factor_plot_or_boundary_changes_the_hash()
    {
        using ExampleProject example = new();
        HashSet<string> hashes = [(await example.Quantify()).ClaimSha256];
        example.Replace("project.yaml", "value: 0.24", "value: 0.25");
        Assert.True(hashes.Add((await example.Quantify()).ClaimSha256));
        example.Replace("measurements.csv", "46.7", "46.8");
        Assert.True(hashes.Add((await example.Quantify()).ClaimSha256));
        example.Replace("boundary.geojson", "13.14", "13.15");
        Assert.True(hashes.Add((await example.Quantify()).ClaimSha256));
    }

    [Fact]
    public async Task The_claim_has_the_same_bytes_on_any_number_of_threads()
    {
        using ExampleProject example = new();
        example.Replace("project.yaml", "programme: VCS\nmethodology: VM0047\nversion: \"1.1\"", "programme: ART\nmethodology: TREES\nversion: \"2.0\"");
        string one = (await example.Quantify(threads: 1)).ClaimSha256;
        Assert.Equal(one, (await example.Quantify(threads: 7)).ClaimSha256);
        Assert.NotEqual(one, (await example.Quantify(seed: 2)).ClaimSha256);
    }

    [Fact]
    public async Task The_written_claim_reads_back_and_its_hash_stands_beside_it()
    {
        using ExampleProject example = new();
        ClaimResult result = await example.Quantify();
        byte[] content = File.ReadAllBytes(result.ClaimPath);
        Assert.Equal(result.ClaimSha256, ClaimJson.Sha256(ClaimJson.Read(content, "claim.json")));
        Assert.StartsWith(result.ClaimSha256, File.ReadAllText(Path.Combine(Path.GetDirectoryName(result.ClaimPath)!, "claim.sha256")));
    }

    [Fact]
    public async Task Comparing_shows_the_five_programmes_side_by_side()
    {
        using ExampleProject example = new();
        Summary summary = (await example.Quantify(compare: true)).Summarise();
        string[] names = [.. summary.Tables[1].Rows.Select(row => row[0].En)];
        Assert.All(["ART TREES", "CDM AR-TOOL14", "J-Credit FO-001", "JCM KH_AM004", "VCS VM0047"], name => Assert.Contains(name, names));
        Assert.All(summary.Tables[1].Rows.Where(row => row[0].En is "ART TREES" or "JCM KH_AM004"), row => Assert.Equal("not for issuance", row[^1].En));
    }

    [Fact]
    public async Task A_methodology_that_does_not_apply_says_why_in_the_comparison()
    {
        using ExampleProject example = new();
        example.Replace("project.yaml", "map_age_years: 1", "map_age_years: 3");
        Summary summary = (await example.Quantify(compare: true)).Summarise();
        Assert.Contains("3 years old", summary.Tables[1].Rows.Single(row => row[0].En == "JCM KH_AM004")[^1].En);
    }

    [Fact]
    public async Task A_confirmed_clause_no_longer_stands_against_issuing()
    {
        using ExampleProject example = new();
        int before = (await example.Quantify()).Claim.NeedsConfirmation.Count;
        example.Replace("project.yaml", "confirmations:\n", "confirmations:\n  - {of: \"leakage assessment of 2026-01-20 by VMD0054, section 4\", clause: \"VMD0054 v1.1 sec. 8\", by: \"A. Example\"}\n");
        Claim claim = (await example.Quantify()).Claim;
        Assert.Equal(before - 1, claim.NeedsConfirmation.Count);
        Assert.Empty(claim.NotForIssuance);
    }

    [Theory]
    [InlineData("project.yaml", "to: 2026-01-01", "to: 2020-01-01", "credits.negative_period")]
    [InlineData("project.yaml", "pools: [agb, bgb]", "pools: [agb, agb]", "credits.double_count")]
    [InlineData("project.yaml", "  - {key: leakage, value: 850", "  - {key: leakage_of_others, value: 850", "credits.leakage_not_assessed")]
    [InlineData("project.yaml", "  - {key: root_ratio, value: 0.24", "  - {key: root_ratio, value: ", "credits.missing_factor")]
    [InlineData("project.yaml", "plot_correlation: 0.6", "plot_correlation_unknown: 0.6", "credits.missing_correlation")]
    [InlineData("project.yaml", "project_plots: 48", "project_plots: 29", "credits.sample_too_small")]
    [InlineData("project.yaml", "project_emissions_tCO2e: 310", "emissions: 310", "credits.missing_field")]
    [InlineData("project.yaml", "methodology: VM0047", "methodology: VM9999", "credits.unknown_methodology")]
    [InlineData("project.yaml", "version: \"1.1\"", "version: \"1.0\"", "credits.unknown_version")]
    [InlineData("project.yaml", "measurements: [measurements.csv]", "measurements: [missing.csv]", "credits.no_file")]
    [InlineData("project.yaml", "pools: [agb, bgb]", "pools: [agb, bgb", "credits.bad_project")]
    [InlineData("project.yaml", "internal: 6", "internal: 36", "credits.risk_fail")]
    [InlineData("measurements.csv", "1.9,se,48", "1.9,sd,48", "credits.sd_for_se")]
    [InlineData("measurements.csv", "1.9,se,48", "-1.9,se,48", "credits.negative_uncertainty")]
    [InlineData("measurements.csv", "18.4,Mg/ha", "18;4,Mg/ha", "measurements.bad_table")]
    [InlineData("measurements.csv", ",agb", ",area", "credits.missing_measurement")]
    public async Task What_a_user_can_get_wrong_is_refused_by_name(string file, string old, string replacement, string code)
    {
        using ExampleProject example = new();
        example.Replace(file, old, replacement);
        Assert.Equal(code, await example.Refusal());
    }

    [Fact]
    public async Task The_report_names_every_equation_and_the_reasons_in_both_languages()
    {
        using ExampleProject example = new();
        ClaimResult result = await example.Quantify();
        string folder = Path.GetDirectoryName(result.ClaimPath)!, english = File.ReadAllText(Path.Combine(folder, "report.en.html")), japanese = File.ReadAllText(Path.Combine(folder, "report.ja.html"));
        Assert.All(result.Claim.Lines, line => Assert.Contains(System.Net.WebUtility.HtmlEncode(line.Name.En), english));
        Assert.All(result.Claim.Lines, line => Assert.Contains(System.Net.WebUtility.HtmlEncode(line.Name.Ja), japanese));
        Assert.Contains("official text of the programme must be read", english);
        Assert.Contains("公式文書を確認", japanese);
    }

    // Two group rates that close the published reference level (an illustration, mark R), and project emissions as published.
    private static void WriteCambodia(ExampleProject example)
    {
        string folder = Path.GetDirectoryName(example.ProjectFile)!;
        File.WriteAllText(Path.Combine(folder, "measurements.csv"), """
            id,value,unit,uncertainty,uncertainty_kind,n,method,place,area_ha,from,to,pool
            e1,85.72,tC/ha,1,se,,table,evergreen,56686,2026-01-01,2027-01-01,agb
            e2,93.19,tC/ha,1,se,,table,semi_evergreen,16399,2026-01-01,2027-01-01,agb
            e3,39.97,tC/ha,1,se,,table,deciduous,8397,2026-01-01,2027-01-01,agb
            e4,66.7,tC/ha,1,se,,table,mangrove,0,2026-01-01,2027-01-01,agb
            e5,42.3,tC/ha,1,se,,table,regrowth,2228,2026-01-01,2027-01-01,agb
            l1,0,ha,0,se,,table,evergreen,56686,2026-01-01,2027-01-01,area
            l2,0,ha,0,se,,table,semi_evergreen,16399,2026-01-01,2027-01-01,area
            l3,0,ha,0,se,,table,deciduous,8397,2026-01-01,2027-01-01,area
            l4,0,ha,0,se,,table,mangrove,0,2026-01-01,2027-01-01,area
            l5,0,ha,0,se,,table,regrowth,2228,2026-01-01,2027-01-01,area
            """);
        File.WriteAllText(example.ProjectFile, """
            project: KH005
            name: {en: Published table, ja: 公表された表}
            programme: JCM
            methodology: KH_AM004
            version: "1.0"
            from: 2026-01-01
            to: 2027-01-01
            pools: [agb]
            parties: [{role: proponent, name: Owner}]
            measurements: [measurements.csv]
            factors:
              - {key: loss_probability, value: 0.0194067066288, unit: 1/yr, citation: illustration, mark: R}
              - {key: loss_probability.deciduous, value: 0.0669012327604, unit: 1/yr, citation: illustration, mark: R}
              - {key: loss_probability.regrowth, value: 0.0669012327604, unit: 1/yr, citation: illustration, mark: R}
            parameters: {option: 1, reference_level_assessed: true, map_age_years: 1, fuel_tCO2e: 281536, fertiliser_tCO2e: 0, displaced_tCO2e: 0}
            """);
    }
}
