using System.Runtime.Intrinsics;
using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>Shade of heights under a sun.</summary>
/// <param name="AzimuthDegrees">Direction of the sun, clockwise from north.</param>
/// <param name="AltitudeDegrees">Height of the sun over the horizon.</param>
/// <param name="Exaggeration">Factor of the heights.</param>
public sealed record Hillshade(double AzimuthDegrees = 315, double AltitudeDegrees = 45, double Exaggeration = 1)
{
    /// <summary>Shades a picture of heights (metres) that has one pixel more on each side than the answer (0 to 255).</summary>
    /// <remarks>Gradient: Horn 1981, Proc. IEEE 69:14; shade: the cosine of the angle between sun and normal, as gdaldem hillshade.</remarks>
    internal QuadPicture Of(QuadPicture heights, Grid grid)
    {
        int width = heights.Width - 2, height = heights.Height - 2;
        QuadPicture shaded = new(width, height, [1]);
        Span<Vector128<float>> from = heights.Group(0), to = shaded.Group(0);
        double azimuth = double.DegreesToRadians(AzimuthDegrees), altitude = double.DegreesToRadians(AltitudeDegrees);
        double sunEast = Math.Sin(azimuth) * Math.Cos(altitude), sunNorth = Math.Cos(azimuth) * Math.Cos(altitude), sunUp = Math.Sin(altitude);
        Func<double, (double Across, double Down)> unit = GroundUnit(grid.Crs);
        for (int row = 0; row < height; row++)
        {
            (double across, double down) = unit(grid.Transform.ToMap(0, row + 1.5).Y);
            double metresAcross = across * Math.Abs(grid.Transform.ColumnX), metresDown = down * Math.Abs(grid.Transform.RowY);
            for (int column = 0; column < width; column++)
            {
                ReadOnlySpan<Vector128<float>> upper = from.Slice((row * heights.Width) + column, 3), here = from.Slice(((row + 1) * heights.Width) + column, 3),
                    lower = from.Slice(((row + 2) * heights.Width) + column, 3);
                Vector128<float> valid = upper[0] * upper[1] * upper[2] * here[0] * here[1] * here[2] * lower[0] * lower[1] * lower[2];
                if (valid.GetElement(3) == 0)
                {
                    continue;
                }

                double east = (Height(upper[2]) + (2 * Height(here[2])) + Height(lower[2]) - Height(upper[0]) - (2 * Height(here[0])) - Height(lower[0])) * Exaggeration / (8 * metresAcross);
                double north = (Height(upper[0]) + (2 * Height(upper[1])) + Height(upper[2]) - Height(lower[0]) - (2 * Height(lower[1])) - Height(lower[2])) * Exaggeration / (8 * metresDown);
                double cosine = (sunUp - (east * sunEast) - (north * sunNorth)) / Math.Sqrt(1 + (east * east) + (north * north));
                to[(row * width) + column] = Vector128.Create((float)Math.Max(1, 1 + (254 * cosine)), 0, 0, 1);
            }
        }

        shaded.Agree();
        return shaded;
    }

    private static double Height(Vector128<float> quad) => quad.GetElement(0);

    // Metres on the ground of a unit of the CRS: Mercator is stretched by 1 / cos(latitude), degrees shrink with it.
    private static Func<double, (double Across, double Down)> GroundUnit(Crs crs)
    {
        const double MetresPerDegree = 111_320, Radius = 6378137.0, LeastCosine = 0.01;
        if (crs.EpsgCode == 3857)
        {
            return y => (1 / Math.Cosh(y / Radius), 1 / Math.Cosh(y / Radius));
        }

        if (SpatialReference.IsGeographic(crs))
        {
            return y => (MetresPerDegree * Math.Max(LeastCosine, Math.Cos(double.DegreesToRadians(y))), MetresPerDegree);
        }

        double unit = SpatialReference.MetresPerUnit(crs);
        return _ => (unit, unit);
    }
}
