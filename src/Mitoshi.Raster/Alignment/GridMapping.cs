using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>
/// Where the pixels of a target grid lie in a source, in pixels of the source. In one CRS this is an affine map; between two it is PROJ's
/// answer at nodes of a lattice that is fixed to the target grid, and linear between them, so that cutting windows changes no bit.
/// </summary>
internal sealed class GridMapping : IDisposable
{
    // Error of the linear interpolation that is allowed, in pixels of the source.
    private const double Tolerance = 0.01;
    private const int LargestStride = 32;

    private readonly Grid _source;
    private readonly Grid _target;
    private readonly CoordinateTransform? _transform;
    private readonly AffineTransform _affine;
    private readonly int _stride = LargestStride;

    public GridMapping(Grid source, Grid target)
    {
        (_source, _target) = (source, target);
        if (source.Crs.IsLocal != target.Crs.IsLocal)
        {
            throw GridFault.LocalMismatch(source, target);
        }

        if (!SpatialReference.AreSame(source.Crs, target.Crs))
        {
            _transform = new CoordinateTransform(target.Crs, source.Crs);
            while (_stride > 1 && LargestError(_stride) > Tolerance)
            {
                _stride /= 2;
            }
        }
        else
        {
            _affine = Compose(source.Transform, target.Transform);
        }

        PixelArea = AreaOfCentralPixel();
    }

    /// <summary>Area of a target pixel in pixels of the source, at the centre of the target; above 1 the target is coarser.</summary>
    public double PixelArea { get; }

    /// <summary>True when columns map to columns and rows to rows, each by a straight line.</summary>
    public bool IsAxisAligned => _transform is null && Math.Abs(_affine.RowX) < 1e-12 && Math.Abs(_affine.ColumnY) < 1e-12 && _affine.ColumnX > 0 && _affine.RowY > 0;

    /// <summary>The shift in whole pixels when both grids are the same lattice; null otherwise.</summary>
    public (int Columns, int Rows)? WholeShift
    {
        get
        {
            // A thousandth of a pixel at the far edge: coordinates in files are rounded.
            const double Slack = 1e-3;
            if (!IsAxisAligned || Math.Abs(_affine.ColumnX - 1) * _target.Width > Slack || Math.Abs(_affine.RowY - 1) * _target.Height > Slack)
            {
                return null;
            }

            double columns = Math.Round(_affine.OriginX), rows = Math.Round(_affine.OriginY);
            bool isWhole = Math.Abs(columns - _affine.OriginX) < Slack && Math.Abs(rows - _affine.OriginY) < Slack && Math.Abs(columns) < 1e9 && Math.Abs(rows) < 1e9;
            return isWhole ? ((int)columns, (int)rows) : null;
        }
    }

    /// <summary>Source columns of a target column's left edge (axis-aligned grids).</summary>
    public double SourceColumn(double column) => _affine.OriginX + (column * _affine.ColumnX);

    /// <summary>Source rows of a target row's upper edge (axis-aligned grids).</summary>
    public double SourceRow(double row) => _affine.OriginY + (row * _affine.RowY);

    /// <summary>Maps points of a window, one pixel apart: its pixels' corners (offset 0, one more each way) or centres (offset 0.5).</summary>
    /// <param name="window">Columns and rows are numbers of points here.</param>
    /// <param name="offset">Added to column and row.</param>
    /// <param name="x">Receives source columns, rows × columns; NaN where the point is nowhere.</param>
    /// <param name="y">Receives source rows.</param>
    public void Map(Window window, double offset, Span<double> x, Span<double> y)
    {
        if (_transform is null)
        {
            MapAffine(window, offset, x, y);
        }
        else
        {
            MapLattice(window, offset, x, y);
        }
    }

    /// <summary>The part of the source that the target covers, as a rectangle of (fractional) source pixels; NaN when nothing maps.</summary>
    public (double Left, double Top, double Right, double Bottom) Extent()
    {
        const int Steps = 32;
        double[] x = new double[(Steps + 1) * (Steps + 1)], y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (double)(i % (Steps + 1)) / Steps * _target.Width;
            y[i] = (double)(i / (Steps + 1)) / Steps * _target.Height;
        }

        MapExactly(x, y);
        return Bounds(x, y);
    }

    /// <summary>Smallest rectangle around the points that are somewhere.</summary>
    public static (double Left, double Top, double Right, double Bottom) Bounds(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double left = double.PositiveInfinity, top = left, right = double.NegativeInfinity, bottom = right;
        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsNaN(x[i]))
            {
                (left, right) = (Math.Min(left, x[i]), Math.Max(right, x[i]));
                (top, bottom) = (Math.Min(top, y[i]), Math.Max(bottom, y[i]));
            }
        }

        return (left, top, right, bottom);
    }

    public void Dispose() => _transform?.Dispose();

    private void MapAffine(Window window, double offset, Span<double> x, Span<double> y)
    {
        int i = 0;
        for (int row = window.Row; row < window.RowEnd; row++)
        {
            for (int column = window.Column; column < window.ColumnEnd; column++, i++)
            {
                (x[i], y[i]) = _affine.ToMap(column + offset, row + offset);
            }
        }
    }

    private void MapLattice(Window window, double offset, Span<double> x, Span<double> y)
    {
        int firstColumn = FloorDivide(window.Column, _stride), firstRow = FloorDivide(window.Row, _stride);
        int across = FloorDivide(window.ColumnEnd, _stride) - firstColumn + 2, down = FloorDivide(window.RowEnd, _stride) - firstRow + 2;
        double[] nodesX = new double[across * down], nodesY = new double[across * down];
        for (int i = 0; i < nodesX.Length; i++)
        {
            nodesX[i] = (firstColumn + (i % across)) * (double)_stride;
            nodesY[i] = (firstRow + (i / across)) * (double)_stride;
        }

        MapExactly(nodesX, nodesY);
        int target = 0;
        for (int row = window.Row; row < window.RowEnd; row++)
        {
            double r = (row + offset) / _stride;
            int nodeRow = (int)Math.Floor(r);
            for (int column = window.Column; column < window.ColumnEnd; column++, target++)
            {
                double c = (column + offset) / _stride;
                int nodeColumn = (int)Math.Floor(c), node = ((nodeRow - firstRow) * across) + nodeColumn - firstColumn;
                x[target] = Between(nodesX, node, across, c - nodeColumn, r - nodeRow);
                y[target] = Between(nodesY, node, across, c - nodeColumn, r - nodeRow);
            }
        }
    }

    private void MapExactly(Span<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = _target.Transform.ToMap(x[i], y[i]);
        }

        _transform?.Transform(x, y);
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = _source.Transform.ToPixel(x[i], y[i]);
        }
    }

    private static double Between(double[] nodes, int node, int across, double right, double down)
    {
        double upper = nodes[node] + ((nodes[node + 1] - nodes[node]) * right);
        double lower = nodes[node + across] + ((nodes[node + across + 1] - nodes[node + across]) * right);
        return upper + ((lower - upper) * down);
    }

    // At the middle of cells spread over the target: the error of linear interpolation is largest there.
    private double LargestError(int stride)
    {
        const int Probes = 9;
        double largest = 0;
        double[] x = new double[5], y = new double[5];
        for (int probe = 0; probe < Probes * Probes; probe++)
        {
            int column = (int)((long)(probe % Probes) * _target.Width / (Probes - 1) / stride) * stride;
            int row = (int)((long)(probe / Probes) * _target.Height / (Probes - 1) / stride) * stride;
            (x[0], x[1], x[2], x[3], x[4]) = (column, column + stride, column, column + stride, column + (stride / 2.0));
            (y[0], y[1], y[2], y[3], y[4]) = (row, row, row + stride, row + stride, row + (stride / 2.0));
            MapExactly(x, y);
            double error = Math.Max(Math.Abs(x[4] - ((x[0] + x[1] + x[2] + x[3]) / 4)), Math.Abs(y[4] - ((y[0] + y[1] + y[2] + y[3]) / 4)));
            largest = double.IsNaN(error) ? largest : Math.Max(largest, error);
        }

        return largest;
    }

    private double AreaOfCentralPixel()
    {
        double column = Math.Floor(_target.Width / 2.0), row = Math.Floor(_target.Height / 2.0);
        double[] x = [column, column + 1, column], y = [row, row, row + 1];
        MapExactly(x, y);
        return Math.Abs(((x[1] - x[0]) * (y[2] - y[0])) - ((x[2] - x[0]) * (y[1] - y[0])));
    }

    private static AffineTransform Compose(AffineTransform source, AffineTransform target)
    {
        (double x0, double y0) = source.ToPixel(target.OriginX, target.OriginY);
        (double xc, double yc) = source.ToPixel(target.OriginX + target.ColumnX, target.OriginY + target.ColumnY);
        (double xr, double yr) = source.ToPixel(target.OriginX + target.RowX, target.OriginY + target.RowY);
        return new AffineTransform(x0, Tidy(xc - x0), Tidy(xr - x0), y0, Tidy(yc - y0), Tidy(yr - y0));
    }

    // The difference of two large positions carries rounding noise: 1e-12 of a pixel turns a straight grid into one that is not.
    private static double Tidy(double step) => Math.Abs(step - Math.Round(step)) < 1e-9 ? Math.Round(step) : step;

    private static int FloorDivide(int number, int divisor) => (int)Math.Floor((double)number / divisor);
}
