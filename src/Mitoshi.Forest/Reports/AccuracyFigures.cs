using Mitoshi.Reporting.Charts;

namespace Mitoshi.Forest.Reports;

/// <summary>The pictures of an accuracy report.</summary>
internal static class AccuracyFigures
{
    private static readonly Text Agb = ("AGB (Mg/ha)", "地上部バイオマス AGB (Mg/ha)");

    /// <summary>Prediction against truth, as counts in cells, with the 1:1 line.</summary>
    public static string DensityScatter(ReadOnlySpan<float> truth, ReadOnlySpan<float> predicted, Text truthName, Text predictedName)
    {
        const int Cells = 60;
        double max = Math.Max(NiceMax(truth), NiceMax(predicted));
        int[,] counts = new int[Cells, Cells];
        for (int i = 0; i < truth.Length; i++)
        {
            if (float.IsFinite(truth[i] + predicted[i]))
            {
                int column = Math.Clamp((int)(truth[i] / max * Cells), 0, Cells - 1), row = Math.Clamp((int)(predicted[i] / max * Cells), 0, Cells - 1);
                counts[row, column]++;
            }
        }

        Chart chart = new(Axis.Exactly(truthName, 0, max), Axis.Exactly(predictedName, 0, max),
            [new DensityMark(counts), new LineMark([(0, 0), (max, max)]) { Colour = Colours.Grey, IsDashed = true }]) { Width = 460, Height = 440 };
        return chart.ToSvg(("Predicted against true, darker for more", "予測値と真値の散布図(濃いほど多い)"));
    }

    /// <summary>A bar for each class, with the zero line.</summary>
    public static string ClassBars(IReadOnlyList<Text> classes, IReadOnlyList<double> before, IReadOnlyList<double>? after, Text axis, Text nameBefore, Text nameAfter)
    {
        IEnumerable<double> all = before.Concat(after ?? []).Where(double.IsFinite).Append(0);
        List<ChartMark> marks =
        [
            new BarMark(before) { Name = after is null ? null : nameBefore, Colour = after is null ? Colours.Green : Colours.Grey, Places = after is null ? 1 : 2 },
        ];
        if (after is not null)
        {
            marks.Add(new BarMark(after) { Name = nameAfter, Colour = Colours.Green, Place = 1, Places = 2 });
        }

        marks.Add(new RuleMark(0));
        return new Chart(Axis.Of(Agb, classes), Axis.Numbers(axis, all.Min(), all.Max()), marks).ToSvg(axis);
    }

    /// <summary>Coverage of the 90 % intervals by class, with the nominal line.</summary>
    public static string Coverage(IReadOnlyList<Text> classes, IReadOnlyList<double> byTruth, IReadOnlyList<double> byPrediction)
        => new Chart(Axis.Of(Agb, classes), Axis.Exactly(("Coverage (%)", "被覆率 (%)"), 0, 100),
        [
            new BarMark([.. byTruth.Select(share => 100 * share)]) { Name = ("by true AGB", "真値の階級別"), Colour = Colours.Orange, Places = 2 },
            new BarMark([.. byPrediction.Select(share => 100 * share)]) { Name = ("by predicted AGB", "予測値の階級別"), Colour = Colours.Blue, Place = 1, Places = 2 },
            new RuleMark(90),
        ]).ToSvg(("Coverage of the 90 % intervals by class", "90 % 区間の階級別被覆率"));

    /// <summary>How often each value occurs, for one or two sets.</summary>
    public static string Histograms(IReadOnlyList<(Text Name, float[] Values, string Colour)> sets, Text axis)
    {
        const int Bins = 40;
        double max = sets.Max(set => NiceMax(set.Values));
        double shareMax = 0;
        List<ChartMark> marks = [];
        foreach ((Text name, float[] values, string colour) in sets)
        {
            double[] share = new double[Bins];
            long count = 0;
            foreach (float value in values)
            {
                if (float.IsFinite(value))
                {
                    share[Math.Clamp((int)(value / max * Bins), 0, Bins - 1)]++;
                    count++;
                }
            }

            List<(double X, double Y)> line = [];
            for (int i = 0; i < Bins; i++)
            {
                double percent = 100 * share[i] / Math.Max(count, 1);
                shareMax = Math.Max(shareMax, percent);
                line.Add((i * max / Bins, percent));
                line.Add(((i + 1) * max / Bins, percent));
            }

            marks.Add(new LineMark(line) { Name = name, Colour = colour });
        }

        return new Chart(Axis.Exactly(axis, 0, max), Axis.Numbers(("Share (%)", "割合 (%)"), 0, shareMax), marks).ToSvg(axis);
    }

    /// <summary>Empirical variogram with its model.</summary>
    public static string Variogram(IReadOnlyList<(double DistanceMetres, double Semivariance)> bins, Func<double, double>? model, Text? residuals = null)
    {
        double reach = bins.Count == 0 ? 1 : bins.Max(bin => bin.DistanceMetres), top = bins.Count == 0 ? 1 : bins.Max(bin => bin.Semivariance);
        List<ChartMark> marks = [];
        if (model is not null)
        {
            marks.Add(new LineMark([.. Enumerable.Range(1, 80).Select(i => (i * reach / 80, model(i * reach / 80)))]) { Name = ("exponential model", "指数モデル"), Colour = Colours.Green });
        }

        marks.Add(new PointMark(bins) { Name = residuals ?? ("out-of-fold residuals", "交差検証の残差") });
        return new Chart(Axis.Numbers(("Distance (m)", "距離 (m)"), 0, reach), Axis.Numbers(("Semivariance", "半分散"), 0, top), marks)
            .ToSvg(("Variogram of the residuals", "残差のバリオグラム"));
    }

    /// <summary>The most important features, longest bar first.</summary>
    public static string Importance(IReadOnlyList<(string Name, double Value)> features, Text axis)
    {
        List<(string Name, double Value)> shown = [.. features.OrderByDescending(feature => feature.Value).ThenBy(feature => feature.Name, StringComparer.Ordinal).Take(15)];
        return new Chart(Axis.Numbers(axis, 0, shown.Max(feature => feature.Value)), Axis.Of("", [.. shown.Select(feature => (Text)feature.Name)]),
            [new HorizontalBarMark([.. shown.Select(feature => feature.Value)])]) { Height = 70 + (20 * shown.Count) }.ToSvg(axis);
    }

    /// <summary>A round number above nearly all values.</summary>
    internal static double NiceMax(ReadOnlySpan<float> values)
    {
        float[] finite = new float[values.Length];
        int count = 0;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                finite[count++] = value;
            }
        }

        if (count == 0)
        {
            return 100;
        }

        Array.Sort(finite, 0, count);
        return Math.Max(Math.Ceiling(finite[(int)((count - 1) * 0.998)] / 50) * 50, 50);
    }
}
