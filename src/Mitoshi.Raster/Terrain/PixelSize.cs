namespace Mitoshi.Raster;

/// <summary>Size of a pixel on the ground, in metres in both directions, never in degrees.</summary>
/// <param name="EastMetres">Width.</param>
/// <param name="NorthMetres">Height.</param>
public readonly record struct PixelSize(double EastMetres, double NorthMetres)
{
    private const double SemiMajorMetres = 6378137.0, EccentricitySquared = 6.69437999014e-3;

    /// <summary>Square pixels.</summary>
    public static PixelSize Square(double metres) => new(metres, metres);

    /// <summary>Pixels of a grid whose CRS is in metres.</summary>
    public static PixelSize OfMetricGrid(Grid grid) => new(Math.Abs(grid.Transform.ColumnX), Math.Abs(grid.Transform.RowY));

    /// <summary>Pixels of a grid in degrees at a latitude, on the WGS 84 ellipsoid.</summary>
    /// <param name="degreesEast">Width in degrees.</param>
    /// <param name="degreesNorth">Height in degrees.</param>
    /// <param name="latitudeDegrees">Latitude of the pixel.</param>
    /// <remarks>Source: Snyder 1987, USGS Professional Paper 1395, eqs. 4-18 to 4-21: radius of curvature in the meridian and in the prime vertical.</remarks>
    public static PixelSize OfDegrees(double degreesEast, double degreesNorth, double latitudeDegrees)
    {
        double latitude = latitudeDegrees * Math.PI / 180, sine = Math.Sin(latitude);
        double w = 1 - (EccentricitySquared * sine * sine);
        double meridian = SemiMajorMetres * (1 - EccentricitySquared) / (w * Math.Sqrt(w));
        double primeVertical = SemiMajorMetres / Math.Sqrt(w);
        return new PixelSize(degreesEast * Math.PI / 180 * primeVertical * Math.Cos(latitude), degreesNorth * Math.PI / 180 * meridian);
    }
}
