using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Credits.WhatIf;

/// <summary>What the uncertainty costs, and how many more plots pay for themselves.</summary>
[Process("credits_whatif", En = "Show what uncertainty costs and how many more plots would pay", Ja = "不確かさの費用と、採算の合うプロット追加数を示す",
    Examples = ["credits whatif project.yaml", "credits whatif project.yaml --plot-cost 400 --credit-price 15"])]
public sealed record ExploreUncertainty : Process<WhatIfResult>
{
    private const int CurveSteps = 60;
    private const double MostPlotFactor = 20;

    /// <summary>The project file.</summary>
    [Parameter(En = "Project file (YAML)", Ja = "プロジェクトファイル（YAML）", Position = 0, IsPath = true)]
    public required string File { get; init; }

    /// <summary>Cost of one more plot.</summary>
    [Parameter(En = "Cost of one more plot, in the currency of the price", Ja = "プロット1つの追加費用（価格と同じ通貨）", Min = 0)]
    public double PlotCost { get; init; } = 300;

    /// <summary>Price of one credit.</summary>
    [Parameter(En = "Price of one credit", Ja = "クレジット1単位の価格", Min = 0)]
    public double CreditPrice { get; init; } = 10;

    /// <summary>Where the report goes.</summary>
    [Parameter(En = "Folder for the report; projects/ of the workspace by default", Ja = "報告書の出力先（既定はワークスペースの projects/）", IsPath = true)]
    public string? Output { get; init; }

    /// <inheritdoc/>
    protected override Task<WhatIfResult> RunAsync(ProcessContext context)
    {
        CarbonProject project = CarbonProject.Read(File, context.Files);
        IMethodology methodology = Methodologies.Of(project.Programme, project.Methodology);
        CurvePoint own = UncertaintyCurve.At(project, methodology, context, 1);
        List<CurvePoint> curve = [];
        for (int step = 0; step <= CurveSteps; step++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            curve.Add(UncertaintyCurve.At(project, methodology, context, 3.0 * step / CurveSteps));
        }

        double plots = UncertaintyCurve.Plots(project);
        IReadOnlyList<PlotPlan> plans = Plans(project, methodology, context, plots, own.Credits);
        string folder = Output ?? Path.Combine(context.Workspace.Projects, project.Id);
        context.Files.CreateFolder(folder);
        Report report = WhatIfReport.Of(project, methodology, own, curve, plans, PlotCost, CreditPrice);
        HtmlReport.Write(report, Language.English, Path.Combine(folder, "whatif.en.html"), context.Files);
        HtmlReport.Write(report, Language.Japanese, Path.Combine(folder, "whatif.ja.html"), context.Files);
        return Task.FromResult(new WhatIfResult(own, plans, folder));
    }

    // Every number of plots from today's to twenty times as many would be slow to no purpose: 60 steps of equal ratio.
    private List<PlotPlan> Plans(CarbonProject project, IMethodology methodology, ProcessContext context, double plots, long creditsNow)
    {
        List<PlotPlan> plans = [];
        int previous = -1;
        for (int step = 0; step <= CurveSteps; step++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int more = (int)Math.Round(plots * (Math.Pow(MostPlotFactor, (double)step / CurveSteps) - 1));
            if (more == previous)
            {
                continue;
            }

            previous = more;
            double factor = (plots + more) / plots;
            CurvePoint point = UncertaintyCurve.At(project, methodology, context, Math.Sqrt(1 / factor), factor);
            plans.Add(new PlotPlan(more, point.HalfWidth90Percent, point.Credits - creditsNow, ((point.Credits - creditsNow) * CreditPrice) - (more * PlotCost)));
        }

        return plans;
    }
}

/// <summary>What some more plots would bring.</summary>
/// <param name="MorePlots">Plots beyond today's, in each stratum pro rata.</param>
/// <param name="HalfWidth90Percent">Relative half-width with them.</param>
/// <param name="MoreCredits">Credits gained.</param>
/// <param name="Gain">Value of the credits less the cost of the plots.</param>
internal readonly record struct PlotPlan(int MorePlots, decimal HalfWidth90Percent, long MoreCredits, double Gain);
