using Mitoshi.Credits.Vcs.Vm0047;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Credits.Additionality;

/// <summary>Chooses control plots for project plots by their covariates, before any outcome is looked at.</summary>
[Process("credits_match", En = "Match control plots to project plots", Ja = "プロジェクトのプロットに対照プロットを対応させる",
    Examples = ["credits match project_plots.csv donor_plots.csv --project-id SIM001 --output controls.json", "credits match project_plots.csv donor_plots.csv --project-id SIM001 --controls 3 --caliper 1.5"])]
public sealed record MatchControls : Process<MatchResult>
{
    /// <summary>Table of project plots.</summary>
    [Parameter(En = "Project plots (CSV: id, then covariates)", Ja = "プロジェクトのプロット（CSV：id、続けて共変量）", Position = 0, IsPath = true)]
    public required string Plots { get; init; }

    /// <summary>Table of possible controls.</summary>
    [Parameter(En = "Donor pool (CSV with the same columns)", Ja = "対照の候補（同じ列のCSV）", Position = 1, IsPath = true)]
    public required string Donors { get; init; }

    /// <summary>Project identifier.</summary>
    [Parameter(En = "Project identifier", Ja = "プロジェクトの識別子")]
    public required string ProjectId { get; init; }

    /// <summary>Controls for each plot.</summary>
    [Parameter(En = "Controls for each project plot", Ja = "プロットあたりの対照数", Min = 1, Max = 50)]
    public int Controls { get; init; } = 1;

    /// <summary>Largest Mahalanobis distance of a pair.</summary>
    [Parameter(En = "Largest Mahalanobis distance of a pair; none by default", Ja = "組のマハラノビス距離の上限（既定はなし）", Min = 0)]
    public double? Caliper { get; init; }

    /// <summary>Covariate that is kept out of the matching.</summary>
    [Parameter(En = "Covariate kept out of the matching, for the placebo test before the start", Ja = "対応づけに使わず、開始前のプラセボ検定に使う共変量")]
    public string? HeldOut { get; init; }

    /// <summary>Where the controls are written.</summary>
    [Parameter(En = "File of the chosen controls", Ja = "選んだ対照の出力ファイル", IsPath = true)]
    public string Output { get; init; } = "controls.json";

    /// <inheritdoc/>
    protected override Task<MatchResult> RunAsync(ProcessContext context)
    {
        PlotTable plots = PlotTable.Read(Plots, context.Files), donors = PlotTable.Read(Donors, context.Files);
        if (!plots.Covariates.SequenceEqual(donors.Covariates))
        {
            throw Refusal.ShapeMismatch(($"covariates {string.Join(", ", plots.Covariates)} and {string.Join(", ", donors.Covariates)}", $"共変量 {string.Join("、", plots.Covariates)} と {string.Join("、", donors.Covariates)}"));
        }

        PlotColumn? heldOut = HeldOut is null ? null : PlotColumn.TakeFrom(ref plots, ref donors, HeldOut);
        Matching matching = Matching.Optimal(Mahalanobis.Distances(plots.Values, donors.Values), Controls, Caliper ?? double.PositiveInfinity);
        List<RegisteredControl> registered = [];
        foreach (IGrouping<int, MatchedPair> group in matching.Pairs.GroupBy(pair => pair.Project))
        {
            double[] weights = AreaBased.MatchWeights([.. group.Select(pair => pair.Distance)]);
            registered.AddRange(group.Select((pair, i) => new RegisteredControl(donors.Ids[pair.Control], plots.Ids[pair.Project], weights[i], donors.Values[pair.Control])));
        }

        double[][] kept = [.. matching.Pairs.Select(pair => plots.Values[pair.Project])], chosen = [.. matching.Pairs.Select(pair => donors.Values[pair.Control])];
        BalanceRow[] balance = [.. plots.Covariates.Select((name, k) => new BalanceRow(name, Balance.Table(plots.Values, donors.Values)[k], kept.Length < 2 ? double.NaN : Balance.Table(kept, chosen)[k]))];
        context.Files.WriteAtomically(Output, CanonicalJson.Write(new ControlRegistration(ProjectId, plots.Ids, registered, context.Seed).ToJson()));
        MatchFigures figures = new(ProjectId, plots.Ids.Count, donors.Ids.Count, Controls, matching, [.. matching.Dropped.Select(project => plots.Ids[project])], balance, heldOut?.Placebo(matching, registered));
        string report = Path.ChangeExtension(Output, ".html");
        HtmlReport.Write(MatchReport.Of(figures), context.Language, report, context.Files);
        return Task.FromResult(new MatchResult(figures, Output, report));
    }
}

/// <summary>Standardised difference of a covariate before and after matching: a row of the balance table, two dots of a Love plot.</summary>
internal readonly record struct BalanceRow(string Covariate, double Before, double After);
