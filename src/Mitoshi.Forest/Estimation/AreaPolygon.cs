using System.Buffers.Binary;

namespace Mitoshi.Forest;

/// <summary>An area as rings in map coordinates; a point is inside when it crosses an odd number of edges, so holes need no order.</summary>
internal sealed class AreaPolygon
{
    private readonly List<(double[] X, double[] Y)> _rings = [];
    private readonly List<bool> _isHole = [];

    private AreaPolygon(string name) => Name = name;

    public string Name { get; }

    public IReadOnlyList<(double[] X, double[] Y)> Rings => _rings;

    public double South { get; private set; } = double.PositiveInfinity;

    public double North { get; private set; } = double.NegativeInfinity;

    public double West { get; private set; } = double.PositiveInfinity;

    public double East { get; private set; } = double.NegativeInfinity;

    /// <summary>A rectangle.</summary>
    public static AreaPolygon Rectangle(string name, double west, double south, double east, double north)
    {
        AreaPolygon area = new(name);
        area.Add([west, east, east, west, west], [south, south, north, north, south]);
        return area;
    }

    /// <summary>The polygons of a well-known binary; null when there is none.</summary>
    public static AreaPolygon? FromWkb(string name, ReadOnlySpan<byte> wkb)
    {
        AreaPolygon area = new(name);
        int at = 0;
        area.Read(wkb, ref at);
        return area._rings.Count > 0 ? area : null;
    }

    /// <summary>Turns all points and takes the new bounds.</summary>
    public AreaPolygon Transform(Gdal.CoordinateTransform transform)
    {
        AreaPolygon turned = new(Name);
        foreach (((double[] x, double[] y), bool isHole) in _rings.Zip(_isHole))
        {
            double[] xs = [.. x], ys = [.. y];
            transform.Transform(xs, ys);
            turned.Add(xs, ys, isHole);
        }

        return turned;
    }

    /// <summary>Outlines with their holes, in pixels of a grid.</summary>
    public Raster.Polygon ToPixels(Grid grid)
    {
        List<List<IReadOnlyList<(double X, double Y)>>> parts = [];
        foreach (((double[] x, double[] y), bool isHole) in _rings.Zip(_isHole))
        {
            IReadOnlyList<(double, double)> ring = [.. x.Zip(y, (mapX, mapY) => grid.Transform.ToPixel(mapX, mapY))];
            if (isHole && parts.Count > 0)
            {
                parts[^1].Add(ring);
            }
            else
            {
                parts.Add([ring]);
            }
        }

        return new Raster.Polygon([.. parts]);
    }

    public bool Contains(double x, double y) => _rings.Count(ring => Holds(ring, x, y)) % 2 == 1;

    /// <summary>True when the point crosses an odd number of edges of the ring.</summary>
    public static bool Holds((double[] X, double[] Y) ring, double x, double y)
    {
        (double[] xs, double[] ys) = ring;
        bool isInside = false;
        for (int i = 0, j = xs.Length - 1; i < xs.Length; j = i++)
        {
            if ((ys[i] > y) != (ys[j] > y) && x < ((xs[j] - xs[i]) * (y - ys[i]) / (ys[j] - ys[i])) + xs[i])
            {
                isInside = !isInside;
            }
        }

        return isInside;
    }

    /// <summary>Where the horizontal line at y crosses the edges, ascending; inside lies between the first and second, third and fourth, ...</summary>
    public void Crossings(double y, List<double> crossings)
    {
        crossings.Clear();
        foreach ((double[] xs, double[] ys) in _rings)
        {
            for (int i = 0, j = xs.Length - 1; i < xs.Length; j = i++)
            {
                if ((ys[i] > y) != (ys[j] > y))
                {
                    crossings.Add(((xs[j] - xs[i]) * (y - ys[i]) / (ys[j] - ys[i])) + xs[i]);
                }
            }
        }

        crossings.Sort();
    }

    private void Add(double[] x, double[] y, bool isHole = false)
    {
        _rings.Add((x, y));
        _isHole.Add(isHole);
        West = Math.Min(West, x.Min());
        East = Math.Max(East, x.Max());
        South = Math.Min(South, y.Min());
        North = Math.Max(North, y.Max());
    }

    private void Read(ReadOnlySpan<byte> wkb, ref int at)
    {
        at++;
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(wkb[at..]);
        at += 4;
        int dimensions = (type / 1000) switch { 1 or 2 => 3, 3 => 4, _ => 2 };
        switch (type % 1000)
        {
            case 3:
                int rings = Count(wkb, ref at);
                for (int r = 0; r < rings; r++)
                {
                    int points = Count(wkb, ref at);
                    double[] x = new double[points], y = new double[points];
                    for (int i = 0; i < points; i++)
                    {
                        x[i] = BinaryPrimitives.ReadDoubleLittleEndian(wkb[at..]);
                        y[i] = BinaryPrimitives.ReadDoubleLittleEndian(wkb[(at + 8)..]);
                        at += 8 * dimensions;
                    }

                    if (points >= 3)
                    {
                        Add(x, y, isHole: r > 0);
                    }
                }

                break;
            case 6 or 7:
                int parts = Count(wkb, ref at);
                for (int p = 0; p < parts; p++)
                {
                    Read(wkb, ref at);
                }

                break;
            default:
                // Points and lines have no inside; a collection that mixes them ends here.
                at = wkb.Length;
                break;
        }
    }

    private static int Count(ReadOnlySpan<byte> wkb, ref int at)
    {
        int count = (int)BinaryPrimitives.ReadUInt32LittleEndian(wkb[at..]);
        at += 4;
        return count;
    }
}
