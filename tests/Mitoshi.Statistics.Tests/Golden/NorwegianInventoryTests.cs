using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Statistics.Tests.Golden;

/// <summary>Unit-level EBLUP against nlme and JoSAE: Norwegian biomass and the crops of Battese, Harter and Fuller (1988).</summary>
public sealed class NorwegianInventoryTests
{
    // The peer's optimiser stops at about 1e-5 relative of its variances; the files say 2.5e-5 Mg/ha between peer and own solution.
    private const double Tolerance = 1e-4;

    [Fact]
    public void Biomass_of_fourteen_municipalities()
    {
        CsvTable sample = new(SharedData.Require("forest_reference/estimators/norway_sample.csv"));
        DesignMatrix design = DesignMatrix.Intercept(sample.Count).WithColumn("height", sample.Numbers("mean.canopy.ht"));
        UnitLevelModel model = UnitLevelModel.Fit(design, sample.Numbers("biomass.ha"), sample.Texts("domain.ID"));
        JsonElement expected = Root().GetProperty("norway");
        Near.Relative(expected.GetProperty("fixef").Number("(Intercept)"), model.Coefficients[0], Tolerance);
        Near.Relative(expected.GetProperty("fixef").Number("mean.canopy.ht"), model.Coefficients[1], Tolerance);
        Near.Relative(expected.Number("sigma2_v"), model.DomainVariance, Tolerance);
        Near.Relative(expected.Number("sigma2_e"), model.ResidualVariance, Tolerance);
        Near.Relative(expected.Number("logLik_REML"), model.LogLikelihood, 1e-9);
        Near.Relative(expected.GetProperty("vcov_fixef")[0][0].GetDouble(), model.CoefficientCovariance[0, 0], Tolerance);
        Near.Relative(expected.GetProperty("vcov_fixef")[0][1].GetDouble(), model.CoefficientCovariance[0, 1], Tolerance);
        CheckDomains(expected, model, domain => [1, domain.Number("mean.canopy.ht.domain")], Unit.MegagramPerHectare);
    }

    [Theory]
    [InlineData("iowa_corn", "HACorn")]
    [InlineData("iowa_soy", "HASoybeans")]
    public void Crops_of_twelve_counties_in_Iowa(string name, string column)
    {
        CsvTable table = new(SharedData.Require("forest_reference/estimators/iowa_landsat.csv"));
        int[] kept = [.. Enumerable.Range(0, table.Count).Where(i => table.Texts("outlier")[i] == "FALSE")];
        double[] Kept(string numbers) => [.. kept.Select(i => table.Numbers(numbers)[i])];
        DesignMatrix design = DesignMatrix.Intercept(kept.Length).WithColumn("corn", Kept("PixelsCorn")).WithColumn("soy", Kept("PixelsSoybeans"));
        string[] counties = [.. kept.Select(i => table.Texts("CountyName")[i])];
        UnitLevelModel model = UnitLevelModel.Fit(design, Kept(column), counties);
        JsonElement expected = Root().GetProperty(name);
        Near.Relative(expected.GetProperty("fixef").Number("PixelsCorn"), model.Coefficients[1], Tolerance);
        Near.Relative(expected.Number("sigma2_v"), model.DomainVariance, Tolerance);
        Near.Relative(expected.Number("sigma2_e"), model.ResidualVariance, Tolerance);
        foreach (JsonElement domain in expected.GetProperty("domains").EnumerateArray())
        {
            UnitLevelEstimate estimate = model.Estimate(
                domain.GetProperty("CountyName.domain").GetString()!, [1, domain.Number("PixelsCorn.domain"), domain.Number("PixelsSoybeans.domain")], Unit.Hectare);
            CheckDomain(domain, estimate);
        }
    }

    [Fact]
    public void Standard_errors_of_a_stand_with_heteroscedastic_and_correlated_cells()
    {
        CsvTable table = new(SharedData.Require("forest_reference/estimators/norway_nfi_volume.csv"));
        double[] height = table.Numbers("Elev.Mean");
        LinearRegression fit = LinearRegression.Fit(
            DesignMatrix.Intercept(table.Count).WithColumn("height", height), table.Numbers("vol.2011"), [.. height.Select(h => 1 / h)]);
        JsonElement stand = Root().GetProperty("synthetic_stand"), cells = stand.GetProperty("cells"), own = stand.GetProperty("own");
        double[] cellHeight = cells.GetProperty("Elev_Mean").Doubles(), deviations = [.. cellHeight.Select(h => Math.Sqrt(fit.ResidualVariance * h))];
        double[] x = cells.GetProperty("E").Doubles(), y = cells.GetProperty("N").Doubles();
        double parameter = SpatialMean.ParameterVariance([1, cellHeight.Average()], fit.Covariance);
        double independent = SpatialMean.ResidualVariance(deviations, x, y, SpatialCorrelation.Independent);
        double correlated = SpatialMean.ResidualVariance(deviations, x, y, SpatialCorrelation.Gaussian(own.Number("range_gaussian_m")));
        Near.Relative(own.Number("se_parameter"), Math.Sqrt(parameter), 1e-9);
        Near.Relative(own.Number("se_parameter_residual"), Math.Sqrt(parameter + independent), 1e-9);
        Near.Relative(own.Number("se_parameter_residual_spatial"), Math.Sqrt(parameter + correlated), 1e-9);
        double[] published = stand.GetProperty("published_se").Doubles();
        Assert.Equal(published[0], Math.Sqrt(parameter), 5);
        Assert.Equal(published[1], Math.Sqrt(parameter + independent), 5);
        Assert.Equal(published[2], Math.Sqrt(parameter + correlated), 5);
    }

    private static void CheckDomains(JsonElement expected, UnitLevelModel model, Func<JsonElement, double[]> mean, Unit unit)
    {
        foreach (JsonElement domain in expected.GetProperty("domains").EnumerateArray())
        {
            CheckDomain(domain, model.Estimate(domain.GetProperty("domain.ID").GetInt32().ToString(), mean(domain), unit));
        }
    }

    private static void CheckDomain(JsonElement domain, UnitLevelEstimate estimate)
    {
        Assert.Equal(domain.GetProperty("n.i.sample").GetInt32(), estimate.PlotCount);
        Near.Relative(domain.Number("gamma.i"), estimate.Gamma, Tolerance);
        Near.Relative(domain.Number("EBLUP"), estimate.Estimate.Value, Tolerance);
        Near.Relative(domain.Number("GREG"), estimate.Greg!.Value, 1e-9);
        Near.Relative(domain.Number("c1"), estimate.Parts.G1, Tolerance);
        Near.Relative(domain.Number("c2"), estimate.Parts.G2, Tolerance);
        Near.Relative(domain.Number("c3"), estimate.Parts.G3, Tolerance);
        Near.Relative(domain.Number("c3star"), estimate.Parts.G3Area, Tolerance);
        Near.Relative(domain.Number("EBLUP.se.1"), Math.Sqrt(estimate.Parts.AreaFirst), Tolerance);
        Near.Relative(domain.Number("EBLUP.se.2"), Math.Sqrt(estimate.Parts.AreaSecond), Tolerance);
        if (domain.GetProperty("GREG.var.mean").ValueKind == JsonValueKind.Number)
        {
            Near.Relative(domain.Number("GREG.var.mean"), estimate.Greg.Variance(), 1e-8);
        }
        else
        {
            Assert.True(double.IsNaN(estimate.Greg.Error.Magnitude));
        }
    }

    private static JsonElement Root()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/estimators/expected_norway.json")));
        return document.RootElement.Clone();
    }
}
