using Mitoshi.Credits.Claims;
using Mitoshi.Testing;

namespace Mitoshi.Credits.Tests.Claims;

/// <summary>A claim of each methodology against a calculation by hand or against the answer of a published vector, named beside it.</summary>
public sealed class MethodologyClaimTests
{
    private const string Stocks = """
        a,40,tC/ha,0,se,,table,north,1000,2025-07-01,2025-08-01,agb
        b,10,tC/ha,0,se,,table,north,1000,2021-01-01,2021-02-01,agb
        """;

    private const string Losses = """
        a,30,tC/ha,3,se,,table,north,1000,2021-01-01,2021-02-01,agb
        b,100,ha,10,se,,sample,north,1000,2021-01-01,2026-01-01,agb
        """;

    private const string Field = "a,10,ha,0,se,,survey,paddy,10,2021-04-01,2021-10-01,area\n";

    public static TheoryData<string> Names => [.. Methodologies.All.Select(methodology => $"{methodology.Programme} {methodology.Name}")];

    [Fact]
    public async Task Ten_hectares_of_longer_drainage_in_Tohoku_give_79_credits() // vector ag5-001
    {
        const string Project = """
            programme: J-Credit
            methodology: AG-005
            version: "1"
            parameters: {paddy: {region: Tohoku, gwp_ch4: 28, fields: [{place: paddy, drainage: poor, organic: straw, baseline_days: [7, 8], project_days: 15}]}}
            """;
        Claim claim = await SmallProject.Of(Project, Field);
        Assert.Equal((79, 265.44m), (claim.Credits, claim.Waterfall.Gross));
        Assert.Equal(Mark.Secondary, claim.Mark);
        Assert.Empty(claim.NotForIssuance);
        Assert.NotEmpty(claim.NeedsConfirmation);
        Assert.Equal("credits.not_applicable", await CodeOf(Project.Replace("project_days: 15", "project_days: 14"), Field));
        Assert.Equal("credits.double_count", await CodeOf(Project, Field + "b" + Field[1..]));
    }

    [Theory]
    [InlineData("FO-002", "land_met_forest_definition_at_start")]
    [InlineData("FO-003", "standing_trees_present")]
    public async Task Planting_counts_like_managed_growth_on_land_that_qualifies(string name, string condition)
    {
        // One hectare of hinoki, 9.6 m3/yr: 9.6 x 1.24 x 1.26 x 0.407 x 0.5 x 44/12 = 11.19 tCO2/yr; a hundred of them, 3 % kept.
        string project = $$"""
            programme: J-Credit
            methodology: {{name}}
            version: "4.0"
            factors:
              - {key: growth, value: 9.6, unit: m3/ha/yr, citation: yield table}
              - {key: bef, value: 1.24, unit: "1", citation: table}
              - {key: root_ratio, value: 0.26, unit: "1", citation: table}
              - {key: density, value: 0.407, unit: t/m3, citation: table}
              - {key: carbon_fraction, value: 0.5, unit: tC/t, citation: table}
            parameters: { {{condition}}: false, harvest_emissions_tCO2: 0, jcredit_buffer_percent: 3 }
            """;
        Claim claim = await SmallProject.Of(project, "a,20,Mg/ha,1,se,,plots,north,100,2021-06-01,2021-07-01,agb\n");
        Assert.Equal(100 * 9.6 * 1.24 * 1.26 * 0.407 * 0.5 * 44 / 12, (double)claim.Waterfall.Gross, 1e-9);
        Assert.Equal(1119 - 34, claim.Credits);
        Assert.Equal("credits.not_applicable", await CodeOf(project.Replace("false", "true"), Stocks));
        Assert.Equal("credits.missing_field", await CodeOf(project.Replace(condition + ": false,", ""), Stocks));
    }

    [Fact]
    public async Task Seagrass_by_area_is_cut_by_the_certainty_of_the_review() // vector jb-001: 9.7896
    {
        const string Project = """
            programme: JBE
            methodology: J Blue Credit
            version: "2024"
            factors: [{key: blue_coefficient, value: 4.9, unit: tCO2/ha/yr, citation: local survey}]
            parameters: {jblue: {certainty_area: 0.9, certainty_coefficient: 0.8, baseline_tCO2: 1.5}}
            """;
        Claim claim = await SmallProject.Of(Project, "a,3.2,ha,0.1,se,,drone,bay,3.2,2021-04-01,2021-10-01,area\n");
        Assert.Equal((15.68m, 9.7896m, 9L), (claim.Waterfall.Gross, claim.Waterfall.Net, claim.Credits));
        Assert.Equal("quantities.unit_mismatch", await CodeOf(Project.Replace("tCO2/ha/yr", "tC/ha/yr"), "a,3.2,ha,0.1,se,,drone,bay,3.2,2021-04-01,2021-10-01,area\n"));
    }

    [Fact]
    public async Task Standing_crop_of_seagrass_follows_equation_2() // vector jb-002: 0.779625 tCO2 of 5,000 m2
    {
        Claim claim = await SmallProject.Of("""
            programme: JBE
            methodology: J Blue Credit
            version: "2024"
            factors:
              - {key: wet_mass, value: 4.2, unit: kg/m2, citation: survey}
              - {key: water_fraction, value: 0.85, unit: "1", citation: survey}
              - {key: pb_ratio, value: 1.5, unit: "1", citation: survey}
              - {key: blue_carbon_fraction, value: 0.3, unit: "1", citation: survey}
              - {key: residual_fraction, value: 0.15, unit: "1", citation: survey}
              - {key: ecosystem_factor, value: 1, unit: "1", citation: survey}
            parameters: {jblue: {form: biomass, ecosystem: eelgrass, certainty_area: 1, certainty_coefficient: 1, baseline_tCO2: 0}}
            """, "a,500,ha,0,se,,drone,bay,500,2021-04-01,2021-10-01,area\n");
        Assert.Equal(779.625m, claim.Waterfall.Gross);
    }

    [Theory]
    [InlineData("VCS", "VM0051", 137, true)] // vector rice-012: 137.598
    [InlineData("IPCC", "Rice 2019", 137, true)]
    [InlineData("Gold Standard", "Rice", 116, false)] // 15 % less
    public async Task Alternate_wetting_saves_methane_and_programmes_differ_in_what_they_take_off(string programme, string name, long credits, bool neverIssues)
    {
        string project = $$"""
            programme: {{programme}}
            methodology: {{name}}
            version: "1"
            parameters:
              other_emissions_tCO2e: 0
              rice:
                gwp_ch4: 28
                fields: [{place: paddy, region: south_asia, preseason: nonflooded_gt180, days: 112, water_baseline: continuously_flooded, water_project: single_drainage}]
            """;
        Claim claim = await SmallProject.Of(project, "a,200,ha,0,se,,survey,paddy,200,2021-04-01,2021-10-01,area\n");
        Assert.Equal(474.4768, (double)claim.Waterfall.Gross, 1e-6);
        Assert.Equal(credits, claim.Credits);
        Assert.Equal(neverIssues, claim.NotForIssuance.Count > 0);
        Assert.Equal("credits.missing_factor", await CodeOf(project.Replace("single_drainage", "some_drainage"), "a,200,ha,0,se,,survey,paddy,200,2021-04-01,2021-10-01,area\n"));
    }

    [Fact]
    public async Task Rewetted_peat_saves_the_difference_of_two_fluxes()
    {
        Claim claim = await SmallProject.Of("""
            programme: VCS
            methodology: VM0036
            version: "1"
            factors: [{key: baseline_flux, value: 25, unit: tCO2e/ha/yr, citation: proxy}, {key: project_flux, value: 8, unit: tCO2e/ha/yr, citation: proxy}, {key: leakage, value: 100, unit: tCO2e, citation: assessed}]
            parameters: {}
            """, "a,100,ha,0,se,,survey,bog,100,2021-04-01,2021-10-01,area\n", years: 5);
        Assert.Equal((100 * 17 * 5) - 100, claim.Credits);
        RequireNeverIssues(claim);
    }

    [Fact]
    public async Task Organic_soil_by_the_form_of_the_supplement_gives_the_vectors_answer() // org-006: 18.932 tCO2e per hectare
    {
        Claim claim = await SmallProject.Of("""
            programme: IPCC
            methodology: Organic soils 2013
            version: "2013"
            factors: [{key: drained_carbon, value: 6.1, unit: tC/ha/yr, citation: table}, {key: rewetted_carbon, value: 0, unit: tC/ha/yr, citation: table}, {key: rewetted_methane, value: 92, unit: kgCH4-C/ha/yr, citation: table}]
            parameters: {organic_soil: {gwp_ch4: 28}}
            """, "a,100,ha,0,se,,survey,bog,100,2021-04-01,2021-10-01,area\n");
        Assert.Equal(1893.2, (double)claim.Waterfall.Net, 1e-9);
        RequireNeverIssues(claim);
    }

    [Fact]
    public async Task Biochar_of_wood_stores_what_the_vector_says_less_emissions() // v44-001: 225.8667; v44-009: 243.4667
    {
        const string Project = """
            programme: VCS
            methodology: VM0044
            version: "1.2"
            factors: [{key: permanence, value: 0.8, unit: "1", citation: table 5}, {key: leakage, value: 5, unit: tCO2e, citation: assessed}, {key: laboratory_carbon, value: 0.83, unit: tC/t, citation: certificate}]
            parameters: {production_emissions_tCO2e: 20, biochar: {kiln: {technology: low, feedstock: [wood], process: pyrolysis}}}
            """;
        const string Mass = "a,100,t,1,se,,scale,kiln,0,2021-04-01,2021-10-01,biochar\n";
        Assert.Equal(200, (await SmallProject.Of(Project, Mass)).Credits);
        Assert.Equal(218, (await SmallProject.Of(Project.Replace("technology: low", "technology: high"), Mass)).Credits);
        Assert.Equal("credits.missing_factor", await CodeOf(Project.Replace("key: permanence", "key: other"), Mass));
    }

    [Fact]
    public async Task A_US_forest_counts_its_measured_trees_and_the_other_pools()
    {
        // 300,000 ha of 1 tC/ha = 1,100,000 tCO2; by hand (1,125,000 x 0.9688 - 1,020,000) + 0.8 (11,000 - 20,000) - 12,000 = 50,700.
        Claim claim = await SmallProject.Of("""
            programme: CARB
            methodology: US Forest
            version: "5.1"
            parameters:
              carb:
                {dead_tCO2: 25000, in_use_tCO2: 8000, landfill_tCO2: 3000, confidence_deduction: 0.0312, secondary_effects_tCO2: -12000,
                 baseline: {live_tCO2: 1000000, dead_tCO2: 20000, in_use_tCO2: 15000, landfill_tCO2: 5000}}
            """, "a,1,tC/ha,0.1,se,,plots,stands,300000,2021-04-01,2021-10-01,agb\n");
        Assert.Equal(50_700, claim.Credits);
        Assert.Equal(50_700m, claim.Waterfall.Net);
    }

    [Fact]
    public async Task A_gold_standard_plantation_keeps_its_buffer_back()
    {
        // 1,000 ha x 30 tC/ha x 44/12 = 110,000; (110,000 - 4,000 - 1,000 - 200) x 0.8 = 83,840.
        Claim claim = await SmallProject.Of("""
            programme: Gold Standard
            methodology: A/R
            version: "2.1"
            factors: [{key: leakage, value: 1000, unit: tCO2e, citation: assessed}]
            parameters: {baseline_removals_tCO2e: 4000, project_emissions_tCO2e: 200, buffer_percent: 20}
            """, Stocks, years: 5);
        Assert.Equal((83_840, 20_960), (claim.Credits, claim.BufferUnits));
        RequireNeverIssues(claim);
    }

    [Fact]
    public async Task Matched_inventory_plots_take_their_own_growth_off()
    {
        // Controls 0.5 x 3.0 + 0.5 x 3.4 = 3.2 tCO2/ha on 1,000 ha (vector vm45-001, first plot); 10 % of the rest is kept.
        const string Project = """
            programme: VCS
            methodology: VM0045
            version: "1"
            factors: [{key: leakage, value: 1000, unit: tCO2e, citation: assessed}]
            parameters: {buffer_percent: 10, matched_controls: {north: {change_tCO2_ha: [3.0, 3.4], weights: [0.5, 0.5]}}}
            """;
        Claim claim = await SmallProject.Of(Project, Stocks, years: 5);
        Assert.Equal((95_220, 10_580), (claim.Credits, claim.BufferUnits));
        RequireNeverIssues(claim);
        Assert.Equal("credits.weights_do_not_sum", await CodeOf(Project.Replace("weights: [0.5, 0.5]", "weights: [0.5, 0.6]"), Stocks));
    }

    [Fact]
    public async Task Option_2_counts_conversions_between_classes_that_lose_and_no_gains()
    {
        // Dense 100 tC/ha on 1,000 ha, open 40 on 500. RL = 44/12 (1000 x 0.01 x 100 + 500 x 0.02 x 40 + 1000 x 0.03 x 60) = 11,733.3;
        // PE = 44/12 (2 x 100 + 1 x 40 + 5 x 60) = 1,980; what grew back from open to dense is not counted.
        const string Project = """
            programme: JCM
            methodology: KH_AM004
            version: "1.0"
            factors:
              - {key: loss_probability.dense, value: 0.01, unit: 1/yr, citation: level}
              - {key: loss_probability.open, value: 0.02, unit: 1/yr, citation: level}
              - {key: transition_probability.dense>open, value: 0.03, unit: 1/yr, citation: level}
            parameters: {option: 2, reference_level_assessed: true, map_age_years: 1, fuel_tCO2e: 0, fertiliser_tCO2e: 0, displaced_tCO2e: 0}
            """;
        const string Measured = """
            a,100,tC/ha,0,se,,table,dense,1000,2021-01-01,2022-01-01,agb
            b,40,tC/ha,0,se,,table,open,500,2021-01-01,2022-01-01,agb
            c,2,ha,0,se,,sample,dense,1000,2021-01-01,2022-01-01,area
            d,1,ha,0,se,,sample,open,500,2021-01-01,2022-01-01,area
            e,5,ha,0,se,,sample,dense>open,1000,2021-01-01,2022-01-01,area
            f,7,ha,0,se,,sample,open>dense,500,2021-01-01,2022-01-01,area
            """;
        Claim claim = await SmallProject.Of(Project, Measured);
        Assert.Equal(44.0 / 12 * 3200, (double)claim.Waterfall.Gross, 1e-6);
        Assert.Equal(1980, (double)claim.Waterfall.Baseline, 1e-6);
        Assert.Equal((long)Math.Floor(0.8 * ((44.0 / 12 * 3200) - 1980)), claim.Credits);
        Assert.Equal("credits.not_applicable", await CodeOf(Project.Replace("option: 2", "option: 1"), Measured));
        Assert.Equal("credits.unmapped_class", await CodeOf(Project, Measured.Replace("open>dense", "open>savanna")));
        Assert.Equal("credits.missing_factor", await CodeOf(Project.Replace("transition_probability", "another"), Measured));
    }

    [Fact]
    public async Task An_allocated_baseline_less_the_measured_loss()
    {
        // 30 tC/ha = 110 tCO2/ha: 120 ha/yr x 110 x 5 = 66,000; lost 100 x 110 = 11,000; less 500 of leakage and 10 %.
        Claim claim = await SmallProject.Of(Redd("VM0048", "allocated_loss"), Losses, years: 5);
        Assert.Equal((66_000m, 11_000m, 49_050L), (claim.Waterfall.Gross, claim.Waterfall.Baseline, claim.Credits));
        RequireNeverIssues(claim);
    }

    [Fact]
    public async Task The_framework_deducts_what_the_interval_exceeds_the_allowance()
    {
        Claim claim = await SmallProject.Of(Redd("VM0007", "baseline_loss"), Losses, years: 5);
        double error = 1.959963984540054 * Math.Sqrt(Math.Pow(500 * 110 * 0.1, 2) + Math.Pow(110 * 10, 2)) / 55_000, deduction = 54_500 * (error - 0.15);
        Assert.Equal(deduction, (double)claim.Waterfall.Uncertainty, 1e-2);
        Assert.Equal((long)Math.Floor(54_500 - deduction - Math.Ceiling((54_500 - deduction) * 0.1)), claim.Credits);
        RequireNeverIssues(claim);
    }

    [Fact]
    public async Task A_restored_mangrove_stores_by_the_default_less_what_came_from_elsewhere()
    {
        // Soil -1.46 x 44/12, a tenth of it from elsewhere; methane 0.0056 x 28, nitrous oxide 0.000487 x 265 (above 20 ppt).
        const string Project = """
            programme: VCS
            methodology: VM0033
            version: "2.1"
            factors: [{key: baseline_flux, value: 3, unit: tCO2e/ha/yr, citation: measured, mark: C}, {key: leakage, value: 0, unit: tCO2e, citation: assessed, mark: C}]
            parameters:
              risk_rating_percent: 15
              wetland: {gwp_ch4: 28, gwp_n2o: 265, places: [{place: coast, system: mangrove, cover_percent: 60, salinity_ppt: 25, from_elsewhere_percent: 10}]}
            """;
        const string Area = "a,50,ha,1,se,,survey,coast,50,2021-04-01,2021-10-01,area\n";
        Claim claim = await SmallProject.Of(Project, Area, years: 5);
        double sink = 1.46 * 44 / 12 * 0.9, net = (250 * 3) + (250 * (sink - (0.0056 * 28) - (0.000487 * 265)));
        Assert.Equal(net, (double)(claim.Waterfall.Gross - claim.Waterfall.Baseline), 1e-6);
        Assert.Equal((long)Math.Ceiling(250 * sink * 0.15), claim.BufferUnits);
        Assert.Equal((long)Math.Floor(net - claim.BufferUnits), claim.Credits);
        Assert.Empty(claim.NotForIssuance);
        Assert.Empty(claim.NeedsConfirmation);
        Assert.Equal("credits.missing_factor", await CodeOf(Project.Replace("salinity_ppt: 25", "salinity_ppt: 12"), Area));
        double wide = 20 * 1.6448536269514722 * 100 / 50;
        Assert.Equal(net * ((wide / 100) - 0.2), (double)(await SmallProject.Of(Project, Area.Replace("ha,1,se", "ha,20,se"), years: 5)).Waterfall.Uncertainty, 1e-2);
    }

    [Fact]
    public async Task Counted_trees_carry_their_mortality_once() // vectors v47c-001 and v47c-003
    {
        Claim claim = await SmallProject.Of("""
            programme: VCS
            methodology: VM0047 census
            version: "1.1"
            factors: [{key: root_ratio, value: 0.27, unit: "1", citation: table}]
            parameters: {project_emissions_tCO2e: 0, risk_rating_percent: 12, census: {farm: {units: 4000, mortality: 0.12, mortality_sample: 120}}}
            """, "a,0.02366666666666667,t/unit,0.003,se,6,sample,farm,40,2021-04-01,2021-10-01,agb\n");
        Assert.Equal(182.327747556, (double)claim.Waterfall.Gross, 1e-6);
        double biomass = 2.015048373333 * 0.003 / 0.0236666666666667, mortality = 1.657759 * Math.Sqrt(0.12 * 0.88 / 119) / 0.88;
        Assert.Equal(182.327747556 * (Math.Sqrt((biomass * biomass) + (mortality * mortality)) - 0.10), (double)claim.Waterfall.Uncertainty, 1e-3);
        RequireNeverIssues(claim);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_methodology_has_a_page_that_names_it(string name)
    {
        string pages = string.Concat(Directory.GetFiles(Path.Combine(SharedData.ProjectRoot, "docs", "methods"), "*.md").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        Assert.Contains($"`{name}`", pages, StringComparison.Ordinal);
    }

    private static string Redd(string name, string rate) => $$"""
        programme: VCS
        methodology: {{name}}
        version: "1"
        factors: [{key: {{rate}}, value: 120, unit: ha/yr, citation: map}, {key: leakage, value: 500, unit: tCO2e, citation: assessed}]
        parameters: {buffer_percent: 10}
        """;

    private static void RequireNeverIssues(Claim claim) => Assert.NotEmpty(claim.NotForIssuance);

    private static async Task<string> CodeOf(string methodology, string measurements)
        => (await Assert.ThrowsAsync<MitoshiException>(() => SmallProject.Of(methodology, measurements, years: 5))).Code;
}
