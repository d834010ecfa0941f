namespace Mitoshi.Credits.Trees;

/// <summary>ART TREES 2.0: jurisdictional REDD+, with the crediting level of high forest, low deforestation (HFLD) jurisdictions.</summary>
internal static class TreesStandard
{
    private const string Quoted = "TREES 2.0 (Aug 2021) as quoted in public training material";
    private static readonly FactorTable Factors = FactorTable.Open("trees");

    public static Equation Eq1 { get; } = new("1", ("Crediting level", "クレジット水準"), "CL = mean of the emissions of 5 reference years", Mark.Corroborated, "Guyana workbook; TREES 2.0 sec. 5");

    public static Equation Eq1Hfld { get; } = new("1b", ("Crediting level, HFLD", "クレジット水準（HFLD）"), "CL_H = CL + score × 0.0005 × forest carbon stock", Mark.Corroborated, "Guyana workbook; lcds.gov.gy appendix 2");

    public static Equation Eq2 { get; } = new("2", ("HFLD score", "HFLDスコア"), "score = (cover% − 50)/100 + (0.5 − loss%)", Mark.Reconstructed, "reproduces seven published Guyana scores to 0.001");

    public static Equation Eq3 { get; } = new("3", ("Gross emission reductions", "総排出削減量"), "GER = CL − emissions", Mark.Corroborated, Quoted);

    public static Equation Eq11 { get; } = new("11", ("Uncertainty adjustment factor", "不確かさ調整係数"), "UA = 0.524417 × HW90 / 1.645006", Mark.Corroborated, Quoted + ", eq 11");

    public static Equation Eq10 { get; } = new("10", ("Uncertainty deduction", "不確かさ控除"), "UNC = (GER + GREMV) × UA", Mark.Corroborated, Quoted + ", eq 10");

    public static Equation Eq7Buffer { get; } = new("7a", ("Buffer share", "バッファー率"), "25 % − 5 (legislation) − 10 (low variability) − 5 (reversal plan), at least 5 %", Mark.Reconstructed, "TREES 2.0 sec. 7, not re-read");

    public static Equation Eq7Leakage { get; } = new("7b", ("Leakage share", "リーケージ率"), "by share of national forest: > 90 % 0, 60–90 % 5, 25–60 % 10, < 25 % 20", Mark.Reconstructed, "TREES 2.0 sec. 6, not re-read");

    public static Equation Eq5 { get; } = new("5", ("Net reductions", "純削減量"), "net = GER × (1 − buffer − leakage − UA)", Mark.Corroborated, Quoted);

    public static Factor UncertaintyNumerator => Factors["ua_numerator"];

    public static Factor UncertaintyDenominator => Factors["ua_denominator"];

    public static Factor StockRate => Factors["hfld_stock_rate"];

    /// <summary>(1) Mean emissions of the five reference years, tCO2.</summary>
    public static decimal CreditingLevel(decimal[] emissions) => RequireFive(emissions).Average();

    /// <summary>(1b) Crediting level of an HFLD jurisdiction, tCO2.</summary>
    /// <param name="creditingLevel">CL, tCO2.</param>
    /// <param name="score">Mean of the yearly scores.</param>
    /// <param name="carbonStock">Forest carbon stock, tCO2.</param>
    public static decimal HfldCreditingLevel(decimal creditingLevel, decimal score, decimal carbonStock)
        => creditingLevel + (score * StockRate.Value * Check.NotNegative(carbonStock, "stock"));

    /// <summary>(2) Score of a year.</summary>
    /// <param name="coverPercent">Forest cover in percent of the land.</param>
    /// <param name="lossPercent">Forest lost in the year, percent.</param>
    public static decimal HfldScore(decimal coverPercent, decimal lossPercent)
        => ((Check.Percent(coverPercent, "cover") - Factors["hfld_cover_zero_point"].Value) / 100)
            + (Factors["hfld_loss_zero_point"].Value - Check.Percent(lossPercent, "loss"));

    /// <summary>HFLD needs five scores, each at least 0.5 (mark S).</summary>
    public static void RequireHfld(decimal[] scores)
    {
        foreach (decimal score in RequireFive(scores))
        {
            if (score < 0.5m)
            {
                throw Refusal.NotApplicable(($"an HFLD score of {score}", $"HFLDスコア {score}"), ("at least 0.5 in every year", "毎年0.5以上"));
            }
        }
    }

    /// <summary>(11) UA from the half-width of the 90 % interval as a fraction of the mean.</summary>
    public static decimal UncertaintyAdjustment(decimal halfWidth90Fraction)
        => halfWidth90Fraction >= 0
            ? UncertaintyNumerator.Value * halfWidth90Fraction / UncertaintyDenominator.Value
            : throw Refusal.NegativeUncertainty(($"a half-width of {halfWidth90Fraction}", $"半幅 {halfWidth90Fraction}"));

    /// <summary>(7a) Share of the buffer in percent.</summary>
    public static decimal BufferPercent(bool hasLegislation, bool hasLowVariability, bool hasReversalPlan)
        => Math.Max(5, 25 - (hasLegislation ? 5 : 0) - (hasLowVariability ? 10 : 0) - (hasReversalPlan ? 5 : 0));

    /// <summary>(7b) Share of leakage in percent, from the percentage of the national forest that takes part.</summary>
    public static decimal LeakagePercent(decimal forestSharePercent) => Check.Percent(forestSharePercent, "forest share") switch
    {
        > 90 => 0,
        >= 60 => 5,
        >= 25 => 10,
        _ => 20,
    };

    /// <summary>(5) Each deduction is taken on the gross reductions; below zero nothing is issued.</summary>
    public static TreesNet Net(decimal grossReductions, decimal bufferPercent, decimal leakagePercent, decimal uncertainty)
    {
        decimal buffer = grossReductions * Check.Percent(bufferPercent, "buffer") / 100, leakage = grossReductions * Check.Percent(leakagePercent, "leakage") / 100;
        return new TreesNet(grossReductions, buffer, leakage, uncertainty, grossReductions - buffer - leakage - uncertainty);
    }

    /// <summary>Uncertainty over the sum of all years; what was deducted too much is issued back, never the reverse (mark S).</summary>
    public static (decimal Uncertainty, decimal IssuedBack) Aggregate(decimal[] grossReductions, decimal[] deducted, decimal halfWidth90Fraction)
    {
        Check.SameLength(grossReductions.Length, deducted.Length, "deducted");
        decimal uncertainty = UncertaintyAdjustment(halfWidth90Fraction) * grossReductions.Sum();
        return (uncertainty, Math.Max(0, deducted.Sum() - uncertainty));
    }

    private static decimal[] RequireFive(decimal[] years) => years.Length == 5 ? years
        : throw Refusal.InsufficientRecords(($"{years.Length} years", $"{years.Length}年分"), ("five reference years", "参照期間5年分"));
}

/// <summary>From gross to net reductions, tCO2e.</summary>
internal readonly record struct TreesNet(decimal Gross, decimal Buffer, decimal Leakage, decimal Uncertainty, decimal Net);
