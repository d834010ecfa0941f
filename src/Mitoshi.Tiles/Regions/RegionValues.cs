using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Tiles;

/// <summary>What a raster says about an area.</summary>
/// <param name="Results">Figures of each band or result, weighted by the ground area of each pixel inside, in square metres.</param>
/// <param name="AreaSquareMetres">Area of the polygon on the ground, as far as the raster reaches.</param>
/// <param name="Level">Level of the raster that was read; 0 is full resolution.</param>
/// <param name="PixelMetres">Edge of a pixel that was read, in metres.</param>
public sealed record RegionValues(IReadOnlyList<ValueStatistics> Results, double AreaSquareMetres, int Level, double PixelMetres)
{
    private const int MostPixels = 4_000_000;

    /// <summary>Reads the pixels that a polygon touches, each weighted by its share inside.</summary>
    /// <param name="scene">Bands in the order that the expression names them.</param>
    /// <param name="polygon">In longitude and latitude.</param>
    /// <param name="options">Expression and units.</param>
    /// <exception cref="MitoshiException"><c>tiles.no_overlap</c>.</exception>
    public static RegionValues Of(IReadOnlyList<BandOf> scene, Polygon polygon, PictureOptions options)
    {
        TileDataset dataset = scene[0].Dataset;
        Polygon inPixels = polygon.ToPixels(dataset.Grid);
        IEnumerable<(double X, double Y)> points = inPixels.Parts.SelectMany(part => part.SelectMany(ring => ring));
        if (points.Any(point => double.IsNaN(point.X + point.Y)))
        {
            throw NoOverlap(dataset);
        }

        double left = points.Min(point => point.X), right = points.Max(point => point.X), top = points.Min(point => point.Y), bottom = points.Max(point => point.Y);
        int column = (int)Math.Floor(Math.Clamp(left, 0, dataset.Grid.Width)), columnEnd = (int)Math.Ceiling(Math.Clamp(right, 0, dataset.Grid.Width));
        int row = (int)Math.Floor(Math.Clamp(top, 0, dataset.Grid.Height)), rowEnd = (int)Math.Ceiling(Math.Clamp(bottom, 0, dataset.Grid.Height));
        Window window = new(column, row, columnEnd - column, rowEnd - row);
        if (window.IsEmpty)
        {
            throw NoOverlap(dataset);
        }

        int factor = 1;
        while ((long)(window.Columns / factor) * (window.Rows / factor) > MostPixels)
        {
            factor *= 2;
        }

        Grid grid = Thinned(dataset.Grid.Crop(window), factor);
        float[] weights = Coverage.Of(inPixels.Shifted(window.Column, window.Row, factor), grid.Width, grid.Height);
        double unitArea = WeighByGround(weights, grid);
        float[] values = PictureRenderer.Values([scene], grid, options with { Resampling = factor == 1 ? Resampling.Nearest : Resampling.Average, Hillshade = null });
        int count = grid.Width * grid.Height;
        return new RegionValues(
            [.. Enumerable.Range(0, values.Length / count).Select(band => ValueStatistics.Of(values.AsSpan(band * count, count), weights))],
            weights.Sum(weight => (double)weight), (int)Math.Log2(factor), Math.Sqrt(unitArea));
    }

    private static Grid Thinned(Grid grid, int factor)
    {
        AffineTransform t = grid.Transform;
        return new Grid(grid.Crs, new AffineTransform(t.OriginX, t.ColumnX * factor, t.RowX * factor, t.OriginY, t.ColumnY * factor, t.RowY * factor),
            (grid.Width + factor - 1) / factor, (grid.Height + factor - 1) / factor);
    }

    // From shares to square metres; gives the area of a pixel in the middle.
    private static double WeighByGround(float[] weights, Grid grid)
    {
        if (!grid.Crs.IsLocal && SpatialReference.IsGeographic(grid.Crs))
        {
            double[] areas = EllipsoidArea.RowSquareMetres(grid);
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = (float)(weights[i] * areas[i / grid.Width]);
            }

            return areas[areas.Length / 2];
        }

        double unit = SpatialReference.MetresPerUnit(grid.Crs), area = grid.PixelArea * unit * unit;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(weights[i] * area);
        }

        return area;
    }

    private static MitoshiException NoOverlap(TileDataset dataset) => new("tiles.no_overlap",
        found: ($"the place lies outside of {Path.GetFileName(dataset.File.Path)}", $"指定の場所は {Path.GetFileName(dataset.File.Path)} の範囲外です"),
        expected: ("a place that the raster covers", "ラスターが覆う場所"),
        remedy: ("check that longitude comes before latitude", "経度が緯度より先か確かめてください"));
}
