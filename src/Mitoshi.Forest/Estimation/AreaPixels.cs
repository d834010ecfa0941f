using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>What the map says inside an area, or inside several taken together, where a pixel counts once.</summary>
internal sealed class AreaPixels(string name, IReadOnlyList<AreaPolygon> polygons, int strata)
{
    private readonly List<double> _ends = [];

    public string Name { get; } = name;

    public IReadOnlyList<AreaPolygon> Polygons { get; } = polygons;

    /// <summary>True for all areas taken together.</summary>
    public bool IsTogether { get; } = polygons.Count > 1;

    public double South => Polygons.Min(polygon => polygon.South);

    public double North => Polygons.Max(polygon => polygon.North);

    public double West => Polygons.Min(polygon => polygon.West);

    public double East => Polygons.Max(polygon => polygon.East);

    /// <summary>True for a plot inside.</summary>
    public bool Holds(SamplePlot plot) => Polygons.Any(polygon => polygon.Name == plot.Area);

    /// <summary>Where the horizontal line at y runs inside: begin and end of each run, ascending; overlapping polygons make one run.</summary>
    public void Runs(double y, List<double> runs)
    {
        if (!IsTogether)
        {
            Polygons[0].Crossings(y, runs);
            return;
        }

        runs.Clear();
        List<(double Begin, double End)> pieces = [];
        foreach (AreaPolygon polygon in Polygons.Where(polygon => polygon.South <= y && polygon.North >= y))
        {
            polygon.Crossings(y, _ends);
            for (int k = 0; k + 1 < _ends.Count; k += 2)
            {
                pieces.Add((_ends[k], _ends[k + 1]));
            }
        }

        foreach ((double begin, double end) in pieces.Order())
        {
            if (runs.Count > 0 && begin <= runs[^1])
            {
                runs[^1] = Math.Max(runs[^1], end);
            }
            else
            {
                runs.AddRange([begin, end]);
            }
        }
    }

    /// <summary>Pixels with a value.</summary>
    public long Count { get; private set; }

    /// <summary>Pixels inside without a value.</summary>
    public long Missing { get; private set; }

    /// <summary>Sum of the map over the pixels, by area on geographic grids.</summary>
    private double _sum, _weight;

    private readonly double[] _strata = new double[strata];

    public double Hectares { get; private set; }

    public double Mean => _sum / _weight;

    /// <summary>Share of the mapped area in each stratum of map values.</summary>
    public double[] StratumShares => [.. _strata.Select(weight => weight / _weight)];

    /// <summary>Sums of pixel standard deviations in coarse cells, for the variance with correlation; empty without an error map.</summary>
    public CoarseErrors? Errors { get; set; }

    public void Add(float value, double hectares, ReadOnlySpan<double> breaks)
    {
        if (float.IsNaN(value))
        {
            Missing++;
            return;
        }

        Count++;
        Hectares += hectares;
        _weight += hectares;
        _sum += hectares * value;
        int stratum = 0;
        while (stratum < breaks.Length && value > breaks[stratum])
        {
            stratum++;
        }

        _strata[stratum] += hectares;
    }
}

/// <summary>Pixel standard deviations summed in square cells, so that the double sum over a large area fits in memory.</summary>
internal sealed class CoarseErrors(int column0, int row0, int cell, int columns, int rows)
{
    public double[] Sums { get; } = new double[columns * rows];

    public double SquareSum { get; private set; }

    public long Count { get; private set; }

    public int Columns => columns;

    public int Cell => cell;

    public void Add(int column, int row, float deviation)
    {
        if (float.IsNaN(deviation))
        {
            return;
        }

        Sums[((row - row0) / cell * columns) + ((column - column0) / cell)] += deviation;
        SquareSum += (double)deviation * deviation;
        Count++;
    }
}

/// <summary>Reads the map once and fills all areas.</summary>
internal static class AreaPixelReader
{
    private const int BandRows = 256, CellsMax = 4_000_000;

    public static void Read(RasterFile map, int bandIndex, RasterFile? errors, IReadOnlyList<AreaPixels> areas, double[] breaks, ProcessContext context)
    {
        Grid grid = map.Grid;
        bool isGeographic = !grid.Crs.IsLocal && SpatialReference.IsGeographic(grid.Crs);
        double metres = grid.Crs.IsLocal || isGeographic ? 1 : SpatialReference.MetresPerUnit(grid.Crs);
        double[]? rowHectares = isGeographic ? [.. EllipsoidArea.RowSquareMetres(grid).Select(square => square / 10_000)] : null;
        double hectares = grid.PixelArea * metres * metres / 10_000;
        if (errors is not null)
        {
            foreach (AreaPixels area in areas)
            {
                area.Errors = Coarse(grid, area);
            }
        }

        float[] values = new float[grid.Width * BandRows], deviations = errors is null ? [] : new float[grid.Width * BandRows];
        List<double> crossings = [];
        using IProgressTask task = context.Progress.Start(("Map", "地図"), grid.Height);
        for (int top = 0; top < grid.Height; top += BandRows)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(BandRows, grid.Height - top);
            (_, double north) = grid.Transform.ToMap(0, top);
            (_, double south) = grid.Transform.ToMap(0, top + rows);
            AreaPixels[] here = [.. areas.Where(area => area.North >= Math.Min(north, south) && area.South <= Math.Max(north, south))];
            if (here.Length > 0)
            {
                Window window = new(Column: 0, Row: top, Columns: grid.Width, Rows: rows);
                map.ReadPhysical(window, [bandIndex], values.AsSpan(0, window.PixelCount));
                errors?.ReadPhysical(window, [0], deviations.AsSpan(0, window.PixelCount));
                for (int row = 0; row < rows; row++)
                {
                    FillRow(here, grid, top + row, values.AsSpan(row * grid.Width, grid.Width),
                        errors is null ? [] : deviations.AsSpan(row * grid.Width, grid.Width), rowHectares?[top + row] ?? hectares, breaks, crossings);
                }
            }

            task.Advance(rows);
        }
    }

    private static void FillRow(
        AreaPixels[] areas, Grid grid, int row, ReadOnlySpan<float> values, ReadOnlySpan<float> deviations, double hectares, double[] breaks, List<double> crossings)
    {
        (double x0, double y) = grid.Transform.ToMap(0.5, row + 0.5);
        foreach (AreaPixels area in areas)
        {
            area.Runs(y, crossings);
            for (int k = 0; k + 1 < crossings.Count; k += 2)
            {
                // A pixel belongs to the area that holds its centre.
                int first = (int)Math.Max(0, Math.Ceiling((crossings[k] - x0) / grid.Transform.ColumnX));
                int last = (int)Math.Min(grid.Width - 1, Math.Ceiling((crossings[k + 1] - x0) / grid.Transform.ColumnX) - 1);
                for (int column = first; column <= last; column++)
                {
                    area.Add(values[column], hectares, breaks);
                    if (deviations.Length > 0 && !float.IsNaN(values[column]))
                    {
                        area.Errors!.Add(column, row, deviations[column]);
                    }
                }
            }
        }
    }

    private static CoarseErrors Coarse(Grid grid, AreaPixels area)
    {
        (double left, double top) = grid.Transform.ToPixel(area.West, area.North);
        (double right, double bottom) = grid.Transform.ToPixel(area.East, area.South);
        int column0 = Math.Clamp((int)left, 0, grid.Width - 1), row0 = Math.Clamp((int)top, 0, grid.Height - 1);
        int columns = Math.Clamp((int)right + 1, column0 + 1, grid.Width) - column0, rows = Math.Clamp((int)bottom + 1, row0 + 1, grid.Height) - row0;
        int cell = 1;
        while ((long)(columns / cell + 1) * (rows / cell + 1) > CellsMax)
        {
            cell++;
        }

        return new CoarseErrors(column0, row0, cell, ((columns - 1) / cell) + 1, ((rows - 1) / cell) + 1);
    }
}
