namespace Mitoshi.Credits.Vcs.Vm0033;

/// <summary>VM0033 v2.1: from fluxes to units (full text read, mark V).</summary>
internal static class TidalWetland
{
    /// <summary>NER = BSL - WPS + FRP - LK, tCO2e. (A sign error in public code adds the project's emissions.)</summary>
    public static decimal Net(decimal baseline, decimal project, decimal fireReduction, decimal leakage) => baseline - project + fireReduction - leakage;

    /// <summary>Sources combined, percent: sqrt(sum (U E)^2)/|sum |E||.</summary>
    public static double Combine(double[] percent, double[] emissions)
    {
        Check.SameLength(percent.Length, emissions.Length, "E");
        double sum = emissions.Sum(Math.Abs);
        return sum > 0 ? Math.Sqrt(percent.Zip(emissions, (u, e) => Check.Uncertainty(u) * u * e * e).Sum()) / sum
            : throw Refusal.RelativeOfZero(("emissions of zero", "排出量ゼロ"));
    }

    /// <summary>(92) NER x (1 - max(0, error - allowable)): allowable 20 % at the 90 % level, 30 % at 95 %.</summary>
    public static decimal Adjust(decimal reductions, decimal errorPercent, decimal level)
    {
        decimal allowable = level switch
        {
            0.9m or 90 => TidalSoil.Factors["allowable_90"].Value,
            0.95m or 95 => TidalSoil.Factors["allowable_95"].Value,
            _ => throw Refusal.ConfidenceLevelMismatch(($"a level of {level}", $"信頼水準 {level}"), ("0.90 or 0.95", "0.90 または 0.95")),
        };
        return errorPercent >= 0 ? reductions * (1 - Math.Min(1, Math.Max(0, (errorPercent / 100) - allowable)))
            : throw Refusal.NegativeUncertainty(($"an error of {errorPercent} %", $"誤差 {errorPercent} %"));
    }

    /// <summary>VCU = (adjusted_2 - adjusted_1) - buffer, buffer = (stock_2 - stock_1) x rate. A loss of stock is a loss event.</summary>
    public static (decimal Buffer, decimal Units, bool IsLossEvent) Units(decimal adjustedBefore, decimal adjustedNow, decimal stockBefore, decimal stockNow, decimal bufferPercent)
    {
        decimal buffer = Math.Max(0, (stockNow - stockBefore) * Check.Percent(bufferPercent, "buffer") / 100);
        return (buffer, adjustedNow - adjustedBefore - buffer, stockNow < stockBefore);
    }

    /// <summary>Stock that may be counted when trees are harvested: at most the long-term average.</summary>
    public static (decimal Average, decimal Usable) HarvestCap(decimal[] stocks, decimal current)
    {
        Check.Positive(stocks.Length, "years");
        decimal average = stocks.Average();
        return (average, Math.Min(average, current));
    }
}
