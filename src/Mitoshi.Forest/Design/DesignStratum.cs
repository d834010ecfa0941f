namespace Mitoshi.Forest;

/// <summary>A stratum of the map and a random choice of its pixels, each pixel with the same chance (reservoir of Vitter 1985).</summary>
public sealed class DesignStratum
{
    private readonly RandomStream _random;
    private readonly int _candidatesMax;
    private readonly double _slope, _residual;
    private double _sum, _squares;

    internal DesignStratum(double lower, double upper, double slope, double residual, int candidatesMax, RandomStream random)
    {
        Lower = lower;
        Upper = upper;
        _slope = slope;
        _residual = residual;
        _candidatesMax = candidatesMax;
        _random = random;
    }

    /// <summary>Map values above this (the lowest for the first stratum).</summary>
    public double Lower { get; }

    /// <summary>Map values up to this.</summary>
    public double Upper { get; }

    /// <summary>Number of pixels.</summary>
    public long Pixels { get; private set; }

    /// <summary>Mean of the map.</summary>
    public double MapMean => Pixels == 0 ? 0 : _sum / Pixels;

    /// <summary>Standard deviation of the map.</summary>
    public double MapDeviation => Pixels < 2 ? 0 : Math.Sqrt(Math.Max(0, (_squares - (_sum * _sum / Pixels)) / (Pixels - 1)));

    /// <summary>Expected standard deviation of plots: the map's share of it and the residual's.</summary>
    public double PlotDeviation => Math.Sqrt((_slope * _slope * MapDeviation * MapDeviation) + (_residual * _residual));

    internal List<(int Column, int Row, float Value)> Candidates { get; } = [];

    internal void Add(int column, int row, float value)
    {
        Pixels++;
        _sum += value;
        _squares += (double)value * value;
        if (Candidates.Count < _candidatesMax)
        {
            Candidates.Add((column, row, value));
            return;
        }

        double place = _random.NextDouble() * Pixels;
        if (place < _candidatesMax)
        {
            Candidates[(int)place] = (column, row, value);
        }
    }
}
