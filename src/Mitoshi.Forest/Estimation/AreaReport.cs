using Mitoshi.Forest.Inputs;
using Mitoshi.Gdal;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Maps;
using Mitoshi.Reporting.Pages;
using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Report page of an estimate: areas, estimators, plots against the map, the map itself.</summary>
internal static class AreaReport
{
    private const int PictureMax = 560;

    public static Report Of(AreaEstimates estimates, RasterFile map, int bandIndex, IReadOnlyList<SamplePlot> plots, IReadOnlyList<AreaPolygon> polygons)
    {
        List<Section> sections =
        [
            new Section(("Areas", "地域"),
            [
                Table.From(estimates.AreaTable()),
                .. Drawn(AreaChart(estimates), ($"Mean of each area with its {100 * estimates.Level:0.#} % interval; grey: the map alone", $"地域の平均と{100 * estimates.Level:0.#} %区間（灰色：地図のみ）")),
                .. estimates.Rows.Reverse().SelectMany(area => area.Warnings.Select(warning => (Item)new Warning(($"{AreaEstimates.NameOf(area).En}: {warning.En}", $"{AreaEstimates.NameOf(area).Ja}：{warning.Ja}")))).Take(20),
            ]),
            new Section(("What the map is worth", "地図の価値"),
            [
                new Paragraph(("Relative efficiency: how many times more plots would give the same interval without the map.", "相対効率：地図なしで同じ区間を得るのに必要なプロット数の倍率。")),
                .. Drawn(EfficiencyChart(estimates), ("Relative efficiency by area", "地域別の相対効率")),
                .. estimates.Rows.TakeLast(1).Concat(estimates.Areas).Distinct().Where(area => area.Options.Count > 0).Take(12).Select(area => Table.From(AreaEstimates.OptionTable(area)) with { IsText = true }),
            ]),
            new Section(("Plots against the map", "プロットと地図"), PlotItems(estimates, plots)),
            new Section(("Map", "地図"), [new Figure(MapPicture(estimates, map, bandIndex, plots, polygons), ("Map, areas and plots", "地図・地域・プロット")) { IsWide = true }]),
        ];
        return new Report(("Estimates by area", "地域別の推定"), ($"{estimates.Areas.Count} areas, {estimates.Plots} plots", $"{estimates.Areas.Count}地域、{estimates.Plots}プロット"), sections) { IsSimulated = SimulationMark.IsOn(map) };
    }

    private static Figure[] Drawn(string? svg, Text caption) => svg is null ? [] : [new Figure(svg, caption) { IsWide = true }];

    // Null when there is nothing to compare.
    private static string? AreaChart(AreaEstimates estimates)
    {
        AreaEstimate[] usable = [.. estimates.Areas.Where(area => area.MeanWithAllometry is not null).Take(40)];
        if (usable.Length < 2)
        {
            return null;
        }

        (double X, double Y)[] points = [.. usable.Select((area, i) => (i + 0.5, area.MeanWithAllometry!.Value))];
        double[] halves = [.. usable.Select(area => area.MeanWithAllometry!.HalfWidth(estimates.Level))];
        double top = Math.Max(1, usable.Select((area, i) => points[i].Y + halves[i]).Max());
        return new Chart(
            Axis.Of(("Area", "地域"), [.. usable.Select(area => (Text)area.Area)]), Axis.Numbers(estimates.Unit.Symbol, 0, top),
            [
                new PointMark([.. usable.Select((area, i) => (i + 0.5, area.MapMean))]) { Colour = Colours.Grey, Name = ("map alone", "地図のみ") },
                new PointMark(points) { ErrorY = halves, Name = ("estimate", "推定") },
            ]) { Width = 760 }.ToSvg(("Means by area with intervals", "地域別の平均と区間"));
    }

    private static string? EfficiencyChart(AreaEstimates estimates)
    {
        AreaEstimate[] usable = [.. estimates.Areas.Where(area => double.IsFinite(area.RelativeEfficiency)).Take(40)];
        if (usable.Length < 2)
        {
            return null;
        }

        double top = Math.Max(2, usable.Max(area => area.RelativeEfficiency));
        return new Chart(
            Axis.Of(("Area", "地域"), [.. usable.Select(area => (Text)area.Area)]), Axis.Numbers(("Relative efficiency", "相対効率"), 0, top),
            [new BarMark([.. usable.Select(area => area.RelativeEfficiency)]) { Colour = Colours.Green }, new RuleMark(1)]) { Width = 760 }
            .ToSvg(("Relative efficiency by area", "地域別の相対効率"));
    }

    private static List<Item> PlotItems(AreaEstimates estimates, IReadOnlyList<SamplePlot> plots)
    {
        SamplePlot[] usable = [.. plots.Where(plot => !double.IsNaN(plot.MapValue))];
        double top = Math.Max(1, usable.Max(plot => Math.Max(plot.Value + plot.ValueError, plot.MapValue)));
        string scatter = new Chart(
            Axis.Numbers(($"Map ({estimates.Unit})", $"地図（{estimates.Unit}）"), 0, top), Axis.Numbers(($"Plots ({estimates.Unit})", $"プロット（{estimates.Unit}）"), 0, top),
            [
                new LineMark([(0, 0), (top, top)]) { IsDashed = true, Colour = Colours.Grey, Name = "1 : 1" },
                new PointMark([.. usable.Select(plot => (plot.MapValue, plot.Value))]) { ErrorY = [.. usable.Select(plot => plot.ValueError)], Radius = 3 },
            ]).ToSvg(("Plots against the map, bars: error of measurement and allometry", "プロットと地図（棒：測定とアロメトリーの誤差）"));
        List<Item> items = [new Figure(scatter, ("Each plot's value with its own error, against the map over the plot's circle", "プロットの値と誤差、プロット円内の地図の平均との対比"))];
        if (usable.Length > 2)
        {
            MapAccuracy accuracy = MapAccuracy.Of([.. usable.Select(plot => plot.Value)], [.. usable.Select(plot => plot.MapValue)]);
            items.Add(new KeyFigures(
            [
                new KeyFigure($"{accuracy.Rmse:0.0} {estimates.Unit}", ("RMSE of the map at the plots", "プロットでのRMSE")),
                new KeyFigure($"{accuracy.Bias:+0.0;-0.0} {estimates.Unit}", ("bias, map minus plots", "バイアス（地図−プロット）")),
                new KeyFigure($"{accuracy.RSquared:0.00}", "R² = 1 − SSE/SST"),
            ]));
        }

        return items;
    }

    private static string MapPicture(AreaEstimates estimates, RasterFile map, int bandIndex, IReadOnlyList<SamplePlot> plots, IReadOnlyList<AreaPolygon> polygons)
    {
        Grid grid = map.Grid;
        int factor = Math.Max(1, (int)Math.Ceiling(Math.Max(grid.Width, grid.Height) / (double)PictureMax));
        int columns = Math.Max(1, grid.Width / factor), rows = Math.Max(1, grid.Height / factor);
        float[] values = new float[columns * rows];
        map.Read(grid.Whole, [bandIndex], columns, rows, values.AsSpan());
        double? noData = map.Bands[bandIndex].NoData;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = noData is { } nothing && values[i] == (float)nothing ? float.NaN : values[i];
        }

        float[] sorted = [.. values.Where(float.IsFinite).Order()];
        double max = sorted.Length == 0 ? 1 : Math.Max(sorted[(int)(0.98 * (sorted.Length - 1))], 1e-6);
        AffineTransform t = grid.Transform;
        double sx = grid.Width / (double)columns, sy = grid.Height / (double)rows;
        Grid coarse = grid with { Transform = new AffineTransform(t.OriginX, t.ColumnX * sx, t.RowX * sy, t.OriginY, t.ColumnY * sx, t.RowY * sy), Width = columns, Height = rows };
        return new MapFigure(estimates.Unit.Symbol, values, columns, rows, coarse, ColourMap.Biomass, 0, max)
        {
            Points = [.. plots.Select(plot => (plot.X, plot.Y))],
            Outlines = [.. polygons.SelectMany(polygon => polygon.Rings.Select(ring => (IReadOnlyList<(double X, double Y)>)[.. ring.X.Zip(ring.Y, (x, y) => (x, y))]))],
            IsMetric = grid.Crs.IsLocal || !SpatialReference.IsGeographic(grid.Crs),
        }.ToSvg();
    }
}
