namespace Mitoshi.Gdal;

/// <summary>Areas on the ellipsoid WGS 84, for pixels whose edges are meridians and parallels.</summary>
public static class EllipsoidArea
{
    private const double SemiMajorMetres = 6378137.0;
    private const double Flattening = 1 / 298.257223563;

    /// <summary>Square metres of a cell between two parallels and two meridians.</summary>
    /// <param name="southDegrees">Latitude of the lower edge.</param>
    /// <param name="northDegrees">Latitude of the upper edge.</param>
    /// <param name="widthDegrees">Difference of the longitudes.</param>
    /// <remarks>Snyder 1987, USGS Professional Paper 1395, equation 3-12: area = a² Δλ (q(north) - q(south)) / 2.</remarks>
    public static double CellSquareMetres(double southDegrees, double northDegrees, double widthDegrees)
        => SemiMajorMetres * SemiMajorMetres * double.DegreesToRadians(widthDegrees) * (AuthalicQ(northDegrees) - AuthalicQ(southDegrees)) / 2;

    /// <summary>Square metres of each row's pixels of a grid in longitude and latitude; length is the grid's height.</summary>
    public static double[] RowSquareMetres(Grid geographic)
    {
        double[] areas = new double[geographic.Height];
        for (int row = 0; row < areas.Length; row++)
        {
            double upper = geographic.Transform.ToMap(0, row).Y, lower = geographic.Transform.ToMap(0, row + 1).Y;
            areas[row] = Math.Abs(CellSquareMetres(lower, upper, geographic.Transform.ColumnX));
        }

        return areas;
    }

    private static double AuthalicQ(double latitudeDegrees)
    {
        double e2 = Flattening * (2 - Flattening), e = Math.Sqrt(e2), sine = Math.Sin(double.DegreesToRadians(latitudeDegrees));
        return (1 - e2) * ((sine / (1 - (e2 * sine * sine))) - (Math.Log((1 - (e * sine)) / (1 + (e * sine))) / (2 * e)));
    }
}
