using Mitoshi.Learning;

namespace Mitoshi.Forest.Maps;

/// <summary>What was found of the target's population, and what follows.</summary>
/// <param name="Shift">Classifier between training sites and target.</param>
/// <param name="Withheld">True when the intervals are not shown.</param>
/// <param name="Rule">What the user asked for.</param>
/// <param name="IsSimulated">True for simulated data.</param>
public sealed record MapVerdict(PopulationShift Shift, bool Withheld, IntervalRule Rule, bool IsSimulated)
{
    /// <summary>Why the model should not be used, or null.</summary>
    public Text? NotUsable { get; init; }
}

/// <summary>A mapped site.</summary>
/// <param name="Site">Its name.</param>
/// <param name="Folder">Folder of the product.</param>
/// <param name="Report">Path of the report.</param>
/// <param name="Item">Path of the STAC item.</param>
/// <param name="Figures">Totals and means.</param>
/// <param name="Verdict">Whether the model fits the place.</param>
public sealed record MappedSite(string Site, string Folder, string Report, string Item, MapFigures Figures, MapVerdict Verdict);

/// <summary>All mapped sites.</summary>
/// <param name="Sites">In the order of the project.</param>
public sealed record MappedForest(IReadOnlyList<MappedSite> Sites) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(("Forest maps", "森林地図"))
    {
        Notes = [.. Sites.Where(site => site.Verdict.Withheld).Select(site => new Text(
            $"{site.Site}: a different population (classifier AUC {site.Verdict.Shift.Auc:0.00}); intervals withheld, accuracy unknown until plots are there.",
            $"{site.Site}: 母集団が異なります(判別AUC {site.Verdict.Shift.Auc:0.00})。区間は出さず、プロットが得られるまで精度は不明です。")),
            .. Sites.Where(site => site.Verdict.NotUsable is not null).Select(site => new Text($"{site.Site}: not usable, because {site.Verdict.NotUsable!.En}.", $"{site.Site}: 使えません:{site.Verdict.NotUsable!.Ja}。"))],
        Tables =
        [
            new SummaryTable(("Maps", "地図"),
                [("site", "サイト"), ("mapped ha", "面積 ha"), ("forest ha", "森林 ha"), ("mean AGB Mg/ha", "平均AGB Mg/ha"), ("standard error", "標準誤差"), ("inside area of applicability", "適用範囲内"), ("AUC", "判別AUC")],
                [.. Sites.Select(site => (IReadOnlyList<Text>)
                [
                    site.Site, $"{site.Figures.MappedHectares:#,0}", $"{site.Figures.ForestHectares:#,0}", $"{site.Figures.MeanAgb:0.0}",
                    double.IsNaN(site.Figures.MeanAgbError) ? ("withheld", "非表示") : $"{site.Figures.MeanAgbError:0.0}", $"{100 * site.Figures.ShareInside:0} %", $"{site.Verdict.Shift.Auc:0.00}",
                ])]),
        ],
        Files = [.. Sites.SelectMany(site => new[] { new OutputFile(($"report of {site.Site}", $"{site.Site} の報告書"), site.Report), new OutputFile(("STAC item", "STACアイテム"), site.Item) })],
        NextSteps = [("Open the reports in a browser; the .tif files beside them open in QGIS.", "報告書をブラウザで、隣の .tif はQGISで開けます。"), "mitoshi forest change --before ... --after ..."],
    };
}
