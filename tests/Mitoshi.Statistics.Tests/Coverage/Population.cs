namespace Mitoshi.Statistics.Tests.Coverage;

/// <summary>A simulated forest of units with biomass y, a map x of it, and a coarser one; mildly skewed, spread growing with the map.</summary>
internal sealed record Population(double[] X, double[] Coarse, double[] Y, bool[] IsInArea)
{
    public int Size => X.Length;

    public double Mean { get; } = Y.Average();

    public double MapMean { get; } = X.Average();

    public double AreaMean { get; } = Y.Where((_, i) => IsInArea[i]).Average();

    public double AreaMapMean { get; } = X.Where((_, i) => IsInArea[i]).Average();

    private double Lower { get; } = X.Order().ElementAt(X.Length / 3);

    private double Upper { get; } = X.Order().ElementAt(2 * X.Length / 3);

    public static Population Make(int size)
    {
        RandomStream random = new(1, "population");
        double[] x = new double[size], coarse = new double[size], y = new double[size];
        bool[] isInArea = new bool[size];
        for (int i = 0; i < size; i++)
        {
            // Gamma of shape 6 with mean 120: skewness 0.8, as biomass of managed forest.
            x[i] = 20 * random.NextGamma(6);
            coarse[i] = x[i] + (30 * random.NextNormal());
            isInArea[i] = random.NextDouble() < 0.4;
            y[i] = Math.Max(0, 5 + (0.9 * x[i]) + (isInArea[i] ? 8 : 0) + ((10 + (0.15 * x[i])) * random.NextNormal()));
        }

        return new Population(x, coarse, y, isInArea);
    }

    public double MeanWhere(Func<int, bool> isIn) => Y.Where((_, i) => isIn(i)).Average();

    public (double[] X, double[] Y) Draw(RandomStream random, int n)
    {
        double[] x = new double[n], y = new double[n];
        for (int i = 0; i < n; i++)
        {
            int unit = random.NextInt(Size);
            (x[i], y[i]) = (X[unit], Y[unit]);
        }

        return (x, y);
    }

    public int StratumOf(double x) => x < Lower ? 0 : x < Upper ? 1 : 2;

    public double StratumShare(int stratum) => X.Count(x => StratumOf(x) == stratum) / (double)Size;

    public double[] DrawStratum(RandomStream random, int stratum, int n)
    {
        double[] y = new double[n];
        for (int i = 0; i < n;)
        {
            int unit = random.NextInt(Size);
            if (StratumOf(X[unit]) == stratum)
            {
                y[i++] = Y[unit];
            }
        }

        return y;
    }
}
