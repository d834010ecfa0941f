using Mitoshi.Gdal;
using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Estimates of all areas.</summary>
/// <param name="Areas">In the order of the file.</param>
public sealed record AreaEstimates(IReadOnlyList<AreaEstimate> Areas) : ProcessResult
{
    /// <summary>All areas together, with a variance of its own; null for a single area.</summary>
    public AreaEstimate? Together { get; init; }

    /// <summary>The areas, then all together.</summary>
    public IReadOnlyList<AreaEstimate> Rows => Together is null ? Areas : [.. Areas, Together];

    /// <summary>Plots read.</summary>
    public required int Plots { get; init; }

    /// <summary>Confidence level.</summary>
    public required double Level { get; init; }

    /// <summary>Unit of the means.</summary>
    public required Unit Unit { get; init; }

    /// <summary>Relative error that all plots share, from the allometry; 0 when the plots do not say.</summary>
    public required double SharedError { get; init; }

    /// <summary>Folder with the files.</summary>
    public required string Folder { get; init; }

    /// <inheritdoc/>
    public override Summary Summarise()
    {
        List<Text> notes = [];
        if (SharedError > 0)
        {
            notes.Add(($"The interval holds {100 * SharedError:0.0} % of shared allometric error, which more plots do not lower.", $"区間はプロット共通のアロメトリー誤差{100 * SharedError:0.0} %を含み、プロットを増やしても減らない。"));
        }

        foreach (AreaEstimate area in (Together is null ? [] : new[] { Together }).Concat(Areas.Take(20)))
        {
            notes.AddRange(area.Warnings.Select(warning => (Text)($"{NameOf(area).En}: {warning.En}", $"{NameOf(area).Ja}：{warning.Ja}")));
        }

        return new Summary(($"{Areas.Count} areas from {Plots} plots", $"{Areas.Count}地域、{Plots}プロット"))
        {
            Tables = [AreaTable(), .. Rows.TakeLast(1).Concat(Areas).Distinct().Where(area => area.Options.Count > 0).Take(3).Select(OptionTable)],
            Notes = notes,
            Files =
            [
                new OutputFile(("Report", "報告書"), Path.Combine(Folder, "report.html")),
                new OutputFile(("Table", "表"), Path.Combine(Folder, "areas.csv")),
                new OutputFile(("Areas with estimates", "推定値つきの地域"), Path.Combine(Folder, "areas.gpkg")),
            ],
            Succeeded = Areas.Any(area => area.Chosen is not null),
        };
    }

    /// <summary>The area table of the report.</summary>
    public SummaryTable AreaTable() => new(
        ($"Areas, {100 * Level:0.#} % intervals, {Unit}", $"地域別（{100 * Level:0.#} %区間、{Unit}）"),
        [("Area", "地域"), ("ha", "ha"), ("Plots", "プロット"), ("Map", "地図"), ("Mean", "平均"), ("Lower", "下限"), ("Upper", "上限"), ("Total", "合計"), ("Estimator", "推定方法"), ("Worth in plots", "プロット換算")],
        [.. Rows.Select(Row)]);

    private IReadOnlyList<Text> Row(AreaEstimate area)
    {
        if (area.MeanWithAllometry is not { } mean)
        {
            return [NameOf(area), $"{area.Hectares:0.#}", $"{area.Plots}", Number(area.MapMean), ("not usable", "使用不可"), "–", "–", "–", "–", "–"];
        }

        Interval interval = mean.Interval(Level);
        return
        [
            NameOf(area), $"{area.Hectares:0.#}", $"{area.Plots}", Number(area.MapMean), Number(mean.Value), Number(interval.Lower), Number(interval.Upper),
            $"{area.Total!.Value:#,0} {area.Total.Unit}", Name(area.Chosen!.Value), double.IsNaN(area.RelativeEfficiency) ? "–" : $"× {area.RelativeEfficiency:0.0}",
        ];
    }

    /// <summary>Estimators of one area side by side.</summary>
    public static SummaryTable OptionTable(AreaEstimate area) => new(
        ($"Estimators for {NameOf(area).En}", $"{NameOf(area).Ja}の推定方法"),
        [("Estimator", "推定方法"), ("Mean", "平均"), ("SE", "標準誤差"), ("Why", "理由")],
        [.. area.Options.Select(option => (IReadOnlyList<Text>)
            [option.Kind == area.Chosen ? (Name(option.Kind).En + " *", Name(option.Kind).Ja + " *") : Name(option.Kind),
                option.Estimate is { } e ? Number(e.Value) : "–", option.Estimate is { } s ? Number(s.Error.Magnitude) : "–", option.Reason])]);

    internal const string TogetherName = "all areas";

    internal static Text NameOf(AreaEstimate area) => area.Area switch
    {
        TogetherName => ("all areas", "全地域"),
        AreaReader.WholeMap => ("whole map", "地図全体"),
        _ => area.Area,
    };

    internal static Text Name(EstimatorKind kind) => kind switch
    {
        EstimatorKind.Expansion => ("plots alone", "プロットのみ"),
        EstimatorKind.PostStratified => ("post-stratified", "事後層化"),
        EstimatorKind.Difference => ("difference", "差推定"),
        EstimatorKind.Regression => ("regression (GREG)", "回帰推定（GREG）"),
        EstimatorKind.SmallArea => ("small area, extended", "小地域（拡張合成）"),
        EstimatorKind.Eblup => ("EBLUP", "EBLUP"),
        EstimatorKind.Synthetic => ("synthetic", "合成推定"),
        EstimatorKind.Stratified => ("areas as strata", "地域を層とする"),
        EstimatorKind.ModelBased => ("model-based", "モデルに基づく推定"),
        _ => ("auto", "自動"),
    };

    internal void Write(ProcessContext context, RasterFile map, int bandIndex, IReadOnlyList<SamplePlot> plots, IReadOnlyList<AreaPolygon> polygons)
    {
        context.Files.CreateFolder(Folder);
        AreaFiles.Write(this, Path.Combine(Folder, "areas.csv"), Path.Combine(Folder, "areas.gpkg"), map.Grid.Crs, polygons, context.Files);
        Reporting.Pages.HtmlReport.Write(AreaReport.Of(this, map, bandIndex, plots, polygons), context.Language, Path.Combine(Folder, "report.html"), context.Files);
    }

    private static string Number(double value) => double.IsNaN(value) ? "–" : $"{value:0.0}";
}
