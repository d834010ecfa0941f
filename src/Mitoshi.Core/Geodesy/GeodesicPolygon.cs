namespace Mitoshi.Core;

/// <summary>
/// Area of a polygon on the WGS 84 ellipsoid whose edges are geodesics. Each edge is solved by Vincenty's inverse formula
/// (Vincenty 1975, Survey Review 23:88-93) and the area between it and the equator is integrated along the geodesic; the sum round the ring
/// is the area (Karney 2013, doi:10.1007/s00190-012-0578-z, section 6). Good to 1e-9 for edges up to a few thousand kilometres.
/// </summary>
public static class GeodesicPolygon
{
    private const double SemiMajorMetres = 6378137.0;
    private const double Flattening = 1 / 298.257223563;
    private const double SemiMinorMetres = SemiMajorMetres * (1 - Flattening);
    private const double EccentricitySquared = Flattening * (2 - Flattening);
    private const double StepMetres = 5_000;
    private const double SquareMetresPerHectare = 10_000;

    /// <summary>Area of a ring in hectares, positive counter-clockwise. A ring may cross the antimeridian; it must not hold a pole.</summary>
    /// <param name="longitudes">Degrees; the first point may be repeated at the end.</param>
    /// <param name="latitudes">Degrees, same length.</param>
    public static double SignedHectares(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes)
    {
        Require.SameLength(longitudes.Length, latitudes.Length, nameof(latitudes));
        double squareMetres = 0;
        for (int i = 0; i < longitudes.Length; i++)
        {
            int next = i + 1 == longitudes.Length ? 0 : i + 1;
            squareMetres -= UnderEdge(longitudes[i], latitudes[i], longitudes[next], latitudes[next]);
        }

        return squareMetres / SquareMetresPerHectare;
    }

    /// <summary>Length of the geodesic between two points in metres.</summary>
    public static double DistanceMetres(double longitude1, double latitude1, double longitude2, double latitude2)
        => Inverse(Radians(latitude1), Radians(latitude2), Radians(Wrap(longitude2 - longitude1))).Metres;

    // Area between the edge and the equator, positive where the edge runs east on the northern half.
    private static double UnderEdge(double longitude1, double latitude1, double longitude2, double latitude2)
    {
        double latitude = Radians(latitude1), difference = Radians(Wrap(longitude2 - longitude1));
        if (difference == 0)
        {
            return 0;
        }

        (double metres, double azimuth) = Inverse(latitude, Radians(latitude2), difference);
        int steps = Math.Max(8, (int)Math.Ceiling(metres / StepMetres));
        double step = metres / steps, area = 0;
        for (int i = 0; i < steps; i++)
        {
            var k1 = Slope(latitude, azimuth);
            var k2 = Slope(latitude + (0.5 * step * k1.Latitude), azimuth + (0.5 * step * k1.Azimuth));
            var k3 = Slope(latitude + (0.5 * step * k2.Latitude), azimuth + (0.5 * step * k2.Azimuth));
            var k4 = Slope(latitude + (step * k3.Latitude), azimuth + (step * k3.Azimuth));
            latitude += step / 6 * (k1.Latitude + (2 * k2.Latitude) + (2 * k3.Latitude) + k4.Latitude);
            azimuth += step / 6 * (k1.Azimuth + (2 * k2.Azimuth) + (2 * k3.Azimuth) + k4.Azimuth);
            area += step / 6 * (k1.Area + (2 * k2.Area) + (2 * k3.Area) + k4.Area);
        }

        return area;
    }

    // Along a geodesic: d(latitude)/ds = cos(azimuth)/M, d(longitude)/ds = sin(azimuth)/(N cos(latitude)), d(azimuth)/ds = sin(azimuth) tan(latitude)/N.
    private static (double Latitude, double Azimuth, double Area) Slope(double latitude, double azimuth)
    {
        double sine = Math.Sin(latitude), cosine = Math.Cos(latitude), w = Math.Sqrt(1 - (EccentricitySquared * sine * sine));
        double normal = SemiMajorMetres / w, meridional = SemiMajorMetres * (1 - EccentricitySquared) / (w * w * w);
        double east = Math.Sin(azimuth) / (normal * cosine);
        return (Math.Cos(azimuth) / meridional, east * sine, east * Zone(sine));
    }

    // Area of the zone from the equator to a latitude, per radian of longitude (Snyder 1987, USGS PP 1395, eq. 3-12, times a^2/2).
    private static double Zone(double sine)
    {
        double e = Math.Sqrt(EccentricitySquared), es = e * sine;
        double q = (1 - EccentricitySquared) * ((sine / (1 - (es * es))) + (Math.Atanh(es) / e));
        return SemiMajorMetres * SemiMajorMetres / 2 * q;
    }

    private static (double Metres, double Azimuth) Inverse(double latitude1, double latitude2, double difference)
    {
        double reduced1 = Math.Atan((1 - Flattening) * Math.Tan(latitude1)), reduced2 = Math.Atan((1 - Flattening) * Math.Tan(latitude2));
        (double sin1, double cos1) = Math.SinCos(reduced1);
        (double sin2, double cos2) = Math.SinCos(reduced2);
        double lambda = difference, sigma = 0, sinSigma = 0, cosSigma = 1, cosSqAlpha = 1, cos2SigmaM = 0;
        for (int iteration = 0; iteration < 200; iteration++)
        {
            (double sinLambda, double cosLambda) = Math.SinCos(lambda);
            double cross = (cos1 * sin2) - (sin1 * cos2 * cosLambda);
            sinSigma = Math.Sqrt((cos2 * sinLambda * cos2 * sinLambda) + (cross * cross));
            if (sinSigma == 0)
            {
                return (0, 0);
            }

            cosSigma = (sin1 * sin2) + (cos1 * cos2 * cosLambda);
            sigma = Math.Atan2(sinSigma, cosSigma);
            double sinAlpha = cos1 * cos2 * sinLambda / sinSigma;
            cosSqAlpha = 1 - (sinAlpha * sinAlpha);
            cos2SigmaM = cosSqAlpha == 0 ? 0 : cosSigma - (2 * sin1 * sin2 / cosSqAlpha);
            double c = Flattening / 16 * cosSqAlpha * (4 + (Flattening * (4 - (3 * cosSqAlpha))));
            double previous = lambda;
            lambda = difference + ((1 - c) * Flattening * sinAlpha *
                (sigma + (c * sinSigma * (cos2SigmaM + (c * cosSigma * (-1 + (2 * cos2SigmaM * cos2SigmaM)))))));
            if (Math.Abs(lambda - previous) < 1e-14)
            {
                break;
            }
        }

        double uSq = cosSqAlpha * ((SemiMajorMetres * SemiMajorMetres) - (SemiMinorMetres * SemiMinorMetres)) / (SemiMinorMetres * SemiMinorMetres);
        double a = 1 + (uSq / 16384 * (4096 + (uSq * (-768 + (uSq * (320 - (175 * uSq)))))));
        double b = uSq / 1024 * (256 + (uSq * (-128 + (uSq * (74 - (47 * uSq))))));
        double squared = cos2SigmaM * cos2SigmaM;
        double deltaSigma = b * sinSigma * (cos2SigmaM + (b / 4 * ((cosSigma * (-1 + (2 * squared))) -
            (b / 6 * cos2SigmaM * (-3 + (4 * sinSigma * sinSigma)) * (-3 + (4 * squared))))));
        (double sinL, double cosL) = Math.SinCos(lambda);
        return (SemiMinorMetres * a * (sigma - deltaSigma), Math.Atan2(cos2 * sinL, (cos1 * sin2) - (sin1 * cos2 * cosL)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Wrap(double degrees) => degrees - (360 * Math.Round(degrees / 360));
}
