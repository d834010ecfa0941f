namespace Mitoshi.Forest;

/// <summary>
/// A stem volume equation of Japan with the smoothing at the limits of its diameter classes: near a limit L the volume is linear between
/// nodes every 2 cm whose inner ones are 3- or 5-point means of the raw equation (Hosoda, Mitsuda &amp; Iehara 2010, J. Jpn. For. Plann. 44:23).
/// </summary>
internal sealed class StemVolumeEquation
{
    private readonly List<StemVolumeClass> _classes;
    private readonly List<(double Limit, int Points)> _limits;

    private StemVolumeEquation(string name, List<StemVolumeClass> classes, List<(double Limit, int Points)> limits)
    {
        Name = name;
        _classes = classes;
        _limits = limits;
    }

    public string Name { get; }

    /// <param name="name">Region and species.</param>
    /// <param name="classes">Diameter classes, ascending.</param>
    /// <param name="points">3 or 5 where the limits are smoothed; 0 where they are not.</param>
    /// <param name="widerLimits">Limits that use 5 points whatever the equation does elsewhere.</param>
    public static StemVolumeEquation Of(string name, IReadOnlyList<StemVolumeClass> classes, int points, IReadOnlyList<double> widerLimits)
    {
        List<(double Limit, int Points)> limits = [];
        for (int i = 0; i + 1 < classes.Count; i++)
        {
            double limit = classes[i].DbhMax;
            int here = widerLimits.Contains(limit) ? 5 : points;
            if (here > 0)
            {
                limits.Add((limit, here));
            }
        }

        return new StemVolumeEquation(name, [.. classes], limits);
    }

    /// <summary>The same equation with another volume from a diameter on, smoothed over 5 points there.</summary>
    public StemVolumeEquation Raw(double dbhFrom, Func<double, double, double> volume) => new(Name, _classes, [.. _limits, (dbhFrom, 5)])
    {
        Tail = (dbhFrom, volume),
    };

    public (double DbhFrom, Func<double, double, double> Volume)? Tail { get; private init; }

    /// <summary>Raw equation, without smoothing.</summary>
    public double RawVolume(double dbh, double height)
        => Tail is { } tail && dbh >= tail.DbhFrom ? tail.Volume(dbh, height) : ClassVolume(dbh, height);

    /// <summary>The class's own volume, whatever stands in its place in the tail.</summary>
    public double ClassVolume(double dbh, double height)
    {
        for (int i = 0; i < _classes.Count; i++)
        {
            if (dbh < _classes[i].DbhMax)
            {
                return _classes[i].Volume(dbh, height);
            }
        }

        return _classes[^1].Volume(dbh, height);
    }

    public double Volume(double dbh, double height)
    {
        foreach ((double limit, int points) in _limits)
        {
            if (Math.Abs(dbh - limit) < points)
            {
                return Smoothed(dbh, height, limit, points);
            }
        }

        return RawVolume(dbh, height);
    }

    /// <summary>The mean of the raw volume over <paramref name="points"/> diameters 2 cm apart.</summary>
    public double MeanAround(double dbh, double height, int points)
    {
        double sum = 0;
        for (int k = -(points / 2); k <= points / 2; k++)
        {
            sum += RawVolume(dbh + (2 * k), height);
        }

        return sum / points;
    }

    private double Smoothed(double dbh, double height, double limit, int points)
    {
        double reach = points + 2 - (points == 3 ? 2 : 0), first = limit - reach;
        int last = points == 3 ? 3 : 7, index = Math.Min((int)Math.Floor((dbh - first) / 2), last - 1);
        double low = first + (2 * index), share = (dbh - low) / 2;
        return ((1 - share) * Node(index)) + (share * Node(index + 1));

        double Node(int i)
        {
            double at = first + (2 * i);
            bool isOuter = i < points / 2 || i > last - (points / 2);
            return isOuter ? RawVolume(at, height) : MeanAround(at, height, points);
        }
    }
}
