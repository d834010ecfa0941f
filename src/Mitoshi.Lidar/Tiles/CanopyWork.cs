using System.Collections.Concurrent;

namespace Mitoshi.Lidar;

/// <summary>Makes the canopy of one work area from the points in and around it.</summary>
internal sealed class CanopyWork(CanopyPlan plan, Grid grid)
{
    private const int GroundPointsMin = 3;

    // Large arrays are lent from area to area: as garbage they would stay for long.
    private readonly ConcurrentBag<PointSet> _pointSets = [];

    /// <summary>Makes the area of a window of the metrics grid.</summary>
    public CanopyArea Run(CloudIndex cloud, Window metricsWindow, CancellationToken cancellation)
    {
        PointSet points = _pointSets.TryTake(out PointSet? used) ? used : new PointSet();
        points.Clear();
        CanopyArea area = Run(cloud, metricsWindow, points, cancellation);
        _pointSets.Add(points);

        // Triangulations are large arrays that die here. Left to itself the collector lets those of several areas pile up: measured, the
        // peak of one and the same job then lay anywhere between 1.5 and 2.7 GiB.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        return area;
    }

    private CanopyArea Run(CloudIndex cloud, Window metricsWindow, PointSet points, CancellationToken cancellation)
    {
        int factor = (int)Math.Round(plan.MetricsCell / plan.Resolution), halo = (int)Math.Ceiling(plan.Buffer / plan.Resolution);
        Window window = new(metricsWindow.Column * factor, metricsWindow.Row * factor, metricsWindow.Columns * factor, metricsWindow.Rows * factor);
        Window wide = window.Grow(halo);
        (double west, double north) = grid.Transform.ToMap(wide.Column, wide.Row);
        Box box = new(west, north - (wide.Rows * plan.Resolution), west + (wide.Columns * plan.Resolution), north);

        cloud.Collect(box, points, plan.UsesGroundClass, cancellation);
        if (!plan.UsesGroundClass)
        {
            MarkGround(points);
        }

        PointSet groundPoints = points.Where(PointKind.Ground);
        if (groundPoints.Count < GroundPointsMin)
        {
            return Empty(window, metricsWindow);
        }

        GroundModel ground = GroundModel.Of(groundPoints.X, groundPoints.Y, groundPoints.Z);
        int[] firstOfCell = points.SortByCell(plan.Resolution, wide.Columns, wide.Rows);
        cancellation.ThrowIfCancellationRequested();
        int tooHigh = Normalise(points, ground);
        CanopyRaster highest = Highest(points, firstOfCell, wide);
        float[] groundHeights = GroundHeights(ground, wide);
        CanopyRaster canopy = plan.Method == CanopyMethod.PitFree ? Surface(points, firstOfCell, wide) : highest;
        RemoveOutside(canopy, groundHeights);
        return new CanopyArea
        {
            Window = window,
            MetricsWindow = metricsWindow,
            Canopy = Cut(canopy.Heights, wide, halo),
            Ground = Cut(groundHeights, wide, halo),
            Metrics = Metrics(points, firstOfCell, wide, metricsWindow, halo, factor),
            Tops = Tops(highest, wide, halo),
            TooHigh = tooHigh,
        };
    }

    private static void MarkGround(PointSet points)
    {
        // Only last returns can be ground; the others would raise the lowest surface under dense canopies.
        PointSet last = points.Where(PointKind.Last);
        bool[] isGround = new GroundFilter().Find(last.X, last.Y, last.Z);
        int next = 0;
        for (int i = 0; i < points.Count; i++)
        {
            if ((points.Kinds[i] & PointKind.Last) != 0 && isGround[next++])
            {
                points.Kinds[i] |= PointKind.Ground;
            }
        }
    }

    // Heights above the ground in place of heights above the sea; what is too high becomes NaN and takes part in nothing.
    private int Normalise(PointSet points, GroundModel ground)
    {
        Span<float> x = points.X, y = points.Y, z = points.Z;
        int hint = 0, tooHigh = 0;
        for (int i = 0; i < z.Length; i++)
        {
            float height = z[i] - ground.HeightAt(x[i], y[i], ref hint, out _);
            tooHigh += height > plan.HeightMax ? 1 : 0;
            z[i] = height > plan.HeightMax ? float.NaN : height;
        }

        return tooHigh;
    }

    private CanopyRaster Highest(PointSet points, int[] firstOfCell, Window wide)
        => CanopyRaster.Highest(points.Z, firstOfCell, plan.Resolution, wide.Columns, wide.Rows).WithFilledHoles(plan.HoleRings).WithoutPits(plan.PitMetres);

    private CanopyRaster Surface(PointSet points, int[] firstOfCell, Window wide)
    {
        PitFree method = new() { EdgeMetres = 3 * plan.Resolution, GapMetres = 2 * plan.Resolution * (plan.HoleRings + 1) };
        return method.Surface(points, firstOfCell, plan.Resolution, wide.Columns, wide.Rows).WithFilledHoles(rings: 1);
    }

    private float[] GroundHeights(GroundModel ground, Window wide)
    {
        float[] heights = new float[wide.PixelCount];
        int hint = 0;
        for (int row = 0; row < wide.Rows; row++)
        {
            for (int column = 0; column < wide.Columns; column++)
            {
                float height = ground.HeightAt((column + 0.5) * plan.Resolution, (wide.Rows - row - 0.5) * plan.Resolution, ref hint, out bool isInside);
                heights[(row * wide.Columns) + column] = isInside ? height : float.NaN;
            }
        }

        return heights;
    }

    private static void RemoveOutside(CanopyRaster canopy, float[] ground)
    {
        for (int i = 0; i < ground.Length; i++)
        {
            canopy.Heights[i] = float.IsNaN(ground[i]) ? float.NaN : canopy.Heights[i];
        }
    }

    private float[] Metrics(PointSet points, int[] firstOfCell, Window wide, Window metricsWindow, int halo, int factor)
    {
        int bandCount = HeightMetrics.Names.Count, cellCount = metricsWindow.PixelCount;
        float[] metrics = new float[bandCount * cellCount];
        Span<float> one = stackalloc float[bandCount];
        float[] heights = [];
        for (int cell = 0; cell < cellCount; cell++)
        {
            int column = halo + (cell % metricsWindow.Columns * factor), row = halo + (cell / metricsWindow.Columns * factor);
            int count = 0, first = 0, firstAbove = 0;
            for (int r = row; r < row + factor; r++)
            {
                int start = firstOfCell[(r * wide.Columns) + column], end = firstOfCell[(r * wide.Columns) + column + factor];
                if (heights.Length < count + end - start)
                {
                    Array.Resize(ref heights, 2 * (count + end - start));
                }

                for (int i = start; i < end; i++)
                {
                    float height = points.Z[i];
                    if (float.IsNaN(height))
                    {
                        continue;
                    }

                    heights[count++] = height;
                    int isFirst = (points.Kinds[i] & PointKind.First) != 0 ? 1 : 0;
                    first += isFirst;
                    firstAbove += height > 2 ? isFirst : 0;
                }
            }

            HeightMetrics.Calculate(heights.AsSpan(0, count), first, firstAbove, plan.MetricsCell * plan.MetricsCell, one);
            for (int band = 0; band < bandCount; band++)
            {
                metrics[(band * cellCount) + cell] = one[band];
            }
        }

        return metrics;
    }

    private List<(double X, double Y, float HeightMetres)> Tops(CanopyRaster highest, Window wide, int halo)
    {
        List<(double, double, float)> tops = [];
        Window inner = new(halo, halo, wide.Columns - (2 * halo), wide.Rows - (2 * halo));
        foreach (TreeTop top in plan.Tops.Find(highest, inner))
        {
            (double x, double y) = grid.Transform.ToMap(wide.Column + top.Column + 0.5, wide.Row + top.Row + 0.5);
            tops.Add((x, y, top.HeightMetres));
        }

        return tops;
    }

    private static CanopyArea Empty(Window window, Window metricsWindow)
    {
        float[] none = new float[window.PixelCount];
        none.AsSpan().Fill(float.NaN);
        float[] metrics = new float[HeightMetrics.Names.Count * metricsWindow.PixelCount];
        metrics.AsSpan().Fill(float.NaN);
        return new CanopyArea { Window = window, MetricsWindow = metricsWindow, Canopy = none, Ground = none, Metrics = metrics, Tops = [], TooHigh = 0 };
    }

    private static float[] Cut(float[] wideValues, Window wide, int halo)
    {
        int columns = wide.Columns - (2 * halo), rows = wide.Rows - (2 * halo);
        float[] inner = new float[columns * rows];
        for (int row = 0; row < rows; row++)
        {
            wideValues.AsSpan(((row + halo) * wide.Columns) + halo, columns).CopyTo(inner.AsSpan(row * columns));
        }

        return inner;
    }
}
