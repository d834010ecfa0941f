using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Credits.Uncertainty;

namespace Mitoshi.Credits.ArTool14;

/// <summary>A claim by AR-TOOL14: the conservative stock at the end less the conservative stock at the start.</summary>
internal sealed class TreeStocksClaim : IMethodology
{
    public string Programme => "CDM";

    public string Name => "AR-TOOL14";

    public string Version => "4.1";

    public Text About => ("Carbon stocks of trees in afforestation and reforestation", "植林・再植林の樹木炭素蓄積");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        decimal end = 0, start = 0, endDiscounted = 0, startDiscounted = 0;
        foreach (Place place in ForestStocks.Places(project))
        {
            (decimal stock, decimal conservative) = Conservative(project, sheet, place.Now, sign: -1);
            (end, endDiscounted) = (end + stock, endDiscounted + conservative);
            if (place.Before is not null)
            {
                (stock, conservative) = Conservative(project, sheet, place.Before, sign: 1);
                (start, startDiscounted) = (start + stock, startDiscounted + conservative);
            }
            else
            {
                Factor initial = project.Factor("initial_carbon", place.Name);
                decimal area = (decimal)place.Now.AreaHectares, before = area * initial.Value * MolarRatio.CarbonToCarbonDioxide;
                sheet.Add(TreeStocks.Stock with { Name = ("Stock at the start", "開始時の蓄積"), Formula = "C = 44/12 × A × c₀" }, before, Unit.TonneCarbonDioxideEquivalent, ForestStocks.Area(place), initial.As("c₀", ("Carbon at the start", "開始時の炭素量")));
                (start, startDiscounted) = (start + before, startDiscounted + before);
            }
        }

        decimal uncertainty = (end - endDiscounted) + (startDiscounted - start);
        Waterfall waterfall = Deductions.Of(end, start, 0, uncertainty, 0, 0);
        sheet.AddRounded(TreeStocks.Conservative with { Number = "5", Name = ("Change of conservative stocks", "保守的な蓄積の変化"), Formula = "floor(C_end(1 − d u) − C_start(1 + d u))" }, waterfall.Credits, Unit.TonneCarbonDioxideEquivalent, Rounding.CreditsRule);
        sheet.NotForIssuance(("AR-TOOL14 is a tool: baseline, leakage and permanence come from the methodology that uses it.", "AR-TOOL14は計算ツールです。ベースライン・リーケージ・永続性はそれを使う方法論で定めます。"));
        return waterfall;
    }

    private static (decimal Stock, decimal Conservative) Conservative(CarbonProject project, Worksheet sheet, Measurement measurement, int sign)
    {
        Estimate estimate = measurement.Estimate;
        if (estimate.Value <= 0)
        {
            throw Refusal.RelativeOfZero(($"a biomass of {estimate.Value} in {measurement.Id}", $"{measurement.Id} のバイオマスが {estimate.Value}"));
        }

        Text when = ($"at {measurement.From:yyyy-MM-dd}", $"{measurement.From:yyyy-MM-dd}");
        double t = Quantiles.Student(0.90, estimate.DegreesOfFreedom), u = t * estimate.Error.Magnitude / estimate.Value;
        LineResult carbon = ForestStocks.Carbon(project, sheet, measurement);
        decimal area = (decimal)measurement.AreaHectares;
        LineResult stock = sheet.Add(TreeStocks.Stock with { Name = ($"Stock {when.En}", $"蓄積（{when.Ja}）") }, area * carbon.Value * MolarRatio.CarbonToCarbonDioxide, Unit.TonneCarbonDioxideEquivalent,
            new ClaimInput("A", ("Area", "面積"), area, Unit.Hectare, measurement.Id, null), carbon.As("CF × b", ("Carbon per hectare", "単位面積あたり炭素量")));
        LineResult relative = sheet.Add(TreeStocks.Uncertainty with { Formula = "u = t × SE / b" }, Math.Round((decimal)u, 12), Unit.One,
            new ClaimInput("t", ("Student's t, two-sided 90 %", "t値（両側90 %）"), Math.Round((decimal)t, 9), Unit.One, "degrees of freedom of the estimate", null),
            new ClaimInput("SE", ("Standard error", "標準誤差"), (decimal)estimate.Error.Magnitude, estimate.Unit, measurement.Id, null), ForestStocks.AsInput(measurement, "b", ("Biomass", "バイオマス")));
        sheet.HalfWidth90Percent = Math.Max(sheet.HalfWidth90Percent ?? 0, Math.Round(100 * relative.Value, 4));
        Factor discount = TreeStocks.Discount((double)relative.Value);
        LineResult conservative = sheet.Add(TreeStocks.Conservative, stock.Value * (1 + (sign * discount.Value * relative.Value)), Unit.TonneCarbonDioxideEquivalent,
            stock.As("C", TreeStocks.Stock.Name), discount.As("d", ("Discount of u", "uの割引率")), relative.As("u", TreeStocks.Uncertainty.Name));
        return (stock.Value, conservative.Value);
    }
}
