using System.Globalization;

namespace Mitoshi.Credits.Tests.Claims;

/// <summary>Errors of measurements and factors in a claim, against closed forms.</summary>
public sealed class ErrorPropagationTests
{
    private const string TwoPlaces = """
        a,100,tC/ha,6,se,,table,north,1000,2021-01-01,2022-01-01,agb
        b,50,tC/ha,4,se,,table,south,2000,2021-01-01,2022-01-01,agb
        c,0,ha,0,se,,sample,north,1000,2021-01-01,2022-01-01,area
        d,0,ha,0,se,,sample,south,2000,2021-01-01,2022-01-01,area
        """;

    [Fact]
    public async Task A_factor_that_two_places_share_moves_them_together_while_their_stocks_err_alone()
    {
        // RL = 44/12 x 0.02 x (1000 x 100 + 2000 x 50); the probability errs by 10 % in both, the stocks by 6 % and 8 % apart.
        Claim claim = await SmallProject.Of(Project("uncertainty: 0.002, uncertainty_kind: se"), TwoPlaces);
        double one = 44.0 / 12 * 0.02 * 1000 * 100, other = 44.0 / 12 * 0.02 * 2000 * 50;
        double expected = Math.Sqrt(Math.Pow((one + other) * 0.1, 2) + Math.Pow(one * 0.06, 2) + Math.Pow(other * 0.08, 2));
        ClaimLine line = claim.Lines[^1];
        Assert.Equal("A1", line.Equation);
        Assert.Equal(expected, (double)line.Value, 1e-4);
        Assert.Equal(["d[a]", "d[b]", "d[loss_probability]"], line.Inputs.Select(input => input.Symbol));
        Assert.Equal(100 * 1.6448536269514722 * expected / (one + other), (double)claim.HalfWidth90Percent!.Value, 1e-3);
    }

    [Theory]
    [InlineData("uncertainty: 19.599639845, uncertainty_kind: percent_halfwidth95")]
    [InlineData("uncertainty: 0.0032897072539, uncertainty_kind: halfwidth90")]
    public async Task The_kind_of_a_factors_uncertainty_is_stated_and_converted(string stated)
    {
        ClaimInput effect = (await SmallProject.Of(Project(stated), TwoPlaces)).Lines[^1].Inputs.Single(input => input.Symbol == "d[loss_probability]");
        Assert.Equal(0.1 * 44 / 12 * 0.02 * 200_000, (double)effect.Value, 1e-3);
    }

    [Fact]
    public async Task A_standard_deviation_is_no_error_of_a_factor()
        => Assert.Equal("credits.sd_for_se", (await Assert.ThrowsAsync<MitoshiException>(() => SmallProject.Of(Project("uncertainty: 1, uncertainty_kind: sd"), TwoPlaces))).Code);

    [Theory]
    [InlineData("", 0.0)]
    [InlineData("plot_correlation: 0.8, ", 0.8)]
    public async Task Two_dates_of_a_place_are_correlated_as_the_project_states(string stated, double rho)
    {
        string project = "programme: Gold Standard\nmethodology: A/R\nversion: \"1\"\nfactors: [{key: leakage, value: 0, unit: tCO2e, citation: x}]\n"
            + "parameters: {" + stated + "baseline_removals_tCO2e: 0, project_emissions_tCO2e: 0, buffer_percent: 0}";
        Claim claim = await SmallProject.Of(project, "a,40,tC/ha,3,se,,table,north,100,2025-07-01,2025-08-01,agb\nb,10,tC/ha,2,se,,table,north,100,2021-01-01,2021-02-01,agb\n", years: 5);
        Assert.Equal(100 * 44.0 / 12 * Math.Sqrt(9 + 4 - (2 * rho * 6)), (double)claim.Lines[^1].Value, 1e-4);
        Assert.Equal(rho.ToString(CultureInfo.InvariantCulture), claim.Lines[^1].Inputs[^1].Value.ToString("0.#", CultureInfo.InvariantCulture));
    }

    private static string Project(string uncertainty) => $$"""
        programme: JCM
        methodology: KH_AM004
        version: "1.0"
        factors: [{key: loss_probability, value: 0.02, unit: 1/yr, citation: reference level, {{uncertainty}}}]
        parameters: {option: 1, reference_level_assessed: true, map_age_years: 1, fuel_tCO2e: 0, fertiliser_tCO2e: 0, displaced_tCO2e: 0}
        """;
}
