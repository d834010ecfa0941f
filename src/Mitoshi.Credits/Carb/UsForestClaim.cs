using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Carb;

/// <summary>A claim under the CARB US forest protocol: measured live trees, the other pools as the project reports them.</summary>
internal sealed class UsForestClaim : IMethodology
{
    private const string Source = "CARB US Forest Protocol, allocation as implemented publicly";
    private static readonly Equation Live = new("IFM-1", ("Standing live trees", "立木"), "Σ stock", Mark.Secondary, Source);
    private static readonly Equation OnSite = new("—", ("On-site gain after the confidence deduction", "信頼度控除後の林内増加量"), "(IFM-1 + IFM-3)(1 − CD) − baseline", Mark.Secondary, Source);
    private static readonly Equation Products = new("—", ("Wood products", "木材製品"), "0.8 × (actual − baseline of IFM-7 + IFM-8)", Mark.Secondary, Source);
    private static readonly Equation Credit = new("—", ("Offset credits", "クレジット"), "floor(on-site + products + min(0, secondary))", Mark.Secondary, Source);

    public string Programme => "CARB";

    public string Name => "US Forest";

    public string Version => "";

    public Text About => ("US forest projects: improved management", "米国森林プロジェクト（森林管理の改善）");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        VectorInputs pools = project.Parameters.Inner("carb");
        LineResult[] stocks = [.. ForestStocks.Places(project).Select(place => ForestStocks.Stock(project, sheet, place.Now))];
        LineResult live = sheet.Tonnes(Live, stocks.Sum(stock => stock.Value), [.. stocks.Select((stock, i) => stock.As($"stock {i + 1}", Live.Name))]);
        ForestPools actual = new(live.Value, pools.Decimal("dead_tCO2"), pools.Decimal("in_use_tCO2"), pools.Decimal("landfill_tCO2"));
        VectorInputs before = pools.Inner("baseline");
        ForestPools baseline = new(before.Decimal("live_tCO2"), before.Decimal("dead_tCO2"), before.Decimal("in_use_tCO2"), before.Decimal("landfill_tCO2"));
        decimal deduction = pools.Decimal("confidence_deduction"), secondary = pools.Decimal("secondary_effects_tCO2");
        decimal rounded = UsForest.Deduction(deduction), net = UsForest.Credits(actual, baseline, deduction, secondary);
        LineResult onSite = sheet.Tonnes(OnSite, (actual.OnSite * (1 - rounded)) - baseline.OnSite, live.As("IFM-1", Live.Name), Stated("IFM-3", ("Standing dead trees", "枯立木"), actual.Dead), Stated("baseline", ("Baseline on-site", "ベースライン（林内）"), baseline.OnSite),
            new ClaimInput("CD", ("Confidence deduction", "信頼度控除"), rounded, Unit.One, "project file, rounded to 5 digits", null));
        LineResult products = sheet.Tonnes(Products, net - onSite.Value - Math.Min(0, secondary), Stated("actual", ("Actual products", "木材製品（実績）"), actual.Products), Stated("baseline", ("Baseline products", "木材製品（ベースライン）"), baseline.Products));
        decimal gross = actual.OnSite + products.Value;
        return sheet.Finish(Credit, Deductions.Of(gross, baseline.OnSite, Math.Max(0, -secondary), actual.OnSite * rounded, 0, 0), onSite.As("on-site", OnSite.Name), products.As("products", Products.Name), Stated("secondary", ("Secondary effects", "二次的影響"), secondary));
    }

    private static ClaimInput Stated(string symbol, Text name, decimal value) => new(symbol, name, value, Unit.TonneCarbonDioxide, "project file", null);
}
