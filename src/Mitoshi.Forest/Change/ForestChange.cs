using Mitoshi.Statistics;

namespace Mitoshi.Forest.Change;

/// <summary>Figures of a change map.</summary>
/// <param name="LossHectares">Area whose whole interval is below zero.</param>
/// <param name="GainHectares">Area whose whole interval is above zero.</param>
/// <param name="MappedHectares">Area with data on both dates.</param>
/// <param name="MeanMgPerHa">Mean change.</param>
/// <param name="StandardErrorMgPerHa">Its standard error, from the errors of pixels with their correlation in space, and of the levels of the two maps.</param>
/// <param name="Correlation">Correlation of the two dates' errors that the intervals use.</param>
/// <param name="StablePixels">Pixels of stable ground that were compared; 0 when none was given.</param>
/// <param name="StableMeanMgPerHa">Mean change there: the bias between the dates.</param>
/// <param name="StableShareOutside">Share of stable pixels whose final interval leaves out zero: false alarms, 0.10 at most when the errors are stated right.</param>
/// <param name="BiasRemovedMgPerHa">What was taken off every pixel.</param>
/// <param name="StableCorrelation">
/// Correlation that stable ground suggests. It is shown, not used: a reserve is one kind of forest, whose errors go together more than
/// elsewhere, and intervals made with it cover too little (measured on the simulated landscape).
/// </param>
public sealed record ChangeFigures(
    double LossHectares, double GainHectares, double MappedHectares, double MeanMgPerHa, double StandardErrorMgPerHa, double Correlation,
    long StablePixels, double StableMeanMgPerHa, double StableShareOutside, double BiasRemovedMgPerHa,
    double StableCorrelation)
{
    /// <summary>Where the correlation of the errors comes from.</summary>
    public Text CorrelationSource { get; init; } = "";

    /// <summary>How far the level of the change may be off: a single class; null where the maps tell none.</summary>
    public LevelError? Level { get; init; }
}

/// <summary>A change product.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Report">Path of the report.</param>
public sealed record ForestChange(string Folder, ChangeFigures Figures, string Report) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(("Change of AGB between two dates", "2時期間のAGB変化"))
    {
        Notes =
        [
            ("Not detected is not the same as unchanged: the interval holds zero.", "「検出されず」は「変化なし」ではありません(区間が0を含むという意味です)。"),
        ],
        Tables = [Table()],
        Files = [new OutputFile(("report", "報告書"), Report), new OutputFile(("product (STAC item)", "成果物(STACアイテム)"), Path.Combine(Folder, "item.json"))],
        NextSteps = [("Open the report in a browser.", "報告書をブラウザで開いてください。"), "mitoshi credits quantify --help"],
    };

    internal SummaryTable Table()
    {
        List<IReadOnlyList<Text>> rows =
        [
            [("Area mapped on both dates", "両時期で地図化された面積"), $"{Figures.MappedHectares:#,0.0} ha"],
            [("Loss (whole 90 % interval below 0)", "減少(90 % 区間がすべて0未満)"), $"{Figures.LossHectares:#,0.0} ha"],
            [("Gain (whole 90 % interval above 0)", "増加(90 % 区間がすべて0超)"), $"{Figures.GainHectares:#,0.0} ha"],
            [("Mean change and standard error", "平均変化と標準誤差"), $"{Figures.MeanMgPerHa:+0.0;-0.0} ± {Figures.StandardErrorMgPerHa:0.0} Mg/ha"],
            [("Correlation of the errors of the dates", "2時期の誤差の相関"), ($"{Figures.Correlation:0.00} ({Figures.CorrelationSource.En})", $"{Figures.Correlation:0.00}({Figures.CorrelationSource.Ja})")],
        ];
        if (Figures.StablePixels > 0)
        {
            rows.Add([("Stable ground: mean change", "安定地の平均変化"), $"{Figures.StableMeanMgPerHa:+0.00;-0.00} Mg/ha (n = {Figures.StablePixels:#,0})"]);
            rows.Add([("Stable ground: false alarms", "安定地の誤検出"), $"{100 * Figures.StableShareOutside:0.0} %"]);
            rows.Add([("Stable ground: correlation of errors suggested (not used)", "安定地から示唆される誤差相関(不使用)"), $"{Figures.StableCorrelation:0.00}"]);
            rows.Add([("Bias taken off", "除いた偏り"), $"{Figures.BiasRemovedMgPerHa:+0.00;-0.00} Mg/ha"]);
        }

        return new SummaryTable(("Change", "変化"), [("Figure", "項目"), ("Value", "値")], rows);
    }
}
