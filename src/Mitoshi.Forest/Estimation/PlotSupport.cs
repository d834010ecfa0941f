using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>Map values under plots: the mean over the plot's circle weighted by exact overlap, so that map and field have one support.</summary>
internal static class PlotSupport
{
    /// <summary>The map over a plot: its polygon where it has one, else its circle.</summary>
    public static double Value(RasterFile map, int bandIndex, SamplePlot plot, double supportHectares)
        => plot.Outline is { } outline ? Value(map, bandIndex, outline) : Value(map, bandIndex, plot.X, plot.Y, supportHectares);

    /// <summary>The mean over a polygon in the map's CRS, each pixel weighted by the area that it shares with it; NaN as for circles.</summary>
    public static double Value(RasterFile map, int bandIndex, AreaPolygon outline)
    {
        Grid grid = map.Grid;
        (double left, double top) = grid.Transform.ToPixel(outline.West, outline.North);
        (double right, double bottom) = grid.Transform.ToPixel(outline.East, outline.South);
        Window window = new Window((int)Math.Floor(left), (int)Math.Floor(top), (int)Math.Ceiling(right) - (int)Math.Floor(left), (int)Math.Ceiling(bottom) - (int)Math.Floor(top)).Intersect(grid.Whole);
        if (window.IsEmpty)
        {
            return double.NaN;
        }

        float[] values = new float[window.PixelCount];
        map.ReadPhysical(window, [bandIndex], values);
        double sum = 0, weight = 0, width = Math.Abs(grid.Transform.ColumnX), height = Math.Abs(grid.Transform.RowY);
        for (int i = 0; i < values.Length; i++)
        {
            (double west, double north) = grid.Transform.ToMap(window.Column + (i % window.Columns), window.Row + (i / window.Columns));
            if (!float.IsNaN(values[i]))
            {
                double overlap = RingOverlap.Area(outline, west, north - height, west + width, north);
                sum += overlap * values[i];
                weight += overlap;
            }
        }

        return weight > RingOverlap.Centroid(outline).Area / 2 ? sum / weight : double.NaN;
    }

    /// <param name="map">Map, square pixels in metres for a circle; otherwise the pixel that holds the plot.</param>
    /// <param name="bandIndex">Band from 0.</param>
    /// <param name="x">Easting in the map's CRS.</param>
    /// <param name="y">Northing.</param>
    /// <param name="supportHectares">Area of the plot; 0 for the pixel that holds it.</param>
    /// <returns>NaN outside the map or when pixels without data hold more than half of the plot.</returns>
    public static double Value(RasterFile map, int bandIndex, double x, double y, double supportHectares)
    {
        Grid grid = map.Grid;
        (double column, double row) = grid.Transform.ToPixel(x, y);
        double size = Math.Abs(grid.Transform.ColumnX);
        bool isMetric = grid.Transform.IsNorthUp && (grid.Crs.IsLocal || !SpatialReference.IsGeographic(grid.Crs));
        double radius = supportHectares > 0 && isMetric ? Math.Sqrt(supportHectares * 10_000 / Math.PI) / (grid.Crs.IsLocal ? 1 : SpatialReference.MetresPerUnit(grid.Crs)) : 0;
        int reach = (int)Math.Ceiling(radius / size);
        if (!(column >= 0 && row >= 0 && column < grid.Width && row < grid.Height))
        {
            return double.NaN;
        }

        Window window = new Window((int)column - reach, (int)row - reach, (2 * reach) + 1, (2 * reach) + 1).Intersect(grid.Whole);
        float[] values = new float[window.PixelCount];
        map.ReadPhysical(window, [bandIndex], values);
        if (reach == 0)
        {
            return values[0];
        }

        double sum = 0, weight = 0, total = Math.PI * radius * radius, height = Math.Abs(grid.Transform.RowY);
        for (int r = 0; r < window.Rows; r++)
        {
            for (int c = 0; c < window.Columns; c++)
            {
                (double west, double north) = grid.Transform.ToMap(window.Column + c, window.Row + r);
                double overlap = CircleOverlap.Area(x, y, radius, west, north - height, west + size, north);
                float value = values[(r * window.Columns) + c];
                if (overlap > 0 && !float.IsNaN(value))
                {
                    sum += overlap * value;
                    weight += overlap;
                }
            }
        }

        return weight > total / 2 ? sum / weight : double.NaN;
    }
}
