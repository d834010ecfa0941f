using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>What a raster says about a point.</summary>
public static class PointValues
{
    /// <summary>The values of the pixel that holds a point, after the expression; NaN where there are none.</summary>
    /// <param name="mosaic">Scenes in order; the first that has data answers.</param>
    /// <param name="x">East or longitude.</param>
    /// <param name="y">North or latitude.</param>
    /// <param name="crs">CRS of the point.</param>
    /// <param name="options">Expression and units.</param>
    public static float[] Of(IReadOnlyList<IReadOnlyList<BandOf>> mosaic, double x, double y, Crs crs, PictureOptions options)
    {
        float[] answer = [];
        foreach (IReadOnlyList<BandOf> scene in mosaic)
        {
            // The picture is one pixel of the raster's own size around the point: the nearest pixel answers.
            Grid grid = scene[0].Dataset.Grid;
            (double mapX, double mapY) = scene[0].Dataset.TransformFrom(crs).Transform(x, y);
            if (double.IsNaN(mapX))
            {
                continue;
            }

            (double column, double row) = grid.Transform.ToPixel(mapX, mapY);
            if (column < 0 || row < 0 || column >= grid.Width || row >= grid.Height)
            {
                continue;
            }

            answer = PictureRenderer.Values([scene], grid.Crop(new Window((int)column, (int)row, 1, 1)), options with { Resampling = Resampling.Nearest, Hillshade = null });
            if (answer.Any(number => !float.IsNaN(number)))
            {
                return answer;
            }
        }

        return answer;
    }
}
