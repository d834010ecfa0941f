using Mitoshi.Gdal;

namespace Mitoshi.Catalog.Stack;

/// <summary>The one grid that all dates of a stack are put on.</summary>
internal static class StackGrid
{
    private const long PixelsMax = 16_000_000;

    /// <summary>The pixels of a CRS that cover a box in degrees; edges are whole multiples of the pixel, so that stacks of one place fit together.</summary>
    /// <exception cref="MitoshiException">stack.too_large.</exception>
    public static Grid Of(double[] box, Crs crs, double resolution)
    {
        // The edges of the box bend in the projection: points along them.
        const int Points = 20;
        List<double> x = [], y = [];
        for (int i = 0; i <= Points; i++)
        {
            double longitude = box[0] + ((box[2] - box[0]) * i / Points), latitude = box[1] + ((box[3] - box[1]) * i / Points);
            x.AddRange([longitude, longitude, box[0], box[2]]);
            y.AddRange([box[1], box[3], latitude, latitude]);
        }

        double[] mapX = [.. x], mapY = [.. y];
        using (CoordinateTransform transform = new(Crs.Wgs84, crs))
        {
            transform.Transform(mapX, mapY);
        }

        double west = Math.Floor(mapX.Min() / resolution) * resolution, north = Math.Ceiling(mapY.Max() / resolution) * resolution;
        double columns = Math.Ceiling((mapX.Max() - west) / resolution), rows = Math.Ceiling((north - mapY.Min()) / resolution);
        return columns * rows <= PixelsMax ? new(crs, AffineTransform.NorthUp(west, north, resolution), (int)columns, (int)rows)
            : throw new MitoshiException("stack.too_large", found: ($"{columns:#,0} x {rows:#,0} pixels", $"{columns:#,0} x {rows:#,0} 画素"), expected: ($"at most {PixelsMax:#,0} pixels", $"最大 {PixelsMax:#,0} 画素"),
                remedy: ("Take a smaller place or a larger --resolution.", "場所を狭くするか、--resolution を大きくしてください。"));
    }
}
