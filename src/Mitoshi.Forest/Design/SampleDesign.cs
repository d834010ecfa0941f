namespace Mitoshi.Forest;

/// <summary>What a remeasurement of the plots will see.</summary>
/// <param name="Change">Change of the mean, in the map's unit.</param>
/// <param name="Deviation">Standard deviation of the plots' change.</param>
/// <param name="IsAssumed">True when the deviation was assumed.</param>
/// <param name="Power">Probability that the planned plots find the change.</param>
/// <param name="PlotsForPower80">Plots that find it with probability 0.8.</param>
public sealed record RemeasurementPower(double Change, double Deviation, bool IsAssumed, double Power, int PlotsForPower80);

/// <summary>A planned sample.</summary>
/// <param name="Points">Plots and reserve points.</param>
public sealed record SampleDesign(IReadOnlyList<DesignPoint> Points) : ProcessResult
{
    /// <summary>Sizes by plan.</summary>
    public required IReadOnlyList<PlannedSample> Plans { get; init; }

    /// <summary>The plan that was drawn.</summary>
    public required PlannedSample Chosen { get; init; }

    /// <summary>Strata of the map.</summary>
    public required IReadOnlyList<DesignStratum> Strata { get; init; }

    /// <summary>Mean of the map over the areas.</summary>
    public required double Mean { get; init; }

    /// <summary>Wanted half-width, percent of the mean.</summary>
    public required double HalfWidthPercent { get; init; }

    /// <summary>Confidence level.</summary>
    public required double Level { get; init; }

    /// <summary>Where the spread of plots around the map comes from.</summary>
    public required Text Source { get; init; }

    /// <summary>File of the points.</summary>
    public required string Output { get; init; }

    /// <summary>How points were placed.</summary>
    public required PointDraw Draw { get; init; }

    /// <summary>Power of a remeasurement, or null.</summary>
    public required RemeasurementPower? Power { get; init; }

    /// <inheritdoc/>
    public override Summary Summarise()
    {
        List<Text> notes =
        [
            ($"Mean of the map {Mean:0.0}; spread: {Source.En}.", $"地図の平均{Mean:0.0}、ばらつき：{Source.Ja}。"),
            ("The width is promised on average over samples; a single sample's interval is wider or narrower.", "幅は標本についての平均の約束で、個々の標本の区間はそれより広くも狭くもなる。"),
        ];
        if (Draw == PointDraw.Balanced)
        {
            notes.Add(("Points are spread over the area: the real error is smaller than the interval says.", "点は空間に均等に配置されるため、実際の誤差は区間より小さい。"));
        }

        if (Power is { } power)
        {
            notes.Add((
                $"A change of {power.Change:0.#} is found with probability {power.Power:0.00}; 0.8 needs {power.PlotsForPower80} plots (deviation of plot changes {power.Deviation:0.#}{(power.IsAssumed ? ", assumed" : "")}).",
                $"変化{power.Change:0.#}を検出する確率{power.Power:0.00}、0.8には{power.PlotsForPower80}プロット（変化量の標準偏差{power.Deviation:0.#}{(power.IsAssumed ? "は仮定" : "")}）。"));
        }

        double total = Strata.Sum(stratum => stratum.Pixels);
        return new Summary(($"{Chosen.Count} plots for ± {HalfWidthPercent:0.#} % at {100 * Level:0.#} %", $"{100 * Level:0.#} %水準で±{HalfWidthPercent:0.#} %に{Chosen.Count}プロット"))
        {
            Notes = notes,
            Tables =
            [
                new SummaryTable(("Plots by plan", "設計別のプロット数"), [("Plan", "設計"), ("Plots", "プロット"), ("Half-width", "半幅")],
                    [.. Plans.Select(plan => (IReadOnlyList<Text>)[Name(plan.Plan), $"{plan.Count}", $"{plan.HalfWidth:0.0}"])]),
                new SummaryTable(("Strata of the map", "地図の層"), [("Stratum", "層"), ("Map from", "下限"), ("to", "上限"), ("Share", "割合"), ("Plot deviation", "プロットの偏差"), ("Plots", "プロット")],
                    [.. Strata.Select((stratum, h) => (IReadOnlyList<Text>)
                        [$"{h + 1}", $"{stratum.Lower:0.#}", $"{stratum.Upper:0.#}", $"{100 * stratum.Pixels / total:0.0} %", $"{stratum.PlotDeviation:0.0}", $"{Chosen.PerStratum[h]}"])]),
            ],
            Files = [new OutputFile(("Points for the field", "現地の点"), Output)],
            NextSteps = [("Measure the plots, then: mitoshi forest plots plots.csv --trees trees.csv", "調査後：mitoshi forest plots plots.csv --trees trees.csv")],
        };
    }

    private static Text Name(SamplePlan plan) => plan switch
    {
        SamplePlan.SimpleRandom => ("simple random, no map", "単純無作為（地図なし）"),
        SamplePlan.Stratified => ("stratified by the map", "地図で層化"),
        _ => ("random, map in the regression estimator", "無作為＋地図の回帰推定"),
    };
}
