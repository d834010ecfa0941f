using Mitoshi.Forest.Inputs;
using Mitoshi.Raster;

namespace Mitoshi.Forest.Validation;

/// <summary>A reference raster, or another map, against the map: pixels, circles of 0.1 ha, hectares.</summary>
/// <param name="Truth">Reference on the map's grid, NaN without data.</param>
/// <param name="Agb">Map.</param>
/// <param name="Pixels">Pairs of pixels.</param>
/// <param name="Circles">Means over circles of 0.1 ha side by side; null where a pixel is larger than the circle.</param>
/// <param name="Hectares">Means over squares of 100 m; null where a pixel is larger.</param>
internal sealed record RasterComparison(float[] Truth, float[] Agb, ComparedValues Pixels, ComparedValues? Circles, ComparedValues? Hectares)
{
    private const double CircleSquareMetres = 1000, HectareMetres = 100;

    /// <exception cref="MitoshiException">validate.no_pairs, raster.*, grid.*.</exception>
    public static RasterComparison Of(MapUnderTest map, string path)
    {
        Grid grid = map.Grid;
        using ISource reference = CubeBuilder.Reference(path, grid);
        float[] truth = reference.ReadBlock(grid.Whole).Array, agb = Whole(map.Agb), lower = map.Lower is null ? [] : Whole(map.Lower), upper = map.Upper is null ? [] : Whole(map.Upper);
        int[] both = [.. Enumerable.Range(0, agb.Length).Where(i => float.IsFinite(agb[i] + truth[i]))];
        if (both.Length < 2)
        {
            throw new MitoshiException("validate.no_pairs",
                found: ($"{both.Length} pixels have both a map value and a value in {path}", $"地図と {path} の両方に値がある画素は {both.Length} 個です"),
                expected: ("a reference that covers some of the map", "地図の一部を覆う参照データ"),
                remedy: ("Check CRS, extent, band and no-data value of the reference.", "参照データのCRS、範囲、バンド、欠測値を確かめてください。"));
        }

        (double X, double Y)[] places = [.. both.Select(i => grid.Transform.ToMap((i % grid.Width) + 0.5, (i / grid.Width) + 0.5))];
        ComparedValues pixels = new(("pixels", "画素"), Pick(truth, both), Pick(agb, both), lower.Length == 0 ? [] : Pick(lower, both), upper.Length == 0 ? [] : Pick(upper, both),
            [.. places.Select(place => place.X)], [.. places.Select(place => place.Y)]);
        double pixelMetres = PixelMetres(grid), radius = Math.Sqrt(CircleSquareMetres / Math.PI);
        return new RasterComparison(truth, agb, pixels,
            2 * radius < 2 * pixelMetres ? null : Squares(truth, agb, grid, (int)Math.Ceiling(2 * radius / pixelMetres), radius / pixelMetres, ("circles of 0.1 ha", "0.1 haの円")),
            HectareMetres < 2 * pixelMetres ? null : Squares(truth, agb, grid, (int)Math.Round(HectareMetres / pixelMetres), double.NaN, ("hectares", "1 ha")));
    }

    private static float[] Whole(Gdal.RasterFile file)
    {
        float[] values = new float[file.Grid.PixelCount];
        file.ReadPhysical(file.Grid.Whole, [0], values);
        return values;
    }

    private static double[] Pick(float[] values, int[] indices) => [.. indices.Select(i => (double)values[i])];

    private static double PixelMetres(Grid grid)
        => Math.Abs(grid.Transform.ColumnX) * (grid.Crs.IsLocal ? 1 : Gdal.SpatialReference.IsGeographic(grid.Crs) ? 111_320 : Gdal.SpatialReference.MetresPerUnit(grid.Crs));

    // Squares of whole pixels side by side from the upper left corner; with a radius, the exact weights of the circle in the middle of each.
    private static ComparedValues? Squares(float[] truth, float[] agb, Grid grid, int edge, double radiusPixels, Text name)
    {
        double[] weights = [.. Enumerable.Range(0, edge * edge).Select(i => double.IsNaN(radiusPixels) ? 1
            : CircleOverlap.Area(edge / 2.0, edge / 2.0, radiusPixels, i % edge, i / edge, (i % edge) + 1, (i / edge) + 1))];
        double whole = weights.Sum();
        List<double> reference = [], mapped = [], x = [], y = [];
        for (int row = 0; row + edge <= grid.Height; row += edge)
        {
            for (int column = 0; column + edge <= grid.Width; column += edge)
            {
                double sumTruth = 0, sumMap = 0;
                for (int i = 0; i < weights.Length; i++)
                {
                    int pixel = ((row + (i / edge)) * grid.Width) + column + (i % edge);
                    if (weights[i] > 0)
                    {
                        sumTruth += weights[i] * truth[pixel];
                        sumMap += weights[i] * agb[pixel];
                    }
                }

                if (double.IsFinite(sumTruth + sumMap))
                {
                    reference.Add(sumTruth / whole);
                    mapped.Add(sumMap / whole);
                    (double mapX, double mapY) = grid.Transform.ToMap(column + (edge / 2.0), row + (edge / 2.0));
                    x.Add(mapX);
                    y.Add(mapY);
                }
            }
        }

        return reference.Count < 2 ? null : new ComparedValues(name, [.. reference], [.. mapped], [], [], [.. x], [.. y]);
    }
}
