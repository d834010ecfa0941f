namespace Mitoshi.Forest.Validation;

/// <summary>Everything that a validation found, for its tables, its report and its record.</summary>
/// <param name="MapName">Name of the map.</param>
/// <param name="ReferenceName">Name of the reference raster, or of the other map.</param>
/// <param name="Grid">Grid of the map.</param>
/// <param name="Raster">Against a raster; null without one.</param>
/// <param name="Plots">Against plots; null without them.</param>
/// <param name="Folds">Refits; empty when none was asked for.</param>
/// <param name="Dates">How plots were brought to the map's date.</param>
/// <param name="MapYear">Middle of the map's period in years; NaN when not known.</param>
/// <param name="IsSimulated">True for simulated data.</param>
internal sealed record ValidationOutcome(
    string MapName, string ReferenceName, Grid Grid, RasterComparison? Raster, PlotComparison? Plots, IReadOnlyList<FoldComparison> Folds, DateRule Dates, double MapYear, bool IsSimulated)
{
    // Relative efficiency 1 / (1 - R²): a map that is worth fewer than one plot in ten says no more of a single plot than the mean of all does.
    private const double EfficiencyMin = 1.1;

    /// <summary>Plots first: they were measured.</summary>
    public IReadOnlyList<ComparedValues> Supports
        => [.. new[] { Plots?.Values, Raster?.Pixels, Raster?.Circles, Raster?.Hectares }.OfType<ComparedValues>()];

    /// <summary>What the figures are shown for: plots, else the raster's pixels.</summary>
    public ComparedValues? Main => Supports.Count > 0 ? Supports[0] : null;

    /// <summary>True when the map carries almost nothing for single plots: relative efficiency below 1.1 on at least 20 of them.</summary>
    public bool CarriesNothing => Plots is { Values.Count: >= 20 } plots && !(plots.Values.Accuracy.RSquared > 1 - (1 / EfficiencyMin));

    /// <summary>The comparison table.</summary>
    public SummaryTable Errors() => ValidationTables.Errors(Plots is null ? (ReferenceName, ReferenceName) : Raster is null ? ("plots", "プロット") : ("plots or reference", "プロット・参照"), Supports);

    /// <summary>What a reader must not miss.</summary>
    public IReadOnlyList<Text> Warnings()
    {
        List<Text> warnings = [];
        if (Plots is { } plots)
        {
            if (CarriesNothing)
            {
                Statistics.MapAccuracy accuracy = plots.Values.Accuracy;
                warnings.Add((
                    $"The map carries almost nothing for single plots here: R² {accuracy.RSquared:0.00}, squared correlation {accuracy.CorrelationSquared:0.00}, RMSE {accuracy.Rmse:0.0} Mg/ha where plots alone vary by {Deviation(plots.Values.Truth):0.0}. Use it for no single stand.",
                    $"この地図は個々のプロットについてほとんど情報を持ちません：R² {accuracy.RSquared:0.00}、相関の二乗 {accuracy.CorrelationSquared:0.00}、RMSE {accuracy.Rmse:0.0} Mg/ha（プロット自体の標準偏差 {Deviation(plots.Values.Truth):0.0}）。個々の林分には使えません。"));
            }

            if (plots.TooOld > 0)
            {
                warnings.Add(($"{plots.TooOld} plots were measured more than {Dates.WindowYears:0.#} years before or after the map and are left out.", $"地図と{Dates.WindowYears:0.#}年以上離れて調査された{plots.TooOld}プロットを除きました。"));
            }

            if (plots.Undated > 0)
            {
                warnings.Add(($"The date of {plots.Undated} plots, or that of the map, is not known: they are compared as they are.", $"{plots.Undated}プロットまたは地図の日付が不明なため、そのまま比べました。"));
            }

            if (plots.Outside > 0)
            {
                warnings.Add(($"{plots.Outside} plots lie outside the map or mostly where it has no data.", $"{plots.Outside}プロットは地図の外か、大部分に値がありません。"));
            }
        }

        return warnings;
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
