namespace Mitoshi.Credits;

/// <summary>The only places where a quantity becomes whole units: credits go down, deductions go up.</summary>
internal static class Rounding
{
    /// <summary>What a credit line says about its rounding.</summary>
    public static Text CreditsRule { get; } = ("rounded down to whole tCO2e; below zero nothing is issued", "1 tCO2e未満切り捨て。負の場合は発行なし");

    /// <summary>What a buffer line says about its rounding.</summary>
    public static Text BufferRule { get; } = ("rounded up to whole tCO2e", "1 tCO2e未満切り上げ");

    /// <summary>What every other line says.</summary>
    public static Text None { get; } = ("", "");

    /// <summary>Whole credits: down, and not below zero.</summary>
    public static long Credits(decimal tonnes) => tonnes <= 0 ? 0 : (long)decimal.Floor(tonnes);

    /// <summary>Whole units of a buffer or deduction: up, and not below zero.</summary>
    public static long Deduction(decimal tonnes) => tonnes <= 0 ? 0 : (long)decimal.Ceiling(tonnes);
}
