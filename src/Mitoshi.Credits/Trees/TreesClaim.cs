using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Credits.Uncertainty;

namespace Mitoshi.Credits.Trees;

/// <summary>A claim under TREES 2.0 for one year: the crediting level less measured emissions, with the simulated uncertainty.</summary>
internal sealed class TreesClaim : IMethodology
{
    private const int ReferenceYears = 5;
    private const int LeastDraws = 10_000;

    private static readonly Equation Emissions = new("—", ("Emissions from loss of forest", "森林減少による排出量"), "E = 44/12 × Σ loss_i × EF_i", Mark.Verified, "activity data × emission factor");
    private static readonly Equation HalfWidth = new("8", ("Half-width of the 90 % interval over the mean", "90 %区間の半幅（平均に対する割合）"), "HW90 = (p95 − p5)/2/mean, Monte Carlo, at least 10,000 draws", Mark.Secondary, "TREES 2.0 sec. 8 as quoted publicly");
    private static readonly Equation Score = new("1c", ("Mean HFLD score", "平均HFLDスコア"), "score = mean of the yearly scores, each at least 0.5", Mark.Secondary, "TREES 2.0 HFLD as quoted publicly");

    public string Programme => "ART";

    public string Name => "TREES";

    public string Version => "2.0";

    public Text About => ("Jurisdictional REDD+ with a crediting level from five reference years", "5年の参照期間によるジュリスディクショナルREDD+");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        ClaimInput[] years = [.. Enumerable.Range(1, ReferenceYears).Select(year => project.Factor($"reference_emissions.{year}").As($"E[−{ReferenceYears + 1 - year}]", ($"Emissions, reference year {year}", $"参照{year}年目の排出量")))];
        LineResult level = sheet.Add(TreesStandard.Eq1, TreesStandard.CreditingLevel([.. years.Select(year => year.Value)]), Unit.TonneCarbonDioxide, years);
        if (project.Parameters.Has("hfld_scores"))
        {
            level = HighForest(project, sheet, level);
        }

        IReadOnlyList<Place> places = ForestStocks.Places(project);
        (LineResult emissions, Simulation simulation) = Simulate(project, sheet, places);
        LineResult gross = sheet.Add(TreesStandard.Eq3, level.Value - emissions.Value, Unit.TonneCarbonDioxideEquivalent, level.As("CL", TreesStandard.Eq1.Name), emissions.As("E", Emissions.Name));
        decimal relative = Math.Round((decimal)(simulation.HalfWidth90 / simulation.Mean), 12);
        sheet.HalfWidth90Percent = Math.Round(100 * relative, 4);
        LineResult halfWidth = sheet.Add(HalfWidth, relative, Unit.One,
            new ClaimInput("p5", ("5 % quantile", "5 %分位数"), Math.Round((decimal)simulation.P5, 3), Unit.TonneCarbonDioxide, $"{simulation.Draws} draws", null),
            new ClaimInput("p95", ("95 % quantile", "95 %分位数"), Math.Round((decimal)simulation.P95, 3), Unit.TonneCarbonDioxide, $"{simulation.Draws} draws", null),
            new ClaimInput("mean", ("Mean", "平均"), Math.Round((decimal)simulation.Mean, 3), Unit.TonneCarbonDioxide, $"{simulation.Draws} draws", null));
        LineResult adjustment = sheet.Add(TreesStandard.Eq11, TreesStandard.UncertaintyAdjustment(halfWidth.Value), Unit.One, halfWidth.As("HW90", HalfWidth.Name),
            TreesStandard.UncertaintyNumerator.As("z70", ("Numerator", "分子の定数")), TreesStandard.UncertaintyDenominator.As("z95", ("Denominator", "分母の定数")));
        LineResult uncertainty = sheet.Add(TreesStandard.Eq10, Math.Max(0, gross.Value) * adjustment.Value, Unit.TonneCarbonDioxideEquivalent, gross.As("GER", TreesStandard.Eq3.Name), adjustment.As("UA", TreesStandard.Eq11.Name));
        return Deduct(project, sheet, level, emissions, gross, uncertainty);
    }

    private static Waterfall Deduct(CarbonProject project, Worksheet sheet, LineResult level, LineResult emissions, LineResult gross, LineResult uncertainty)
    {
        VectorInputs parameters = project.Parameters;
        LineResult bufferShare = sheet.Add(TreesStandard.Eq7Buffer, TreesStandard.BufferPercent(parameters.Flag("legislation"), parameters.Flag("low_variability"), parameters.Flag("reversal_plan")), new Unit("percent"));
        LineResult leakageShare = sheet.Add(TreesStandard.Eq7Leakage, TreesStandard.LeakagePercent(parameters.Decimal("forest_share_percent")), new Unit("percent"),
            new ClaimInput("share", ("Share of the national forest", "国全体の森林に占める割合"), parameters.Decimal("forest_share_percent"), new Unit("percent"), "project file", null));
        TreesNet net = TreesStandard.Net(gross.Value, bufferShare.Value, leakageShare.Value, uncertainty.Value);
        long buffer = Rounding.Deduction(net.Buffer);
        Waterfall waterfall = Deductions.Of(level.Value, emissions.Value, Math.Max(0, net.Leakage), net.Uncertainty, 0, buffer);
        sheet.AddRounded(TreesStandard.Eq5, waterfall.Credits, Unit.TonneCarbonDioxideEquivalent, Rounding.CreditsRule, gross.As("GER", TreesStandard.Eq3.Name),
            bufferShare.As("buffer", TreesStandard.Eq7Buffer.Name), leakageShare.As("leakage", TreesStandard.Eq7Leakage.Name), uncertainty.As("UNC", TreesStandard.Eq10.Name));
        return waterfall;
    }

    private static LineResult HighForest(CarbonProject project, Worksheet sheet, LineResult level)
    {
        decimal[] scores = project.Parameters.Decimals("hfld_scores");
        TreesStandard.RequireHfld(scores);
        LineResult score = sheet.Add(Score, scores.Average(), Unit.One, [.. scores.Select((value, i) => new ClaimInput($"s{i + 1}", ($"Score, year {i + 1}", $"{i + 1}年目のスコア"), value, Unit.One, "project file", null))]);
        Factor stock = project.Factor("forest_carbon_stock");
        return sheet.Add(TreesStandard.Eq1Hfld, TreesStandard.HfldCreditingLevel(level.Value, score.Value, stock.Value), Unit.TonneCarbonDioxide, level.As("CL", TreesStandard.Eq1.Name),
            score.As("score", Score.Name), TreesStandard.StockRate.As("0.0005", ("Rate on the stock", "蓄積に対する率")), stock.As("stock", ("Forest carbon stock", "森林炭素蓄積")));
    }

    private static (LineResult Emissions, Simulation Simulation) Simulate(CarbonProject project, Worksheet sheet, IReadOnlyList<Place> places)
    {
        List<ClaimInput> inputs = [];
        List<Distribution> distributions = [];
        List<string> terms = [];
        Dictionary<string, int> names = new(StringComparer.Ordinal);
        decimal carbon = 0;
        foreach (Place place in places)
        {
            LineResult stock = ForestStocks.WithBelowGround(project, sheet, place.Before ?? place.Now);
            Measurement measured = place.Before ?? place.Now, loss = place.Loss ?? throw new MitoshiException("credits.missing_measurement",
                found: ($"no measurement of the area lost in {place.Name} (unit ha)", $"{place.Name} の減少面積（単位ha）の測定値がありません"),
                expected: ("a measurement with unit ha; zero is a measurement too", "単位haの測定値（ゼロも測定値）"),
                remedy: ("Add the loss of forest in the year to the measurements.", "その年の森林減少面積を測定値に加えてください。"));
            carbon += (decimal)loss.Estimate.Value * stock.Value;
            inputs.AddRange([ForestStocks.AsInput(loss, $"loss[{place.Name}]", ($"Forest lost, {place.Name}", $"森林減少面積（{place.Name}）")), stock.As($"EF[{place.Name}]", ($"Stock of {place.Name}", $"{place.Name} の蓄積"))]);
            names[$"a{names.Count}"] = names.Count;
            distributions.Add(new Distribution.Normal(loss.Estimate.Value, loss.Estimate.Error.Magnitude));
            names[$"a{names.Count}"] = names.Count;
            distributions.Add(new Distribution.Normal((double)stock.Value, (double)stock.Value * measured.Estimate.Error.Magnitude / measured.Estimate.Value));
            terms.Add($"a{names.Count - 2} * a{names.Count - 1}");
        }

        LineResult emissions = sheet.Add(Emissions, carbon * MolarRatio.CarbonToCarbonDioxide, Unit.TonneCarbonDioxide, inputs);
        if (emissions.Value == 0)
        {
            throw Refusal.RelativeOfZero(("the uncertainty of emissions of zero", "排出量ゼロに対する不確かさ"));
        }

        Simulation simulation = new MonteCarlo(Formula.Parse($"({string.Join(" + ", terms)}) * 44/12", names), distributions, Correlation.Uniform(distributions.Count, 0)).Run(LeastDraws, sheet.Seed, sheet.Threads);
        return (emissions, simulation);
    }
}
