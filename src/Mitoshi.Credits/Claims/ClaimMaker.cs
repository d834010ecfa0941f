using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Claims;

/// <summary>From a project to a claim by one methodology.</summary>
internal static class ClaimMaker
{
    /// <summary>Checks what every claim must meet, lets the methodology write its lines, and gathers what stands against issuing.</summary>
    public static Claim Make(CarbonProject project, IMethodology methodology, ProcessContext context)
    {
        ClaimChecks.RequirePeriod(project.From, project.To);
        ClaimChecks.RequirePoolsOnce(project.Pools);
        Worksheet sheet = new(project, context.Seed, context.Threads);
        Waterfall waterfall = Quantify(project, methodology, sheet);
        ErrorPropagation.AddTo(sheet, project, methodology, waterfall);
        if (waterfall.Net < 0)
        {
            sheet.NotForIssuance(($"The net quantity is negative: {waterfall.Net:#,0.###} tCO2e.", $"純量が負です：{waterfall.Net:#,0.###} tCO2e"));
        }

        if (project.Boundary.Length == 0)
        {
            sheet.NotForIssuance(("No boundary was given, so the land cannot be checked for double counting.", "境界がないため、二重計上の確認ができません。"));
        }

        if (project.MonitoringYears == 0)
        {
            sheet.NotForIssuance(("No years of monitoring after the period were committed (monitoring_years).", "期間後のモニタリング年数（monitoring_years）の約束がありません。"));
        }

        return new Claim
        {
            Project = project.Id,
            Name = project.Name,
            Programme = methodology.Programme,
            Methodology = methodology.Name,
            MethodologyVersion = methodology.Version.Length > 0 ? methodology.Version : project.Version,
            From = project.From,
            To = project.To,
            Vintage = project.To.AddDays(-1).Year,
            Pools = project.Pools,
            Boundary = project.Boundary,
            Parties = project.Parties,
            Measurements = project.Measurements,
            Inputs = project.Inputs,
            Lines = sheet.Lines,
            Waterfall = waterfall,
            HalfWidth90Percent = sheet.HalfWidth90Percent,
            Mark = sheet.Mark(),
            NotForIssuance = sheet.Refusals(),
            NeedsConfirmation = sheet.NeedsConfirmation(),
            ControlsSha256 = project.ControlsSha256,
            MonitoringYears = project.MonitoringYears,
            SoftwareVersion = context.Version,
            Seed = context.Seed,
        };
    }

    private static Waterfall Quantify(CarbonProject project, IMethodology methodology, Worksheet sheet)
    {
        try
        {
            return methodology.Quantify(project, sheet);
        }
        catch (MitoshiException problem) when (problem.Code == "vectors.missing_field")
        {
            throw CarbonProject.MissingField($"{methodology.Name}, parameters", problem);
        }
    }

    /// <summary>The same project under every methodology that there is; one that does not apply says why.</summary>
    public static IReadOnlyList<Alternative> Compare(CarbonProject project, ProcessContext context)
    {
        List<Alternative> alternatives = [];
        foreach (IMethodology methodology in Methodologies.All)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            try
            {
                alternatives.Add(new Alternative(methodology, Make(project, methodology, context), null));
            }
            catch (MitoshiException refusal)
            {
                alternatives.Add(new Alternative(methodology, null, refusal));
            }
        }

        return alternatives;
    }
}

/// <summary>A methodology with its claim, or with the reason why there is none.</summary>
internal sealed record Alternative(IMethodology Methodology, Claim? Claim, MitoshiException? Refusal)
{
    /// <summary>Programme and name.</summary>
    public string Title => $"{Methodology.Programme} {Methodology.Name}";

    /// <summary>True when the project file says nothing of what the methodology asks for, as most do of most.</summary>
    public bool IsUnasked => Refusal?.Code is "credits.missing_field" or "credits.missing_factor" or "credits.missing_measurement" or "credits.sample_too_small" or "vectors.missing_field";
}
