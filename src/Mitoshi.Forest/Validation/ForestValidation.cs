namespace Mitoshi.Forest.Validation;

/// <summary>A validation.</summary>
/// <param name="Errors">By support.</param>
/// <param name="Classes">By class.</param>
/// <param name="Report">Path of the report.</param>
public sealed record ForestValidation(SummaryTable Errors, SummaryTable Classes, string Report) : ProcessResult
{
    /// <summary>Further tables: outliers, refits.</summary>
    public IReadOnlyList<SummaryTable> More { get; init; } = [];

    /// <summary>What the reader must not miss.</summary>
    public IReadOnlyList<Text> Warnings { get; init; } = [];

    internal ValidationOutcome? Outcome { get; init; }

    /// <inheritdoc/>
    public override Summary Summarise() => new(("Map compared", "地図を比較しました"))
    {
        Tables = [Errors, Classes, .. More],
        Notes = Warnings,
        Files = [new OutputFile(("report", "報告書"), Report)],
        NextSteps = [("Open the report in a browser.", "報告書をブラウザで開いてください。")],
    };
}
