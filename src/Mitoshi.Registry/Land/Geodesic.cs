namespace Mitoshi.Registry;

/// <summary>
/// Lengths of edges and areas of rings on the WGS 84 ellipsoid, edges being geodesics.
/// </summary>
/// <remarks>
/// Source: Karney 2013, Algorithms for geodesics, J. Geodesy 87:43, equations 7, 8, 14, 15, 26, 59, 63. The integrals are done by Gauss-Legendre
/// quadrature instead of the paper's series, and the longitude equation by fixed-point iteration, which converges for every pair of points
/// that aren't nearly opposite on the globe.
/// </remarks>
internal static class Geodesic
{
    private const double SemiMajor = 6378137.0;
    private const double Flattening = 1 / 298.257223563;
    private const double SemiMinor = SemiMajor * (1 - Flattening);
    private const double Eccentricity2 = Flattening * (2 - Flattening);
    private const double SecondEccentricity2 = Eccentricity2 / (1 - Eccentricity2);
    private const double Degree = Math.PI / 180;

    // Nodes and weights of 10 points on [-1, 1] (Abramowitz and Stegun, table 25.4), positive half.
    private static readonly double[] Nodes = [0.14887433898163122, 0.43339539412924719, 0.67940956829902441, 0.86506336668898451, 0.97390652851717172];
    private static readonly double[] Weights = [0.29552422471475287, 0.26926671930999636, 0.21908636251598204, 0.14945134915058059, 0.06667134430868814];

    // c^2: the sphere of this radius squared has the area of the ellipsoid (equation 60).
    private static readonly double AuthalicRadius2 = ((SemiMajor * SemiMajor) + (SemiMinor * SemiMinor * Math.Atanh(Math.Sqrt(Eccentricity2)) / Math.Sqrt(Eccentricity2))) / 2;

    /// <summary>Area and perimeter of a closed ring.</summary>
    /// <param name="longitudes">Degrees; first equals last. A step of more than 180 is read as crossing the antimeridian.</param>
    /// <param name="latitudes">Degrees.</param>
    /// <returns>Square metres, never negative, and metres. A ring around a pole gives the cap.</returns>
    public static (double SquareMetres, double Metres) Ring(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes)
    {
        Require.SameLength(longitudes.Length, latitudes.Length, nameof(latitudes));
        double area = 0, perimeter = 0, turned = 0;
        for (int i = 1; i < longitudes.Length; i++)
        {
            double step = Math.IEEERemainder(longitudes[i] - longitudes[i - 1], 360);
            (double length, double under) = Edge(latitudes[i - 1], latitudes[i], step);
            area += under;
            perimeter += length;
            turned += step;
        }

        double hemisphere = 2 * Math.PI * AuthalicRadius2;
        return (Math.Abs(turned) > 180 ? hemisphere - Math.Abs(area) : Math.Abs(area), perimeter);
    }

    // Length of the geodesic, and the area between it, the equator and the two meridians (positive eastward in the north).
    private static (double Metres, double SquareMetres) Edge(double latitude1, double latitude2, double longitudeStep)
    {
        double beta1 = Math.Atan((1 - Flattening) * Math.Tan(latitude1 * Degree)), beta2 = Math.Atan((1 - Flattening) * Math.Tan(latitude2 * Degree));
        double lambda = longitudeStep * Degree, omega = lambda;
        if (lambda == 0 && beta1 == beta2)
        {
            return (0, 0);
        }

        double sinBeta1 = Math.Sin(beta1), cosBeta1 = Math.Cos(beta1), sinBeta2 = Math.Sin(beta2), cosBeta2 = Math.Cos(beta2);
        double sinAlpha0 = 0, cosAlpha0 = 1, sigma1 = 0, sigma2 = 0;
        for (int i = 0; i < 50; i++)
        {
            double y = cosBeta2 * Math.Sin(omega), x = (cosBeta1 * sinBeta2) - (sinBeta1 * cosBeta2 * Math.Cos(omega));
            double sine = Math.Sqrt((x * x) + (y * y)), alpha1 = Math.Atan2(y, x);
            sinAlpha0 = Math.Sin(alpha1) * cosBeta1;
            double cosAlpha1 = Math.Cos(alpha1), sinAlpha1 = Math.Sin(alpha1);
            cosAlpha0 = Math.Sqrt((cosAlpha1 * cosAlpha1) + (sinAlpha1 * sinAlpha1 * sinBeta1 * sinBeta1));
            sigma1 = Math.Atan2(sinBeta1, cosAlpha1 * cosBeta1);
            sigma2 = sigma1 + Math.Atan2(sine, (sinBeta1 * sinBeta2) + (cosBeta1 * cosBeta2 * Math.Cos(omega)));
            double next = lambda + (Flattening * sinAlpha0 * Integrate(sigma1, sigma2, LongitudeIntegrand, cosAlpha0));
            bool isThere = Math.Abs(next - omega) < 1e-15;
            omega = next;
            if (isThere)
            {
                break;
            }
        }

        double half1 = Math.Tan(beta1 / 2), half2 = Math.Tan(beta2 / 2);
        double excess = 2 * Math.Atan2(Math.Sin(omega / 2) * (half1 + half2), Math.Cos(omega / 2) * (1 + (half1 * half2)));
        double correction = Eccentricity2 * SemiMajor * SemiMajor * cosAlpha0 * sinAlpha0 * Integrate(sigma1, sigma2, AreaIntegrand, cosAlpha0);
        return (SemiMinor * Integrate(sigma1, sigma2, LengthIntegrand, cosAlpha0), (AuthalicRadius2 * excess) - correction);
    }

    private static double Integrate(double from, double to, Func<double, double, double> integrand, double cosAlpha0)
    {
        double middle = (from + to) / 2, half = (to - from) / 2, sum = 0;
        for (int i = 0; i < Nodes.Length; i++)
        {
            sum += Weights[i] * (integrand(middle - (half * Nodes[i]), cosAlpha0) + integrand(middle + (half * Nodes[i]), cosAlpha0));
        }

        return sum * half;
    }

    // Equation 7: ds/dsigma / b = sqrt(1 + k^2 sin^2 sigma), k = e' cos alpha0.
    private static double LengthIntegrand(double sigma, double cosAlpha0) => Root(sigma, cosAlpha0);

    // Equation 8: I3.
    private static double LongitudeIntegrand(double sigma, double cosAlpha0) => (2 - Flattening) / (1 + ((1 - Flattening) * Root(sigma, cosAlpha0)));

    private static double Root(double sigma, double cosAlpha0)
    {
        double sine = cosAlpha0 * Math.Sin(sigma);
        return Math.Sqrt(1 + (SecondEccentricity2 * sine * sine));
    }

    // Equation 59 with t(x) = 1 + 4x/3 - 2x^2/15 + 8x^3/105 - ..., so that [t(e'^2) - t(e'^2 s^2)] / (e'^2 - e'^2 s^2) is a polynomial in s^2,
    // s = sin beta, without the cancellation that the quotient has near the poles.
    private static double AreaIntegrand(double sigma, double cosAlpha0)
    {
        double sine = Math.Sin(sigma), s2 = cosAlpha0 * cosAlpha0 * sine * sine;
        double quotient = 4.0 / 3, coefficient = 1.0 / 3, powers = 1, sumOfPowers = 1, argument = 1;
        for (int n = 1; n < 8; n++)
        {
            coefficient *= -2.0 * n / ((2 * n) + 3);
            powers *= s2;
            sumOfPowers += powers;
            argument *= SecondEccentricity2;
            quotient += coefficient * argument * sumOfPowers;
        }

        return quotient * sine / 2;
    }
}
