using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>
/// Where the pixels of a picture lie in a raster: PROJ's answer at the nodes of a lattice, linear between them. The lattice is refined until
/// the error is below a bound.
/// </summary>
internal sealed class PositionLattice
{
    // In pixels of what is read. The bend over two steps shows what one step misses: a quarter of it, on each axis.
    private const double Tolerance = 0.05;
    private const int LargestStride = 32;

    private PositionLattice(int stride, int across, int down, double[] x, double[] y)
        => (Stride, Across, Down, X, Y) = (stride, across, down, x, y);

    /// <summary>Pixels of the picture from node to node.</summary>
    public int Stride { get; }

    /// <summary>Nodes in a row.</summary>
    public int Across { get; }

    /// <summary>Nodes in a column.</summary>
    public int Down { get; }

    /// <summary>Column of each node in the raster, NaN where it is nowhere.</summary>
    public double[] X { get; }

    /// <summary>Row of each node in the raster.</summary>
    public double[] Y { get; }

    /// <summary>Pixels of the raster to a pixel of the picture, along an edge, at the middle; NaN when nothing maps.</summary>
    public double Scale { get; private init; }

    /// <summary>Makes the lattice.</summary>
    /// <param name="raster">The raster, at full resolution.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="toRaster">From the picture's CRS to the raster's.</param>
    public static PositionLattice Create(Grid raster, Grid picture, CoordinateTransform toRaster)
    {
        for (int stride = LargestStride; ; stride /= 2)
        {
            int across = ((picture.Width - 1) / stride) + 2, down = ((picture.Height - 1) / stride) + 2;
            double[] x = new double[across * down], y = new double[across * down];
            for (int i = 0; i < x.Length; i++)
            {
                (x[i], y[i]) = picture.Transform.ToMap(i % across * stride, i / across * stride);
            }

            toRaster.Transform(x, y);
            for (int i = 0; i < x.Length; i++)
            {
                (x[i], y[i]) = raster.Transform.ToPixel(x[i], y[i]);
            }

            double scale = ScaleOf(x, y, across, stride);
            (double bend, bool hasGaps) = Bend(x, y, across, down);

            // Where a projection ends there is no straight line to find: its edge is cut at a node.
            bool isFine = bend / 4 <= Tolerance * Math.Max(1, scale) && (!hasGaps || stride <= 4);
            if (isFine || stride == 1 || toRaster.IsIdentity)
            {
                return new PositionLattice(stride, across, down, x, y) { Scale = scale };
            }
        }
    }

    /// <summary>Smallest rectangle around the nodes that are somewhere, in pixels of the raster; null for none.</summary>
    public (double Left, double Top, double Right, double Bottom)? Bounds()
    {
        double left = double.PositiveInfinity, top = left, right = double.NegativeInfinity, bottom = right;
        for (int i = 0; i < X.Length; i++)
        {
            if (!double.IsNaN(X[i]))
            {
                (left, right) = (Math.Min(left, X[i]), Math.Max(right, X[i]));
                (top, bottom) = (Math.Min(top, Y[i]), Math.Max(bottom, Y[i]));
            }
        }

        return left <= right ? (left, top, right, bottom) : null;
    }

    // Largest distance of a node from the middle of its neighbours, along rows and columns.
    private static (double Bend, bool HasGaps) Bend(double[] x, double[] y, int across, int down)
    {
        double largest = 0;
        bool hasGaps = false;
        void Probe(int before, int here, int after)
        {
            double bend = Math.Max(Math.Abs(x[here] - ((x[before] + x[after]) / 2)), Math.Abs(y[here] - ((y[before] + y[after]) / 2)));
            if (double.IsNaN(bend))
            {
                hasGaps = true;
            }
            else
            {
                largest = Math.Max(largest, bend);
            }
        }

        for (int row = 0; row < down; row++)
        {
            for (int column = 0; column < across; column++)
            {
                int here = (row * across) + column;
                if (column > 0 && column < across - 1)
                {
                    Probe(here - 1, here, here + 1);
                }

                if (row > 0 && row < down - 1)
                {
                    Probe(here - across, here, here + across);
                }
            }
        }

        return (largest, hasGaps);
    }

    // The median over the cells: one at the edge of a projection may be wild.
    private static double ScaleOf(double[] x, double[] y, int across, int stride)
    {
        List<double> areas = [];
        for (int i = 0; i + across + 1 < x.Length; i++)
        {
            if (i % across < across - 1)
            {
                double area = Math.Abs(((x[i + 1] - x[i]) * (y[i + across] - y[i])) - ((x[i + across] - x[i]) * (y[i + 1] - y[i])));
                if (!double.IsNaN(area))
                {
                    areas.Add(area);
                }
            }
        }

        areas.Sort();
        return areas.Count == 0 ? double.NaN : Math.Sqrt(areas[areas.Count / 2]) / stride;
    }
}
