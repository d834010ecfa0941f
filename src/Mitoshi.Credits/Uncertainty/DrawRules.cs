namespace Mitoshi.Credits.Uncertainty;

/// <summary>What programmes ask of a simulation.</summary>
internal static class DrawRules
{
    private static readonly FactorTable Trees = FactorTable.Open("trees");

    /// <summary>ART TREES 2.0: at least 10,000 draws and a 90 % interval (mark S). Other programmes set no rule that was read.</summary>
    public static void Require(string? programme, int? draws, double? level)
    {
        if (programme?.StartsWith("ART", StringComparison.Ordinal) != true)
        {
            return;
        }

        decimal least = Trees["mc_draws"].Value;
        if (draws < least)
        {
            throw Refusal.TooFewDraws(($"{draws} draws", $"{draws}回の試行"), ($"at least {least} draws under {programme}", $"{programme} では{least}回以上"));
        }

        if (level is double given && given != (double)Trees["mc_level"].Value)
        {
            throw Refusal.ConfidenceLevelMismatch(($"a level of {given}", $"信頼水準 {given}"), ("the 90 % interval", "90 %区間"));
        }
    }
}
