namespace Mitoshi.Credits.Ipcc;

/// <summary>
/// Methane of rice fields, IPCC 2019 Refinement, vol. 4, ch. 5, equations 5.1 to 5.3 and tables 5.11 to 5.14 (mark S). A water regime that
/// is not in the table is refused; it is never 1.
/// </summary>
internal static class Rice
{
    private static readonly FactorTable Daily = FactorTable.Open("ipcc2019_rice_efc");
    private static readonly FactorTable Water = FactorTable.Open("ipcc2019_rice_sfw");
    private static readonly FactorTable Preseason = FactorTable.Open("ipcc2019_rice_sfp");
    private static readonly FactorTable Organic = FactorTable.Open("ipcc2019_rice_cfoa");
    private static readonly FactorTable Exponent = FactorTable.Open("ipcc2019_rice");

    /// <summary>Gold Standard takes 15 % off a reduction that rests on default factors.</summary>
    public const decimal DefaultFactorDeduction = 0.15m;

    /// <summary>SFo = (1 + sum ROA x CFOA)^0.59; EF = EFc x SFw x SFp x SFo (kg/ha/day); CH4 = area x days x EF (kg).</summary>
    public static RiceResult Methane(RiceField field)
    {
        if (field.Days is < 0 or > 366)
        {
            throw Refusal.OutOfRange(($"{field.Days} days", $"{field.Days}日"), ("0 to 366 days of cultivation", "栽培日数0から366"));
        }

        double amendments = 1;
        foreach ((string kind, decimal tonnesPerHectare) in field.OrganicTonnesPerHectare)
        {
            amendments += (double)(Check.NotNegative(tonnesPerHectare, kind) * Organic[kind].Value);
        }

        double scaling = Math.Pow(amendments, (double)Exponent["sfo_exponent"].Value);
        double factor = (double)(Daily[field.Region].Value * Water[field.Water].Value * Preseason[field.Preseason].Value) * scaling;
        return new RiceResult(scaling, factor, factor * (double)(Check.NotNegative(field.AreaHectares, "area") * field.Days));
    }

    /// <summary>The factors of a field with their citations.</summary>
    public static IEnumerable<ClaimInput> FactorsOf(RiceField field) =>
    [
        Daily[field.Region].As("EFc", ("Baseline factor of the region", "地域の基本係数")), Water[field.Water].As("SFw", ("Water regime", "水管理")), Preseason[field.Preseason].As("SFp", ("Before the season", "作付前の水管理")),
        .. field.OrganicTonnesPerHectare.SelectMany(item => new[] { Organic[item.Kind].As($"CFOA[{item.Kind}]", ("Organic amendment", "有機物")), new ClaimInput($"ROA[{item.Kind}]", ("Amount", "施用量"), item.TonnesPerHectare, new Unit("t/ha"), "record of the field", null) }),
        Exponent["sfo_exponent"].As("0.59", ("Exponent", "指数")),
    ];

    /// <summary>Gold Standard rice: 15 % off where factors are defaults (mark S).</summary>
    public static decimal GoldStandardNet(decimal gross, bool hasDefaultFactors) => gross * (hasDefaultFactors ? 1 - DefaultFactorDeduction : 1);
}

/// <summary>A rice field and its season; the words are those of the tables.</summary>
internal sealed record RiceField(
    string Region, string Water, string Preseason, IReadOnlyList<(string Kind, decimal TonnesPerHectare)> OrganicTonnesPerHectare, decimal Days, decimal AreaHectares);

/// <summary>Scaling by organic amendments, emission factor (kg CH4/ha/day), methane (kg).</summary>
internal readonly record struct RiceResult(double OrganicScaling, double FactorKilogramsPerHectareDay, double MethaneKilograms)
{
    public double CarbonDioxideEquivalent(decimal warmingPotential) => MethaneKilograms * (double)warmingPotential / 1000;
}
