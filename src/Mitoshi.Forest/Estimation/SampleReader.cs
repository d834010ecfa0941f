using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>Reads plots with their values and takes the map under each.</summary>
internal sealed record SampleReader(string? ValueColumn, string? ClusterColumn, string? DeclaredCrs, DecimalMark Decimal, double SupportHectares)
{
    /// <summary>True to read when plots were measured.</summary>
    public bool ReadsDates { get; init; }

    /// <summary>Column with the date or year of measurement; found by its usual names when null.</summary>
    public string? DateColumn { get; init; }

    /// <exception cref="MitoshiException"><c>plots.*</c>, <c>estimate.no_crs</c>, <c>estimate.no_overlap</c>.</exception>
    public List<SamplePlot> Read(string path, RasterFile map, int bandIndex, IReadOnlyList<AreaPolygon> areas, IFiles files)
    {
        PlotTable table = PlotTable.Read(path, Decimal, files);
        int value = table.Require(ValueColumn, "agb_mg_ha", "agb", "value", "stem_volume_m3_ha"), id = table.Find(null, "plot", "plot_id", "id", "プロット");
        int error = table.Find(null, "agb_se_mg_ha"), shared = table.Find(null, "agb_se_shared_mg_ha"), weight = table.Find(null, "weight", "inside_share");
        int cluster = table.Find(ClusterColumn, "cluster", "集落"), x = table.Find(null, "x", "easting", "lon", "longitude", "経度"), y = table.Find(null, "y", "northing", "lat", "latitude", "緯度");
        int date = !ReadsDates ? -1 : table.Find(DateColumn, "date", "measured", "survey_date", "year", "調査日", "調査年");
        Crs? crs = DeclaredCrs is not null ? new Crs(DeclaredCrs) : table.Crs;
        using CoordinateTransform? transform = AreaReader.Transform(crs, map.Grid.Crs, path);
        List<SamplePlot> plots = [];
        for (int row = 0; row < table.Rows.Count; row++)
        {
            double plotValue = table.Number(row, value);
            string name = id >= 0 ? table.Text(row, id) : $"{row + 1}";
            AreaPolygon? outline = table.Geometries[row] is { } wkb ? AreaPolygon.FromWkb(name, wkb) : null;
            outline = outline is not null && transform is not null ? outline.Transform(transform) : outline;
            (double X, double Y) place = outline is not null ? (0, 0) : PlotGeometry.Read(table.Geometries[row])
                ?? (x >= 0 && y >= 0 ? (table.Number(row, x), table.Number(row, y)) : throw NoPlace(table, row));
            if (double.IsNaN(plotValue) || double.IsNaN(place.X) || double.IsNaN(place.Y))
            {
                throw double.IsNaN(plotValue)
                    ? new MitoshiException(
                        "plots.missing_value",
                        found: ($"{table.Name}, row {row + 2}, column {table.Columns[value]}: empty", $"{table.Name} {row + 2}行目 列「{table.Columns[value]}」が空です"),
                        expected: ("a value for every plot", "すべてのプロットに値"),
                        remedy: ("A plot without trees is 0; one that was not measured is no plot: remove it.", "木のないプロットは0、未調査のプロットは除いてください。"))
                    : NoPlace(table, row);
            }

            (double px, double py) = outline is not null ? Middle(outline) : transform is null ? place : transform.Transform(place.X, place.Y);
            double Optional(int column, double otherwise) => column >= 0 && !double.IsNaN(table.Number(row, column)) ? table.Number(row, column) : otherwise;
            SamplePlot plot = new(
                name, px, py, plotValue, Optional(error, 0), Optional(shared, 0), MapValue: double.NaN,
                cluster >= 0 ? table.Text(row, cluster) : name, Optional(weight, 1), areas.FirstOrDefault(area => area.Contains(px, py))?.Name ?? string.Empty)
            {
                Outline = outline, Year = date >= 0 ? PlotDates.Year(table, row, date) : double.NaN,
            };
            plots.Add(plot with { MapValue = PlotSupport.Value(map, bandIndex, plot, SupportHectares) });
        }

        return plots.Any(plot => !double.IsNaN(plot.MapValue)) ? plots : throw new MitoshiException(
            "estimate.no_overlap",
            found: ($"none of {plots.Count} plots of {table.Name} lies on the map; the first is at ({plots[0].X:0.###}, {plots[0].Y:0.###})", $"{table.Name} の{plots.Count}プロットがどれも地図上にありません。最初の位置は({plots[0].X:0.###}, {plots[0].Y:0.###})"),
            expected: ($"plots inside {map.Grid}", $"{map.Grid} の中のプロット"),
            remedy: ("Check the CRS of the plots, and that x is east and y is north.", "プロットの座標参照系と、xが東・yが北であることを確かめてください。"));
    }

    private static (double X, double Y) Middle(AreaPolygon outline)
    {
        (_, double x, double y) = RingOverlap.Centroid(outline);
        return (x, y);
    }

    private static MitoshiException NoPlace(PlotTable table, int row) => new(
        "plots.no_place",
        found: ($"{table.Name}, row {row + 2}: no coordinates", $"{table.Name} {row + 2}行目：座標がありません"),
        expected: ("a point, or columns x and y", "点か、列x, y"),
        remedy: ("Add the coordinates of the plot's centre.", "プロット中心の座標を加えてください。"));
}
