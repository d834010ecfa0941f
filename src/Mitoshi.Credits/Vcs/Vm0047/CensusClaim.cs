using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Credits.Uncertainty;
using Mitoshi.Credits.Vcs.NonPermanence;

namespace Mitoshi.Credits.Vcs.Vm0047;

/// <summary>
/// A claim under VM0047, census-based: counted trees, their mortality, and the measured biomass of live ones (unit <c>t/unit</c>). The
/// uncertainty form of v1.1 is damaged in every public copy, so that of v1.0 is used and the claim never issues.
/// </summary>
internal sealed class CensusClaim : IMethodology
{
    private static readonly Equation PlotUncertainty = new("—", ("Uncertainty of the biomass of a unit", "個体バイオマスの不確かさ"), "U_p = T × SE / mean", Mark.Corroborated, Census.Stock.Source);
    private static readonly Equation Deducted = new("—", ("Uncertainty deduction", "不確かさ控除量"), "ΔC × UNC", Mark.Corroborated, Census.Credit.Source);
    private static readonly Unit PerUnit = new("t/unit");

    public string Programme => "VCS";

    public string Name => "VM0047 census";

    public string Version => "1.1";

    public Text About => ("Planting of single trees, census-based", "単木植栽（全数法）");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        Measurement[] units = [.. project.Measurements.Where(measurement => measurement.Estimate.Unit == PerUnit).OrderBy(measurement => measurement.Place, StringComparer.Ordinal)];
        if (units.Length == 0)
        {
            throw Refusal.SampleTooSmall(("no measured biomass per unit (t/unit)", "個体あたりバイオマス（t/unit）の測定値がありません"), ("the mean of a sample of live units", "生存個体の標本平均"));
        }

        decimal gross = 0, deducted = 0;
        foreach (Measurement unit in units)
        {
            VectorInputs census = project.Parameters.Inner("census").Inner(unit.Place);
            LineResult stock = Stock(project, sheet, unit, census);
            LineResult deduction = Deduction(sheet, unit, census);
            gross += stock.Value;
            deducted += sheet.Tonnes(Deducted, stock.Value * deduction.Value, stock.As("ΔC", Census.Stock.Name), deduction.As("UNC", Census.UncertaintyV10.Name)).Value;
        }

        sheet.NotForIssuance(("The uncertainty equation of v1.1 (eq. 29) is unreadable in every public copy; that of v1.0 stands in for it.", "v1.1の不確かさの式（式29）は公開資料で判読できず、v1.0の式で代えています。"));
        decimal emissions = project.Parameters.Decimal("project_emissions_tCO2e"), before = project.Parameters.Decimal("credited_before_tCO2e", 0);
        ClaimInput risk = new("rating", RiskTool.Rating.Name, project.Parameters.Decimal("risk_rating_percent"), new Unit("percent"), "project file", null);
        long kept = RiskTool.Buffer(gross, risk.Value);
        LineResult buffer = sheet.AddRounded(RiskTool.BufferEquation, kept, Unit.TonneCarbonDioxideEquivalent, Rounding.BufferRule, risk);
        return sheet.Finish(Census.Credit, Deductions.Of(gross, 0, 0, deducted, emissions + before, kept),
            sheet.Stated("project_emissions_tCO2e", "PE", ("Project emissions", "プロジェクト排出量"), Unit.TonneCarbonDioxideEquivalent), buffer.As("buffer", RiskTool.BufferEquation.Name));
    }

    private static LineResult Stock(CarbonProject project, Worksheet sheet, Measurement unit, VectorInputs census)
    {
        Factor roots = project.Factor("root_ratio", unit.Place);
        decimal count = census.Decimal("units"), mortality = census.Decimal("mortality");
        return sheet.Tonnes(Census.Stock, Census.StockOf(count, mortality, [(decimal)unit.Estimate.Value], roots.Value).CarbonDioxide,
            new ClaimInput("N", ("Units planted", "植栽本数"), count, new Unit("unit"), "census", null), new ClaimInput("M", ("Mortality", "枯死率"), mortality, Unit.One, "census", null),
            ForestStocks.AsInput(unit, "B", ("Mean biomass of a live unit", "生存個体の平均バイオマス")), roots.As("R", ("Root ratio", "地下部比率")), AreaBased.Factors["carbon_fraction"].As("0.47", ("Carbon fraction", "炭素含有率")));
    }

    private static LineResult Deduction(Worksheet sheet, Measurement unit, VectorInputs census)
    {
        Estimate estimate = unit.Estimate;
        double quantile = Quantiles.Student(0.90, estimate.DegreesOfFreedom), biomass = quantile * estimate.Error.Magnitude / estimate.Value;
        double mortality = Census.MortalityHalfWidth((double)census.Decimal("mortality"), (double)census.Decimal("mortality_sample"));
        LineResult first = sheet.Add(PlotUncertainty, Round(biomass), Unit.One, new ClaimInput("T", ("Student's t, two-tailed 10 %", "t値（両側10 %）"), Round(quantile), Unit.One, "degrees of freedom of the estimate", null));
        LineResult second = sheet.Add(Census.MortalityUncertainty, Round(mortality), Unit.One, new ClaimInput("n", ("Units seen", "調査個体数"), census.Decimal("mortality_sample"), new Unit("unit"), "census", null));
        return sheet.Add(Census.UncertaintyV10, Round(Census.Deduction(biomass, mortality)), Unit.One, first.As("U_p", PlotUncertainty.Name), second.As("U_M", Census.MortalityUncertainty.Name));
    }

    private static decimal Round(double value) => Math.Round((decimal)value, 12);
}
