namespace Mitoshi.Forest.Validation;

/// <summary>How plots are brought to the date of the map.</summary>
/// <param name="Growth">Growth in Mg/ha a year; NaN when none is declared.</param>
/// <param name="GrowthDeviation">Its standard deviation.</param>
/// <param name="WindowYears">Plots measured longer before or after the map are left out.</param>
internal sealed record DateRule(double Growth, double GrowthDeviation, double WindowYears);

/// <summary>Plots against the map over their own support, brought to its date.</summary>
/// <param name="Values">Pairs.</param>
/// <param name="Plots">The plots of the pairs, in the same order; values as compared.</param>
/// <param name="Outside">Plots outside the map or mostly without data.</param>
/// <param name="TooOld">Plots outside the window of dates.</param>
/// <param name="Undated">Pairs whose date is not known, or the map's is not.</param>
internal sealed record PlotComparison(ComparedValues Values, IReadOnlyList<SamplePlot> Plots, int Outside, int TooOld, int Undated)
{
    /// <exception cref="MitoshiException">validate.no_pairs and those of reading plots.</exception>
    public static PlotComparison Of(MapUnderTest map, IReadOnlyList<SamplePlot> read, DateRule dates, double supportHectares, string source)
    {
        List<SamplePlot> plots = [];
        List<double> lower = [], upper = [];
        int outside = 0, tooOld = 0, undated = 0;
        foreach (SamplePlot plot in read)
        {
            double years = map.Year - plot.Year;
            if (double.IsNaN(plot.MapValue))
            {
                outside++;
            }
            else if (Math.Abs(years) > dates.WindowYears)
            {
                tooOld++;
            }
            else
            {
                undated += double.IsNaN(years) ? 1 : 0;
                plots.Add(AtDateOfMap(plot, years, dates));
                lower.Add(map.Lower is null ? double.NaN : PlotSupport.Value(map.Lower, 0, plot, supportHectares));
                upper.Add(map.Upper is null ? double.NaN : PlotSupport.Value(map.Upper, 0, plot, supportHectares));
            }
        }

        if (plots.Count < 2)
        {
            throw new MitoshiException("validate.no_pairs",
                found: ($"{plots.Count} of {read.Count} plots of {source} have a map value and a date within the window; {outside} lie outside, {tooOld} were measured too long before or after",
                    $"{source} の{read.Count}プロットのうち、地図の値があり期間内のものは{plots.Count}（地図外{outside}、時期の離れたもの{tooOld}）"),
                expected: ("at least 2 plots on the map", "地図上に2プロット以上"),
                remedy: ("Check CRS and dates, or widen --window.", "座標参照系と日付を確かめるか、--window を広げてください。"));
        }

        return new PlotComparison(
            new ComparedValues(("plots", "プロット"), [.. plots.Select(plot => plot.Value)], [.. plots.Select(plot => plot.MapValue)], [.. lower], [.. upper],
                [.. plots.Select(plot => plot.X)], [.. plots.Select(plot => plot.Y)]), plots, outside, tooOld, undated);
    }

    // Bare ground does not grow: a plot of 0 stays 0.
    private static SamplePlot AtDateOfMap(SamplePlot plot, double years, DateRule dates)
        => double.IsNaN(years) || double.IsNaN(dates.Growth) || plot.Value <= 0 ? plot : plot with
        {
            Value = Math.Max(0, plot.Value + (dates.Growth * years)),
            ValueError = Math.Sqrt(Math.Pow(plot.ValueError, 2) + Math.Pow(dates.GrowthDeviation * years, 2)),
        };
}
