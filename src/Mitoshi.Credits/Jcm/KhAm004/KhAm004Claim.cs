using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Jcm;

/// <summary>A claim under KH_AM004: measured stocks and losses of each forest class against the national reference level.</summary>
internal sealed class KhAm004Claim : IMethodology
{
    private static readonly Equation Discount = new("3", ("Risk discount", "リスク割引"), "discount = 0.20 × (RL − PE)", Mark.Verified, KhAm004.Eq3.Source);

    private static readonly Equation OverYears = new("1", ("Reference emissions of the whole period", "全期間の参照排出量"), "Σ over the years of RL", Mark.Verified, KhAm004.Eq1.Source);

    public string Programme => "JCM";

    public string Name => "KH_AM004";

    public string Version => "1.0";

    public Text About => ("Cambodia, REDD+: emissions avoided against the forest reference level", "カンボジアREDD+：森林参照レベルに対する排出削減");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        VectorInputs parameters = project.Parameters;
        KhAm004.RequirePools(project.Pools, parameters.OptionalInt("option") ?? 1);
        KhAm004.RequireApplicable(parameters.Flag("reference_level_assessed"), parameters.Decimal("map_age_years"));
        IReadOnlyList<Conversion> conversions = Conversion.Of(project, sheet, withTransitions: parameters.OptionalInt("option") == 2);
        decimal[] stocks = [.. conversions.Select(conversion => conversion.Stock.Value)];
        List<ClaimInput> reference = [.. conversions.SelectMany(conversion => new[] { conversion.Area, conversion.Probability, conversion.Stock })];
        List<ClaimInput> emissions = [.. conversions.SelectMany(conversion => new[] { conversion.Converted, conversion.Stock })];
        decimal share = parameters.Decimal("share_of_year", Math.Min(1, project.Years));
        reference.Add(new ClaimInput("d0y/dy", ("Share of the year", "対象日数の割合"), share, Unit.One, "period of the claim", null));
        LineResult level = sheet.Add(KhAm004.Eq1, KhAm004.ReferenceEmissions([.. conversions.Select(conversion => conversion.Area.Value)], [.. conversions.Select(conversion => conversion.Probability.Value)], stocks, share), Unit.TonneCarbonDioxide, reference);
        if (project.Years > 1)
        {
            // The equation is for one year; the areas of the reference level are those of the start in every year.
            level = sheet.Add(OverYears, level.Value * project.Years, Unit.TonneCarbonDioxide, level.As("RL", KhAm004.Eq1.Name),
                new ClaimInput("years", ("Years of the period", "期間の年数"), project.Years, new Unit("yr"), "period of the claim", null));
        }

        OtherEmissions other = new(parameters.Decimal("fuel_tCO2e"), parameters.Decimal("fertiliser_tCO2e"), parameters.Decimal("displaced_tCO2e"));
        emissions.AddRange([Stated("E_fuel", ("Fuel", "燃料"), other.Fuel), Stated("E_fert", ("Fertiliser", "肥料"), other.Fertiliser), Stated("DE", ("Displaced emissions", "移転排出"), other.Displaced)]);
        LineResult project2 = sheet.Add(KhAm004.Eq2, KhAm004.ProjectEmissions(other, [.. conversions.Select(conversion => conversion.Converted.Value)], stocks), Unit.TonneCarbonDioxide, emissions);

        ClaimInput discount = KhAm004.RiskDiscount.As("d", ("Risk discount", "リスク割引率"));
        var (reduction, discounted, credits) = KhAm004.Credit(level.Value, project2.Value, KhAm004.RiskDiscount.Value);
        LineResult kept = sheet.Add(Discount, Math.Max(0, reduction - discounted), Unit.TonneCarbonDioxide, level.As("RL", KhAm004.Eq1.Name), project2.As("PE", KhAm004.Eq2.Name), discount);
        sheet.AddRounded(KhAm004.Eq3, credits, Unit.TonneCarbonDioxideEquivalent, Rounding.CreditsRule, level.As("RL", KhAm004.Eq1.Name), project2.As("PE", KhAm004.Eq2.Name), discount);
        int correctionPoints = parameters.OptionalInt("correction_points") ?? 0;
        if (parameters.Flag("factors_corrected_from_map") && correctionPoints < EmissionFactorCorrection.PointsForIssuance)
        {
            sheet.NotForIssuance(($"Emission factors were corrected with {correctionPoints} points; at least 5 independent ones are needed.",
                $"排出係数の補正点が{correctionPoints}個です。独立な点が5個以上必要です。"));
        }

        return new Waterfall(level.Value, project2.Value - other.Displaced, other.Displaced, 0, kept.Value, 0, discounted, credits);
    }

    private static ClaimInput Stated(string symbol, Text name, decimal value) => new(symbol, name, value, Unit.TonneCarbonDioxideEquivalent, "project file", null);
}
