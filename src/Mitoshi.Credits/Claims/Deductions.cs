namespace Mitoshi.Credits.Claims;

/// <summary>The order of deductions that all claims share: gross, baseline, leakage, uncertainty, buffer, other, then rounding.</summary>
internal static class Deductions
{
    /// <summary>Leakage and uncertainty are fractions of the gross quantity after the baseline, the buffer too and rounded up; the rest is rounded down.</summary>
    /// <param name="project">Project quantity, tCO2e.</param>
    /// <param name="baseline">Baseline quantity, tCO2e.</param>
    /// <param name="leakageFraction">0 to 1.</param>
    /// <param name="uncertaintyFraction">0 to 1.</param>
    /// <param name="bufferFraction">0 to 1.</param>
    /// <param name="other">Other deductions, tCO2e.</param>
    public static Waterfall OnGross(decimal project, decimal baseline, decimal leakageFraction, decimal uncertaintyFraction, decimal bufferFraction, decimal other)
    {
        decimal gross = project - baseline;
        return Of(gross, 0, gross * Check.Fraction(leakageFraction, "leakage"), gross * Check.Fraction(uncertaintyFraction, "uncertainty"), other,
            Rounding.Deduction(gross * Check.Fraction(bufferFraction, "buffer"))) with { Baseline = baseline };
    }

    /// <summary>Deductions that are known as amounts, tCO2e.</summary>
    public static Waterfall Of(decimal gross, decimal baseline, decimal leakage, decimal uncertainty, decimal other, long buffer)
    {
        decimal net = gross - baseline - leakage - uncertainty - other - buffer;
        return new Waterfall(gross, baseline, leakage, uncertainty, other, buffer, net, Rounding.Credits(net));
    }
}
