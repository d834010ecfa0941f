namespace Mitoshi.Statistics;

/// <summary>One unit of a reference sample.</summary>
/// <param name="Stratum">Stratum it was drawn from.</param>
/// <param name="MapClass">Class on the map.</param>
/// <param name="ReferenceClass">Class found by the reference.</param>
public readonly record struct ReferenceUnit(string Stratum, string MapClass, string ReferenceClass);

/// <summary>
/// Areas and accuracies when the strata differ from the map classes, by indicator means and combined ratios
/// (Stehman 2014, Int. J. Remote Sens. 35:4923, eq. 2-3, 15-18, 25-28).
/// </summary>
public sealed class ReferenceSample
{
    private readonly IReadOnlyList<ReferenceUnit> _units;
    private readonly SortedDictionary<string, double> _stratumSizes;
    private readonly double _total;

    /// <summary>Takes the sample and the size N_h of each stratum in pixels.</summary>
    /// <exception cref="MitoshiException"><c>statistics.missing_stratum_size</c>, <c>statistics.too_few</c>.</exception>
    public ReferenceSample(IReadOnlyList<ReferenceUnit> units, IReadOnlyDictionary<string, double> stratumSizes)
    {
        _units = units;
        _stratumSizes = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (string stratum in units.Select(unit => unit.Stratum).Distinct())
        {
            if (!stratumSizes.TryGetValue(stratum, out double size))
            {
                throw new MitoshiException(
                    "statistics.missing_stratum_size",
                    found: ($"stratum {stratum} without its number of pixels", $"層{stratum}の画素数がない"),
                    expected: ("the size of every stratum that was sampled", "標本のあるすべての層の大きさ"),
                    remedy: ("Count the stratum's pixels on the map and give the number.", "地図上で層の画素数を数えて与えてください。"));
            }

            _stratumSizes[stratum] = size;
        }

        foreach (string stratum in _stratumSizes.Keys)
        {
            int count = units.Count(unit => unit.Stratum == stratum);
            if (count < 2)
            {
                throw StatisticsErrors.TooFew(($"stratum {stratum}", $"層{stratum}"), count, 2);
            }
        }

        _total = _stratumSizes.Values.Sum();
    }

    /// <summary>Share of the area in a reference class.</summary>
    public Estimate Share(string referenceClass) => Mean(unit => unit.ReferenceClass == referenceClass, "area.stehman");

    /// <summary>Share of the area with this pair of classes: a cell of the error matrix.</summary>
    public Estimate Cell(string mapClass, string referenceClass)
        => Mean(unit => unit.MapClass == mapClass && unit.ReferenceClass == referenceClass, "area.stehman.cell");

    /// <summary>Overall accuracy.</summary>
    public Estimate OverallAccuracy() => Mean(unit => unit.MapClass == unit.ReferenceClass, "accuracy.overall");

    /// <summary>User's accuracy of a map class: of what the map calls so, the share that is so.</summary>
    public Estimate UsersAccuracy(string name)
        => Ratio(unit => unit.MapClass == name && unit.ReferenceClass == name, unit => unit.MapClass == name, "accuracy.users");

    /// <summary>Producer's accuracy of a reference class: of what is so, the share that the map calls so.</summary>
    public Estimate ProducersAccuracy(string name)
        => Ratio(unit => unit.MapClass == name && unit.ReferenceClass == name, unit => unit.ReferenceClass == name, "accuracy.producers");

    private Estimate Mean(Func<ReferenceUnit, bool> indicator, string method)
    {
        double mean = 0, variance = 0;
        foreach ((string stratum, double size) in _stratumSizes)
        {
            double[] y = [.. _units.Where(unit => unit.Stratum == stratum).Select(unit => indicator(unit) ? 1.0 : 0.0)];
            mean += size * SampleMoments.Mean(y) / _total;
            variance += size * size * SimpleRandomSample.FinitePopulation(y.Length, size) * SampleMoments.Variance(y) / y.Length / (_total * _total);
        }

        return EstimateIntervals.FromVariance(mean, Unit.One, variance, double.PositiveInfinity, method);
    }

    private Estimate Ratio(Func<ReferenceUnit, bool> numerator, Func<ReferenceUnit, bool> denominator, string method)
    {
        double above = 0, below = 0;
        foreach ((string stratum, double size) in _stratumSizes)
        {
            ReferenceUnit[] units = [.. _units.Where(unit => unit.Stratum == stratum)];
            above += size * units.Count(numerator) / units.Length;
            below += size * units.Count(denominator) / units.Length;
        }

        double ratio = above / below, variance = 0;
        foreach ((string stratum, double size) in _stratumSizes)
        {
            // V(y) + R^2 V(x) - 2 R cov(x, y) is the variance of y - R x.
            double[] d = [.. _units.Where(unit => unit.Stratum == stratum)
                .Select(unit => (numerator(unit) ? 1.0 : 0.0) - (ratio * (denominator(unit) ? 1.0 : 0.0)))];
            variance += size * size * SimpleRandomSample.FinitePopulation(d.Length, size) * SampleMoments.Variance(d) / d.Length;
        }

        return EstimateIntervals.FromVariance(ratio, Unit.One, variance / (below * below), double.PositiveInfinity, method);
    }
}
