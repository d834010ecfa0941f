using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Reports;

/// <summary>Makes the report of a forest product again, from what its folder holds and names.</summary>
[Process("forest_report", En = "Make the report of a forest product again: map, change, model, validation, estimate", Ja = "森林の成果物（地図・変化・モデル・検証・推定）の報告書を作り直す",
    Examples = ["forest report workspace/products/map-2024", "forest report workspace/models/forest --lang ja", "forest report estimate --output for_the_agency.html"])]
public sealed record ReportForest : Process<ForestReport>
{
    private static readonly IReadOnlyList<IReportSource> Sources = [new MapReportSource(), new ChangeReportSource(), new ModelReportSource(), new RunReportSource()];

    /// <summary>Folder of the product.</summary>
    [Parameter(En = "Folder of a map, a change, a model, a validation or an estimate", Ja = "地図・変化・モデル・検証・推定のフォルダ", Position = 0, IsPath = true)]
    public required string Product { get; init; }

    /// <summary>Where to write.</summary>
    [Parameter(En = "Report to write; default: report.html in the folder", Ja = "書き出す報告書。既定はフォルダの report.html", IsPath = true)]
    public string? Output { get; init; }

    /// <inheritdoc/>
    protected override async Task<ForestReport> RunAsync(ProcessContext context)
    {
        foreach (IReportSource source in Sources)
        {
            if (await source.TryMakeAsync(Product, context) is { } report)
            {
                string path = Output ?? Path.Combine(Product, "report.html");
                HtmlReport.Write(report, context.Language, path, context.Files);
                return new ForestReport(source.Kind, path);
            }
        }

        throw new MitoshiException("report.unknown_product",
            found: ($"{Product} holds no map, change, model, validation or estimate", $"{Product} に地図・変化・モデル・検証・推定の成果物がありません"),
            expected: ("a folder with item.json, model.json or run.json that Mitoshi wrote", "見通しが書いた item.json、model.json、run.json のいずれかがあるフォルダ"),
            remedy: ("Give the folder that forest map, change, train, validate or estimate wrote.", "forest map、change、train、validate、estimate が書いたフォルダを指定してください。"));
    }
}

/// <summary>A report.</summary>
/// <param name="Kind">What it is of.</param>
/// <param name="Path">Where it is.</param>
public sealed record ForestReport(Text Kind, string Path) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"Report of a {Kind.En} made again", $"{Kind.Ja}の報告書を作り直しました"))
    {
        Files = [new OutputFile(("report", "報告書"), Path)],
        NextSteps = [("Open it in a browser; print it to PDF from there.", "ブラウザで開き、そこからPDFに印刷できます。")],
    };
}
