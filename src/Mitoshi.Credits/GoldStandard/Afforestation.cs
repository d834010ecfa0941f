namespace Mitoshi.Credits.GoldStandard;

/// <summary>Gold Standard A/R: only the shape is known (mark R), so it computes and never issues.</summary>
internal static class Afforestation
{
    /// <summary>(project - baseline - leakage - emissions) x (1 - buffer): the buffer is rounded up, the rest down.</summary>
    public static AfforestationNet Net(decimal project, decimal baseline, decimal leakage, decimal emissions, decimal bufferPercent)
    {
        decimal net = project - baseline - Check.NotNegative(leakage, "leakage") - Check.NotNegative(emissions, "emissions");
        long buffer = Rounding.Deduction(net * Check.Percent(bufferPercent, "buffer") / 100);
        return new AfforestationNet(net, buffer, Rounding.Credits(net - buffer));
    }

    /// <summary>Days of a period, both ends included.</summary>
    public static int Days(DateOnly from, DateOnly to) => to >= from ? to.DayNumber - from.DayNumber + 1
        : throw Refusal.NegativePeriod(($"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}", $"{from:yyyy-MM-dd} から {to:yyyy-MM-dd}"));
}

/// <summary>Net removal (tCO2) and whole units.</summary>
internal readonly record struct AfforestationNet(decimal Net, long Buffer, long Issued);
