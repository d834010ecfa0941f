namespace Mitoshi.Credits.Additionality;

/// <summary>What a matching gave.</summary>
/// <param name="Project">Project.</param>
/// <param name="Plots">Project plots.</param>
/// <param name="Donors">Plots that they were chosen from.</param>
/// <param name="ControlsPerPlot">Controls for each project plot.</param>
/// <param name="Matching">Pairs and distances.</param>
/// <param name="Dropped">Project plots without a control within the caliper.</param>
/// <param name="Rows">Balance of each covariate.</param>
/// <param name="Placebo">The test by a column that was held out; null without one.</param>
internal sealed record MatchFigures(
    string Project, int Plots, int Donors, int ControlsPerPlot, Matching Matching, IReadOnlyList<string> Dropped, IReadOnlyList<BalanceRow> Rows, PlaceboTest? Placebo)
{
    /// <summary>True when every covariate differs by at most 0.25 standard deviations (VM0047).</summary>
    public bool IsBalanced => Rows.All(row => row.After <= Balance.Vm0047Threshold);

    /// <summary>True when the controls may be used: balanced, and no difference before the start.</summary>
    public bool IsUsable => IsBalanced && Placebo?.Passes != false;
}
