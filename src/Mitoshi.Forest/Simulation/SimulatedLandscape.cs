namespace Mitoshi.Forest.Simulation;

/// <summary>A simulated landscape on disk.</summary>
public sealed record SimulatedLandscape : ProcessResult
{
    private readonly IReadOnlyList<TruthTable.Row> _rows;
    private readonly IReadOnlyDictionary<StandEvent, (double Hectares, double GainMegagrams)> _changes;

    internal SimulatedLandscape(string folder, IReadOnlyList<TruthTable.Row> rows, IReadOnlyDictionary<StandEvent, (double Hectares, double GainMegagrams)> changes)
        => (Folder, _rows, _changes) = (folder, rows, changes);

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public override Summary Summarise() => new(("A simulated landscape: no place on the Earth looks like this", "模擬した景観:実在の場所ではありません"))
    {
        Tables =
        [
            new SummaryTable(("Truth", "真値"), [("place", "範囲"), ("year", "年"), ("area ha", "面積 ha"), ("forest ha", "森林 ha"), ("AGB Mg/ha in forest", "森林のAGB Mg/ha"), ("height m", "樹高 m")],
                [.. _rows.Select(row => (IReadOnlyList<Text>)[row.Place, $"{row.Year}", $"{row.AreaHectares:0}", $"{row.ForestHectares:0}", $"{row.ForestAgbMean:0.0}", $"{row.ForestHeightMean:0.0}"])]),
            new SummaryTable(("What happens from the first to the last year", "最初の年から最後の年までの出来事"), [("event", "出来事"), ("area ha", "面積 ha"), ("AGB change Mg", "AGBの変化 Mg")],
                [.. _changes.Select(change => (IReadOnlyList<Text>)[Name(change.Key), $"{change.Value.Hectares:0.0}", $"{change.Value.GainMegagrams:0}"])]),
        ],
        Files =
        [
            new OutputFile(("What is what, and how it was made", "内容と作り方"), Path.Combine(Folder, "README.md")),
            new OutputFile(("Truth", "真値"), Path.Combine(Folder, "truth")),
            new OutputFile(("Project file", "プロジェクトファイル"), Path.Combine(Folder, LandscapeProject.AllYears)),
            new OutputFile(("Project boundary", "プロジェクトの境界"), Path.Combine(Folder, "boundary.geojson")),
        ],
        NextSteps = [$"mitoshi forest train {Path.Combine(Folder, LandscapeProject.AllYears)}"],
    };

    private static Text Name(StandEvent happens) => happens switch
    {
        StandEvent.NotForest => ("no forest", "森林以外"),
        StandEvent.Growth => ("growth", "成長"),
        StandEvent.ClearCut => ("clear-cut", "皆伐"),
        StandEvent.Thinning => ("thinning", "間伐"),
        StandEvent.Storm => ("storm", "風倒"),
        StandEvent.Planting => ("planting", "植栽"),
        _ => ("stable reserve", "変化のない保護林"),
    };
}
