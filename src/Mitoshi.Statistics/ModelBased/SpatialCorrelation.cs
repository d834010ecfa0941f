namespace Mitoshi.Statistics;

/// <summary>Correlation of map errors by distance. At distance 0 it is 1, whatever the nugget.</summary>
public sealed record SpatialCorrelation
{
    private readonly Func<double, double> _beyondZero;

    private SpatialCorrelation(Func<double, double> beyondZero, double distanceMax, string name)
    {
        _beyondZero = beyondZero;
        DistanceMax = distanceMax;
        Name = name;
    }

    /// <summary>Beyond this distance the correlation is below 1e-17 and counts as 0.</summary>
    public double DistanceMax { get; }

    /// <summary>The formula with its parameters.</summary>
    public string Name { get; }

    /// <summary>Errors of different pixels have nothing in common. Say it only when a variogram shows it.</summary>
    public static SpatialCorrelation Independent { get; } = new(_ => 0, 0, "independent");

    /// <summary>rho(h) = (1 - nugget) exp(-h / length).</summary>
    /// <param name="length">Distance over which the correlation falls to 1/e. A practical range is three times this.</param>
    /// <param name="nuggetFraction">Share of the variance that is uncorrelated, 0 to 1.</param>
    public static SpatialCorrelation Exponential(double length, double nuggetFraction = 0)
        => new(h => (1 - nuggetFraction) * Math.Exp(-h / length), 39.2 * length, $"exponential, length {length:0.###}, nugget {nuggetFraction:0.###}");

    /// <summary>rho(h) = (1 - nugget) exp(-3 h / range), by the practical range.</summary>
    public static SpatialCorrelation ExponentialByRange(double practicalRange, double nuggetFraction = 0) => Exponential(practicalRange / 3, nuggetFraction);

    /// <summary>rho(h) = (1 - nugget) exp(-(h / length)^2).</summary>
    public static SpatialCorrelation Gaussian(double length, double nuggetFraction = 0)
        => new(h => (1 - nuggetFraction) * Math.Exp(-(h / length) * (h / length)), 6.3 * length, $"gaussian, length {length:0.###}, nugget {nuggetFraction:0.###}");

    /// <summary>rho(h) = (1 - nugget)(1 - 1.5 h/a + 0.5 (h/a)^3) up to the range a, then 0.</summary>
    public static SpatialCorrelation Spherical(double range, double nuggetFraction = 0)
        => new(
            h => h < range ? (1 - nuggetFraction) * (1 - (1.5 * h / range) + (0.5 * Math.Pow(h / range, 3))) : 0,
            range, $"spherical, range {range:0.###}, nugget {nuggetFraction:0.###}");

    /// <summary>rho(h).</summary>
    public double At(double distance) => distance == 0 ? 1 : _beyondZero(distance);

    /// <summary>2 pi integral of rho(h) h dh: the area that one independent pixel stands for.</summary>
    public double IntegralArea()
    {
        if (DistanceMax == 0)
        {
            return 0;
        }

        // Simpson's rule on a fixed grid.
        const int Steps = 4000;
        double step = DistanceMax / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double h = i * step, factor = i is 0 or Steps ? 1 : (i % 2 == 1 ? 4 : 2);
            sum += factor * _beyondZero(h == 0 ? 1e-12 : h) * h;
        }

        return 2 * Math.PI * sum * step / 3;
    }
}
