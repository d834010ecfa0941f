namespace Mitoshi.Lidar;

/// <summary>
/// A made-up forest on a made-up slope, and what a laser scanner would see of it. It is for tests and benchmarks, where the truth must be
/// known; nothing that is made of it is a measurement.
/// </summary>
/// <param name="SizeMetres">Edge of the square.</param>
/// <param name="Seed">Seed of everything random.</param>
internal sealed record SimulatedForest(double SizeMetres, ulong Seed)
{
    /// <summary>Stems per hectare.</summary>
    public double StemsPerHectare { get; init; } = 300;

    /// <summary>Pulses per square metre; about 1.7 points come back from each.</summary>
    public double PulsesPerSquareMetre { get; init; } = 12;

    /// <summary>South-west corner.</summary>
    public (double X, double Y) Corner { get; init; } = (500_000, 4_300_000);

    private const double CrownPenetration = 0.35, ScanStep = 0.35;

    /// <summary>Height of the ground.</summary>
    public static double GroundAt(double x, double y)
        => 400 + (0.25 * x) + (12 * Math.Sin(x / 90)) + (9 * Math.Cos(y / 70)) + (1.5 * Math.Sin((x + y) / 17));

    /// <summary>The trees: place from the corner, height and crown radius.</summary>
    public IReadOnlyList<SimulatedTree> Trees()
    {
        RandomStream random = new(Seed, "lidar/simulated/trees");
        int count = (int)(SizeMetres * SizeMetres / 10_000 * StemsPerHectare);
        SimulatedTree[] trees = new SimulatedTree[count];
        for (int i = 0; i < count; i++)
        {
            double height = Math.Clamp(19 + (6 * random.NextNormal()), 6, 40);
            trees[i] = new SimulatedTree(SizeMetres * random.NextDouble(), SizeMetres * random.NextDouble(), height, 0.8 + (0.09 * height));
        }

        return trees;
    }

    /// <summary>Makes the points along scan lines and hands each to <paramref name="receive"/>.</summary>
    public void Scan(Action<SimulatedPoint> receive)
    {
        CrownLookup crowns = new(Trees(), SizeMetres);
        RandomStream random = new(Seed, "lidar/simulated/scan");
        double alongStep = 1 / (PulsesPerSquareMetre * ScanStep), time = 300_000;
        int lines = (int)(SizeMetres / ScanStep), perLine = (int)(SizeMetres / alongStep);
        for (int line = 0; line < lines; line++)
        {
            for (int i = 0; i < perLine; i++)
            {
                double x = ((i + random.NextDouble()) * alongStep) % SizeMetres, y = ((line + random.NextDouble()) * ScanStep) % SizeMetres;
                time += 2e-6;
                Pulse(crowns, x, y, time, random, receive);
            }
        }
    }

    private void Pulse(CrownLookup crowns, double x, double y, double time, RandomStream random, Action<SimulatedPoint> receive)
    {
        double ground = GroundAt(x, y) + (0.03 * random.NextNormal()), top = crowns.HeightAt(x, y);
        if (top < 1)
        {
            receive(new SimulatedPoint(Corner.X + x, Corner.Y + y, ground, time, 1, 1, 2));
            return;
        }

        double base0 = GroundAt(x, y), depth = -Math.Log(1 - random.NextDouble()) * 0.25;
        double first = base0 + Math.Max(top - depth, 0.3);
        bool reachesGround = random.NextDouble() < CrownPenetration;
        bool hasMiddle = random.NextDouble() < 0.45 && top > 4;
        int count = 1 + (hasMiddle ? 1 : 0) + (reachesGround ? 1 : 0), number = 1;
        receive(new SimulatedPoint(Corner.X + x, Corner.Y + y, first, time, number++, count, 5));
        if (hasMiddle)
        {
            double middle = base0 + (top * (0.3 + (0.5 * random.NextDouble())));
            receive(new SimulatedPoint(Corner.X + x, Corner.Y + y, Math.Min(middle, first), time, number++, count, 5));
        }

        if (reachesGround)
        {
            receive(new SimulatedPoint(Corner.X + x, Corner.Y + y, ground, time, number, count, 2));
        }
    }

    // Trees by square of 8 m: the height of the canopy at a place is that of the highest crown over it.
    private sealed class CrownLookup
    {
        private const double Edge = 8;
        private readonly List<SimulatedTree>[] _squares;
        private readonly int _columns;

        public CrownLookup(IReadOnlyList<SimulatedTree> trees, double size)
        {
            _columns = (int)(size / Edge) + 1;
            _squares = new List<SimulatedTree>[_columns * _columns];
            for (int i = 0; i < _squares.Length; i++)
            {
                _squares[i] = [];
            }

            foreach (SimulatedTree tree in trees)
            {
                int west = Index(tree.X - tree.CrownRadius), east = Index(tree.X + tree.CrownRadius);
                for (int row = Index(tree.Y - tree.CrownRadius); row <= Index(tree.Y + tree.CrownRadius); row++)
                {
                    for (int column = west; column <= east; column++)
                    {
                        _squares[(row * _columns) + column].Add(tree);
                    }
                }
            }
        }

        public double HeightAt(double x, double y)
        {
            double highest = 0;
            foreach (SimulatedTree tree in _squares[(Index(y) * _columns) + Index(x)])
            {
                double dx = x - tree.X, dy = y - tree.Y, share = ((dx * dx) + (dy * dy)) / (tree.CrownRadius * tree.CrownRadius);
                if (share < 1)
                {
                    // A crown that is half the tree's height, rounded at the top.
                    highest = Math.Max(highest, tree.HeightMetres * (1 - (0.5 * share)));
                }
            }

            return highest;
        }

        private int Index(double metres) => Math.Clamp((int)(metres / Edge), 0, _columns - 1);
    }
}

/// <summary>A made-up tree.</summary>
internal readonly record struct SimulatedTree(double X, double Y, double HeightMetres, double CrownRadius);

/// <summary>A made-up point in map coordinates.</summary>
internal readonly record struct SimulatedPoint(double X, double Y, double Z, double Time, int ReturnNumber, int ReturnCount, byte Class);
