using Mitoshi.Forest.Change;
using Mitoshi.Forest.Maps;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.EndToEnd;

/// <summary>
/// The mean of a map, and of a change, against the known truth of simulated landscapes: what credits are counted from. One landscape gives one mean a year, so the
/// errors in units of the stated standard error are looked at together.
/// </summary>
public sealed class MeanCoverageTests
{
    [Fact]
    [Trait("Length", "Long")]
    public async Task Errors_of_means_are_as_large_as_stated()
    {
        List<double> stocks = [], changes = [];
        List<string> lines = [];
        for (ulong seed = 1; seed <= 10; seed++)
        {
            using TemporaryFolder folder = new();
            LandscapeRun run = await LandscapeRun.Make(folder.Path, 192, seed);
            (string before, double stock1, double error1) = await Stock(run, 2020);
            (string after, double stock2, double error2) = await Stock(run, 2024);
            ForestChange change = await new ChangeForest { Before = before, After = after }.RunTypedAsync(run.Context);
            double difference = change.Figures.MeanMgPerHa - (Truth(run, 2024) - Truth(run, 2020));
            stocks.AddRange([stock1 / error1, stock2 / error2]);
            changes.Add(difference / change.Figures.StandardErrorMgPerHa);
            lines.Add($"seed {seed}: stock {stock1:+0.0;-0.0} ± {error1:0.0}, {stock2:+0.0;-0.0} ± {error2:0.0}; change {difference:+0.0;-0.0} ± {change.Figures.StandardErrorMgPerHa:0.0}");
        }

        string all = $"{string.Join('\n', lines)}\nstock: root mean square {Scale(stocks):0.00}; change: {Scale(changes):0.00}";
        TestContext.Current.SendDiagnosticMessage(all);
        TestContext.Current.TestOutputHelper?.WriteLine(all);
        Assert.True(Scale(stocks) is > 0.5 and < 1.4 && Scale(changes) is > 0.5 and < 1.6, all);
        Assert.True(stocks.Count(z => Math.Abs(z) < 2) >= 17, all);
    }

    private static async Task<(string Folder, double Error, double Stated)> Stock(LandscapeRun run, int year)
    {
        MappedSite map = await run.Map(year);
        return (map.Folder, map.Figures.MeanAgb - Truth(run, year), map.Figures.MeanAgbError);
    }

    private static double Truth(LandscapeRun run, int year) => run.Read($"truth/agb_{year}.tif").Average();

    private static double Scale(List<double> values) => Math.Sqrt(values.Average(value => value * value));
}
