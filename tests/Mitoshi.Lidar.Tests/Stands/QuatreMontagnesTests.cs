using System.Globalization;
using Mitoshi.Lidar.Tests.Laz;

namespace Mitoshi.Lidar.Tests.Stands;

public sealed class QuatreMontagnesTests
{
    private static readonly string[] s_metrics = ["zmean", "zq95", "pzabove2", "p_hmin", "TreeCanopy_meanH", "Tree_density"];

    [Fact]
    public void The_linear_model_has_the_error_that_another_program_measured()
    {
        (double[][] metrics, double[] basalArea, _) = Read();
        Assert.Equal(96, basalArea.Length);
        Assert.Equal(9.039315508291047, Rmse(AreaBasedModel.CrossValidate(metrics, basalArea, StandRelation.Linear)), 1e-9);
    }

    [Fact]
    public void The_power_law_errs_less_also_when_whole_groups_of_plots_are_left_out()
    {
        (double[][] metrics, double[] basalArea, string[] groups) = Read();
        double single = Rmse(AreaBasedModel.CrossValidate(metrics, basalArea, StandRelation.PowerLaw));
        double grouped = Rmse(AreaBasedModel.CrossValidate(metrics, basalArea, StandRelation.PowerLaw, groups));
        double groupedLinear = Rmse(AreaBasedModel.CrossValidate(metrics, basalArea, StandRelation.Linear, groups));
        TestContext.Current.TestOutputHelper?.WriteLine($"power law {single:F3}, groups {grouped:F3}, linear groups {groupedLinear:F3}");
        Assert.InRange(single, 0, 9.04);
        Assert.True(grouped < groupedLinear);
        Assert.True(grouped > single, "plots of a group resemble each other: leaving out single ones must look better than it is");
    }

    [Fact]
    public void A_known_relation_is_found()
    {
        RandomStream random = new(3, "stand");
        double[][] metrics = [.. Enumerable.Range(0, 40).Select(_ => new[] { 5 + (20 * random.NextDouble()), 10 + (80 * random.NextDouble()) })];
        double[] volume = [.. metrics.Select(m => 0.3 * Math.Pow(m[0], 1.7) * Math.Pow(m[1], 0.4))];
        AreaBasedModel model = AreaBasedModel.Fit(metrics, volume, StandRelation.PowerLaw);
        Assert.Equal(1.7, model.Coefficients[1], 1e-9);
        Assert.Equal(0.4, model.Coefficients[2], 1e-9);
        Assert.Equal(volume[7], model.Predict(metrics[7]), 1e-8);
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        double[][] same = [.. Enumerable.Range(1, 9).Select(i => new[] { i, 2.0 * i })];
        double[] ones = [.. Enumerable.Repeat(1.0, 9)];
        Assert.Equal("lidar.stand_model", Assert.Throws<MitoshiException>(() => AreaBasedModel.Fit(same, ones, StandRelation.Linear)).Code);
        Assert.Equal("lidar.stand_model", Assert.Throws<MitoshiException>(() => AreaBasedModel.Fit(same[..2], ones[..2], StandRelation.Linear)).Code);
        double[][] one = [.. same.Select(row => row[..1])];
        Assert.Equal("lidar.stand_model", Assert.Throws<MitoshiException>(() => AreaBasedModel.Fit(one, [.. ones[..8], 0], StandRelation.PowerLaw)).Code);
    }

    private static (double[][] Metrics, double[] BasalArea, string[] Groups) Read()
    {
        string[] lines = File.ReadAllLines(LazCorpus.PathOf("lidar/quatre_montagnes.csv"));
        string[] names = Cells(lines[0]);
        int[] columns = [.. s_metrics.Select(metric => Array.IndexOf(names, metric))];
        string[][] rows = [.. lines.Skip(1).Select(Cells)];
        return (
            [.. rows.Select(row => columns.Select(column => double.Parse(row[column], CultureInfo.InvariantCulture)).ToArray())],
            [.. rows.Select(row => double.Parse(row[Array.IndexOf(names, "G_m2_ha")], CultureInfo.InvariantCulture))],
            [.. rows.Select(row => row[Array.IndexOf(names, "cluster_id")])]);
    }

    private static string[] Cells(string line) => [.. line.Split(',').Select(cell => cell.Trim('"'))];

    private static double Rmse(double[] errors) => Math.Sqrt(errors.Average(error => error * error));
}
