using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Credits.Uncertainty;
using Mitoshi.Credits.Vcs.NonPermanence;

namespace Mitoshi.Credits.Vcs.Vm0047;

/// <summary>A claim under VM0047, area-based: gain of stock beyond matched controls, less uncertainty, emissions, leakage and buffer.</summary>
internal sealed class AreaBasedClaim : IMethodology
{
    private static readonly Equation ErrorOfChange = new("3a", ("Standard error of the change", "変化量の標準誤差"), "SE_Δ = √Σ (SE₀² + SE_t² − 2ρ SE₀ SE_t), variances of places added", Mark.Secondary, AreaBased.UncertaintyEquation.Source);
    private static readonly Equation BenchmarkLoss = new("6a", ("Removals that would have come anyway", "プロジェクトなしでも生じた除去量"), "ΔC − min(ΔC, ΔC (1 − PB))", Mark.Secondary, AreaBased.Credit.Source);
    private static readonly Equation UncertaintyAmount = new("6b", ("Uncertainty deduction", "不確かさ控除量"), "min(ΔC, ΔC (1 − PB)) × UNC", Mark.Secondary, AreaBased.Credit.Source);

    public string Programme => "VCS";

    public string Name => "VM0047";

    public string Version => "1.1";

    public Text About => ("Afforestation, reforestation and revegetation, area-based", "植林・再植生（面積法）");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        VectorInputs parameters = project.Parameters;
        AreaConditions.RequireLand(parameters.Flag("managed_forest_last_10_years"), parameters.OptionalDecimal("soil_inversion_cm"), parameters.Flag("soil_measured_at_start"));
        AreaConditions.RequirePlots(parameters.Decimal("project_plots"), parameters.OptionalDecimal("plot_ha"), parameters.OptionalDecimal("inside_fraction"));
        Factor leakage = project.Factors.TryGetValue("leakage", out Factor? assessed) ? assessed
            : throw Refusal.LeakageNotAssessed(("no factor `leakage` (tCO2e, assessed by VMD0054)", "係数 leakage（VMD0054による評価、tCO2e）がありません"));
        (LineResult change, LineResult error, double degrees) = Change(project, sheet);
        (LineResult deduction, double halfWidth) = Uncertainty(sheet, change, error, degrees);
        LineResult benchmark = Benchmark(parameters, sheet);

        decimal kept = Math.Min(change.Value, change.Value * (1 - benchmark.Value));
        LineResult anyway = sheet.Add(BenchmarkLoss, change.Value - kept, Unit.TonneCarbonDioxideEquivalent, change.As("ΔC", AreaBased.StockChange.Name), benchmark.As("PB", AreaBased.Benchmark.Name));
        LineResult uncertain = sheet.Add(UncertaintyAmount, Math.Max(0, kept) * deduction.Value, Unit.TonneCarbonDioxideEquivalent,
            change.As("ΔC", AreaBased.StockChange.Name), benchmark.As("PB", AreaBased.Benchmark.Name), deduction.As("UNC", AreaBased.UncertaintyEquation.Name));
        decimal emissions = parameters.Decimal("project_emissions_tCO2e"), before = parameters.Decimal("credited_before_tCO2e", 0);
        LineResult removals = sheet.Add(AreaBased.Credit, halfWidth > 1 ? 0 : kept - uncertain.Value - emissions - leakage.Value - before, Unit.TonneCarbonDioxideEquivalent,
            change.As("ΔC", AreaBased.StockChange.Name), anyway.As("PB part", BenchmarkLoss.Name), uncertain.As("UNC part", UncertaintyAmount.Name),
            new ClaimInput("PE", ("Project emissions", "プロジェクト排出量"), emissions, Unit.TonneCarbonDioxideEquivalent, "project file", null), leakage.As("LK", ("Leakage", "リーケージ")),
            new ClaimInput("t−x", ("Credited at earlier dates", "過去の算定分"), before, Unit.TonneCarbonDioxideEquivalent, "project file", null));
        if (halfWidth > 1)
        {
            sheet.NotForIssuance(($"The 90 % half-width is {100 * halfWidth:F0} % of the removal; above 100 % nothing is credited.", $"90 %区間の半幅が除去量の{100 * halfWidth:F0} %です。100 %を超えると0になります。"));
        }

        LineResult buffer = Buffer(parameters, sheet, change);
        Waterfall waterfall = halfWidth > 1
            ? new Waterfall(change.Value, 0, 0, change.Value, 0, 0, 0, 0)
            : Deductions.Of(change.Value, anyway.Value, leakage.Value, uncertain.Value, emissions + before, (long)buffer.Value);
        sheet.AddRounded(RiskTool.BufferEquation with { Number = "VCU", Name = ("Units", "ユニット数"), Formula = "VCU = floor(CR − buffer)" }, waterfall.Credits, Unit.TonneCarbonDioxideEquivalent, Rounding.CreditsRule,
            removals.As("CR", AreaBased.Credit.Name), buffer.As("buffer", RiskTool.BufferEquation.Name));
        if (project.ControlsSha256 is null)
        {
            sheet.NotForIssuance(("No controls were registered before the results were read.", "結果を読む前の対照の登録がありません。"));
        }

        return waterfall;
    }

    private static (LineResult Change, LineResult Error, double Degrees) Change(CarbonProject project, Worksheet sheet)
    {
        decimal other = project.Parameters.Decimal("other_pools_change_tC", 0), sum = other * MolarRatio.CarbonToCarbonDioxide;
        double rho = project.Parameters.OptionalDouble("plot_correlation") ?? throw Refusal.MissingCorrelation(("no parameter plot_correlation; temporary plots have 0", "パラメータ plot_correlation がありません（臨時プロットは0）"));
        double variance = 0, degrees = double.PositiveInfinity;
        List<ClaimInput> inputs = [], errors = [new ClaimInput("ρ", ("Correlation of the two dates", "2時点の相関"), (decimal)rho, Unit.One, "project file", null)];
        foreach (Place place in ForestStocks.Places(project))
        {
            (LineResult now, ClaimInput start, double startError) = (ForestStocks.Carbon(project, sheet, place.Now), default!, 0);
            (start, startError) = place.Before is not null ? (ForestStocks.Carbon(project, sheet, place.Before).As($"C₀[{place.Name}]", ("Carbon at the start", "開始時の炭素量")), place.Before.Estimate.Error.Magnitude)
                : (project.Factor("initial_carbon", place.Name).As($"C₀[{place.Name}]", ("Carbon at the start", "開始時の炭素量")), 0.0);
            Factor roots = project.Factor("root_ratio", place.Name);
            decimal area = (decimal)place.Now.AreaHectares, change = AreaBased.CarbonStockChange(area, start.Value, now.Value, roots.Value, 0);
            decimal perUnit = area * (1 + roots.Value) * MolarRatio.CarbonToCarbonDioxide;
            double scale = (double)perUnit * (place.Now.Estimate.Unit == Unit.MegagramPerHectare ? (double)ForestStocks.CarbonFraction(project).Value : 1);
            double placeError = AreaBased.ErrorOfChange(startError * scale, place.Now.Estimate.Error.Magnitude * scale, place.Before is null ? 0 : rho);
            variance += placeError * placeError;
            degrees = Math.Min(degrees, place.Now.Estimate.DegreesOfFreedom);
            sum += change;
            inputs.AddRange([ForestStocks.Area(place), start, now.As($"C_t[{place.Name}]", ("Carbon now", "現在の炭素量")), roots.As("R", ("Root ratio", "地下部比率"))]);
            errors.AddRange([new ClaimInput($"SE₀[{place.Name}]", ("Standard error at the start", "開始時の標準誤差"), Math.Round((decimal)(startError * scale), 6), Unit.TonneCarbonDioxideEquivalent, place.Before?.Id ?? "factor", null),
                new ClaimInput($"SE_t[{place.Name}]", ("Standard error now", "現在の標準誤差"), Math.Round((decimal)(place.Now.Estimate.Error.Magnitude * scale), 6), Unit.TonneCarbonDioxideEquivalent, place.Now.Id, null)]);
        }

        LineResult total = sheet.Add(AreaBased.StockChange, sum, Unit.TonneCarbonDioxideEquivalent, inputs);
        return (total, sheet.Add(ErrorOfChange, Math.Round((decimal)Math.Sqrt(variance), 6), Unit.TonneCarbonDioxideEquivalent, errors), degrees);
    }

    private static (LineResult Deduction, double HalfWidth) Uncertainty(Worksheet sheet, LineResult change, LineResult error, double degrees)
    {
        double quantile = Quantiles.Student(0.90, degrees);
        (double deduction, double halfWidth) = AreaBased.Uncertainty((double)error.Value, (double)change.Value, quantile);
        sheet.HalfWidth90Percent = Math.Round((decimal)Math.Min(1e6, 100 * halfWidth), 4);
        ClaimInput t = new("T", ("Student's t, two-tailed 10 %", "t値（両側10 %）"), Math.Round((decimal)quantile, 9), Unit.One, double.IsInfinity(degrees) ? "normal" : $"df = {degrees:0.##}", null);
        return (sheet.Add(AreaBased.UncertaintyEquation, Math.Round((decimal)deduction, 12), Unit.One, t, error.As("SE_Δ", ErrorOfChange.Name), change.As("ΔC", AreaBased.StockChange.Name),
            AreaBased.Factors["uncertainty_allowance"].As("0.10", ("Allowance", "許容量"))), halfWidth);
    }

    private static LineResult Benchmark(VectorInputs parameters, Worksheet sheet)
    {
        VectorInputs index = parameters.Inner("stocking_index");
        StockingSlope project = new(index.Double("slope_project"), index.Double("se_project"), 0), control = new(index.Double("slope_control"), index.Double("se_control"), index.Double("p_control"));
        (double z, bool isAdditional, double benchmark) = AreaBased.PerformanceBenchmark(project, control);
        if (!isAdditional)
        {
            sheet.NotForIssuance(($"Not additional: Z = {z:F2} between the slopes of project and controls.", $"追加性なし：プロジェクトと対照の傾きの差 Z = {z:F2}"));
        }

        ClaimInput Slope(string symbol, Text name, double value) => new(symbol, name, (decimal)value, new Unit("1/yr"), "matched controls", null);
        return sheet.Add(AreaBased.Benchmark, Math.Round((decimal)benchmark, 12), Unit.One,
            Slope("s_p", ("Slope of the project", "プロジェクトの傾き"), project.Slope), Slope("se_p", ("Its standard error", "その標準誤差"), project.StandardError),
            Slope("s_c", ("Slope of the controls", "対照の傾き"), control.Slope), Slope("se_c", ("Its standard error", "その標準誤差"), control.StandardError),
            new ClaimInput("p_c", ("p-value of the controls' slope", "対照の傾きのp値"), (decimal)control.P, Unit.One, "matched controls", null), new ClaimInput("Z", ("Test value", "検定量"), Math.Round((decimal)z, 6), Unit.One, "this line", null),
            AreaBased.Factors["z_threshold"].As("1.96", ("Threshold of Z", "Zのしきい値")));
    }

    private static LineResult Buffer(VectorInputs parameters, Worksheet sheet, LineResult change)
    {
        VectorInputs risk = parameters.Inner("risk");
        ClaimInput[] categories = [.. new[] { ("internal", "内部"), ("external", "外部"), ("natural", "自然") }
            .Select(category => new ClaimInput(category.Item1, ($"{category.Item1} risk", $"{category.Item2}リスク"), risk.Decimal(category.Item1), new Unit("percent"), "project file", null))];
        LineResult rating = sheet.AddRounded(RiskTool.Rating, RiskTool.Rate(categories[0].Value, categories[1].Value, categories[2].Value), new Unit("percent"), ("rounded up to whole percent", "1 %未満切り上げ"), categories);
        return sheet.AddRounded(RiskTool.BufferEquation, RiskTool.Buffer(change.Value, rating.Value), Unit.TonneCarbonDioxideEquivalent, Rounding.BufferRule,
            rating.As("rating", RiskTool.Rating.Name), change.As("ΔC", AreaBased.StockChange.Name));
    }
}
