namespace Mitoshi.Credits.Vcs.Vm0047;

/// <summary>VM0047, census-based approach: single trees that are counted.</summary>
internal static class Census
{
    private const string Text = "VM0047 v1.1 (14 May 2025) as transcribed publicly";

    public static Equation Stock { get; } = new("22", ("Stock of counted units", "単木の蓄積"), "C = N (1 − M) × mean_live[B (1 + R) 0.47] × 44/12", Mark.Corroborated, Text);

    public static Equation MortalityUncertainty { get; } = new("27", ("Uncertainty of mortality", "枯死率の不確かさ"), "U_M = T √(M(1 − M)/(n − 1))/(1 − M)", Mark.Corroborated, Text);

    public static Equation UncertaintyV10 { get; } = new("28", ("Uncertainty deduction", "不確かさ控除"), "UNC = max(0, √(U_p² + U_M²) − 0.10)", Mark.Corroborated, "VM0047 v1.0 eq 28, page image");

    public static Equation Credit { get; } = new("30", ("Carbon removals", "炭素除去量"), "CR = ΔC_t(1 − UNC_t) − ΔC_(t−x)(1 − UNC_(t−x)) − PE", Mark.Corroborated, Text);

    /// <summary>
    /// Mean carbon per live unit (tC) and stock of all units (tCO2e). Live units below the size threshold count as zero and stay in the
    /// sample; dead units are not in it, because (1 - M) already leaves them out.
    /// </summary>
    public static (decimal CarbonPerUnit, decimal CarbonDioxide) StockOf(decimal unitCount, decimal mortality, decimal[] biomassPerLiveUnit, decimal rootRatio)
    {
        Check.Fraction(mortality, "M");
        if (biomassPerLiveUnit.Length == 0)
        {
            throw Refusal.SampleTooSmall(("no live unit in the sample", "標本に生存個体がありません"), ("at least one", "1個以上"));
        }

        decimal carbon = biomassPerLiveUnit.Average(mass => Check.NotNegative(mass, "B")) * (1 + Check.NotNegative(rootRatio, "R")) * AreaBased.Factors["carbon_fraction"].Value;
        return (carbon, Check.NotNegative(unitCount, "N") * (1 - mortality) * carbon * MolarRatio.CarbonToCarbonDioxide);
    }

    /// <summary>Relative 90 % half-width of survival.</summary>
    public static double MortalityHalfWidth(double mortality, double sampleSize)
    {
        if (sampleSize < 2)
        {
            throw Refusal.SampleTooSmall(($"n = {sampleSize}", $"n = {sampleSize}"), ("at least 2", "2以上"));
        }

        if (Check.Fraction(mortality, "M") == 1)
        {
            throw Refusal.RelativeOfZero(("no unit survived", "生存個体がありません"));
        }

        return Uncertainty.Quantiles.Student(0.90, sampleSize - 1) * Math.Sqrt(mortality * (1 - mortality) / (sampleSize - 1)) / (1 - mortality);
    }

    /// <summary>Deduction by the form of v1.0.</summary>
    public static double Deduction(double plotHalfWidth, double mortalityHalfWidth)
        => Math.Max(0, Math.Sqrt((Check.Uncertainty(plotHalfWidth) * plotHalfWidth) + (Check.Uncertainty(mortalityHalfWidth) * mortalityHalfWidth))
            - (double)AreaBased.Factors["uncertainty_allowance"].Value);

    /// <summary>Biomass burned, t: N x burned share of the sample x mean biomass before the fire.</summary>
    public static decimal BurnedBiomass(decimal unitCount, decimal burned, decimal sampled, decimal[] biomassBefore)
        => Check.NotNegative(unitCount, "N") * Check.NotNegative(burned, "burned") / Check.Positive(sampled, "sample")
            * (biomassBefore.Length > 0 ? biomassBefore.Average() : throw Refusal.SampleTooSmall(("no burned unit in the sample", "標本に焼損個体がありません"), ("at least one", "1個以上")));
}
