namespace Mitoshi.Credits.Vcs.NonPermanence;

/// <summary>AFOLU Non-Permanence Risk Tool v4.2 and v5.0 of the VCS, as described publicly.</summary>
internal static class RiskTool
{
    private const string Tool = "VCS AFOLU Non-Permanence Risk Tool v4.2/v5.0, as described publicly";
    private static readonly FactorTable Limits = FactorTable.Open("nprt");
    private static readonly FactorTable Natural = FactorTable.Open("nprt_natural");

    public static Equation Rating { get; } = new("NPRT", ("Risk rating", "リスク評点"), "rating = max(12, ceil(internal + external + natural)), at most 60", Mark.Corroborated, Tool);

    public static Equation BufferEquation { get; } = new("3.14.15", ("Buffer", "バッファー"), "buffer = ceil(rating × change of carbon stock)", Mark.Corroborated, "VCS Standard v5.0 sec. 3.14.15 as quoted publicly");

    /// <summary>Natural risk: sum over the events of LS(significance, frequency) x mitigation.</summary>
    public static decimal NaturalRisk(IEnumerable<NaturalEvent> events)
    {
        decimal sum = 0;
        foreach (NaturalEvent natural in events)
        {
            Factor score = Natural[$"{natural.Significance}|{natural.Frequency}"];
            if (score.Written == "FAIL")
            {
                throw Refusal.RiskFail(($"a {natural.Significance} event of frequency {natural.Frequency}", $"頻度 {natural.Frequency} の {natural.Significance} な事象"));
            }

            if (natural.Mitigation is not (1 or 0.5m or 0.25m))
            {
                throw Refusal.OutOfRange(($"a mitigation of {natural.Mitigation}", $"緩和係数 {natural.Mitigation}"), ("1, 0.5 or 0.25", "1、0.5、0.25のいずれか"));
            }

            sum += score.Value * natural.Mitigation;
        }

        return sum;
    }

    /// <summary>Rating in percent: the sum rounded up, at least 12 (10 before v4.2).</summary>
    public static int Rate(decimal internalRisk, decimal externalRisk, decimal naturalRisk, bool isBeforeV42 = false)
    {
        Require(internalRisk, "internal", Limits["internal_max"].Value);
        Require(externalRisk, "external", Limits["external_max"].Value);
        Require(naturalRisk, "natural", Limits["natural_max"].Value);
        decimal sum = decimal.Ceiling(internalRisk + externalRisk + naturalRisk);
        Require(sum, "total", Limits["max_rating"].Value);
        return (int)Math.Max(sum, isBeforeV42 ? 10 : Limits["min_rating"].Value);
    }

    /// <summary>Units kept, on the change of carbon stocks and not on the credits; no stock gained, nothing kept.</summary>
    public static long Buffer(decimal stockChange, decimal ratingPercent) => Rounding.Deduction(stockChange * Check.Percent(ratingPercent, "rating") / 100);

    private static void Require(decimal risk, string category, decimal most)
    {
        if (Check.NotNegative(risk, category) > most)
        {
            throw Refusal.RiskFail(($"{category} risk {risk} above {most}", $"{category} リスク {risk} が {most} を超えています"));
        }
    }
}

/// <summary>A natural hazard: how bad, how often, how mitigated.</summary>
internal readonly record struct NaturalEvent(string Significance, string Frequency, decimal Mitigation);
