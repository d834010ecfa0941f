namespace Mitoshi.Credits.Jcredit;

/// <summary>J-Credit AG-005: midsummer drainage of paddy fields extended by at least 7 days.</summary>
internal static class PaddyDrainage
{
    private static readonly FactorTable Rules = FactorTable.Open("ag005");
    private static readonly FactorTable Emissions = FactorTable.Open("ag005_ch4");

    /// <summary>Days from closing the inlet and opening the outlet to the first water added, half open (mark S).</summary>
    public static int Days(DateOnly from, DateOnly to, IEnumerable<DateOnly> refloods)
    {
        if (to <= from)
        {
            throw Refusal.NegativePeriod(($"drained from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}", $"{from:yyyy-MM-dd} から {to:yyyy-MM-dd} までの中干し"));
        }

        DateOnly end = refloods.Where(day => day >= from).Append(to).Min();
        return end.DayNumber - from.DayNumber;
    }

    /// <summary>Days gained over the mean of the last two or more years (mark C).</summary>
    public static decimal Extension(decimal[] baselineDays, decimal projectDays)
    {
        decimal leastRecords = Rules["min_record_years"].Value, least = Rules["min_extension"].Value;
        if (baselineDays.Length < leastRecords)
        {
            throw Refusal.InsufficientRecords(($"{baselineDays.Length} years of records", $"{baselineDays.Length}年分の記録"), ($"at least {leastRecords} years", $"{leastRecords}年以上"));
        }

        decimal extension = projectDays - baselineDays.Average();
        return RequireExtension(extension, least);
    }

    /// <summary>Refuses an extension below 7 days.</summary>
    public static decimal RequireExtension(decimal days) => RequireExtension(days, Rules["min_extension"].Value);

    /// <summary>Class of a drainage rate: poor below 7.5 mm/day, daily below 12.5, 4h from there.</summary>
    public static string DrainageClass(decimal millimetresPerDay) => millimetresPerDay < 7.5m ? "poor" : millimetresPerDay < 12.5m ? "daily" : "4h";

    /// <summary>Methane of the fields: A x EF x 16/12 x GWP / 1000 in tCO2e, 70 % of it with the project (mark S). EF is kg of methane-carbon.</summary>
    public static PaddyResult Quantify(decimal areaHectares, string region, string drainage, string organic, decimal warmingPotential)
    {
        decimal baseline = Emission(areaHectares, EmissionFactor(region, drainage, organic).Value, warmingPotential), project = ProjectFactor.Value * baseline;
        return new PaddyResult(baseline, project, Rounding.Credits(baseline - project));
    }

    /// <summary>Share of the methane that is still emitted.</summary>
    public static Factor ProjectFactor => Rules["project_factor"];

    /// <summary>EF of a field, kg CH4-C/ha.</summary>
    public static Factor EmissionFactor(string region, string drainage, string organic) => Emissions[$"{region}|{drainage}|{(organic == "none" ? "no_straw" : organic)}"];

    /// <summary>A x EF x 16/12 x GWP / 1000, tCO2e.</summary>
    public static decimal Emission(decimal areaHectares, decimal carbonKilogramsPerHectare, decimal warmingPotential)
        => Check.NotNegative(areaHectares, "A") * carbonKilogramsPerHectare * warmingPotential / 1000 * MolarRatio.CarbonToMethane;

    /// <summary>A field counts once a season.</summary>
    public static void RequireOnce(IEnumerable<string> fields)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string field in fields)
        {
            if (!seen.Add(field))
            {
                throw Refusal.DoubleCount(($"the field {field} twice in one season", $"圃場 {field} が同じ作期に二度あります"));
            }
        }
    }

    private static decimal RequireExtension(decimal days, decimal least) => days >= least ? days
        : throw Refusal.NotApplicable(($"drainage extended by {days} days", $"中干しの延長 {days} 日"), ($"at least {least} days", $"{least}日以上"));
}

/// <summary>Result of AG-005 in tCO2e.</summary>
internal readonly record struct PaddyResult(decimal Baseline, decimal Project, long Credits);
